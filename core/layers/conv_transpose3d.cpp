#include "schema/convolution.h"

namespace loom {

const LayerType& conv_transpose3d_layer()
{
    using Here = TransposedConvolution<3>;
    static const LayerType type = layer<Here>({
        .id = "conv_transpose3d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Enlarges a volume by a learned pattern for each place: a convolution backwards. Use it to bring a shrunken "
            "volume back to its size, as when organs are outlined in scans."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Volumes: depth, height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
