#pragma once
#include "ir/init.h"
#include "schema/declare.h"

namespace loom {

/// How a layer's weights start.
enum class Initializer {
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    Normal,
    Uniform,
    Zeros
};
std::vector<Choice> initializer_choices();
/// Normal has the deviation 0.05 and Uniform the range ±0.05, as in Keras.
Init init_of(Initializer, std::int64_t fan_in, std::int64_t fan_out);

template <class P>
SettingBinding<P> initializer_setting(Initializer P::*member)
{
    return setting(member, {.key = "initializer",
                            .label = LOOM_TEXT("Initialiser"),
                            .help = LOOM_TEXT(
                                "How the weights start. Glorot keeps the size of values alike from layer to layer; He "
                                "suits ReLU; LeCun suits tanh-like curves. Zeros hardly ever learn."),
                            .choices = initializer_choices(),
                            .advanced = true});
}

} // namespace loom
