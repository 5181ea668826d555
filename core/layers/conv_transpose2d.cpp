#include "schema/convolution.h"

namespace loom {

const LayerType& conv_transpose2d_layer()
{
    using Here = TransposedConvolution<2>;
    static const LayerType type = layer<Here>({
        .id = "conv_transpose2d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Enlarges a picture by a learned pattern for each pixel: a convolution backwards. Use it to draw pictures from "
            "small maps, as in autoencoders and generators. A kernel that the stride divides avoids a checkerboard."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
