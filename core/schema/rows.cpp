#include "schema/rows.h"

#include <numeric>

namespace loom {

TensorId weighted_mean(Builder& b, TensorId rows, TensorId weights)
{
    const TensorId total = b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, rows, weights), {0});
    // Without any weight the total is 0 too, whatever it is divided by.
    const TensorId weight =
        b.binary(BinaryKind::Maximum, b.reduce(ReduceKind::Sum, weights, {0}), b.constant({}, {.a = 1e-30}));
    return b.reshape(b.binary(BinaryKind::Divide, total, weight), {1});
}

TensorId present(Builder& b, TensorId weights)
{
    return b.binary(BinaryKind::Minimum, b.affine(weights, 1e30, 0), b.constant({1}, {.a = 1}));
}

TensorId one_hot(Builder& b, TensorId labels, std::int64_t classes)
{
    std::vector<std::int64_t> names(static_cast<std::size_t>(classes));
    std::iota(names.begin(), names.end(), std::int64_t{0});
    const TensorId column = b.reshape(labels, {b.shape(labels)[0], 1});
    return b.cast(
        b.compare(CompareKind::Equal, column, b.constant({1, classes}, {.whole = std::move(names)}, DType::I32)),
        DType::F32);
}

TensorId label_weight(Builder& b, TensorId labels, TensorId weights, std::int64_t classes, TensorId per_class)
{
    // Looked up in a table with a 0 on either side, which is what labels outside of it find.
    const TensorId none = b.constant({1}, {.a = 0}), each = per_class == no_tensor ? b.constant({classes}, {.a = 1}) : per_class;
    const TensorId places = b.binary(BinaryKind::Add, labels, b.constant({1}, {.whole = {1}}, DType::I32));
    const TensorId rows = b.binary(BinaryKind::Multiply, b.gather(b.concat({none, each, none}, 0), places, 0), weights);
    return b.reshape(b.reduce(ReduceKind::Sum, rows, {0}), {1});
}

std::vector<TensorId> side_by_side(Builder& b, TensorId x, std::int64_t n)
{
    const auto rows = b.shape(x)[0], width = std::int64_t(count(b.shape(x))) / rows / n;
    const TensorId all = b.reshape(x, {rows, n * width});
    std::vector<TensorId> vectors;
    for (std::int64_t i = 0; i < n; ++i)
        vectors.push_back(b.slice(all, 1, i * width, width));
    return vectors;
}

TensorId unit_rows(Builder& b, TensorId x)
{
    const TensorId squares = b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, x, x), {1});
    const TensorId length = b.eltwise(Curve::Sqrt, b.binary(BinaryKind::Maximum, squares, b.constant({1}, {.a = 1e-24})));
    return b.binary(BinaryKind::Divide, x, b.reshape(length, {b.shape(x)[0], 1}));
}

TensorId squared_distances(Builder& b, TensorId x, TensorId y, double shift)
{
    TensorId way = b.binary(BinaryKind::Subtract, x, y);
    if (shift != 0)
        way = b.affine(way, 1, shift);
    return b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, way, way), {1});
}

TensorId length(Builder& b, TensorId squares)
{
    return b.eltwise(Curve::Sqrt, b.binary(BinaryKind::Maximum, squares, b.constant({1}, {.a = 1e-12})));
}

TensorId class_weights_of(Builder& b, ClassWeights kind, std::int64_t classes, const Surroundings& around)
{
    if (kind == ClassWeights::None || !around.data || std::ssize(around.data->class_counts) != classes)
        return no_tensor;
    const auto& counts = around.data->class_counts;
    const auto all = double(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    std::vector<double> weights;
    for (const auto n : counts)
        weights.push_back(n > 0 ? all / (double(counts.size()) * double(n)) : 1);
    return b.constant({classes}, {.values = std::move(weights)});
}

} // namespace loom
