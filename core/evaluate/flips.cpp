#include "evaluate/flips.h"
#include "data/dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace loom {
namespace {

/// Twice the probability of at most `fewer` heads in `throws`, at most 1.
double both_tails(std::size_t fewer, std::size_t throws)
{
    double sum = 0;
    for (std::size_t k = 0; k <= fewer; ++k)
        sum += std::exp(std::lgamma(double(throws) + 1) - std::lgamma(double(k) + 1) - std::lgamma(double(throws - k) + 1) - double(throws) * std::log(2.0));
    return std::min(1.0, 2 * sum);
}

} // namespace

std::optional<Flips> flips(const Evaluation& before, const Evaluation& after)
{
    if (!before.classes || !after.classes || before.labels != after.labels)
        return {};
    std::unordered_map<std::uint32_t, std::size_t> places;
    for (std::size_t i = 0; i < before.rows.size(); ++i)
        places.emplace(before.rows[i], i);
    Flips found;
    for (std::size_t i = 0; i < after.rows.size(); ++i) {
        const auto at = places.find(after.rows[i]);
        if (at == places.end())
            continue;
        const bool first = before.predicted[at->second] == before.truth[at->second], second = after.predicted[i] == after.truth[i];
        ++found.samples;
        found.both_right += first && second;
        found.both_wrong += !first && !second;
        if (first != second)
            (second ? found.mended : found.broken).push_back(after.rows[i]);
    }
    const std::size_t mended = found.mended.size(), broken = found.broken.size();
    if (mended + broken > 0)
        found.probability = both_tails(std::min(mended, broken), mended + broken);
    return found;
}

static std::string probability_text(const Flips& f)
{
    return f.probability < 0.001 ? "< 0.001" : "= " + fmt::format("{:.2g}", f.probability);
}

Message flips_in_words(const Flips& f, const std::string& before, const std::string& after)
{
    return Message(LOOM_TEXT("Of %1 samples both have %2 right and %3 wrong; %4 has %5 right that %6 has wrong, and %7 the other way round (McNemar's test: p %8)."),
                   quantity_text(std::int64_t(f.samples)), quantity_text(std::int64_t(f.both_right)), quantity_text(std::int64_t(f.both_wrong)), after,
                   quantity_text(std::ssize(f.mended)), before, quantity_text(std::ssize(f.broken)), probability_text(f));
}

Message verdict_on(const Flips& f, const std::string& before, const std::string& after)
{
    if (f.mended.empty() && f.broken.empty())
        return Message(LOOM_TEXT("%1 and %2 have the same samples right."), before, after);
    if (f.probability >= 0.05)
        return Message(LOOM_TEXT("Chance alone can explain that %1 and %2 differ so."), before, after);
    const bool better = f.mended.size() > f.broken.size();
    return Message(LOOM_TEXT("%1 is better than %2, by more than chance explains."), better ? after : before, better ? before : after);
}

Result<JudgedRuns> judge_both(const Runs& runs, const RunRecord& before, const RunRecord& after, Part part, const Document& project,
                              const std::function<Result<std::shared_ptr<const Dataset>>(const Document&)>& open, std::string_view device,
                              int threads, Progress* progress)
{
    if (before.data_fingerprint != after.data_fingerprint)
        return Error{LOOM_TEXT("The runs learned from different data, so one may have seen what the other is judged on.")};
    JudgedRuns both;
    for (std::size_t i = 0; i < both.told.size(); ++i) {
        const auto model = load_model(runs, (i ? after : before).name);
        if (!model)
            return model.error();
        const auto dataset = open(as_trained_on(model->document, project));
        if (!dataset)
            return dataset.error();
        if ((*dataset)->fingerprint() != before.data_fingerprint)
            return Error{LOOM_TEXT("The data has changed since the runs, so they may be judged on rows that they learned from.")};
        auto evaluation = evaluate(*model, **dataset, part, device, threads, progress);
        if (!evaluation)
            return evaluation.error();
        both.told[i] = std::move(*evaluation);
        both.dataset = *dataset;
    }
    both.flipped = flips(both.told[0], both.told[1]);
    return both;
}

} // namespace loom
