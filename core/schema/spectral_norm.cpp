#include "schema/spectral_norm.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

/// Of all elements, as {1}.
TensorId norm(Builder& b, TensorId x)
{
    const TensorId row = b.reshape(x, {std::int64_t(count(b.shape(x)))});
    return b.eltwise(Curve::Sqrt, b.reshape(b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, row, row), {0}), {1}));
}

} // namespace

TensorId spectrally_normalised(Builder& b, TensorId weight, std::string_view name, int axis)
{
    const Shape shape = b.shape(weight);
    const auto rows = shape[std::size_t(axis)], columns = std::int64_t(count(shape)) / rows;
    // A matrix of two axes stays as it is, with rows and columns exchanged where `axis` is its second.
    const bool turned = axis == 1 && shape.size() == 2;
    TensorId matrix = weight;
    if (axis == 1 && !turned) {
        std::vector<int> order(shape.size());
        std::iota(order.begin(), order.end(), 0);
        std::swap(order[0], order[1]);
        matrix = b.permute(matrix, std::move(order));
    }
    if (shape.size() != 2)
        matrix = b.reshape(matrix, {rows, columns});

    auto vector = [&](const char* end, std::int64_t size) {
        return b.state(std::string(name) + end, {size}, {InitKind::Normal, 1 / std::sqrt(double(size))});
    };
    const TensorId u = vector("_u", rows), v = vector("_v", columns);
    auto w_v = [&] { return b.matmul(b.reshape(v, {1, columns}), matrix, false, !turned); };
    auto wt_u = [&] { return b.matmul(b.reshape(u, {1, rows}), matrix, false, turned); };
    if (b.mode() == Mode::Train) {
        auto renew = [&](TensorId state, TensorId product) {
            const TensorId length = b.binary(BinaryKind::Maximum, norm(b, product), b.constant({1}, {.a = 1e-12}));
            b.assign(b.reshape(b.binary(BinaryKind::Divide, product, length), Shape(b.shape(state))), state);
        };
        renew(u, w_v());
        renew(v, wt_u());
    }
    const TensorId along = b.binary(BinaryKind::Multiply, w_v(), b.reshape(u, {1, rows}));
    TensorId sigma = b.reduce(ReduceKind::Sum, along, {1});
    if (b.mode() == Mode::Infer)
        sigma = b.binary(BinaryKind::Maximum, sigma, b.affine(norm(b, weight), 1 / std::sqrt(double(std::min(rows, columns))), 0));
    return b.binary(BinaryKind::Divide, weight, sigma);
}

Array spectrally_normalised(SourceWriter& w, std::string_view name, int axis)
{
    Array weight = w.own(name);
    const Array u = w.own(std::string(name) + "_u"), v = w.own(std::string(name) + "_v");
    std::vector<int> order(weight.shape.size());
    std::iota(order.begin(), order.end(), 0);
    if (axis == 1)
        std::swap(order[0], order[1]);
    const Array matrix = permuted(weight, order);
    const std::size_t rows = u.values.size(), columns = v.values.size();
    double sigma = 0, squares = 0;
    for (std::size_t i = 0; i < matrix.values.size(); ++i) {
        sigma += double(u.values[i / columns]) * double(matrix.values[i]) * double(v.values[i % columns]);
        squares += double(matrix.values[i]) * double(matrix.values[i]);
    }
    sigma = std::max(sigma, std::sqrt(squares / double(std::min(rows, columns))));
    for (float& value : weight.values)
        value = float(double(value) / sigma);
    return weight;
}

} // namespace loom
