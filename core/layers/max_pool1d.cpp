#include "schema/pooling.h"

namespace loom {

const LayerType& max_pool1d_layer()
{
    using Here = MaxPooling<1>;
    static const LayerType type = layer<Here>({
        .id = "max_pool1d",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Keeps the largest value of each few steps, so the sequence gets shorter and the strongest answer stays. Use it "
            "behind Conv 1D."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Sequences: steps and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
