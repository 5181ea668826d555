#include "train/ailment.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

constexpr double few = 0.05; // Of the targets: so many may lie where the last layer cannot come.
constexpr std::size_t most_rows = 5000;

/// What a curve can give.
struct Range {
    std::string_view curve;
    double low, high;
};
constexpr std::array ranges{Range{"relu", 0, INFINITY}, Range{"softplus", 0, INFINITY}, Range{"sigmoid", 0, 1}, Range{"hard_sigmoid", 0, 1},
                            Range{"tanh", -1, 1},       Range{"softsign", -1, 1},       Range{"relu6", 0, 6},   Range{"softmax", 0, 1}};

double share_beyond(const Dataset& data, const Range& range)
{
    const auto rows = data.rows(Part::Train).first(std::min(most_rows, data.rows(Part::Train).size()));
    std::vector<float> targets(rows.size() * std::size_t(data.facts().target_width));
    data.targets(rows, targets);
    const auto beyond = std::ranges::count_if(targets, [&](float v) { return double(v) < range.low || double(v) > range.high; });
    return targets.empty() ? 0 : double(beyond) / double(targets.size());
}

/// What analyse() warns of, told at the bedside too.
std::optional<Diagnosis> hidden_logits(const Chart& chart)
{
    const Analysis analysis = analyse(chart.document, &chart.data.facts());
    const auto finding = std::ranges::find(analysis.findings, "curve-on-logits", &Finding::code);
    if (finding == analysis.findings.end())
        return {};
    Diagnosis d{.message = finding->message, .hint = finding->hint, .node = finding->node, .path = finding->path};
    if (d.node)
        d.layer = chart.document.nodes().at(*d.node).name;
    return d;
}

std::optional<Diagnosis> out_of_reach(const Chart& chart)
{
    if (std::isnan(chart.guess.low)) // Nothing else than numbers of the data is learned.
        return {};
    for (const auto& [id, node] : chart.flat.document.nodes()) {
        const auto range = std::ranges::find(ranges, curve_of(node), &Range::curve);
        if (range == ranges.end() || !is_last(chart, id) || (chart.guess.low >= range->low && chart.guess.high <= range->high))
            continue;
        const double share = share_beyond(chart.data, *range);
        if (share <= few)
            continue;
        const auto end = [](double v) { return std::isinf(v) ? std::string("∞") : number_text(v); };
        return at_layer(chart, id,
                        {.message = Message(LOOM_TEXT("“%1” gives numbers from %2 to %3, but the targets lie between %4 and %5: it can never come near %6 % of them."), node.name, end(range->low),
                                            end(range->high), number_text(chart.guess.low), number_text(chart.guess.high), std::int64_t(std::round(100 * share))),
                         .hint = LOOM_TEXT("A last layer that predicts numbers wants no curve.")});
    }
    return {};
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (!chart.epochs.empty()) // It shows before anything is learned.
        return {};
    for (auto& found : {hidden_logits(chart), out_of_reach(chart)})
        if (found)
            return {*found};
    return {};
}

std::optional<Fix> treat(const Diagnosis& d, const Document& document)
{
    const Node* node = d.node ? document.find(*d.node) : nullptr;
    if (!node)
        return {};
    if (node->type != "activation")
        return setting_node(d, document, "activation", std::string("none"));
    return Fix{Message(LOOM_TEXT("Take out “%1”"), node->name), removal(document, {*d.node}, Reconnect::Yes)};
}

} // namespace

const AilmentType& loss_pair_ailment()
{
    static const AilmentType type{.id = "loss_pair", .title = LOOM_TEXT("Loss and last layer do not fit"), .look = look, .treat = treat};
    return type;
}

} // namespace loom
