#include "evaluate/explain_finder.h"

namespace loom::explaining {

void Finder::visit(const MatMul& op)
{
    reason_.kind = Kind::Sum;
    const Shape &a = shape(op.a), &b = shape(op.b);
    const auto inner = op.transpose_a ? a[a.size() - 2] : a.back();
    Place at_a = place_, at_b = place_;
    const std::size_t n = place_.size();
    const auto row = place_[n - 2], column = place_[n - 1];
    for (std::int64_t k = 0; k < inner; ++k) {
        at_a[n - 2] = op.transpose_a ? k : row;
        at_a[n - 1] = op.transpose_a ? row : k;
        at_b[n - 2] = op.transpose_b ? column : k;
        at_b[n - 1] = op.transpose_b ? k : column;
        term({factor(op.a, broadcast_front(a, at_a)), factor(op.b, broadcast_front(b, at_b))});
    }
}

/// The last two axes are meant as they are, those in front by numpy's rule.
std::size_t Finder::broadcast_front(const Shape& s, const Place& place)
{
    Place own(place.end() - std::ptrdiff_t(s.size()), place.end());
    for (std::size_t i = 0; i + 2 < own.size(); ++i)
        if (s[i] == 1)
            own[i] = 0;
    return element_at(s, own);
}

void Finder::visit(const Eltwise& op)
{
    term({factor(op.x, spot_.element)});
    reason_.kind = Kind::Curve;
    reason_.curve = op.curve;
}

void Finder::visit(const EltwiseBackward& op)
{
    term({factor(op.grad, spot_.element)});
    reason_.kind = Kind::Slope;
    reason_.curve = op.curve;
    const double back = reason_.terms[0].value;
    reason_.slope = back == 0 ? 0 : read_(spot_) / back;
}

void Finder::visit(const Affine& op)
{
    copy(op.x, spot_.element, op.scale);
    reason_.shift = op.shift;
}

void Finder::visit(const Binary& op)
{
    if (program_.at(op.out).dtype != DType::F32 && program_.at(op.out).dtype != DType::F64)
        return;
    const auto a = factor(op.a, broadcast(shape(op.a), place_)), b = factor(op.b, broadcast(shape(op.b), place_));
    switch (op.kind) {
    case BinaryKind::Add:
    case BinaryKind::Subtract:
        reason_.kind = Kind::Sum;
        term({a});
        return term({b}, op.kind == BinaryKind::Add ? 1 : -1);
    case BinaryKind::Multiply:
        reason_.kind = Kind::Sum;
        return term({a, b});
    case BinaryKind::Divide:
        reason_.kind = Kind::Sum;
        return term({a}, 1 / b.number);
    case BinaryKind::Maximum:
    case BinaryKind::Minimum:
        reason_.kind = op.kind == BinaryKind::Maximum ? Kind::Largest : Kind::Smallest;
        term({a});
        return term({b});
    case BinaryKind::Power:
    case BinaryKind::Modulo:
    case BinaryKind::Remainder:
        term({a});
        return term({b});
    }
}

void Finder::visit(const Where& op)
{
    const bool yes = number(op.condition, broadcast(shape(op.condition), place_)) != 0;
    const TensorId taken = yes ? op.a : op.b;
    copy(taken, broadcast(shape(taken), place_));
}

void Finder::visit(const AddBias& op)
{
    copy(op.x, spot_.element);
    term({factor(op.bias, std::size_t(place_[1]))});
}

void Finder::visit(const Reduce& op)
{
    if (op.kind == ReduceKind::Product || op.kind == ReduceKind::LogSumExp)
        return;
    const Shape& x = shape(op.x);
    const bool stays = shape(op.out).size() == x.size();
    Place at(x.size(), 0);
    Shape box;
    for (std::size_t i = 0, own = 0; i < x.size(); ++i) {
        const bool goes = std::ranges::find(op.axes, int(i)) != op.axes.end();
        if (goes)
            box.push_back(x[i]);
        else
            at[i] = place_[stays ? i : own];
        own += !goes;
    }
    reason_.kind = op.kind == ReduceKind::Max   ? Kind::Largest
                   : op.kind == ReduceKind::Min ? Kind::Smallest
                                                : Kind::Sum;
    const double share = op.kind == ReduceKind::Mean ? 1.0 / double(count(box)) : 1;
    each_place(box, [&](const Place& over) {
        for (std::size_t i = 0; i < over.size(); ++i)
            at[std::size_t(op.axes[i])] = over[i];
        term({factor(op.x, element_at(x, at))}, share);
    });
}

void Finder::visit(const Expand& op)
{
    const Shape& x = shape(op.x);
    Place at;
    const bool stays = x.size() == place_.size();
    for (std::size_t i = 0; i < place_.size(); ++i) {
        const bool repeated = std::ranges::find(op.axes, int(i)) != op.axes.end();
        if (!repeated)
            at.push_back(place_[i]);
        else if (stays)
            at.push_back(0);
    }
    copy(op.x, element_at(x, at), op.scale);
}

void Finder::visit(const CumSum& op)
{
    reason_.kind = Kind::Sum;
    Place at = place_;
    const auto axis = std::size_t(op.axis), own = std::size_t(place_[axis]);
    for (std::size_t i = 0; i < std::size_t(shape(op.x)[axis]); ++i) {
        const bool in = op.reverse ? i > own || (!op.exclusive && i == own) : i < own || (!op.exclusive && i == own);
        at[axis] = std::int64_t(i);
        if (in)
            term({factor(op.x, element_at(shape(op.x), at))});
    }
}

} // namespace loom::explaining
