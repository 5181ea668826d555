#include "graph/change.h"
#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t least_epochs = 8, span_epochs = 3; // Asked again after as many: the neighbours take a fraction of a second.
constexpr double flat = 0.98;            // The loss of the last epochs as a share of that of those before: it has come to rest.
constexpr double better_by = 0.1;        // Shares of right answers by which the neighbours must be better.
constexpr double better_times = 2;       // And times a squared error.
constexpr std::size_t most_rows = 500, least_rows = 50;
constexpr double most_work = 3e8;        // Products.
constexpr std::int64_t units_added = 64;

double mean_loss(std::span<const EpochPoint> epochs)
{
    double sum = 0;
    for (const EpochPoint& p : epochs)
        sum += p.loss;
    return sum / double(epochs.size());
}

/// Rows of the training part, standardised, each beside the row that is nearest to it.
struct Neighbours {
    std::vector<std::uint32_t> rows;
    std::vector<std::size_t> nearest;
};

/// Cover and Hart 1967: whoever answers as the nearest other row does errs at most twice as often as can be helped. So what it gets
/// right can be learned.
std::optional<Neighbours> neighbours_in(const Dataset& data)
{
    const auto part = data.rows(Part::Train);
    const std::size_t width = data.sample_width(), n = std::min(most_rows, part.size());
    if (n < least_rows || data.facts().vocabulary > 0 || double(n) * double(n) * double(width) > most_work)
        return {};
    Neighbours found;
    for (std::size_t i = 0; i < n; ++i)
        found.rows.push_back(part[i * part.size() / n]);
    std::vector<float> samples(n * width);
    data.fill(found.rows, samples);
    for (std::size_t k = 0; k < width; ++k) {
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += double(samples[i * width + k]);
            squares += double(samples[i * width + k]) * double(samples[i * width + k]);
        }
        const double mean = sum / double(n), deviation = std::sqrt(std::max(0.0, squares / double(n) - mean * mean));
        for (std::size_t i = 0; i < n; ++i)
            samples[i * width + k] = deviation > 0 ? float((double(samples[i * width + k]) - mean) / deviation) : 0.0f;
    }
    for (std::size_t i = 0; i < n; ++i) {
        float least = INFINITY;
        std::size_t nearest = 0;
        for (std::size_t j = 0; j < n; ++j) {
            float d = 0;
            for (std::size_t k = 0; k < width && j != i; ++k) {
                const float by = samples[i * width + k] - samples[j * width + k];
                d += by * by;
            }
            if (j != i && d < least) {
                least = d;
                nearest = j;
            }
        }
        found.nearest.push_back(nearest);
    }
    return found;
}

std::vector<Diagnosis> told(Message what)
{
    return {{.severity = Severity::Warning, .message = std::move(what),
             .hint = LOOM_TEXT("The network is too small or too simple for what is in the data. Give it more units or layers, or less regularisation.")}};
}

std::vector<Diagnosis> of_classes(const Chart& chart)
{
    double best = 0;
    for (const EpochPoint& p : chart.epochs)
        best = std::max(best, std::max(p.accuracy, std::isnan(p.val_accuracy) ? 0 : p.val_accuracy));
    if (best > 1 - better_by)
        return {};
    const auto n = neighbours_in(chart.data);
    if (!n)
        return {};
    std::size_t right = 0;
    for (std::size_t i = 0; i < n->rows.size(); ++i)
        right += chart.data.label(n->rows[i]) == chart.data.label(n->rows[n->nearest[i]]);
    const double share = double(right) / double(n->rows.size());
    if (share < best + better_by)
        return {};
    const auto percent = [](double v) { return number_text(std::round(1000 * v) / 10) + "%"; };
    return told(Message(LOOM_TEXT("It underfits: the loss has come to rest with %1 right, but answering as the most similar row does gets %2 right."), percent(best), percent(share)));
}

std::vector<Diagnosis> of_numbers(const Chart& chart)
{
    const auto n = chart.data.facts().target_width == 1 ? neighbours_in(chart.data) : std::nullopt;
    if (!n)
        return {};
    std::vector<float> targets(n->rows.size());
    chart.data.targets(n->rows, targets);
    double error = 0;
    for (std::size_t i = 0; i < targets.size(); ++i)
        error += std::pow(double(targets[i]) - double(targets[n->nearest[i]]), 2) / double(targets.size());
    const double loss = chart.epochs.back().loss;
    if (loss < better_times * error)
        return {};
    return told(Message(LOOM_TEXT("It underfits: the loss has come to rest at %1, but answering as the most similar row does gets %2."), number_text(loss), number_text(error)));
}

std::vector<Diagnosis> look(const Chart& chart)
{
    const auto& epochs = chart.epochs;
    if (epochs.size() < least_epochs || epochs.size() % least_epochs != 0)
        return {};
    const std::span all(epochs);
    if (mean_loss(all.last(span_epochs)) < flat * mean_loss(all.last(2 * span_epochs).first(span_epochs)))
        return {};
    const auto& facts = chart.data.facts();
    if (!std::isnan(chart.guess.accuracy) && facts.target == DataFacts::Target::Classes)
        return of_classes(chart);
    return !std::isnan(chart.guess.loss) && chart.document.recipe().loss.type == "mse" ? of_numbers(chart) : std::vector<Diagnosis>();
}

/// A layer of ReLU units before the last Dense layer.
std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    const LayerType& dense = *find_layer("dense");
    for (const auto& [id, node] : document.nodes()) {
        const auto into = document.link_into(id, 0);
        const bool ends = std::ranges::any_of(document.links_of(id), [&](const Link& l) { return l.from == id && document.find(l.to)->type == "output"; });
        if (node.in != main_graph || node.type != "dense" || !ends || !into)
            continue;
        Change change = adding_into(document, dense, {node.at.x, node.at.y}, *into);
        for (Edit& edit : change.edits)
            if (auto* added = std::get_if<AddNode>(&edit)) {
                added->node.values[*dense.index_of("units")] = units_added;
                added->node.values[*dense.index_of("activation")] = std::string("relu");
                added->node.values[*dense.index_of("initializer")] = std::string("he_normal");
            }
        return Fix{Message(LOOM_TEXT("Add a Dense layer of %1 ReLU units before “%2”"), units_added, node.name), std::move(change.edits)};
    }
    return {};
}

} // namespace

const AilmentType& underfitting_ailment()
{
    static const AilmentType type{.id = "underfitting", .title = LOOM_TEXT("Underfitting"), .look = look, .treat = treat,
                                  .follows_from = {"broken_numbers", "dead_units", "exploding_gradients", "loss_pair", "rate_too_high", "rate_too_low", "saturated", "vanishing_gradients"}};
    return type;
}

} // namespace loom
