#include "train/beginning.h"
#include "train/runs.h"

namespace loom {

Status begin_as_recipe_says(Carried& carried, const RecipeSettings& recipe, const fs::path& project)
{
    carried.initialise(std::uint64_t(recipe.seed));
    const std::string& from = recipe.start_from;
    if (from.empty())
        return Ok{};
    const auto weights = Runs(project).weights(from);
    if (!weights)
        return Error{Message(LOOM_TEXT("The recipe begins with the weights of “%1”: %2"), from, weights.error().message),
                     LOOM_TEXT("Name another run as the beginning, or none.")};
    if (carried.begin_with(*weights) == 0)
        return Error{Message(LOOM_TEXT("No layer of this network has weights like those of “%1”."), from), LOOM_TEXT("Name another run as the beginning, or none.")};
    return Ok{};
}

} // namespace loom
