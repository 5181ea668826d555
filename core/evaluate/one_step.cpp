#include "evaluate/one_step.h"
#include "engine/backend.h"
#include "lowering/given_gradient.h"
#include "schema/recipe.h"
#include "train/checkpoint.h"

namespace loom {

Result<OneStep> one_step(const Recipe& recipe, std::span<const WeightTensor> weights, std::size_t element)
{
    const OptimizerType& optimizer = *find_optimizer(recipe.optimizer.type);
    const RecipeSettings settings = unpack_recipe(recipe.settings);
    const WeightTensor& own = weights[0];
    OneStep step{.before = double(own.values.at(element)), .gradient = double(own.gradients.at(element)), .after = double(own.values.at(element))};
    if (own.learning.frozen)
        return step;
    step.rate = optimizer.learning_rate(recipe.optimizer.values) * own.learning.rate_factor;

    Builder b(Mode::Train);
    std::vector<TensorId> all, known, given;
    for (std::size_t i = 0; i < (settings.clip_norm > 0 ? weights.size() : 1); ++i) {
        b.set_scope(std::to_string(i));
        known.push_back(b.weight("weight", weights[i].shape, {}));
        all.push_back(b.input("gradient" + std::to_string(i), weights[i].shape));
        given.push_back(given_gradient(b, settings, weights[i].learning, known.back(), all.back()));
    }
    // One of its own, that can be read however little there was to do.
    const TensorId gradient = b.affine(given[0], 1, 0), rate = b.input("rate", {1});
    b.mark_output(gradient, "given");
    TensorId factor = no_tensor;
    if (settings.clip_norm > 0) {
        std::vector<TensorId> squares;
        for (const TensorId each : given)
            squares.push_back(b.square_sum(each));
        factor = b.clip_factor(squares, settings.clip_norm);
        b.mark_output(factor, "factor");
    }
    const TensorId shorter = factor == no_tensor ? given[0] : b.binary(BinaryKind::Multiply, given[0], factor);
    optimizer.lower(b, recipe.optimizer.values, known[0], shorter, rate);
    const Program program = b.take();
    auto device = open_device("reference");
    if (!device)
        return device.error();
    auto made = (*device)->compile(program, {1});
    if (!made)
        return made.error();
    Carried carried(program);
    carried.initialise(0);
    carried.write_to(**made);
    for (std::size_t i = 0; i < all.size(); ++i) {
        (*made)->write(known[i], std::span<const float>(weights[i].values));
        (*made)->write(all[i], std::span<const float>(weights[i].gradients));
    }
    const auto used = float(step.rate);
    (*made)->write(rate, std::span<const float>(&used, 1));
    if (const TensorId clock = program.find("clock"); clock != no_tensor) {
        const std::int64_t first[] = {0, 0};
        (*made)->write(clock, std::span<const std::int64_t>(first));
    }
    if (Status ran = (*made)->run(); !ran)
        return ran.error();
    const auto read = [&](TensorId id, std::size_t at) {
        std::vector<float> values(count(program.at(id).shape));
        (*made)->read(id, std::span<float>(values));
        return double(values[at]);
    };
    step.gradient = read(gradient, element);
    step.clipped = factor == no_tensor ? 1 : read(factor, 0);
    step.after = read(known[0], element);
    return step;
}

} // namespace loom
