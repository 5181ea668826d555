#include "base/random.h"
#include "data/audit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace loom {
namespace {

// Skill of one column alone, on rows that were left out: of classes the share of what guessing the most frequent one gets
// wrong that is right instead; of numbers R².
constexpr double gives_away = 0.98, tells_classes = 0.95, tells_numbers = 0.9;
constexpr std::size_t fewest_rows = 50, most_rows = 50'000;
constexpr std::size_t folds = 5;
constexpr int deepest = 8;
constexpr std::size_t smallest_leaf = 3;

/// What is to be told: classes or numbers, one per row that is looked at.
struct Truth {
    std::vector<std::int32_t> labels;
    std::size_t classes = 0;
    std::vector<double> numbers;

    std::size_t size() const { return classes ? labels.size() : numbers.size(); }
};

/// A set of rows that can grow and shrink, and what is best said of all of them.
class Pile {
public:
    explicit Pile(const Truth& truth) : truth_(&truth), counts_(truth.classes) {}

    void add(std::size_t i, int sign = 1)
    {
        n_ += sign;
        if (truth_->classes) {
            double& count = counts_[std::size_t(truth_->labels[i])];
            squares_ += (count + sign) * (count + sign) - count * count;
            count += sign;
        } else {
            sum_ += sign * truth_->numbers[i];
        }
    }
    /// Larger is purer; of two piles that share their rows the sum can only grow: n times Gini's Σ p², or n times mean².
    double purity() const { return n_ == 0 ? 0 : (truth_->classes ? squares_ : sum_ * sum_) / n_; }
    double answer() const
    {
        if (!truth_->classes)
            return n_ == 0 ? 0 : sum_ / n_;
        return double(std::ranges::max_element(counts_) - counts_.begin());
    }
    double size() const { return n_; }

private:
    const Truth* truth_;
    std::vector<double> counts_;
    double n_ = 0, sum_ = 0, squares_ = 0;
};

/// A decision tree of one column: answers between ascending borders.
class Tree {
public:
    /// `rows` ascending by `values`.
    Tree(const Truth& truth, std::span<const double> values, std::span<const std::uint32_t> rows) : truth_(truth), values_(values)
    {
        grow(rows, deepest);
    }
    double answer(double v) const
    {
        const auto it = std::ranges::upper_bound(borders_, v);
        return answers_[std::size_t(it - borders_.begin())];
    }

private:
    void grow(std::span<const std::uint32_t> rows, int depth)
    {
        Pile left(truth_), right(truth_);
        for (const auto row : rows)
            right.add(row);
        const double answer = right.answer(), whole = right.purity();
        double best = whole * (1 + 1e-9) + 1e-12;
        std::size_t cut = 0;
        for (std::size_t i = 1; i < rows.size() && depth > 0; ++i) {
            left.add(rows[i - 1]);
            right.add(rows[i - 1], -1);
            if (i < smallest_leaf || rows.size() - i < smallest_leaf || values_[rows[i - 1]] == values_[rows[i]])
                continue;
            if (const double purity = left.purity() + right.purity(); purity > best) {
                best = purity;
                cut = i;
            }
        }
        if (cut == 0) {
            answers_.push_back(answer);
            return;
        }
        grow(rows.first(cut), depth - 1);
        borders_.push_back(values_[rows[cut - 1]] / 2 + values_[rows[cut]] / 2);
        grow(rows.subspan(cut), depth - 1);
    }

    const Truth& truth_;
    std::span<const double> values_;
    std::vector<double> borders_, answers_;
};

/// The answer for each row, from the other folds.
std::vector<double> answers_of(const Truth& truth, std::span<const double> values, bool by_order, std::span<const std::uint8_t> fold)
{
    const std::size_t n = truth.size();
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    std::erase_if(order, [&](std::uint32_t i) { return std::isnan(values[i]); });
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return values[i]; });
    std::vector<double> answers(n);
    for (std::size_t f = 0; f < folds; ++f) {
        Pile all(truth), missing(truth);
        std::vector<std::uint32_t> rows;
        for (std::size_t i = 0; i < n; ++i)
            if (fold[i] != f) {
                all.add(i);
                if (std::isnan(values[i]))
                    missing.add(i);
            }
        for (const auto i : order)
            if (fold[i] != f)
                rows.push_back(i);
        const double without = missing.size() > 0 ? missing.answer() : all.answer();
        if (by_order && !rows.empty()) {
            const Tree tree(truth, values, rows);
            for (std::size_t i = 0; i < n; ++i)
                if (fold[i] == f)
                    answers[i] = std::isnan(values[i]) ? without : tree.answer(values[i]);
            continue;
        }
        std::map<double, double> of_value;
        for (std::size_t i = 0; i < rows.size();) {
            Pile pile(truth);
            const double v = values[rows[i]];
            for (; i < rows.size() && values[rows[i]] == v; ++i)
                pile.add(rows[i]);
            of_value[v] = pile.answer();
        }
        for (std::size_t i = 0; i < n; ++i)
            if (fold[i] == f) {
                const auto it = of_value.find(values[i]);
                answers[i] = std::isnan(values[i]) ? without : it != of_value.end() ? it->second : all.answer();
            }
    }
    return answers;
}

