#include "evaluate/explain_finder.h"

// Recurrent cells, one step at a time; the letters are those of Recurrent.
namespace loom::explaining {

void Finder::gate(const Recurrent& op, const Steps& steps, std::int64_t step, std::int64_t column)
{
    const Shape &x = shape(op.x), &gates = shape(op.gates);
    const std::int64_t inputs = x[2], units = shape(op.y)[2], part = column / units, unit = column % units, before = steps.before(step);
    const std::int64_t n = steps.batch;
    const bool candidate = part == 2 && gates[2] > units;
    reason_.kind = Kind::Gate;
    reason_.step = step;
    reason_.curve = op.cell == Cell::Relu ? Curve::Relu : op.cell == Cell::Tanh || candidate ? Curve::Tanh : Curve::Sigmoid;
    for (std::int64_t i = 0; i < inputs; ++i)
        term({factor(op.x, element_at(x, {step, n, i})), factor(op.wx, element_at(shape(op.wx), {i, column}))});
    term({factor(op.bias, std::size_t(column))});
    if (candidate && op.cell == Cell::Gru) // The reset behind the product.
        return term({factor(op.gates, element_at(gates, {step, n, units + unit})), factor(op.inner, element_at(shape(op.inner), {step, n, unit}))});
    if (op.recurrent_bias != no_tensor && op.cell == Cell::Gru)
        term({factor(op.recurrent_bias, std::size_t(column))});
    if (!steps.has(before))
        return;
    for (std::int64_t k = 0; k < units; ++k) {
        const auto weight = factor(op.wh, element_at(shape(op.wh), {k, column}));
        if (candidate && op.cell == Cell::GruResetFirst)
            term({factor(op.inner, element_at(shape(op.inner), {step, n, k})), weight});
        else
            term({factor(op.y, element_at(shape(op.y), {before, n, k})), weight}, op.mask == no_tensor ? 1 : number(op.mask, element_at(shape(op.mask), {n, k})));
    }
}

/// What the way back needs of each step: the state of an Lstm, parts of the candidate of a Gru.
void Finder::inner(const Recurrent& op, const Steps& steps, std::int64_t step, std::int64_t unit)
{
    const Shape &gates = shape(op.gates), &y = shape(op.y);
    const std::int64_t n = steps.batch, units = y[2], before = steps.before(step);
    const auto part = [&](std::int64_t which) { return factor(op.gates, element_at(gates, {step, n, which * units + unit})); };
    const auto mask = [&](std::int64_t k) { return op.mask == no_tensor ? 1 : number(op.mask, element_at(shape(op.mask), {n, k})); };
    reason_.kind = Kind::Sum;
    if (op.cell == Cell::Lstm) {
        term({part(0), part(2)});
        if (steps.has(before))
            term({part(1), factor(op.inner, element_at(shape(op.inner), {before, n, unit}))});
    } else if (op.cell == Cell::GruResetFirst) {
        if (steps.has(before))
            term({part(1), factor(op.y, element_at(y, {before, n, unit}))}, mask(unit));
    } else if (op.cell == Cell::Gru) {
        const std::int64_t column = 2 * units + unit;
        if (op.recurrent_bias != no_tensor)
            term({factor(op.recurrent_bias, std::size_t(column))});
        if (steps.has(before))
            for (std::int64_t k = 0; k < units; ++k)
                term({factor(op.y, element_at(y, {before, n, k})), factor(op.wh, element_at(shape(op.wh), {k, column}))}, mask(k));
    } else {
        reason_.kind = Kind::Formula;
    }
}

void Finder::cell_state(const Recurrent& op, const Steps& steps, std::int64_t step, std::int64_t unit)
{
    const Shape &gates = shape(op.gates), &y = shape(op.y);
    const std::int64_t n = steps.batch, units = y[2], before = steps.before(step);
    if (op.cell == Cell::Tanh || op.cell == Cell::Relu)
        return gate(op, steps, step, unit);
    reason_.kind = Kind::Cell;
    reason_.cell = op.cell;
    reason_.step = step;
    const bool lstm = op.cell == Cell::Lstm;
    const TensorId state = lstm ? op.inner : op.y;
    reason_.before = steps.has(before) ? number(state, element_at(shape(state), {before, n, unit})) : 0;
    const auto part = [&](std::int64_t which) { term({factor(op.gates, element_at(gates, {step, n, which * units + unit}))}); };
    part(2); // The candidate.
    part(0);
    part(1);
    if (lstm)
        part(3);
}

void Finder::visit(const Recurrent& op)
{
    if (op.gates == no_tensor || (op.cell != Cell::Tanh && op.cell != Cell::Relu && op.inner == no_tensor))
        return;
    const bool of_last = spot_.tensor == op.last;
    const std::int64_t all = shape(op.y)[0], n = place_[of_last ? 0 : 1];
    const std::int64_t length = op.lengths == no_tensor ? all : std::clamp<std::int64_t>(std::int64_t(number(op.lengths, std::size_t(n))), 0, all);
    const Steps steps{n, all, length, op.reverse};
    if (of_last) {
        reason_.kind = Kind::Sum;
        if (length > 0)
            copy(op.y, element_at(shape(op.y), {op.reverse ? 0 : length - 1, n, place_[1]}));
        return;
    }
    const std::int64_t step = place_[0];
    if (!steps.has(step)) {
        if (spot_.tensor == op.y)
            reason_.kind = Kind::Sum; // Behind the sample's end: 0.
        return;
    }
    if (spot_.tensor == op.y)
        cell_state(op, steps, step, place_[2]);
    else if (spot_.tensor == op.gates)
        gate(op, steps, step, place_[2]);
    else if (spot_.tensor == op.inner)
        inner(op, steps, step, place_[2]);
}

} // namespace loom::explaining
