#include "schema/recipe.h"
#include "schema/shapes.h"
#include "suggest/network.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

// Steps of the optimiser after which a network for tables has learned most: classes are learned by heart sooner.
constexpr double steps_for_classes = 3000, steps_for_numbers = 6000;
constexpr double far_out = 8;         // Deviations from the mean: squared, such a target would rule the training.

void say_of_recipe(std::vector<Decision>& into, Message what, Message why)
{
    into.push_back({Decision::About::Recipe, std::move(what), std::move(why)});
}

std::int64_t batch_size(const Task& task)
{
    const std::size_t n = task.rows;
    if (task.whole())
        return n < 1000 ? 16 : n < 10'000 ? 32 : 64;
    return n < 500 ? 16 : n < 2000 ? 32 : n < 10'000 ? 64 : n < 100'000 ? 128 : 256;
}

Chosen advise_loss(const Task& task, std::vector<Decision>& decisions)
{
    const auto loss = [](std::string_view id, const Chain::Settings& settings = {}) {
        return Chosen{std::string(id), with(*find_loss(id), settings)};
    };
    if (!task.classes()) {
        if (task.farthest > far_out) {
            say_of_recipe(decisions, find_loss("huber")->title,
                Message(LOOM_TEXT("One “%1” lies %2 deviations from the mean; squared, a few such values would rule the training."), task.target, number_text(std::round(task.farthest))));
            return loss("huber", {{"delta", std::clamp(task.deviation, 1e-6, 1e6)}});
        }
        say_of_recipe(decisions, find_loss("mse")->title,
            Message(LOOM_TEXT("No “%1” lies more than %2 deviations from the mean, so large errors may count most."), task.target, number_text(std::ceil(task.farthest))));
        return loss("mse");
    }
    const std::size_t classes = task.facts.classes.size();
    if (task.weighted()) {
        say_of_recipe(decisions, Message(LOOM_TEXT("%1, classes weighted"), find_loss("cross_entropy")->title),
            Message(LOOM_TEXT("The rarest class has %1 rows, the most frequent one %2. Without weights the network would hardly ever name the rare one."),
                    quantity_text(std::int64_t(task.fewest)), quantity_text(std::int64_t(task.most))));
        return loss("cross_entropy", {{"class_weights", std::string("balanced")}});
    }
    const std::string_view id = task.outputs() == 1 ? "binary_cross_entropy" : "cross_entropy";
    say_of_recipe(decisions, find_loss(id)->title,
        task.most > task.fewest ? Message(LOOM_TEXT("%1 classes with %2 to %3 rows: even enough to do without weights."), classes,
                                          quantity_text(std::int64_t(task.fewest)), quantity_text(std::int64_t(task.most)))
                                : Message(LOOM_TEXT("%1 classes with %2 rows each."), classes, quantity_text(std::int64_t(task.most))));
    return loss(id);
}

} // namespace

Recipe advise_recipe(const Task& task, std::vector<Decision>& decisions)
{
    Chosen loss = advise_loss(task, decisions);
    const std::int64_t batch = batch_size(task);
    const double steps = std::ceil(double(task.rows) / double(batch)); // Of an epoch.
    const double wanted = task.classes() ? steps_for_classes : steps_for_numbers;
    const std::int64_t epochs = task.whole() ? (task.rows < 2000 ? 40 : 15)
                                                    : std::clamp<std::int64_t>(std::llround(wanted / steps), 10, 150);
    const std::int64_t patience = std::max<std::int64_t>(5, epochs / 4);
    const double rate = task.whole() || task.rows < 2000 ? 0.001 : 0.002;

    say_of_recipe(decisions, Message(LOOM_TEXT("%1, learning rate %2, down to 0 along a cosine"), find_optimizer("adamw")->title, number_text(rate)),
        LOOM_TEXT("Large steps at first and fine ones at the end; weight decay holds the weights small."));
    say_of_recipe(decisions, Message(LOOM_TEXT("Batches of %1"), batch),
        Message(LOOM_TEXT("%1 training rows make %2 steps per epoch."), quantity_text(std::int64_t(task.rows)), quantity_text(std::int64_t(steps))));
    Chain::Settings settings = {{"epochs", epochs}, {"batch_size", batch}, {"schedule", std::string("cosine")}, {"rate_factor", 0.0}};
    if (task.validation > 0) {
        settings.emplace_back("stop_early", patience);
        say_of_recipe(decisions, Message(LOOM_TEXT("Up to %1 epochs, the best weights are kept"), epochs),
            Message(LOOM_TEXT("%1 steps in all. It ends after %2 epochs without a better loss on the %3 rows for validation."),
                    quantity_text(epochs * std::int64_t(steps)), patience, quantity_text(std::int64_t(task.validation))));
    } else {
        say_of_recipe(decisions, Message(LOOM_TEXT("%1 epochs"), epochs),
            Message(LOOM_TEXT("%1 steps in all. There are no rows for validation that could tell when it is enough."), quantity_text(epochs * std::int64_t(steps))));
    }
    return {std::move(loss), {"adamw", with(*find_optimizer("adamw"), {{"learning_rate", rate}})}, with(recipe_type(), settings)};
}

Message recipe_line(const Recipe& recipe)
{
    const OptimizerType& optimizer = *find_optimizer(recipe.optimizer.type);
    const RecipeSettings settings = unpack_recipe(recipe.settings);
    return joined({Message(find_loss(recipe.loss.type)->title), Message(optimizer.title),
                   Message(LOOM_TEXT("batches of %1"), settings.batch_size), Message(LOOM_TEXT("%1 epochs"), settings.epochs)});
}

} // namespace loom
