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
        setting(&R::most_steps,
                {.key = "most_steps",
                 .label = LOOM_TEXT("At most steps"),
                 .help = LOOM_TEXT("Ends after so many steps, also within an epoch, and plans the learning rate for them. 0 "
                                   "leaves it to the epochs."),
                 .min = 0,
                 .max = 1000000000000,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::most_minutes,
                {.key = "most_minutes",
                 .label = LOOM_TEXT("At most minutes"),
                 .help = LOOM_TEXT("Ends after so many minutes of training, also within an epoch. 0 leaves it to the epochs."),
                 .unit = LOOM_TEXT("minutes"),
                 .min = 0,
                 .max = 1e6,
                 .advanced = true,
                 .sparse = true}),
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
                                   "Exponential: the same, smoothly. Polynomial: down to the factor over the whole run, "
                                   "as (1 − progress) to the power. Cosine: down to the factor over the whole run by half "
                                   "a cosine. Restarts: the same within each interval, then from the top again. One "
                                   "cycle: up for 30 % of the run, then down to nearly 0. Plateau: times the factor "
                                   "after so many epochs without a better validation loss."),
                 .choices = {{"constant", LOOM_TEXT("Constant")},
                             {"step", LOOM_TEXT("Step")},
                             {"exponential", LOOM_TEXT("Exponential")},
                             {"polynomial", LOOM_TEXT("Polynomial")},
                             {"cosine", LOOM_TEXT("Cosine")},
                             {"restarts", LOOM_TEXT("Cosine with restarts")},
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
                 .help = LOOM_TEXT("By how much the schedule multiplies the learning rate; for Polynomial, Cosine and "
                                   "Restarts, what is left of it at the end. Constant and One cycle do without."),
                 .min = 0,
                 .max = 1,
                 .advanced = true}),
        setting(&R::rate_epochs,
                {.key = "rate_epochs",
                 .label = LOOM_TEXT("Schedule interval"),
                 .help = LOOM_TEXT("After how many epochs Step and Exponential have applied the factor once, how many "
                                   "Plateau waits, and after how many Restarts begins anew for the first time."),
                 .unit = LOOM_TEXT("epochs"),
                 .min = 1,
                 .max = 100000,
                 .advanced = true}),
        setting(&R::rate_power,
                {.key = "rate_power",
                 .label = LOOM_TEXT("Schedule power"),
                 .help = LOOM_TEXT("The power of Polynomial: 1 goes down in a straight line, 2 falls fast at first."),
                 .min = 0.01,
                 .max = 100,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::restart_growth,
                {.key = "restart_growth",
                 .label = LOOM_TEXT("Growth of the intervals"),
                 .help = LOOM_TEXT("How many times as long as the one before each interval of Restarts is."),
                 .min = 1,
                 .max = 10,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::clip_norm,
                {.key = "clip_norm",
                 .label = LOOM_TEXT("Gradient clipping"),
                 .help = LOOM_TEXT("Scales all gradients down together when their norm exceeds this, so that a single "
                                   "batch cannot throw the network off. 1 is usual; 0 turns it off."),
                 .min = 0,
                 .max = 1e6,
                 .advanced = true}),
        setting(&R::clip_value,
                {.key = "clip_value",
                 .label = LOOM_TEXT("Clip each value"),
                 .help = LOOM_TEXT("Cuts every number of a gradient off at plus and minus this. Changes the gradient's "
                                   "direction, unlike clipping by the norm. 0 turns it off."),
                 .min = 0,
                 .max = 1e6,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::clip_adaptive,
                {.key = "clip_adaptive",
                 .label = LOOM_TEXT("Adaptive clipping"),
                 .help = LOOM_TEXT("Makes a gradient of a unit at most this share of the unit's weights, which lets large "
                                   "batches train without Batch norm. 0.01 is usual; 0 turns it off."),
                 .min = 0,
                 .max = 1000,
                 .advanced = true,
                 .sparse = true}),
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
        setting(&R::goal,
                {.key = "goal",
                 .label = LOOM_TEXT("Best by"),
                 .help = LOOM_TEXT("Which measure of the validation says what is best, and when it is time to stop. Where "
                                   "numbers are predicted there is no accuracy, and the loss decides."),
                 .choices = {{"loss", LOOM_TEXT("Validation loss")}, {"accuracy", LOOM_TEXT("Validation accuracy")}},
                 .advanced = true,
                 .sparse = true}),
        setting(&R::stop_early,
                {.key = "stop_early",
                 .label = LOOM_TEXT("Early stopping"),
                 .help = LOOM_TEXT("Stops after so many epochs without a better validation. 0 turns it off."),
                 .unit = LOOM_TEXT("epochs"),
                 .min = 0,
                 .max = 100000}),
        setting(&R::min_change,
                {.key = "min_change",
                 .label = LOOM_TEXT("Least improvement"),
                 .help = LOOM_TEXT("By how much the validation must be better for Early stopping to wait on. The best weights "
                                   "are kept however small the step was."),
                 .min = 0,
                 .max = 1e6,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::keep_best,
                {.key = "keep_best",
                 .label = LOOM_TEXT("Keep the best weights"),
                 .help = LOOM_TEXT("Ends with the weights of the best validation, not with the last ones.")}),
        setting(&R::validate_steps,
                {.key = "validate_steps",
                 .label = LOOM_TEXT("Validate every"),
                 .help = LOOM_TEXT("Validates, and keeps what is best, after so many steps within an epoch too: for epochs "
                                   "that take long. 0 validates at the end of each epoch alone."),
                 .unit = LOOM_TEXT("steps"),
                 .min = 0,
                 .max = 1000000000,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::checkpoint_minutes,
                {.key = "checkpoint_minutes",
                 .label = LOOM_TEXT("Save every"),
                 .help = LOOM_TEXT("Saves the state of a long epoch after so many minutes, so that a power cut costs no more. "
                                   "0 saves at the end of each epoch alone."),
                 .unit = LOOM_TEXT("minutes"),
                 .min = 0,
                 .max = 1e6,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::checkpoint_epochs,
                {.key = "checkpoint_epochs",
                 .label = LOOM_TEXT("Keep a checkpoint every"),
                 .help = LOOM_TEXT("Keeps the state after so many epochs as a file of its own in the run's folder, from which "
                                   "another run can go on. 0 keeps the best and the last state alone."),
                 .unit = LOOM_TEXT("epochs"),
                 .min = 0,
                 .max = 100000,
                 .advanced = true,
                 .sparse = true}),
        setting(&R::checkpoints_kept,
                {.key = "checkpoints_kept",
                 .label = LOOM_TEXT("Checkpoints that stay"),
                 .help = LOOM_TEXT("How many of these checkpoints stay, the newest ones; an older one goes when a newer one is "
                                   "safe. 0 keeps them all."),
                 .min = 0,
                 .max = 100000,
                 .advanced = true,
                 .sparse = true}),
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
