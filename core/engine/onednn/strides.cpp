#include "engine/onednn/strides.h"

namespace loom::onednn {

Strides broadcast_strides(const Shape& shape, std::size_t rank)
{
    Strides out(rank, 0);
    std::ptrdiff_t step = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const auto size = shape[shape.size() - 1 - i];
        out[rank - 1 - i] = size == 1 ? 0 : step;
        step *= size;
    }
    return out;
}

Strided strided(const Shape& shape, const Strides& a, const Strides& b, const Strides& out)
{
    Strided s;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const auto size = std::size_t(shape[i]);
        if (size == 1)
            continue;
        const int last = s.rank - 1;
        auto follows = [&](std::ptrdiff_t outer, std::ptrdiff_t inner) {
            return outer == inner * std::ptrdiff_t(size);
        };
        if (last >= 0 && follows(s.a[last], a[i]) && follows(s.b[last], b[i]) && follows(s.out[last], out[i])) {
            s.size[last] *= size;
            s.a[last] = a[i];
            s.b[last] = b[i];
            s.out[last] = out[i];
            continue;
        }
        s.size[s.rank] = size;
        s.a[s.rank] = a[i];
        s.b[s.rank] = b[i];
        s.out[s.rank] = out[i];
        ++s.rank;
    }
    if (s.rank == 0) {
        s.rank = 1;
        s.size[0] = 1;
    }
    return s;
}

Shape with_ones(Shape shape, const std::vector<int>& axes)
{
    for (int axis : axes)
        shape[std::size_t(axis)] = 1;
    return shape;
}

} // namespace loom::onednn
