#pragma once
#include "base/files.h"
#include "schema/recipe.h"
#include "train/checkpoint.h"

namespace loom {

/// What a run of this recipe begins with: drawn from its seed, and where it names a run to start from (`start_from`, beside the project), that
/// run's weights and states in the place of those that have their names and shapes. Errors: there are no such weights, or none of them fits.
Status begin_as_recipe_says(Carried&, const RecipeSettings&, const fs::path& project);

} // namespace loom
