#include "schema/pooling.h"

namespace loom {

const LayerType& max_pool_layer()
{
    using Here = MaxPooling<2>;
    static const LayerType type = layer<Here>({
        .id = "max_pool",
        .title = Here::title,
        .help = LOOM_TEXT(
            "Keeps the largest value of each small window, so the picture shrinks and the strongest answer stays. It "
            "makes a network faster and less sensitive to small shifts. Use it behind convolutions."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = Here::settings(),
    });
    return type;
}

} // namespace loom
