#include "schema/formula.h"
#include "schema/recurrent.h"

namespace loom {
namespace {

enum class Reset { Behind, Before };

struct Gru {
    std::int64_t units = 64;
    Returns returns = Returns::LastStep;
    bool bidirectional = false;
    std::int64_t layers = 1;
    double dropout = 0, recurrent_dropout = 0;
    bool skip_padding = false;
    Reset reset = Reset::Behind;

    RecurrentLayer cells() const
    {
        return {.title = LOOM_TEXT("GRU"),
                .cell = reset == Reset::Behind ? Cell::Gru : Cell::GruResetFirst,
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

std::vector<SettingBinding<Gru>> settings()
{
    auto all = recurrent_settings<Gru>();
    all.push_back(setting(&Gru::reset,
                          {.key = "reset",
                           .label = LOOM_TEXT("Reset"),
                           .help = LOOM_TEXT("Where the reset gate works: behind the product with the recurrent weights, as "
                                             "in PyTorch and cuDNN, or in front of it, as in the first paper and where "
                                             "Keras's reset_after is off."),
                           .choices = {{"behind", LOOM_TEXT("Behind the product")},
                                       {"before", LOOM_TEXT("In front of the product")}},
                           .advanced = true}));
    return all;
}

} // namespace

const LayerType& gru_layer()
{
    static const LayerType type = layer<Gru>({
        .id = "gru",
        .title = LOOM_TEXT("GRU"),
        .help = LOOM_TEXT(
            "Walks over a sequence like an LSTM, with one gate less: fewer weights and often as good. For text, time series "
            "and sound."),
        .category = Category::Recurrent,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("A sequence: steps and features.")}},
        .settings = settings(),
    });
    return type;
}

} // namespace loom
