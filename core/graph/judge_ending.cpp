#include "graph/judging.h"

#include <algorithm>

namespace loom {
namespace {

/// The curve that a node ends with, if any, and the setting that says so; a Softmax layer has none.
struct Curve {
    Text title;
    std::string_view id;
    std::string_view setting = {};
};
std::optional<Curve> curve_of(const Judging& j, NodeId id)
{
    const LayerType& type = j.type(id);
    if (j.node(id).type == "softmax") // Logarithms of shares are no shares.
        return std::get<bool>(*j.setting(id, "log")) ? std::nullopt : std::optional(Curve{type.title, "softmax"});
    if (j.node(id).type == "prelu")
        return Curve{type.title, "prelu"};
    const auto index = type.index_of(j.node(id).type == "activation" ? "curve" : "activation");
    const auto* chosen = index ? std::get_if<std::string>(&j.node(id).values[*index]) : nullptr;
    if (!chosen || *chosen == "none" || type.category == Category::Attention) // Whose curve is within.
        return {};
    const auto& choices = type.settings[*index].choices;
    const auto choice = std::ranges::find(choices, std::string_view(*chosen), &Choice::id);
    return Curve{choice->label, choice->id, type.settings[*index].key};
}

Fix without_curve(const Judging& j, NodeId id, const Curve& curve)
{
    if (curve.setting == "activation")
        return j.set(id, "activation", std::string("none"), Message(LOOM_TEXT("Take %1 off"), curve.title));
    return j.take_out(id);
}

// The loss applies this curve itself; twice would flatten the gradient. Any other hides values from it.
void judge_curve(Judging& j, const LossType& loss, NodeId id, const Curve& curve)
{
    const auto told = [&](Finding& finding) {
        finding.setting = curve.setting;
        finding.fixes.push_back(without_curve(j, id, curve));
    };
    const auto shape = j.shape(id);
    if (curve.id == loss.applies && !loss.applies.empty())
        return told(j.tell("curve-before-logits-loss", Severity::Error,
                           Message(LOOM_TEXT("%1 applies %2, and the loss “%3” applies it again."), j.name(id), curve.title, loss.title),
                           LOOM_TEXT("This loss wants the values before that curve (logits)."), id));
    if (curve.id == "softmax" && shape && *shape == Shape{1})
        return told(j.tell("softmax-of-one", Severity::Error, Message(LOOM_TEXT("%1 applies softmax to a single value, which always gives 1."), j.name(id)),
                           LOOM_TEXT("Softmax shares out 1 among several values. One value for yes or no wants sigmoid, which its loss applies itself."), id));
    if (!loss.applies.empty())
        told(j.tell("curve-on-logits", Severity::Warning,
                    Message(LOOM_TEXT("%1 ends in %2, which keeps the loss “%3” from seeing all values."), j.name(id), curve.title, loss.title),
                    LOOM_TEXT("This loss wants plain values (logits), from far below 0 to far above."), id));
}

void judge_end(Judging& j, const OutputEnd& end)
{
    auto at = j.last_layer(end);
    // What only puts values elsewhere hides no curve.
    while (at && only_moves(j.node(*at).type))
        at = j.source(*at);
    if (!at)
        return;
    const std::string& type = j.node(*at).type;
    if (type == "dropout" || type == "spatial_dropout")
        j.tell("dropout-at-end", Severity::Warning, Message(LOOM_TEXT("%1 drops values of the prediction itself."), j.name(*at)),
               LOOM_TEXT("Dropout belongs before the last layer with weights, not behind it."), *at)
            .fixes.push_back(j.take_out(*at));
    else if (const auto curve = curve_of(j, *at))
        judge_curve(j, end.loss_type(), *at, *curve);
}

} // namespace

void judge_ending(Judging& j)
{
    for (const OutputEnd& end : j.ends.outputs)
        judge_end(j, end);
}

} // namespace loom
