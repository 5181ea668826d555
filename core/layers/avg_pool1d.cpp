#include "schema/pooling.h"

namespace loom {

const LayerType& avg_pool1d_layer()
{
    using Here = AveragePooling<1>;
    static const LayerType type = layer<Here>({
        .id = "avg_pool1d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Replaces each few steps by their average, so the sequence gets shorter and smoother."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences: steps and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
