#include "schema/pooling.h"

namespace loom {

const LayerType& lp_pool3d_layer()
{
    using Here = NormPooling<3>;
    static const LayerType type = layer<Here>({
        .id = "lp_pool3d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Replaces each small block by the p-norm of its values: between average and maximum, as the power says."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Volumes: depth, height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
