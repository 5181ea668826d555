#include "schema/formula.h"
#include "schema/recurrent.h"

namespace loom {
namespace {

enum class RnnCurve { Tanh, Relu };

struct Rnn {
    std::int64_t units = 64;
    Returns returns = Returns::LastStep;
    bool bidirectional = false;
    std::int64_t layers = 1;
    double dropout = 0, recurrent_dropout = 0;
    bool skip_padding = false;
    RnnCurve curve = RnnCurve::Tanh;

    RecurrentLayer cells() const
    {
        return {.title = LOOM_TEXT("RNN"),
                .cell = curve == RnnCurve::Tanh ? Cell::Tanh : Cell::Relu,
                .units = units,
                .layers = layers,
                .bidirectional = bidirectional,
                .returns = returns,
                .dropout = dropout,
                .recurrent_dropout = recurrent_dropout,
                .skip_padding = skip_padding};
    }
    Inferred infer(std::span<const Shape> in) const { return cells().infer(in[0]); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return cells().lower(b, in[0]); }
    Formula formula() const
    {
        return cells().formula();
    }

    Message summary() const { return cells().summary(); }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const { return cells().torch(w, in[0]); }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const { return cells().keras(w, in[0]); }
};

std::vector<SettingBinding<Rnn>> settings()
{
    auto all = recurrent_settings<Rnn>();
    all.push_back(setting(&Rnn::curve, {.key = "curve",
                                        .label = LOOM_TEXT("Activation"),
                                        .help = LOOM_TEXT("The curve that each step's result goes through."),
                                        .choices = {{"tanh", LOOM_TEXT("Tanh")}, {"relu", LOOM_TEXT("ReLU")}},
                                        .advanced = true}));
    return all;
}

} // namespace

const LayerType& rnn_layer()
{
    static const LayerType type = layer<Rnn>({
        .id = "rnn",
        .title = LOOM_TEXT("RNN"),
        .help = LOOM_TEXT(
            "The simplest layer over steps: each result follows from the step's values and the result before. It forgets "
            "quickly; LSTM and GRU remember longer."),
        .category = Category::Recurrent,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("A sequence: steps and features.")}},
        .settings = settings(),
    });
    return type;
}

} // namespace loom
