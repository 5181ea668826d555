#include "evaluate/one_step.h"
#include "engine/backend.h"
#include "schema/recipe.h"
#include "train/checkpoint.h"

namespace loom {

Result<OneStep> one_step(const Recipe& recipe, const Learning& learning, double weight, double gradient, double length)
{
    const OptimizerType& optimizer = *find_optimizer(recipe.optimizer.type);
    const double limit = unpack_recipe(recipe.settings).clip_norm;
    OneStep step{weight, gradient, 1, learning.frozen ? 0 : optimizer.learning_rate(recipe.optimizer.values) * learning.rate_factor, weight};
    if (limit > 0)
        step.clipped = std::min(1.0, limit / (length + 1e-6)); // As ClipFactor has it.
    if (learning.frozen)
        return step;
    Builder b(Mode::Train);
    const TensorId w = b.weight("weight", {1}, {}), g = b.input("gradient", {1}), rate = b.input("rate", {1});
    optimizer.lower(b, recipe.optimizer.values, w, g, rate);
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
    const auto write = [&](TensorId id, double value) {
        const float number = float(value);
        (*made)->write(id, std::span<const float>(&number, 1));
    };
    write(w, weight);
    write(g, gradient * step.clipped);
    write(rate, step.rate);
    if (const TensorId clock = program.find("clock"); clock != no_tensor) {
        const std::int64_t first[] = {0, 0};
        (*made)->write(clock, std::span<const std::int64_t>(first));
    }
    if (Status ran = (*made)->run(); !ran)
        return ran.error();
    float after = 0;
    (*made)->read(w, std::span<float>(&after, 1));
    step.after = double(after);
    return step;
}

} // namespace loom