struct Score {
    double skill = 0, right = 0; // Right: share of rows, of classes.
};

Score score_of(const Truth& truth, std::span<const double> answers)
{
    const double n = double(truth.size());
    Score s;
    Pile all(truth);
    for (std::size_t i = 0; i < truth.size(); ++i)
        all.add(i);
    const double plain = all.answer();
    double missed = 0, guessed = 0; // By the column, and without it.
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth.classes) {
            missed += answers[i] != double(truth.labels[i]);
            guessed += plain != double(truth.labels[i]);
        } else {
            missed += (answers[i] - truth.numbers[i]) * (answers[i] - truth.numbers[i]);
            guessed += (plain - truth.numbers[i]) * (plain - truth.numbers[i]);
        }
    }
    s.right = 1 - missed / n;
    s.skill = guessed > 0 ? 1 - missed / guessed : 0;
    return s;
}

/// The values as a tree or a list of answers can use them; empty where there are none.
std::vector<double> values_of(const Column& c, std::span<const std::uint32_t> rows)
{
    std::vector<double> out;
    out.reserve(rows.size());
    if (std::holds_alternative<Texts>(c.cells)) {
        std::string text;
        const Codes codes = to_codes(rows.size(), [&](std::size_t i) -> std::string_view { return text = c.text(rows[i]); });
        if (codes.names.size() * 2 > rows.size())
            return {};
        for (const auto code : codes.codes)
            out.push_back(code < 0 ? std::nan("") : double(code));
    } else if (!c.pixels()) {
        for (const auto row : rows)
            out.push_back(c.number(row));
    }
    return out;
}

std::vector<DataFinding> look(const Audited& a)
{
    if (!a.dataset)
        return {};
    const auto train = a.dataset->rows(Part::Train);
    if (train.size() < fewest_rows)
        return {};
    std::vector<std::uint32_t> rows(train.begin(), train.end());
    constexpr std::uint64_t seed = 1;
    if (rows.size() > most_rows)
        rows = draw(rows, double(most_rows) / double(rows.size()), {}, seed, stream_of("leaks"));
    Truth truth;
    truth.classes = a.dataset->facts().classes.size();
    for (const auto row : rows)
        truth.classes ? truth.labels.push_back(a.dataset->label(row)) : truth.numbers.push_back(a.target()->number(row));
    if (!truth.classes) { // Far from 0, squares would lose what differs.
        const double mean = std::accumulate(truth.numbers.begin(), truth.numbers.end(), 0.0) / double(truth.size());
        for (double& v : truth.numbers)
            v -= mean;
    }
    std::vector<std::uint8_t> fold(rows.size());
    const auto order = permutation(rows.size(), Random(seed, stream_of("leak folds")));
    for (std::size_t i = 0; i < order.size(); ++i)
        fold[order[i]] = std::uint8_t(i % folds);

    const auto& columns = a.table.columns;
    std::vector<Score> scores(columns.size());
    parallel_for(columns.size(), a.threads, [&](std::size_t i) {
        if (a.stopped() || a.is_target(columns[i]) || a.statistics[i].distinct < 2)
            return;
        const std::vector<double> values = values_of(columns[i], rows);
        const bool by_order = std::holds_alternative<ColumnArray<double>>(columns[i].cells) ||
                              std::holds_alternative<ColumnArray<std::int64_t>>(columns[i].cells);
        if (!values.empty())
            scores[i] = score_of(truth, answers_of(truth, values, by_order, fold));
    });
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double told_from = truth.classes ? tells_classes : tells_numbers, skill = scores[i].skill;
        if (skill < told_from)
            continue;
        const std::string &name = columns[i].name, &target = a.dataset->target();
        const bool leak = skill >= gives_away;
        DataFinding f{.severity = leak ? Severity::Error : Severity::Warning, .columns = {name}, .repair = DataRepair{"drop_column", {{"column", name}}}};
        if (truth.classes)
            f.title = Message(leak ? LOOM_TEXT("“%1” gives the target away: alone it tells “%2” right in %3 of the rows")
                                   : LOOM_TEXT("“%1” alone tells “%2” right in %3 of the rows"),
                              name, target, percent(scores[i].right));
        else
            f.title = Message(leak ? LOOM_TEXT("“%1” gives the target away: alone it explains %3 of “%2” (R²)")
                                   : LOOM_TEXT("“%1” alone explains %3 of “%2” (R²)"),
                              name, target, percent(skill));
        f.reason = Message(truth.classes
                               ? LOOM_TEXT("Measured with a small decision tree on rows it had not seen; the limit for this message is %1 of what "
                                           "guessing gets wrong. Will the column be known when there is no answer yet? If not, drop it.")
                               : LOOM_TEXT("Measured with a small decision tree on rows it had not seen; the limit for this message is %1. Will the "
                                           "column be known when there is no answer yet? If not, drop it."),
                           percent(leak ? gives_away : told_from));
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& target_leak_check()
{
    static const CheckType type{"target-leak", LOOM_TEXT("Columns that give the target away"), look};
    return type;
}

} // namespace loom
