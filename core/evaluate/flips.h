#pragma once
#include "evaluate/evaluation.h"

#include <array>
#include <functional>

namespace loom {

/// Which samples one classifier has right and another wrong, of those that both have judged.
struct Flips {
    std::size_t samples = 0, both_right = 0, both_wrong = 0;
    std::vector<std::uint32_t> mended, broken; // Rows that only the second, or only the first, has right; in the data's order.
    /// The probability of a difference at least this large where both are equally good: McNemar's exact test (McNemar 1947), two
    /// sides of a binomial distribution with one half.
    double probability = 1;
};
/// Of the two evaluations' first Output. Nothing where one of them is not of classes, or their classes are others.
std::optional<Flips> flips(const Evaluation& before, const Evaluation& after);

/// How many samples flipped, and how likely that is by chance, in words; the runs by these names.
Message flips_in_words(const Flips&, const std::string& before, const std::string& after);
/// Whether the difference is more than chance explains (a probability below 0.05).
Message verdict_on(const Flips&, const std::string& before, const std::string& after);

/// Both runs on the same samples.
struct JudgedRuns {
    std::shared_ptr<const Dataset> dataset;
    std::array<Evaluation, 2> told; // Of the first run and the second one.
    std::optional<Flips> flipped;   // As flips().
};
/// Evaluates both runs on a part of the data that both learned from; `open` opens that of a document. Errors: the runs learned from
/// different data, or it is another one by now, so that one of them may be judged on rows that it learned from; and those of evaluate().
Result<JudgedRuns> judge_both(const Runs&, const RunRecord& before, const RunRecord& after, Part, const Document& project,
                              const std::function<Result<std::shared_ptr<const Dataset>>(const Document&)>& open, std::string_view device,
                              int threads, Progress* = nullptr);

} // namespace loom
