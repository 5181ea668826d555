#include "schema/convolution.h"

namespace loom {

const LayerType& conv_transpose1d_layer()
{
    using Here = TransposedConvolution<1>;
    static const LayerType type = layer<Here>({
        .id = "conv_transpose1d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Enlarges a sequence by a learned pattern for each step: a convolution backwards. Use it to bring a shortened "
            "signal back to its length, as in autoencoders."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Sequences: steps and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
