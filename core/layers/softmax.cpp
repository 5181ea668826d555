#include "schema/formula.h"
#include "schema/shapes.h"

#include <numeric>

namespace loom {
namespace {

struct SoftmaxLayer {
    bool log = false;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        // The instruction runs over the last axis; channels are the second.
        std::vector<int> there(b.shape(in[0]).size()), back(there.size());
        if (there.size() == 2)
            return b.softmax(in[0], log);
        std::iota(there.begin(), there.end(), 0);
        std::rotate(there.begin() + 1, there.begin() + 2, there.end());
        for (std::size_t i = 0; i < there.size(); ++i)
            back[std::size_t(there[i])] = int(i);
        return b.permute(b.softmax(b.permute(in[0], there), log), back);
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return (log ? "F.log_softmax(" : "torch.softmax(") + in[0].text + ", dim=1)";
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        return (log ? "ops.log_softmax(" : "ops.softmax(") + in[0].text + ")";
    }

    Formula formula() const
    {
        std::vector<Formula::Word> where{{"c", LOOM_TEXT("which channel")},
                                         {"r", LOOM_TEXT("all channels in turn")},
                                         {"i", LOOM_TEXT("place, where there are several")}};
        if (log)
            return {"y_{c,i} = x_{c,i} - ln(sum_{r=1}^{C} e^{x_{r,i}})", std::move(where)};
        return {"y_{c,i} = frac{e^{x_{c,i}}}{sum_{r=1}^{C} e^{x_{r,i}}}", std::move(where)};
    }

    Message summary() const { return log ? LOOM_TEXT("logarithm") : LOOM_TEXT("over channels"); }
};

} // namespace

const LayerType& softmax_layer()
{
    static const LayerType type = layer<SoftmaxLayer>({
        .id = "softmax",
        .title = LOOM_TEXT("Softmax"),
        .help = LOOM_TEXT("Turns the channels at each place into shares between 0 and 1 that sum to 1; of a vector all "
                          "values. Losses "
                          "from logits apply it themselves."),
        .category = Category::Activation,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&SoftmaxLayer::log,
                             {.key = "log",
                              .label = LOOM_TEXT("Logarithm"),
                              .help = LOOM_TEXT("Gives the logarithms of the shares, which stay exact where a share is "
                                                "almost 0.")})},
    });
    return type;
}

} // namespace loom
