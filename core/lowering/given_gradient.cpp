#include "lowering/given_gradient.h"

namespace loom {
namespace {

TensorId adapted(Builder& b, double share, TensorId weight, TensorId gradient)
{
    const Shape shape = b.shape(weight);
    const std::size_t unit = shape.size() == 2 ? 1 : 0;
    std::vector<int> axes;
    Shape each(shape.size(), 1);
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape.size() > 1 && i == unit)
            each[i] = shape[i];
        else
            axes.push_back(int(i));
    const auto length = [&](TensorId of) {
        return b.reshape(b.eltwise(Curve::Sqrt, b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, of, of), axes)), each);
    };
    const auto at_least = [&](TensorId of, double least) { return b.binary(BinaryKind::Maximum, of, b.constant({1}, {.a = least})); };
    const TensorId allowed = b.affine(at_least(length(weight), 1e-3), share, 0);
    const TensorId factor = b.binary(BinaryKind::Divide, allowed, at_least(length(gradient), 1e-6));
    return b.binary(BinaryKind::Multiply, gradient, b.binary(BinaryKind::Minimum, factor, b.constant({1}, {.a = 1})));
}

} // namespace

TensorId given_gradient(Builder& b, const RecipeSettings& recipe, const Learning& learning, TensorId weight, TensorId gradient)
{
    if (b.shape(weight).size() > 1) {
        if (learning.l2 > 0)
            gradient = b.binary(BinaryKind::Add, gradient, b.affine(weight, learning.l2, 0));
        if (learning.l1 > 0)
            gradient = b.binary(BinaryKind::Add, gradient, b.affine(b.eltwise(Curve::Sign, weight), learning.l1, 0));
    }
    if (recipe.clip_value > 0)
        gradient = b.eltwise(Curve::Clip, gradient, -recipe.clip_value, recipe.clip_value);
    return recipe.clip_adaptive > 0 ? adapted(b, recipe.clip_adaptive, weight, gradient) : gradient;
}

} // namespace loom
