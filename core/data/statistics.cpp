#include "data/statistics.h"
#include "data/numbers.h"
#include "data/sort_keys.h"
#include "data/tokens.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace loom {
namespace {

constexpr std::size_t shown = 50;
constexpr std::size_t most_bins = 32;
constexpr std::size_t block = 1 << 16; // Values that one thread takes at a time.
constexpr std::size_t word_bytes = std::size_t{1} << 22;

std::size_t blocks_of(std::size_t n)
{
    return (n + block - 1) / block;
}

// ---- Numbers --------------------------------------------------------------------------------------------------------

/// Mean and squared distances of a block; joined as in Chan, Golub, LeVeque, "Updating formulae and a pairwise
/// algorithm for computing sample variances", 1979.
struct Spread {
    double n = 0, mean = 0, squares = 0;

    void join(const Spread& b)
    {
        if (b.n == 0)
            return;
        const double all = n + b.n, apart = b.mean - mean;
        squares += b.squares + apart * apart * (n * b.n / all);
        mean += apart * (b.n / all);
        n = all;
    }
};

bool is_missing(double v)
{
    return std::isnan(v);
}
bool is_missing(std::int64_t v)
{
    return v == missing_integer;
}

/// Of those that are not missing.
template <class T>
Spread spread_of(std::span<const T> values)
{
    Spread s;
    double sum = 0, rest = 0; // The rest is what rounding took away (Neumaier).
    for (const T value : values) {
        if (is_missing(value))
            continue;
        const double v = double(value), next = sum + v;
        rest += std::abs(sum) >= std::abs(v) ? (sum - next) + v : (v - next) + sum;
        sum = next;
        ++s.n;
    }
    if (s.n == 0)
        return s;
    s.mean = (std::isfinite(sum) ? sum + rest : sum) / s.n;
    for (const T value : values)
        if (!is_missing(value))
            s.squares += (double(value) - s.mean) * (double(value) - s.mean);
    return s;
}

struct Counted {
    NumberSummary summary;
    std::size_t filled = 0, distinct = 0;
};

/// `a_bin_each`: small ranges of whole numbers are not cut into bins.
template <class T>
Counted summarise(std::span<const T> all, bool a_bin_each, int threads)
{
    Counted c;
    NumberSummary& s = c.summary;
    std::vector<Spread> spreads(blocks_of(all.size()));
    GrowingMemory<std::uint64_t> memory;
    std::uint64_t* keys = memory.grow(all.size());
    parallel_for(spreads.size(), threads, [&](std::size_t b) {
        const auto values = all.subspan(b * block, std::min(block, all.size() - b * block));
        spreads[b] = spread_of(values);
        std::size_t at = b * block;
        for (const T v : values)
            if (!is_missing(v))
                keys[at++] = key_of(v);
    });
    Spread spread;
    std::size_t filled = 0;
    for (std::size_t b = 0; b < spreads.size(); ++b) { // What is missing left gaps.
        const auto n = std::size_t(spreads[b].n);
        if (filled != b * block)
            std::copy_n(keys + b * block, n, keys + filled);
        filled += n;
        spread.join(spreads[b]);
    }
    memory.shrink(all.size() - filled);
    c.filled = filled;
    if (filled == 0) {
        s.min = s.max = s.mean = s.deviation = std::nan("");
        s.quantiles.fill(std::nan(""));
        return c;
    }
    sort_keys(memory, threads);
    keys = memory.data();
    const auto at = [&](std::size_t i) { return value_of<T>(keys[i]); };
    s.min = at(0);
    s.max = at(filled - 1);
    s.mean = spread.mean;
    s.deviation = std::sqrt(spread.squares / spread.n);
    c.distinct = 1;
    for (std::size_t i = 1; i < filled; ++i)
        c.distinct += keys[i] != keys[i - 1];
    for (std::size_t q = 0; q < s.places.size(); ++q)
        s.quantiles[q] = quantile(filled, at, s.places[q]);

    std::size_t first = 0, end = filled;
    while (first < end && std::isinf(at(first)))
        ++first;
    while (end > first && std::isinf(at(end - 1)))
        --end;
    if (first == end)
        return c;
    const double low = at(first), high = at(end - 1), span = high - low;
    if (a_bin_each && span < double(most_bins)) {
        s.histogram.assign(std::size_t(span) + 1, 0);
        for (std::size_t i = first; i < end; ++i)
            ++s.histogram[std::size_t(at(i) - low)];
        return c;
    }
    if (!std::isfinite(span))
        return c;
    const std::size_t bins = span > 0 ? most_bins : 1;
    s.histogram.assign(bins, 0);
    const double step = span / double(bins);
    const auto edge = [&](std::size_t i) { return i == bins ? high : low + double(i) * step; };
    std::size_t before = first;
    for (std::size_t b = 0; b < bins; ++b) {
        const auto* const next = b + 1 == bins ? keys + end : std::partition_point(keys + before, keys + end, [&](std::uint64_t key) {
            return value_of<T>(key) < edge(b + 1);
        });
        const auto place = std::size_t(next - keys);
        s.histogram[b] = place - before;
        before = place;
    }
    return c;
}

template <class T>
void of_numbers(ColumnStatistics& s, std::span<const T> values, bool a_bin_each, int threads)
{
    auto counted = summarise(std::span(values), a_bin_each, threads);
    static_cast<NumberSummary&>(s) = std::move(counted.summary);
    s.missing = s.rows - counted.filled;
    s.distinct = counted.distinct;
}

// ---- Texts ----------------------------------------------------------------------------------------------------------

using TextCount = std::pair<std::string_view, std::size_t>;

/// Most frequent first, at most so many as are shown; equally frequent ones in the order of `less`.
template <class Less>
void keep_most_frequent(std::vector<TextCount>& counts, Less less)
{
    const auto more = [&](const TextCount& a, const TextCount& b) {
        return a.second != b.second ? a.second > b.second : less(a.first, b.first);
    };
    const auto middle = counts.begin() + std::ptrdiff_t(std::min(shown, counts.size()));
    std::partial_sort(counts.begin(), middle, counts.end(), more);
    counts.erase(middle, counts.end());
}

void keep_top(ColumnStatistics& s, std::vector<TextCount> counts)
{
    keep_most_frequent(counts, natural_less);
    for (const auto& [text, count] : counts)
        s.top.emplace_back(text, count);
}

void of_codes(ColumnStatistics& s, const Codes& codes, int threads)
{
    std::vector<std::vector<std::size_t>> shares(std::size_t(std::max(1, threads)), std::vector<std::size_t>(codes.names.size() + 1));
    parallel_for(shares.size(), threads, [&](std::size_t t) {
        const std::size_t begin = t * s.rows / shares.size(), end = (t + 1) * s.rows / shares.size();
        for (std::size_t i = begin; i < end; ++i)
            ++shares[t][std::size_t(codes.codes[i] + 1)];
    });
    std::vector<TextCount> counts;
    for (std::size_t k = 0; k <= codes.names.size(); ++k) {
        std::size_t n = 0;
        for (const auto& share : shares)
            n += share[k];
        if (k == 0)
            s.missing = n;
        else if (n > 0)
            counts.emplace_back(codes.names[k - 1], n);
    }
    s.distinct = counts.size();
    keep_top(s, std::move(counts));
}

/// How often each text occurs: an open table that grows.
class TextCounts {
public:
    explicit TextCounts(const Texts& texts) : texts_(&texts), slots_(64) {}

