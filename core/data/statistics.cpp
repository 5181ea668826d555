#include "data/statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace loom {
namespace {

constexpr std::size_t shown = 50;

void keep_top(ColumnStatistics& s, std::vector<std::pair<std::string, std::size_t>> counts)
{
    s.distinct = counts.size();
    auto more = [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : natural_less(a.first, b.first);
    };
    const auto middle = counts.begin() + std::ptrdiff_t(std::min(shown, counts.size()));
    std::partial_sort(counts.begin(), middle, counts.end(), more);
    counts.erase(middle, counts.end());
    s.top = std::move(counts);
}

void of_numbers(ColumnStatistics& s, const Column& column)
{
    std::vector<double> values;
    values.reserve(s.rows);
    for (std::size_t i = 0; i < s.rows; ++i)
        if (const double v = column.number(i); !std::isnan(v))
            values.push_back(v);
    s.missing = s.rows - values.size();
    if (values.empty()) {
        s.min = s.max = s.mean = s.deviation = std::nan("");
        s.quantiles.fill(std::nan(""));
        return;
    }
    std::ranges::sort(values);
    const double n = double(values.size());
    s.min = values.front();
    s.max = values.back();
    for (double v : values)
        s.mean += v / n;
    for (double v : values)
        s.deviation += (v - s.mean) * (v - s.mean) / n;
    s.deviation = std::sqrt(s.deviation);
    s.distinct = 1;
    for (std::size_t i = 1; i < values.size(); ++i)
        s.distinct += values[i] != values[i - 1];
    constexpr std::array<double, 5> places = {0.05, 0.25, 0.5, 0.75, 0.95};
    for (std::size_t q = 0; q < places.size(); ++q) {
        const double at = places[q] * (n - 1);
        const auto below = std::size_t(at);
        const double above = values[std::min(below + 1, values.size() - 1)];
        s.quantiles[q] = values[below] + (above - values[below]) * (at - double(below));
    }
    const bool whole = column.type == ColumnType::Integer && s.max - s.min < 32;
    s.histogram.assign(whole ? std::size_t(s.max - s.min) + 1 : s.distinct == 1 ? 1 : 32, 0);
    const double bins = double(s.histogram.size()), span = whole ? bins : s.max - s.min;
    for (double v : values)
        ++s.histogram[span > 0 ? std::min(s.histogram.size() - 1, std::size_t((v - s.min) / span * bins)) : 0];
}

void of_codes(ColumnStatistics& s, const Codes& codes)
{
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (const auto& name : codes.names)
        counts.emplace_back(name, 0);
    for (auto code : codes.codes)
        code < 0 ? ++s.missing : ++counts[std::size_t(code)].second;
    std::erase_if(counts, [](const auto& c) { return c.second == 0; });
    keep_top(s, std::move(counts));
}

void of_texts(ColumnStatistics& s, const Texts& texts)
{
    std::unordered_map<std::string_view, std::size_t> counts;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (const auto text = texts[i]; text.empty()) {
            ++s.missing;
        } else {
            ++counts[text];
            bytes += text.size();
        }
    s.mean_length = s.rows > s.missing ? double(bytes) / double(s.rows - s.missing) : 0;
    keep_top(s, {counts.begin(), counts.end()});
}

void of_pictures(ColumnStatistics& s, const PixelStore& store)
{
    std::map<std::array<int, 3>, std::size_t> sizes;
    for (std::size_t i = 0; i < store.size(); ++i) {
        const auto shape = store.shape(i);
        ++sizes[{shape.height, shape.width, shape.channels}];
    }
    s.distinct = store.size();
    s.sizes = sizes.size();
    if (sizes.empty())
        return;
    auto area = [](const auto& entry) { return std::int64_t(entry.first[0]) * entry.first[1]; };
    auto shape_of = [](const auto& entry) { return PictureShape{entry.first[2], entry.first[0], entry.first[1]}; };
    s.smallest = shape_of(*std::ranges::min_element(sizes, {}, area));
    s.largest = shape_of(*std::ranges::max_element(sizes, {}, area));
    s.most_common = shape_of(*std::ranges::max_element(sizes, {}, [](const auto& entry) { return entry.second; }));

    const auto channels = std::size_t(s.most_common.channels);
    std::vector<std::array<std::uint64_t, 256>> counts(channels);
    const std::size_t looked_at = std::min<std::size_t>(store.size(), 1000);
    for (std::size_t k = 0; k < looked_at; ++k) {
        const auto picture = store.picture(k * store.size() / looked_at, {3, 32, 32});
        if (!picture || picture->shape.channels != s.most_common.channels)
            continue;
        const std::size_t pixels = picture->pixels.size() / channels;
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t i = 0; i < pixels; ++i)
                ++counts[c][picture->pixels[c * pixels + i]];
    }
    for (const auto& c : counts) {
        s.channel_mean.push_back(moments(c).mean);
        s.channel_deviation.push_back(moments(c).deviation);
    }
}

void of_sounds(ColumnStatistics& s, const SoundStore& store)
{
    s.distinct = store.size();
    std::map<int, std::size_t> rates, channels;
    for (std::size_t i = 0; i < store.size(); ++i) {
        const SoundShape shape = store.shape(i);
        const double seconds = shape.seconds();
        s.shortest = i ? std::min(s.shortest, seconds) : seconds;
        s.longest = std::max(s.longest, seconds);
        s.total_seconds += seconds;
        ++rates[shape.rate];
        ++channels[shape.channels];
    }
    const auto most = [](const auto& counts) {
        return counts.empty() ? 0 : std::ranges::max_element(counts, {}, [](const auto& c) { return c.second; })->first;
    };
    s.rates = rates.size();
    s.most_common_rate = most(rates);
    s.most_common_channels = most(channels);
}

} // namespace

Moments moments(std::span<const std::uint64_t, 256> counts)
{
    double n = 0, sum = 0, squares = 0;
    for (std::size_t v = 0; v < 256; ++v) {
        n += double(counts[v]);
        sum += double(v) * double(counts[v]);
    }
    if (n == 0)
        return {};
    for (std::size_t v = 0; v < 256; ++v)
        squares += (double(v) - sum / n) * (double(v) - sum / n) * double(counts[v]);
    return {sum / n, std::sqrt(squares / n)};
}

ColumnStatistics statistics(const Column& column)
{
    ColumnStatistics s;
    s.rows = column.size();
    std::visit(overloaded{[&](const std::vector<std::int64_t>&) { of_numbers(s, column); },
                          [&](const std::vector<double>&) { of_numbers(s, column); },
                          [&](const Codes& c) { of_codes(s, c); }, [&](const Texts& t) { of_texts(s, t); },
                          [&](const std::shared_ptr<const PixelStore>& p) { of_pictures(s, *p); },
                          [&](const std::shared_ptr<const SoundStore>& store) { of_sounds(s, *store); }},
               column.cells);
    return s;
}

} // namespace loom
