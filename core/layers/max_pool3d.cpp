#include "schema/pooling.h"

namespace loom {

const LayerType& max_pool3d_layer()
{
    using Here = MaxPooling<3>;
    static const LayerType type = layer<Here>({
        .id = "max_pool3d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Keeps the largest value of each small block, so the volume shrinks and the strongest answer stays. Use it behind "
            "Conv 3D."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Volumes: depth, height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
