#include "schema/pooling.h"

namespace loom {

const LayerType& lp_pool_layer()
{
    using Here = NormPooling<2>;
    static const LayerType type = layer<Here>({
        .id = "lp_pool",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Replaces each small window by the p-norm of its values: between average and maximum, as the power says. Signs "
            "do not count."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
