#include "schema/convolution.h"

namespace loom {

const LayerType& conv2d_layer()
{
    using Here = Convolution<2>;
    static const LayerType type = layer<Here>({
        .id = "conv2d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Slides small learned filters over a picture; each gives one new channel that lights up where its pattern "
            "is. The same weights serve every place, so it needs few of them and finds a pattern wherever it lies. "
            "Use it for pictures, several behind each other."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
