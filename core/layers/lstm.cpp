#include "schema/formula.h"
#include "schema/recurrent.h"

namespace loom {
namespace {

struct Lstm {
    std::int64_t units = 64;
    Returns returns = Returns::LastStep;
    bool bidirectional = false;
    std::int64_t layers = 1;
    double dropout = 0, recurrent_dropout = 0;
    bool skip_padding = false;

    RecurrentLayer cells() const
    {
        return {.title = LOOM_TEXT("LSTM"),
                .cell = Cell::Lstm,
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

} // namespace

const LayerType& lstm_layer()
{
    static const LayerType type = layer<Lstm>({
        .id = "lstm",
        .title = LOOM_TEXT("LSTM"),
        .help = LOOM_TEXT(
            "Walks over a sequence and remembers what matters, over many steps: gates decide what to keep, what to forget and "
            "what to show. For text, time series and sound."),
        .category = Category::Recurrent,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("A sequence: steps and features.")}},
        .settings = recurrent_settings<Lstm>(),
    });
    return type;
}

} // namespace loom