    void add(std::size_t row, std::uint64_t hash)
    {
        if (2 * (used_ + 1) > slots_.size())
            grow();
        Slot& slot = place(row, hash);
        if (slot.count++ == 0) {
            slot = {hash, row, 1};
            ++used_;
        }
    }
    std::size_t size() const { return used_; }
    void collect(std::vector<TextCount>& out) const
    {
        for (const Slot& slot : slots_)
            if (slot.count)
                out.emplace_back((*texts_)[slot.row], slot.count);
    }
    /// Keeps the memory for others.
    void clear()
    {
        std::ranges::fill(slots_, Slot{});
        used_ = 0;
    }

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::size_t row = 0, count = 0;
    };
    Slot& place(std::size_t row, std::uint64_t hash)
    {
        std::size_t i = (hash >> 8) & (slots_.size() - 1);
        while (slots_[i].count && (slots_[i].hash != hash || (*texts_)[slots_[i].row] != (*texts_)[row]))
            i = (i + 1) & (slots_.size() - 1);
        return slots_[i];
    }
    void grow()
    {
        std::vector<Slot> before(2 * slots_.size());
        before.swap(slots_);
        for (const Slot& slot : before)
            if (slot.count)
                place(slot.row, slot.hash) = slot;
    }

    const Texts* texts_;
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
};

