#include "schema/convolution.h"

namespace loom {

const LayerType& conv1d_layer()
{
    using Here = Convolution<1>;
    static const LayerType type = layer<Here>({
        .id = "conv1d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Slides small learned filters along a sequence; each gives one new channel that lights up where its pattern "
            "is, whenever that happens. Use it for signals, sensor readings and text, several behind each other."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Sequences: steps and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
