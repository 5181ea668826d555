#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr double most_waiting = 0.5; // Of the time of the steps: the device could do twice as much.
constexpr double worth_it = 0.5;     // Seconds of waiting in an epoch; below, threads that wake up are what is measured.
constexpr std::size_t in_a_row = 2;  // Epochs: the first one may read files that nobody has read yet.

bool is_slow(const EpochLook& e)
{
    const bool crowded = e.queued > e.worked; // By other programs: whether the data is slow cannot be told.
    return !crowded && e.waited > worth_it && e.waited > most_waiting * e.seconds;
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (chart.times.size() < in_a_row || !std::ranges::all_of(std::span(chart.times).last(in_a_row), is_slow))
        return {};
    const EpochLook& now = chart.times.back();
    const auto waiting = std::int64_t(std::round(100 * now.waited / now.seconds));
    return {{.message = Message(LOOM_TEXT("Data comes more slowly than the device learns: of %1 s in an epoch it waited %2 % for batches and worked %3 %."),
                                number_text(std::round(10 * now.seconds) / 10), waiting, 100 - waiting),
             .hint = LOOM_TEXT("Use smaller pictures, fewer steps that change each sample, more threads, or a faster disk."),
             .size = now.waited / now.seconds}};
}

/// Pictures of half the side, where the setup says their size.
std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    DataSetup data = document.data();
    if (data.picture_size < 2)
        return {};
    data.picture_size /= 2;
    return Fix{Message(LOOM_TEXT("Make pictures %1 pixels wide and high"), data.picture_size), {SetData{std::move(data)}}};
}

} // namespace

const AilmentType& slow_data_ailment()
{
    static const AilmentType type{.id = "slow_data", .title = LOOM_TEXT("Data slower than the device"), .look = look, .treat = treat};
    return type;
}

} // namespace loom
