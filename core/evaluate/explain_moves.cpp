#include "evaluate/explain_finder.h"

namespace loom::explaining {

void Finder::visit(const Reshape& op) { copy(op.x, spot_.element); }

void Finder::visit(const Concat& op)
{
    Place at = place_;
    for (const TensorId in : op.inputs) {
        const auto size = shape(in)[std::size_t(op.axis)];
        if (at[std::size_t(op.axis)] < size)
            return copy(in, element_at(shape(in), at));
        at[std::size_t(op.axis)] -= size;
    }
}

void Finder::visit(const Slice& op)
{
    Place at = place_;
    at[std::size_t(op.axis)] += op.begin;
    copy(op.x, element_at(shape(op.x), at));
}

void Finder::visit(const SliceBackward& op)
{
    Place at = place_;
    at[std::size_t(op.axis)] -= op.begin;
    reason_.kind = Kind::Sum;
    if (at[std::size_t(op.axis)] >= 0 && at[std::size_t(op.axis)] < shape(op.grad)[std::size_t(op.axis)])
        copy(op.grad, element_at(shape(op.grad), at));
}

void Finder::visit(const Permute& op)
{
    Place at(place_.size());
    for (std::size_t i = 0; i < place_.size(); ++i)
        at[std::size_t(op.perm[i])] = place_[i];
    copy(op.x, element_at(shape(op.x), at));
}

void Finder::visit(const Cast& op)
{
    if (program_.at(op.x).dtype == DType::F32 || program_.at(op.x).dtype == DType::F64)
        if (program_.at(op.out).dtype == DType::F32 || program_.at(op.out).dtype == DType::F64)
            copy(op.x, spot_.element);
}

std::int64_t Finder::index(TensorId indices, std::size_t element, std::int64_t size) const
{
    return std::clamp<std::int64_t>(std::int64_t(number(indices, element)), 0, size - 1);
}

void Finder::visit(const Gather& op)
{
    const Shape &x = shape(op.x), &indices = shape(op.indices);
    const auto axis = std::size_t(op.axis), many = indices.size();
    const Place which(place_.begin() + std::ptrdiff_t(axis), place_.begin() + std::ptrdiff_t(axis + many));
    Place at(place_.begin(), place_.begin() + std::ptrdiff_t(axis));
    at.push_back(index(op.indices, element_at(indices, which), x[axis]));
    at.insert(at.end(), place_.begin() + std::ptrdiff_t(axis + many), place_.end());
    copy(op.x, element_at(x, at));
}

void Finder::visit(const GatherBackward& op)
{
    reason_.kind = Kind::Sum;
    const Shape &g = shape(op.grad), &indices = shape(op.indices);
    const auto axis = std::size_t(op.axis);
    each_place(indices, [&](const Place& which) {
        if (index(op.indices, element_at(indices, which), shape(op.out)[axis]) != place_[axis])
            return;
        Place at(place_.begin(), place_.begin() + std::ptrdiff_t(axis));
        at.insert(at.end(), which.begin(), which.end());
        at.insert(at.end(), place_.begin() + std::ptrdiff_t(axis) + 1, place_.end());
        term({factor(op.grad, element_at(g, at))});
    });
}

} // namespace loom::explaining
