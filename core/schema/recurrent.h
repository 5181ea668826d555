#pragma once
#include "schema/formula.h"
#include "schema/types.h"

namespace loom {

// What the recurrent layers share.

enum class Returns { LastStep, AllSteps };

struct RecurrentLayer {
    Text title;
    Cell cell;
    std::int64_t units;
    std::int64_t layers;
    bool bidirectional;
    Returns returns;
    double dropout, recurrent_dropout;
    bool skip_padding;

    Inferred infer(const Shape& in) const;
    /// Weights of layer i, of the first one without a number: "input" {features, G·units}, "recurrent" {units, G·units},
    /// "bias" {G·units} and, of a GRU with its reset behind the product, "recurrent_bias"; "backward_…" in the other direction. Input weights start by
    /// Glorot's rule, recurrent ones within ±1/√units as in PyTorch, an LSTM's forget bias at 1 (Jozefowicz et al.
    /// 2015), other biases at 0. Recurrent dropout is one draw for all steps, in front of the recurrent weights alone
    /// (Gal and Ghahramani 2016).
    TensorId lower(Builder&, TensorId x) const;
    Message summary() const;
    Formula formula() const;
    std::string torch(SourceWriter&, const SourceValue& x) const;
    std::string keras(SourceWriter&, const SourceValue& x) const;

private:
    std::int64_t directions() const { return bidirectional ? 2 : 1; }
    /// The name of one of the weights.
    static std::string weight_name(const char* name, std::int64_t layer, std::int64_t direction);
};

template <class P>
std::vector<SettingBinding<P>> recurrent_settings()
{
    return {
        setting(&P::units, {.key = "units",
                            .label = LOOM_TEXT("Units"),
                            .help = LOOM_TEXT("How many values the layer remembers and gives per step."),
                            .min = 1,
                            .max = 65536}),
        setting(&P::returns,
                {.key = "returns",
                 .label = LOOM_TEXT("Result"),
                 .help = LOOM_TEXT("The last step alone, as one vector for a Dense layer, or every step, as a sequence "
                                   "for a further layer over steps."),
                 .choices = {{"last", LOOM_TEXT("Last step")}, {"all", LOOM_TEXT("All steps")}}}),
        setting(&P::bidirectional,
                {.key = "bidirectional",
                 .label = LOOM_TEXT("Both directions"),
                 .help = LOOM_TEXT("Also reads from the end to the beginning, with weights of its own, and puts both "
                                   "results side by side. Not for forecasts: the future is not known there.")}),
        setting(&P::layers, {.key = "layers",
                             .label = LOOM_TEXT("Stacked layers"),
                             .help = LOOM_TEXT("How many of these stand behind each other."),
                             .min = 1,
                             .max = 4}),
        setting(&P::dropout, {.key = "dropout",
                              .label = LOOM_TEXT("Dropout between layers"),
                              .help = LOOM_TEXT("The share of values that are dropped between two layers."),
                              .min = 0,
                              .max = 0.99,
                              .advanced = true}),
        setting(&P::recurrent_dropout,
                {.key = "recurrent_dropout",
                 .label = LOOM_TEXT("Recurrent dropout"),
                 .help = LOOM_TEXT("The share of remembered values that are dropped on their way to the next step, the "
                                   "same ones at every step of a sample."),
                 .min = 0,
                 .max = 0.5,
                 .advanced = true}),
        setting(&P::skip_padding,
                {.key = "skip_padding",
                 .label = LOOM_TEXT("Skip padding"),
                 .help = LOOM_TEXT("Steps at the end whose values are all 0 only fill up: the layer stops before them. "
                                   "Embedding gives its padding number such values.")})};
}

} // namespace loom
