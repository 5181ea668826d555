#include "schema/recurrent.h"
#include "schema/initializers.h"
#include "schema/sequences.h"
#include "schema/shapes.h"

#include <algorithm>
#include <cmath>

namespace loom {

Inferred RecurrentLayer::infer(const Shape& in) const
{
    if (in.size() != 2)
        return needs_sequence(title, in, 0, [this](const Shape& s) { return infer(s); });
    const auto width = units * directions(), gates = units * gate_count(cell);
    if (const Shape weight{std::max({in[0], width}), gates}; too_large(weight))
        return too_large_fault(title, weight, "units");
    if (const Shape kept{in[1], gates}; too_large(kept))
        return too_large_fault(title, kept, "units");
    return returns == Returns::AllSteps ? Shape{width, in[1]} : Shape{width};
}

TensorId RecurrentLayer::lower(Builder& b, TensorId x) const
{
    const TensorId lengths = skip_padding ? b.lengths(features_last(b, x)) : no_tensor;
    TensorId steps = time_first(b, x), result = no_tensor;
    const auto gates = units * gate_count(cell);
    Init bias{};
    if (cell == Cell::Lstm) {
        bias.values.assign(std::size_t(gates), 0.0);
        std::fill_n(bias.values.begin() + units, units, 1.0);
    }
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        if (layer > 0)
            steps = b.dropout(steps, dropout);
        const auto features = b.shape(steps)[2], batch = b.shape(steps)[1];
        std::vector<TensorId> all, last;
        for (std::int64_t d = 0; d < directions(); ++d) {
            auto weight = [&](const char* name, Shape shape, Init init) {
                const std::string number = layer == 0 ? "" : "_" + std::to_string(layer + 1);
                return b.weight((d == 0 ? "" : "backward_") + std::string(name) + number, std::move(shape), std::move(init));
            };
            const TensorId wx = weight("input", {features, gates}, init_of(Initializer::GlorotUniform, features, gates)),
                           wh = weight("recurrent", {units, gates}, {InitKind::Uniform, 1 / std::sqrt(double(units))}),
                           first = weight("bias", {gates}, bias),
                           second = cell == Cell::Gru ? weight("recurrent_bias", {gates}, {}) : no_tensor;
            TensorId mask = no_tensor;
            if (recurrent_dropout > 0 && b.mode() == Mode::Train)
                mask = b.dropout(b.constant({batch, units}, {.a = 1}), recurrent_dropout);
            const auto made = b.recurrent(cell, steps, wx, wh, first, second, lengths, mask, d == 1);
            all.push_back(made.y);
            last.push_back(made.last);
        }
        const bool ends = layer + 1 == layers && returns == Returns::LastStep;
        if (ends)
            result = last.size() == 1 ? last[0] : b.concat(last, 1);
        else
            steps = all.size() == 1 ? all[0] : b.concat(all, 2);
    }
    return returns == Returns::LastStep ? result : from_time_first(b, steps);
}

Message RecurrentLayer::summary() const
{
    std::vector<Message> parts{units == 1 ? LOOM_TEXT("1 unit") : Message(LOOM_TEXT("%1 units"), units)};
    if (layers > 1)
        parts.emplace_back(LOOM_TEXT("%1 layers"), layers);
    if (bidirectional)
        parts.emplace_back(LOOM_TEXT("both directions"));
    parts.emplace_back(returns == Returns::LastStep ? LOOM_TEXT("last step") : LOOM_TEXT("all steps"));
    return joined(parts);
}

} // namespace loom
