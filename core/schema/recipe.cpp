#include "schema/recipe.h"

namespace loom {

static const std::vector<SettingBinding<RecipeSettings>>& bindings()
{
    using R = RecipeSettings;
    static const std::vector<SettingBinding<R>> all = {
        setting(&R::epochs,
                {.key = "epochs",
                 .label = LOOM_TEXT("Epochs"),
                 .help = LOOM_TEXT("How many times the network sees every training sample. Validation tells when it is "
                                   "enough."),
                 .min = 1,
                 .max = 1000000}),
        setting(&R::batch_size,
                {.key = "batch_size",
                 .label = LOOM_TEXT("Batch size"),
                 .help = LOOM_TEXT("How many samples share one step. Larger is faster per sample and needs more "
                                   "memory; smaller often learns a little better."),
                 .min = 1,
                 .max = 1048576}),
        setting(&R::seed,
                {.key = "seed",
                 .label = LOOM_TEXT("Seed"),
                 .help = LOOM_TEXT("Where the random numbers start: first weights, order of samples, Dropout. The same "
                                   "seed gives the same run."),
                 .min = 0,
                 .max = 2147483647}),
        setting(&R::stop_early,
                {.key = "stop_early",
                 .label = LOOM_TEXT("Early stopping"),
                 .help = LOOM_TEXT("Stops after so many epochs without a better validation loss. 0 turns it off."),
                 .unit = LOOM_TEXT("epochs"),
                 .min = 0,
                 .max = 100000}),
        setting(&R::keep_best,
                {.key = "keep_best",
                 .label = LOOM_TEXT("Keep the best weights"),
                 .help = LOOM_TEXT("Ends with the weights of the epoch with the lowest validation loss, not with the "
                                   "last ones.")})};
    return all;
}

const TypeInfo& recipe_type()
{
    static const TypeInfo type = describe<RecipeSettings>(
        "recipe", LOOM_TEXT("Recipe"),
        LOOM_TEXT("How the network is trained: how long, in what portions, and when it is enough."), bindings());
    return type;
}

RecipeSettings unpack_recipe(const Values& values)
{
    static const Unpack<RecipeSettings> unpack(bindings());
    return unpack(values);
}

} // namespace loom
