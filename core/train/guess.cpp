#include "train/guess.h"
#include "graph/ends.h"
#include "schema/types.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

constexpr std::size_t most_rows = 20'000;

void guess_class(Guess& g, std::span<const std::int64_t> counts, const Chosen& loss)
{
    const double all = double(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    if (all <= 0)
        return;
    g.accuracy = double(*std::ranges::max_element(counts)) / all;
    const bool plain = loss.values == defaults(*find_loss(loss.type));
    if (!plain || (loss.type != "cross_entropy" && loss.type != "binary_cross_entropy"))
        return;
    g.loss = 0;
    for (const std::int64_t n : counts)
        if (n > 0)
            g.loss -= double(n) / all * std::log(double(n) / all);
}

/// Targets in columns of `width`: each number of a row is guessed by itself.
void guess_numbers(Guess& g, std::vector<float>& values, std::size_t width, const Chosen& loss)
{
    const auto [low, high] = std::ranges::minmax(values);
    g.low = double(low);
    g.high = double(high);
    const std::size_t rows = values.size() / width;
    double sum = 0;
    for (std::size_t k = 0; k < width; ++k) {
        std::vector<double> column;
        for (std::size_t row = 0; row < rows; ++row)
            column.push_back(double(values[row * width + k]));
        if (loss.type == "mse") {
            const double mean = std::accumulate(column.begin(), column.end(), 0.0) / double(rows);
            for (const double v : column)
                sum += (v - mean) * (v - mean);
        } else if (loss.type == "mae") {
            std::ranges::nth_element(column, column.begin() + std::ptrdiff_t(rows / 2));
            const double median = column[rows / 2];
            for (const double v : column)
                sum += std::abs(v - median);
        }
    }
    if (loss.type == "mse" || loss.type == "mae")
        g.loss = sum / double(values.size());
}

} // namespace

Guess guess_of(const Document& flat, const Dataset& data)
{
    Guess g;
    const DataFacts& facts = data.facts();
    const Ends ends(flat, &facts);
    if (ends.outputs.size() != 1 || ends.outputs[0].truth != OutputEnd::Truth::Target || !facts.label_shape.empty())
        return g;
    const Chosen& loss = ends.outputs[0].loss;
    const LossType::Needs needs = ends.outputs[0].loss_type().needs;
    if (ends.outputs[0].loss_type().vectors > 0)
        return g;
    if (needs == LossType::Needs::Label || needs == LossType::Needs::Binary) {
        guess_class(g, facts.class_counts, loss);
        return g;
    }
    if (needs != LossType::Needs::Numbers || facts.target != DataFacts::Target::Numbers || facts.target_width < 1)
        return g;
    const auto rows = data.training_rows().first(std::min(most_rows, data.training_rows().size()));
    std::vector<float> values(rows.size() * std::size_t(facts.target_width));
    if (values.empty())
        return g;
    data.targets(rows, values);
    guess_numbers(g, values, std::size_t(facts.target_width), loss);
    return g;
}

} // namespace loom
