#include "schema/pooling.h"

namespace loom {

const LayerType& lp_pool1d_layer()
{
    using Here = NormPooling<1>;
    static const LayerType type = layer<Here>({
        .id = "lp_pool1d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Replaces each few steps by the p-norm of their values: between average and maximum, as the power says."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences: steps and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
