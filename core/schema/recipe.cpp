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
        setting(&R::schedule,
                {.key = "schedule",
                 .label = LOOM_TEXT("Schedule"),
                 .help = LOOM_TEXT("How the learning rate changes. Step: times the factor every so many epochs. "
                                   "Exponential: the same, smoothly. Cosine: down to the factor over the whole run. One "
                                   "cycle: up for 30 % of the run, then down to nearly 0. Plateau: times the factor "
                                   "after so many epochs without a better validation loss."),
                 .choices = {{"constant", LOOM_TEXT("Constant")},
                             {"step", LOOM_TEXT("Step")},
                             {"exponential", LOOM_TEXT("Exponential")},
                             {"cosine", LOOM_TEXT("Cosine")},
                             {"one_cycle", LOOM_TEXT("One cycle")},
                             {"plateau", LOOM_TEXT("Reduce on plateau")}}}),
        setting(&R::warmup,
                {.key = "warmup",
                 .label = LOOM_TEXT("Warm-up"),
                 .help = LOOM_TEXT("Lets the learning rate grow from 0 over the first epochs (or a part of one), which "
                                   "keeps Transformers and large batches from going astray. 0 turns it off."),
                 .unit = LOOM_TEXT("epochs"),
                 .min = 0,
                 .max = 100000}),
        setting(&R::rate_factor,
                {.key = "rate_factor",
                 .label = LOOM_TEXT("Schedule factor"),
                 .help = LOOM_TEXT("By how much the schedule multiplies the learning rate; for Cosine, what is left of "
                                   "it at the end. Constant and One cycle do without."),
                 .min = 0,
                 .max = 1,
                 .advanced = true}),
        setting(&R::rate_epochs,
                {.key = "rate_epochs",
                 .label = LOOM_TEXT("Schedule interval"),
                 .help = LOOM_TEXT("After how many epochs Step and Exponential have applied the factor once, and how "
                                   "many Plateau waits."),
                 .unit = LOOM_TEXT("epochs"),
                 .min = 1,
                 .max = 100000,
                 .advanced = true}),
        setting(&R::clip_norm,
                {.key = "clip_norm",
                 .label = LOOM_TEXT("Gradient clipping"),
                 .help = LOOM_TEXT("Scales all gradients down together when their norm exceeds this, so that a single "
                                   "batch cannot throw the network off. 1 is usual; 0 turns it off."),
                 .min = 0,
                 .max = 1e6,
                 .advanced = true}),
        setting(&R::parts,
                {.key = "parts",
                 .label = LOOM_TEXT("Parts of a batch"),
                 .help = LOOM_TEXT("Works each batch through in so many parts, one after the other, and adds up their "
                                   "gradients before the step. Needs less memory and learns as the whole batch does, "
                                   "but for Batch norm, which sees a part at a time. 1 takes the batch at once."),
                 .min = 1,
                 .max = 1024,
                 .advanced = true}),
        setting(&R::average_decay,
                {.key = "average_decay",
                 .label = LOOM_TEXT("Averaging of the weights"),
                 .help = LOOM_TEXT("Keeps a mean of the weights beside them: after each step it stays at this share of "
                                   "itself and takes the rest from the weights (EMA). The mean, which often judges "
                                   "better, is what is validated, kept and tested. 0.999 is usual; 0 turns it off."),
                 .min = 0,
                 .max = 0.999999,
                 .advanced = true}),
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
                                   "last ones.")}),
        setting(&R::deterministic,
                {.key = "deterministic",
                 .label = LOOM_TEXT("Same bits everywhere"),
                 .help = LOOM_TEXT("Chooses how to compute by rule in place of by measuring what is fastest here, so "
                                   "that another run with the same seed, device and threads gives the very same numbers. "
                                   "A run that goes on does so in any case."),
                 .advanced = true}),
        setting(&R::start_from,
                {.key = "start_from",
                 .label = LOOM_TEXT("Begin with the weights of"),
                 .help = LOOM_TEXT("The name of a run of this project: layers that it has too begin with its weights instead of "
                                   "drawn ones, as for a network that was imported or is trained further on other data."),
                 .advanced = true, .sparse = true})};
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
