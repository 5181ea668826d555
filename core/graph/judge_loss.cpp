#include "graph/judging.h"
#include "schema/boxes.h"

namespace loom {
namespace {

/// The vectors that the loss compares must be of equal length.
void judge_vectors(Judging& j, const OutputEnd& end, NodeId id, const Shape& shape)
{
    const auto width = std::int64_t(count(shape));
    if (width % end.loss_type().vectors == 0)
        return;
    const std::int64_t wanted = (width / end.loss_type().vectors + 1) * end.loss_type().vectors;
    Finding& finding = j.tell("output-vectors", Severity::Error,
                              Message(LOOM_TEXT("The loss “%1” compares %2 vectors of equal length, but %3 gives %4 values."), end.loss_type().title, end.loss_type().vectors, j.name(id), shape_text(shape)),
                              Message(LOOM_TEXT("Put the vectors side by side, for example with Concat, so that the values are a multiple of %1."), end.loss_type().vectors), id);
    finding.expected = Shape{wanted};
    finding.found = shape;
    if (j.with_setting(id, "units", wanted) == finding.expected) {
        finding.setting = "units";
        finding.fixes.push_back(j.set(id, "units", wanted, Message(LOOM_TEXT("Set units to %1"), wanted)));
    } else if (shape.size() == 1) {
        const std::vector<NewLayer> dense{{"dense", {{"units", wanted}}}};
        if (auto edits = j.insertion(id, end.node, 0, dense); !edits.empty())
            finding.fixes.push_back({insert_label(dense), std::move(edits)});
    }
}

/// The last layer gives another shape than `finding.expected`: what brings it there.
void mend_width(Judging& j, const OutputEnd& end, Finding& finding, NodeId id)
{
    const std::int64_t width = (*finding.expected)[0];
    for (const auto& [key, label] : {std::pair("units", LOOM_TEXT("Set units to %1")), {"filters", LOOM_TEXT("Set filters to %1")}})
        if (j.with_setting(id, key, width) == finding.expected) {
            finding.setting = key;
            finding.fixes.push_back(j.set(id, key, width, Message(label, width)));
            return;
        }
    if (const auto all = j.all_steps(id); finding.expected->size() == 2 && all && all->size() == 2 && (*all)[0] == width && (*all)[1] >= (*finding.expected)[1]) {
        Fix fix = j.set(id, "returns", std::string("all"), Message(LOOM_TEXT("Let %1 give all steps"), j.name(id)));
        if (*j.setting(end.node, "each_place") == Value(false))
            fix.edits.push_back(j.set(end.node, "each_place", true).edits[0]);
        finding.fixes.push_back(std::move(fix));
        return;
    }
    if (const auto layers = j.ending_for(*finding.found, end))
        if (auto edits = j.insertion(id, end.node, 0, *layers); !edits.empty())
            finding.fixes.push_back({insert_label(*layers), std::move(edits)});
}

/// Labels that are found along the steps.
void judge_sequence(Judging& j, const OutputEnd& end, NodeId id, const Shape& shape)
{
    const auto classes = std::int64_t(end.facts->classes.size());
    const Shape& labels = end.facts->label_shape;
    if (labels.size() != 1) {
        j.tell("loss-needs-sequence", Severity::Error,
               Message(LOOM_TEXT("The loss “%1” needs a sequence of labels for each sample, but the data has no such labels."), end.loss_type().title),
               LOOM_TEXT("Cross-entropy takes one label per sample, or one at each place."), end.node)
            .fixes.push_back(j.other_loss(end, "cross_entropy"));
        return;
    }
    if (shape.size() != 2 || shape[0] != classes) {
        Finding& finding = j.tell("output-width", Severity::Error,
                                  Message(LOOM_TEXT("The data has %1 classes, so at each step %2 must give as many values, but it gives %3."), classes, j.name(id), shape_text(shape)),
                                  LOOM_TEXT("The last layer gives one value per class at each step, the first one for no label: a Dense at each place, or a convolution with one filter per class."), id);
        finding.expected = Shape{classes, shape.size() == 2 ? shape[1] : labels[0]};
        finding.found = shape;
        mend_width(j, end, finding, id);
        return;
    }
    if (shape[1] >= labels[0])
        return;
    Finding& finding = j.tell("steps-for-labels", Severity::Warning,
                              Message(LOOM_TEXT("%1 gives %2 steps, but a sample can have %3 labels."), j.name(id), shape[1], labels[0]),
                              LOOM_TEXT("Shorten the sequence less: each label needs a step of its own."), id);
    finding.expected = Shape{classes, labels[0]};
    finding.found = shape;
    const std::vector<std::int64_t> every{1};
    if (const auto longer = j.with_setting(id, "stride", every); longer && longer->size() == 2 && (*longer)[0] == classes && (*longer)[1] >= labels[0])
        finding.fixes.push_back(j.set(id, "stride", every));
}

/// A grid whose cells say where objects are.
void judge_grid(Judging& j, const OutputEnd& end, NodeId id, const Shape& shape)
{
    const auto classes = std::int64_t(end.facts->classes.size()), width = box_values + classes;
    if (shape.size() == 3 && shape[0] == width)
        return;
    Finding& finding = j.tell("output-width", Severity::Error,
                              Message(LOOM_TEXT("The data has objects of %1 classes, so at each cell of a grid %2 must give %3 values, but it gives %4."), classes, j.name(id), width, shape_text(shape)),
                              LOOM_TEXT("The last layer gives 5 values and one per class at each cell: a convolution with so many filters. Its grid is the picture made smaller by strides or pooling, for example 8×8."), id);
    finding.found = shape;
    if (shape.size() != 3)
        return;
    finding.expected = Shape{width, shape[1], shape[2]};
    if (j.with_setting(id, "filters", width) == finding.expected) {
        finding.setting = "filters";
        finding.fixes.push_back(j.set(id, "filters", width, Message(LOOM_TEXT("Set filters to %1"), width)));
        return;
    }
    const std::vector<NewLayer> head{{"conv2d", {{"filters", width}, {"kernel", std::vector<std::int64_t>{1, 1}}}}};
    if (auto edits = j.insertion(id, end.node, 0, head); !edits.empty())
        finding.fixes.push_back({insert_label(head), std::move(edits)});
}

/// Objects in pictures have a loss of their own. Whether that holds; else a finding.
bool judge_boxes(Judging& j, const OutputEnd& end)
{
    const LossType& loss = end.loss_type();
    const bool boxes = holds_boxes(*end.facts);
    if (finds_boxes(loss) == boxes)
        return true;
    if (boxes)
        j.tell("boxes-need-loss", Severity::Error, Message(LOOM_TEXT("The target is objects in pictures and where they are, which the loss “%1” cannot compare."), loss.title),
               LOOM_TEXT("A loss for boxes compares a grid of predictions with them."), end.node)
            .fixes.push_back(j.other_loss(end, "boxes"));
    else
        j.tell("loss-needs-boxes", Severity::Error, Message(LOOM_TEXT("The loss “%1” needs objects and where they are in each picture, but the data has no such target."), loss.title),
               LOOM_TEXT("Choose data with boxes, or a loss for this target."), end.node)
            .fixes.push_back(j.other_loss(end, end.facts->target == DataFacts::Target::Numbers ? "mse" : "cross_entropy"));
    return false;
}

/// Whether loss and target are of the same kind; else a finding.
bool judge_kind(Judging& j, const OutputEnd& end)
{
    const LossType& loss = end.loss_type();
    const DataFacts& data = *end.facts;
    const auto classes = std::int64_t(data.classes.size());
    const NodeId output = end.node;
    if (data.target == DataFacts::Target::Numbers && loss.needs != LossType::Needs::Numbers) {
        j.tell("loss-needs-classes", Severity::Error, Message(LOOM_TEXT("The loss “%1” needs classes, but the target is a number."), loss.title),
               LOOM_TEXT("Choose a loss for numbers, or another target."), output)
            .fixes.push_back(j.other_loss(end, "mse"));
        return false;
    }
    if (data.target == DataFacts::Target::Classes && loss.needs == LossType::Needs::Binary && classes != 2) {
        j.tell("loss-needs-two-classes", Severity::Error, Message(LOOM_TEXT("The loss “%1” needs 2 classes, but the data has %2."), loss.title, classes),
               loss.vectors > 0 ? LOOM_TEXT("The triplet loss takes any number of classes.") : LOOM_TEXT("Cross-entropy takes any number of classes."), output)
            .fixes.push_back(j.other_loss(end, loss.vectors > 0 ? "triplet" : "cross_entropy"));
        return false;
    }
    if (data.target == DataFacts::Target::Numbers && data.target_width == 1 && loss.applies == "softmax") {
        j.tell("loss-needs-shares", Severity::Error,
               Message(LOOM_TEXT("The loss “%1” compares shares of several values, but the target is one number."), loss.title),
               LOOM_TEXT("Choose a loss for numbers, or a target of several numbers that sum to 1."), output)
            .fixes.push_back(j.other_loss(end, "mse"));
        return false;
    }
    return true;
}

/// What the last layer must give for this loss and this data; else a finding.
void judge_width(Judging& j, const OutputEnd& end, NodeId id, const Shape& shape)
{
    const LossType& loss = end.loss_type();
    const DataFacts& data = *end.facts;
    const auto classes = std::int64_t(data.classes.size());
    const bool of_classes = data.target == DataFacts::Target::Classes;
    const auto expected = j.wanted(end);
    if (!expected)
        return;
    if (shape == *expected) {
        if (of_classes && loss.needs == LossType::Needs::Numbers && loss.applies.empty())
            j.tell("class-as-number", Severity::Warning, Message(LOOM_TEXT("The loss “%1” is for numbers, but the target is one of %2 classes."), loss.title, classes),
                   LOOM_TEXT("Cross-entropy learns classes faster and gives probabilities."), end.node)
                .fixes.push_back(j.other_loss(end, "cross_entropy"));
        return;
    }
    const std::int64_t width = (*expected)[0];
    Message message, hint = LOOM_TEXT("The last layer gives one value per class, or per number to predict.");
    if (expected->size() > 1) {
        message = Message(LOOM_TEXT("The data has a label at each place, so the network must give %1, but %2 gives %3."), shape_text(*expected), j.name(id), shape_text(shape));
        hint = LOOM_TEXT("The last layer gives one value per class at each place: a Dense at each place, or a convolution with one filter per class.");
    } else if (of_classes && width > 1) {
        message = Message(LOOM_TEXT("The data has %1 classes, but %2 gives %3."), width, j.name(id), shape_text(shape));
    } else if (width == 1) {
        message = Message(LOOM_TEXT("The loss “%1” needs 1 value per sample, but %2 gives %3."), loss.title, j.name(id), shape_text(shape));
    } else {
        message = Message(LOOM_TEXT("The loss “%1” needs %2 values per sample, but %3 gives %4."), loss.title, width, j.name(id), shape_text(shape));
    }
    Finding& finding = j.tell("output-width", Severity::Error, std::move(message), std::move(hint), id);
    finding.expected = expected;
    finding.found = shape;
    if (of_classes && classes == 2 && shape == Shape{1} && loss.needs == LossType::Needs::Label)
        finding.fixes.push_back(j.other_loss(end, "binary_cross_entropy"));
    if (of_classes && shape == Shape{classes} && loss.needs != LossType::Needs::Label)
        finding.fixes.push_back(j.other_loss(end, "cross_entropy"));
    mend_width(j, end, finding, id);
}

/// What is drawn beside the prediction are numbers.
void judge_wire(Judging& j, const OutputEnd& end)
{
    const LossType& loss = end.loss_type();
    if (loss.vectors == 0 && !finds_boxes(loss) && (loss.needs == LossType::Needs::Numbers || loss.needs == LossType::Needs::Binary))
        return;
    j.tell("loss-needs-classes", Severity::Error, Message(LOOM_TEXT("The loss “%1” cannot compare the prediction of %2 with what is drawn into its second input."), loss.title, j.name(end.node)),
           LOOM_TEXT("Choose a loss for numbers, or binary cross-entropy for values from 0 to 1."), end.node)
        .fixes.push_back(j.other_loss(end, "mse"));
}

void judge_end(Judging& j, const OutputEnd& end)
{
    const LossType& loss = end.loss_type();
    const auto last = j.last_layer(end);
    if (end.truth == OutputEnd::Truth::Wire)
        return judge_wire(j, end);
    if (!last || !end.facts || end.truth == OutputEnd::Truth::Missing)
        return;
    const NodeFacts& facts = j.facts(*last);
    if (!facts.output || facts.assumed || j.facts(end.node).assumed)
        return; // What is wrong is told where it is, by the Output itself where it wants a vector.
    const Shape shape = *facts.output;
    if (loss.needs == LossType::Needs::Nothing) {
        if (loss.vectors > 0)
            judge_vectors(j, end, *last, shape);
        return;
    }
    if (!judge_boxes(j, end) || !judge_kind(j, end))
        return;
    if (finds_boxes(loss))
        judge_grid(j, end, *last, shape);
    else if (loss.vectors > 0)
        judge_vectors(j, end, *last, shape);
    else if (loss.needs == LossType::Needs::LabelSequence)
        judge_sequence(j, end, *last, shape);
    else
        judge_width(j, end, *last, shape);
}

} // namespace

void judge_loss(Judging& j)
{
    for (const OutputEnd& end : j.ends.outputs)
        judge_end(j, end);
}

} // namespace loom
