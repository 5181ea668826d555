#include "graph/judging.h"

#include <bit>

namespace loom {
namespace {

void judge_weights(Judging& j)
{
    std::vector<NodeId> still;
    bool learns = false;
    for (NodeId id : j.result.order)
        if (const LayerType& type = j.type(id); type.learns) {
            const Learning learning = learning_of(type, j.node(id).values);
            if (learning.frozen || learning.rate_factor == 0)
                still.push_back(id);
            else
                learns = true;
        }
    if (learns)
        return;
    if (still.empty()) {
        Finding& finding = j.tell("nothing-learns", Severity::Warning, LOOM_TEXT("No layer has weights, so there is nothing to learn."),
                                  LOOM_TEXT("Add a layer with weights, for example Dense in front of the Output."));
        const OutputEnd& end = j.ends.outputs[0];
        const NodeId last = *j.last_layer(end);
        const auto shape = j.shape(last), wanted = j.wanted(end);
        if (!shape || shape->size() != 1 || (wanted && wanted->size() != 1))
            return;
        const std::vector<NewLayer> dense{{"dense", {{"units", wanted ? (*wanted)[0] : (*shape)[0]}}}};
        if (auto edits = j.insertion(last, end.node, 0, dense); j.through(dense, *shape) && !edits.empty())
            finding.fixes.push_back({insert_label(dense), std::move(edits)});
        return;
    }
    Finding& finding = j.tell("all-frozen", Severity::Warning, LOOM_TEXT("All layers with weights are frozen, so nothing will be learned."),
                              LOOM_TEXT("Take “Frozen” off in the layers that shall learn, or raise their learning rate factor above 0."));
    const auto thaw = [&](NodeId id) {
        const Learning learning = learning_of(j.type(id), j.node(id).values);
        std::vector<Edit> edits;
        if (learning.frozen)
            edits = j.set(id, "frozen", false).edits;
        if (learning.rate_factor == 0)
            edits.push_back(j.set(id, "rate_factor", 1.0).edits[0]);
        return edits;
    };
    finding.fixes.push_back({Message(LOOM_TEXT("Let %1 learn"), j.name(still.back())), thaw(still.back())});
    if (still.size() == 1)
        return;
    Fix all{LOOM_TEXT("Let all layers learn"), {}};
    for (NodeId id : still)
        for (Edit& edit : thaw(id))
            all.edits.push_back(std::move(edit));
    finding.fixes.push_back(std::move(all));
}

/// Batches and their parts.
void judge_portions(Judging& j)
{
    const RecipeSettings& r = j.recipe;
    Message across; // The loss that does so.
    for (const OutputEnd& end : j.ends.outputs)
        if (end.loss_type().across_rows)
            across = end.loss_type().title;
    const auto told = [&](Finding& finding, std::string_view key, Fix fix) {
        finding.setting = key;
        finding.fixes.push_back(std::move(fix));
    };
    const auto whole = [&] {
        Fix fix = j.set_recipe("parts", std::int64_t{1});
        fix.label = LOOM_TEXT("Take the batch at once");
        return fix;
    };
    if (!across.empty() && r.batch_size == 1)
        told(j.tell("compared-alone", Severity::Error, Message(LOOM_TEXT("The loss “%1” compares the samples of a batch with each other, but a batch has only one."), across),
                    LOOM_TEXT("Choose a batch size that brings several samples of each kind together.")),
             "batch_size", j.set_recipe("batch_size", std::int64_t{32}));
    else if (r.parts > 1 && !across.empty())
        told(j.tell("parts-across-rows", Severity::Warning,
                    Message(LOOM_TEXT("The loss “%1” compares the samples of a batch with each other, and sees only a part of it at a time."), across),
                    LOOM_TEXT("Take the batch at once, or expect what a smaller batch gives.")),
             "parts", whole());
    else if (r.parts > 1 && j.is_game())
        told(j.tell("parts-across-rows", Severity::Warning, Message(LOOM_TEXT("With the loss “%1” a batch is not cut into parts."), j.ends.outputs[0].loss_type().title),
                    LOOM_TEXT("Choose a smaller batch size where memory is short.")),
             "parts", whole());
    else if (r.parts > r.batch_size)
        told(j.tell("parts-beyond-batch", Severity::Warning, Message(LOOM_TEXT("A batch of %1 samples cannot be cut into %2 parts."), r.batch_size, r.parts),
                    LOOM_TEXT("A part holds at least one sample; so many parts as samples are made.")),
             "parts", j.set_recipe("parts", r.batch_size));
    const DataFacts* data = j.around.data;
    constexpr std::int64_t small = 64; // A batch that costs next to nothing.
    if (data && data->rows > 0 && r.batch_size > std::max(small, data->rows))
        told(j.tell("batch-beyond-data", Severity::Warning,
                    Message(LOOM_TEXT("A batch has room for %1 samples, but the data has only %2 in all."), quantity_text(r.batch_size), quantity_text(data->rows)),
                    LOOM_TEXT("The rest of each batch is computed for nothing, and an epoch is one step.")),
             "batch_size", j.set_recipe("batch_size", std::int64_t(std::bit_floor(std::uint64_t(std::max<std::int64_t>(1, data->rows / 4))))));
}

/// Mean and variance of a channel over one value are that value and 0.
void judge_norms(Judging& j)
{
    const std::int64_t parts = j.is_game() ? 1 : std::min(j.recipe.parts, j.recipe.batch_size);
    if (j.recipe.batch_size > parts)
        return; // Some part has two.
    for (NodeId id : j.result.order) {
        if (j.node(id).type != "batch_norm" || learning_of(j.type(id), j.node(id).values).frozen)
            continue;
        const auto shape = j.shape(id);
        if (!shape)
            continue;
        const bool alone = shape->size() == 1;
        Finding& finding = j.tell("norm-of-one-sample", alone ? Severity::Error : Severity::Warning,
                                  alone ? Message(LOOM_TEXT("%1 takes the mean over one sample at a time, which leaves 0 of every value."), j.name(id))
                                        : Message(LOOM_TEXT("%1 takes mean and variance from one sample at a time, so what it keeps for use is uncertain."), j.name(id)),
                                  LOOM_TEXT("Take larger batches in fewer parts, or Layer norm or Group norm, which look at one sample anyway."), id);
        if (j.recipe.batch_size > 1)
            finding.fixes.push_back(j.set_recipe("parts", std::int64_t{1}));
        else
            finding.fixes.push_back(j.set_recipe("batch_size", std::int64_t{32}));
        return; // The others for the same reason.
    }
}

} // namespace

void judge_training(Judging& j)
{
    if (!j.leads_to_ends())
        return;
    judge_weights(j);
    judge_portions(j);
    judge_norms(j);
    if (j.recipe.warmup >= double(j.recipe.epochs)) {
        Finding& finding = j.tell("long-warm-up", Severity::Warning,
                                  Message(LOOM_TEXT("The warm-up takes %1 epochs, but training ends after %2, before the learning rate is reached."), j.recipe.warmup, j.recipe.epochs),
                                  LOOM_TEXT("A warm-up of a tenth of the epochs is usual."));
        finding.setting = "warmup";
        finding.fixes.push_back(j.set_recipe("warmup", double(j.recipe.epochs) / 10));
    }
    for (const OutputEnd& end : j.ends.outputs) {
        const auto weights = end.loss_type().index_of("class_weights");
        if (!weights || end.loss.values[*weights] != Value(std::string("balanced")) || !end.facts || end.facts->target != DataFacts::Target::Classes ||
            end.facts->class_counts.size() == end.facts->classes.size())
            continue;
        Finding& finding = j.tell("uncounted-classes", Severity::Warning,
                                  LOOM_TEXT("Class weights are balanced, but the samples of each class are not counted for labels at each place, so all classes count the same."),
                                  LOOM_TEXT("Choose the focal loss, which lets rare classes count more by itself, or no class weights."));
        finding.setting = "class_weights";
        Chosen changed = end.loss;
        changed.values[*weights] = std::string("none");
        finding.fixes.push_back(j.other_loss(end, std::move(changed), LOOM_TEXT("Turn class weights off")));
    }
}

} // namespace loom
