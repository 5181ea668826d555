#include "schema/convolution.h"

namespace loom {

const LayerType& conv3d_layer()
{
    using Here = Convolution<3>;
    static const LayerType type = layer<Here>({
        .id = "conv3d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Slides small learned filters through a volume; each gives one new channel that lights up where its pattern "
            "is. Use it for scans and for films, whose pictures lie behind each other. It costs much more than Conv 2D."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Volumes: depth, height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
