#include "schema/types.h"

namespace loom {
namespace {

template <class T>
const T* find(std::span<const T* const> types, std::string_view id)
{
    const auto it = std::ranges::find(types, id, [](const T* t) { return t->id; });
    return it == types.end() ? nullptr : *it;
}

} // namespace

const LayerType* find_layer(std::string_view id) { return find(layer_types(), id); }
const LossType* find_loss(std::string_view id) { return find(loss_types(), id); }
const OptimizerType* find_optimizer(std::string_view id) { return find(optimizer_types(), id); }
const SourceType* find_source(std::string_view id) { return find(source_types(), id); }

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