/// The texts that are not missing, sorted out by their hashes, so that the counts of a group stay in the processor's cache: what
/// occurs once would else cost a way to the memory each time. Groups hold their rows in order.
class GroupedTexts {
public:
    GroupedTexts(std::span<const std::uint64_t> hashes, std::span<const std::int64_t> lengths, int threads)
    {
        constexpr std::size_t in_a_group = 1 << 12, most_groups = 1 << 12;
        const std::size_t groups = std::bit_ceil(std::clamp<std::size_t>(hashes.size() / in_a_group, 1, most_groups));
        const auto shares = std::size_t(std::max(1, threads));
        const auto group_of = [&](std::uint64_t hash) { return std::size_t(hash >> 48) & (groups - 1); };
        const auto each_of_share = [&](std::size_t t, auto&& f) {
            for (std::size_t i = t * hashes.size() / shares; i < (t + 1) * hashes.size() / shares; ++i)
                if (lengths[i] != missing_integer)
                    f(i);
        };
        std::vector<std::vector<std::size_t>> places(shares, std::vector<std::size_t>(groups));
        parallel_for(shares, threads, [&](std::size_t t) { each_of_share(t, [&](std::size_t i) { ++places[t][group_of(hashes[i])]; }); });
        std::size_t at = 0;
        for (std::size_t g = 0; g < groups; ++g) {
            begins_.push_back(at);
            for (std::size_t t = 0; t < shares; ++t)
                at += std::exchange(places[t][g], at);
        }
        begins_.push_back(at);
        Text* const texts = texts_.grow(at);
        parallel_for(shares, threads, [&](std::size_t t) {
            each_of_share(t, [&](std::size_t i) { texts[places[t][group_of(hashes[i])]++] = {hashes[i], i}; });
        });
    }
    struct Text {
        std::uint64_t hash;
        std::size_t row;
    };
    std::size_t size() const { return begins_.size() - 1; }
    std::span<const Text> group(std::size_t g) const { return texts_.values().subspan(begins_[g], begins_[g + 1] - begins_[g]); }

private:
    std::vector<std::size_t> begins_;
    GrowingMemory<Text> texts_;
};

