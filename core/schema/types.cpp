#include "schema/boxes.h"
#include "schema/shapes.h"

#include <unordered_map>

namespace loom {
namespace {

template <class T>
const T* find(std::span<const T* const> types, std::string_view id)
{
    const auto it = std::ranges::find(types, id, [](const T* t) { return t->id; });
    return it == types.end() ? nullptr : *it;
}

} // namespace

const LayerType* find_layer(std::string_view id)
{
    // Asked for every node at every edit.
    static const std::unordered_map<std::string_view, const LayerType*> by_id = [] {
        std::unordered_map<std::string_view, const LayerType*> all;
        for (const LayerType* type : layer_types())
            all.emplace(type->id, type);
        return all;
    }();
    const auto it = by_id.find(id);
    return it == by_id.end() ? nullptr : it->second;
}
const LossType* find_loss(std::string_view id) { return find(loss_types(), id); }
const OptimizerType* find_optimizer(std::string_view id) { return find(optimizer_types(), id); }
const SourceType* find_source(std::string_view id) { return find(source_types(), id); }

const std::vector<SettingBinding<Learning>>& learning_settings()
{
    static const std::vector<SettingBinding<Learning>> all = {
        setting(&Learning::frozen,
                {.key = "frozen",
                 .label = LOOM_TEXT("Frozen"),
                 .help = LOOM_TEXT("Leaves this layer's weights as they are while the others learn. A frozen Batch norm "
                                   "uses its running values and does not move them."),
                 .advanced = true}),
        setting(&Learning::rate_factor,
                {.key = "rate_factor",
                 .label = LOOM_TEXT("Learning rate factor"),
                 .help = LOOM_TEXT("Multiplies the learning rate for this layer's weights: 0.1 lets a layer that has "
                                   "learned before change slowly."),
                 .min = 0,
                 .max = 1000,
                 .advanced = true}),
        setting(&Learning::l1,
                {.key = "l1",
                 .label = LOOM_TEXT("L1 penalty"),
                 .help = LOOM_TEXT("Pulls this layer's weights, but not its biases, towards 0 by the same amount in every step, so "
                                   "that many become 0. The loss that is shown does not count it. 0 turns it off."),
                 .min = 0,
                 .max = 100,
                 .advanced = true,
                 .sparse = true}),
        setting(&Learning::l2,
                {.key = "l2",
                 .label = LOOM_TEXT("L2 penalty"),
                 .help = LOOM_TEXT("Pulls this layer's weights, but not its biases, towards 0, large ones more, against overfitting. "
                                   "The loss that is shown does not count it. 0 turns it off."),
                 .min = 0,
                 .max = 100,
                 .advanced = true,
                 .sparse = true})};
    return all;
}

Learning learning_of(const LayerType& type, const Values& values)
{
    Learning learning;
    if (!type.learns)
        return learning;
    const auto& settings = learning_settings();
    const std::size_t first = type.settings.size() - settings.size();
    for (std::size_t i = 0; i < settings.size(); ++i)
        settings[i].set(learning, values[first + i]);
    return learning;
}

Message LayerType::summary(const Values& values, const Surroundings& around) const
{
    const Message own = summarise(values, around);
    return learning_of(*this, values).frozen ? joined({own, LOOM_TEXT("frozen")}) : own;
}

TensorId target_input(Builder& b, const LossType& type, const Shape& prediction, const Shape& labels)
{
    if (finds_boxes(type))
        return b.input("target", {prediction[0], labels.at(0), labels.at(1)});
    switch (type.needs) {
    case LossType::Needs::Label:
    case LossType::Needs::LabelSequence: {
        Shape shape{prediction[0]};
        shape.insert(shape.end(), labels.begin(), labels.end());
        return b.input("target", std::move(shape), DType::I32);
    }
    case LossType::Needs::Binary:
    case LossType::Needs::Numbers:
        return b.input("target", type.vectors > 0 ? Shape{prediction[0]} : prediction);
    case LossType::Needs::Nothing:
        break;
    }
    return no_tensor;
}

Cost cost(const LayerType& type, const Values& values, std::span<const Shape> inputs, const Surroundings& around)
{
    Builder b(Mode::Infer);
    std::vector<TensorId> operands;
    // A layer without inputs (Input) gets the data as its operand.
    std::vector<Shape> shapes(inputs.begin(), inputs.end());
    if (shapes.empty())
        if (const Inferred own = type.infer(values, {}, around); const Shape* s = std::get_if<Shape>(&own))
            shapes.push_back(*s);
    for (const Shape& s : shapes) {
        Shape with_batch{1};
        with_batch.insert(with_batch.end(), s.begin(), s.end());
        operands.push_back(b.input("x" + std::to_string(operands.size()), std::move(with_batch)));
    }
    type.lower(b, values, operands, around);
    const Program& p = b.program();
    return {elements(p, Role::Weight), multiply_adds(p), 4 * elements(p, Role::Intermediate)};
}

} // namespace loom
