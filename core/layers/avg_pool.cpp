#include "schema/pooling.h"

namespace loom {

const LayerType& avg_pool_layer()
{
    using Here = AveragePooling<2>;
    static const LayerType type = layer<Here>({
        .id = "avg_pool",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Replaces each small window by its average, so the picture shrinks smoothly. It keeps the overall "
            "brightness of a channel, where Max pool keeps its peaks."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