std::size_t code_points(std::string_view text)
{
    return std::size_t(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void of_texts(ColumnStatistics& s, const Texts& texts, int threads)
{
    GrowingMemory<std::uint64_t> hash_memory;
    GrowingMemory<std::int64_t> length_memory;
    const std::span hashes(hash_memory.grow(texts.size()), texts.size());
    const std::span lengths(length_memory.grow(texts.size()), texts.size());
    parallel_for(blocks_of(texts.size()), threads, [&](std::size_t b) {
        for (std::size_t i = b * block; i < std::min((b + 1) * block, texts.size()); ++i) {
            const std::string_view text = texts[i];
            hashes[i] = hash_text(text, 0);
            lengths[i] = text.empty() ? missing_integer : std::int64_t(code_points(text));
        }
    });
    const GroupedTexts groups(hashes, lengths, threads);
    struct Share {
        TextCounts counts;
        std::vector<TextCount> top = {};
        std::size_t distinct = 0;
    };
    std::vector<Share> shares(std::size_t(std::max(1, threads)), Share{TextCounts(texts)});
    parallel_for(shares.size(), threads, [&](std::size_t t) {
        Share& share = shares[t];
        for (std::size_t g = t * groups.size() / shares.size(); g < (t + 1) * groups.size() / shares.size(); ++g) {
            for (const auto& [hash, row] : groups.group(g))
                share.counts.add(row, hash);
            share.distinct += share.counts.size();
            share.counts.collect(share.top);
            share.counts.clear();
            keep_most_frequent(share.top, std::less<>()); // Natural order takes long, and there may be millions.
        }
    });
    std::vector<TextCount> top;
    for (const Share& share : shares) {
        s.distinct += share.distinct;
        top.insert(top.end(), share.top.begin(), share.top.end());
    }
    keep_most_frequent(top, std::less<>());
    keep_top(s, std::move(top));
    auto counted = summarise(std::span<const std::int64_t>(lengths), true, threads);
    s.characters = std::move(counted.summary);
    s.missing = s.rows - counted.filled;

    const std::size_t step = std::max<std::size_t>(1, texts.bytes().size() / word_bytes);
    constexpr std::size_t at_once = 256;
    std::vector<std::int64_t> words((texts.size() + step - 1) / step, missing_integer);
    parallel_for((words.size() + at_once - 1) / at_once, threads, [&](std::size_t b) {
        Tokenizer tokenizer(TokenKind::Words);
        for (std::size_t i = b * at_once; i < std::min((b + 1) * at_once, words.size()); ++i)
            if (const auto text = texts[i * step]; !text.empty()) {
                words[i] = 0;
                tokenizer.each(text, [&](std::string_view) { ++words[i]; });
            }
    });
    counted = summarise(std::span<const std::int64_t>(words), true, threads);
    s.words = std::move(counted.summary);
    s.words_from = counted.filled;
}

// ---- Pictures -------------------------------------------------------------------------------------------------------

void of_pictures(ColumnStatistics& s, const PixelStore& store, int threads)
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
    using Counts = std::vector<std::array<std::uint64_t, 256>>;
    std::vector<Counts> shares(std::size_t(std::max(1, threads)), Counts(channels));
    const std::size_t looked_at = store.in_memory(0).empty() ? std::min<std::size_t>(store.size(), 1000) : store.size();
    parallel_for(shares.size(), threads, [&](std::size_t t) {
        const auto count = [&](std::span<const std::uint8_t> pixels) {
            const std::size_t each = pixels.size() / channels;
            for (std::size_t c = 0; c < channels; ++c)
                for (const std::uint8_t v : pixels.subspan(c * each, each))
                    ++shares[t][c][v];
        };
        for (std::size_t k = t; k < looked_at; k += shares.size()) {
            const std::size_t i = k * store.size() / looked_at;
            if (store.shape(i).channels != s.most_common.channels)
                continue;
            if (const auto pixels = store.in_memory(i); !pixels.empty())
                count(pixels);
            else if (const auto picture = store.picture(i, {3, 32, 32}); picture && picture->shape.channels == s.most_common.channels)
                count(picture->pixels);
        }
    });
    for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t t = 1; t < shares.size(); ++t)
            for (std::size_t v = 0; v < 256; ++v)
                shares[0][c][v] += shares[t][c][v];
        const Moments m = moments(shares[0][c]);
        s.channel_mean.push_back(m.mean);
        s.channel_deviation.push_back(m.deviation);
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

std::vector<double> numbers_of(const Column& column)
{
    if (const auto* values = std::get_if<ColumnArray<double>>(&column.cells))
        return values->copy();
    std::vector<double> out(column.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = column.number(i);
    return out;
}

ColumnStatistics statistics(const Column& column, int threads)
{
    ColumnStatistics s;
    s.rows = column.size();
    std::visit(overloaded{[&](const ColumnArray<std::int64_t>& v) { of_numbers(s, std::span(v), column.type == ColumnType::Integer, threads); },
                          [&](const ColumnArray<double>& v) { of_numbers(s, std::span(v), false, threads); },
                          [&](const Codes& c) { of_codes(s, c, threads); }, [&](const Texts& t) { of_texts(s, t, threads); },
                          [](const Vectors&) {}, // Made by steps; nobody asks.
                          [&](const std::shared_ptr<const PixelStore>& p) { of_pictures(s, *p, threads); },
                          [&](const std::shared_ptr<const SoundStore>& store) { of_sounds(s, *store); }},
               column.cells);
    return s;
}

} // namespace loom
