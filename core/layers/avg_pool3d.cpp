#include "schema/pooling.h"

namespace loom {

const LayerType& avg_pool3d_layer()
{
    using Here = AveragePooling<3>;
    static const LayerType type = layer<Here>({
        .id = "avg_pool3d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Replaces each small block by its average, so the volume shrinks smoothly."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Volumes: depth, height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
