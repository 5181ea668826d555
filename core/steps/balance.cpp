#include "base/random.h"
#include "data/sample_changes.h"
#include "data/step.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

enum class Way { Repeat, LeaveOut };

/// Rows of rare classes come several times in an epoch, or rows of frequent ones are left out.
struct Balance {
    Way way = Way::Repeat;
    double ratio = 1;
    std::int64_t seed = 1;

    Result<std::vector<std::uint32_t>> balance(std::span<const std::uint32_t> rows, std::span<const std::int32_t> classes) const
    {
        if (classes.empty())
            return Error{LOOM_TEXT("the target is a number and has no classes to balance."),
                         LOOM_TEXT("Take the step out, or choose a target with classes.")};
        std::vector<std::vector<std::uint32_t>> of_class;
        for (const std::uint32_t row : rows)
            if (const std::int32_t c = classes[row]; c >= 0) {
                of_class.resize(std::max(of_class.size(), std::size_t(c) + 1));
                of_class[std::size_t(c)].push_back(row);
            }
        std::erase_if(of_class, [](const auto& list) { return list.empty(); });
        if (of_class.empty())
            return std::vector<std::uint32_t>(rows.begin(), rows.end());
        const auto [fewest, most] = std::ranges::minmax(of_class, {}, &std::vector<std::uint32_t>::size);
        const double wanted = way == Way::Repeat ? ratio * double(most.size()) : double(fewest.size()) / ratio;
        double total = 0;
        for (const auto& list : of_class)
            total += std::max(wanted, double(list.size()));
        if (way == Way::Repeat && total > double(most_rows))
            return Error{Message(LOOM_TEXT("so many rows would be repeated that an epoch had more than %1."), most_rows),
                         LOOM_TEXT("Choose a smaller share, or leave out rows of frequent classes instead.")};
        std::vector<std::uint32_t> drawn;
        const auto target = std::size_t(std::max(1.0, std::round(wanted)));
        for (std::size_t c = 0; c < of_class.size(); ++c) {
            const auto& list = of_class[c];
            const std::size_t count = way == Way::Repeat ? std::max(target, list.size()) : std::min(target, list.size());
            for (std::size_t i = 0; i < count / list.size(); ++i)
                drawn.insert(drawn.end(), list.begin(), list.end());
            // What is left, each row at most once more.
            const auto order = permutation(list.size(), Random(std::uint64_t(seed), stream_of("balance") + c));
            for (std::size_t i = 0; i < count % list.size(); ++i)
                drawn.push_back(list[order[i]]);
        }
        std::ranges::sort(drawn);
        return drawn;
    }
    Message summary() const
    {
        return way == Way::Repeat ? Message(LOOM_TEXT("every class at least %1 % of the largest"), in_percent(ratio))
                                  : Message(LOOM_TEXT("the smallest class at least %1 % of any"), in_percent(ratio));
    }

private:
    static constexpr std::int64_t most_rows = 100'000'000;
};

} // namespace

const StepType& balance_step()
{
    static const StepType type = step<Balance>({
        .id = "balance",
        .title = LOOM_TEXT("Balance classes"),
        .help = LOOM_TEXT("While training, rows of rare classes come several times, or rows of frequent ones are left out. The validation and test parts stay as they are. Class weights in the loss do the same without other rows."),
        .group = StepGroup::Rows,
        .settings = {setting(&Balance::way, {.key = "way", .label = LOOM_TEXT("How"), .help = {}, .choices = {{"repeat", LOOM_TEXT("Repeat rare classes")}, {"leave_out", LOOM_TEXT("Leave out of frequent ones")}}}),
                     setting(&Balance::ratio, {.key = "ratio", .label = LOOM_TEXT("Smallest to largest"), .help = LOOM_TEXT("1: all classes have as many rows; 0.5: the smallest has at least half as many as the largest."), .min = 0.001, .max = 1}),
                     setting(&Balance::seed, {.key = "seed", .label = LOOM_TEXT("Seed"), .help = LOOM_TEXT("Another one draws other rows."), .min = 0, .max = 1e9, .advanced = true})},
    });
    return type;
}

} // namespace loom
