#include "data/audit.h"
#include "data/boxes.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <numeric>
#include <unordered_map>

namespace loom {
namespace {

constexpr std::size_t most_rows = 200'000;

// Texts: shares of five characters in common (Jaccard), letters and digits only, without regard to case.
constexpr double alike_texts = 0.8;
constexpr double shortest_text = 20; // Characters, in the median: shorter ones are alike by chance.
constexpr std::size_t shingle = 5, longest_text = 4096;
constexpr std::size_t bins = 64, in_band = 4;
constexpr std::size_t most_shingles = std::size_t{1} << 25; // That are kept (256 MB); those of other texts are made again.

// Pictures: bits of dHash that may differ, and the least correlation in brightness.
constexpr int differing_bits = 3;
constexpr double alike_pictures = 0.99;
constexpr int flat = 8; // So few bits set: no structure to compare.

constexpr std::size_t most_in_bucket = 50; // Members of a bucket that a newcomer is compared with.

/// Rows that hang together.
class Clusters {
public:
    explicit Clusters(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::uint32_t of(std::uint32_t i)
    {
        while (parent_[i] != i)
            i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    /// The smaller row leads.
    void join(std::uint32_t a, std::uint32_t b)
    {
        a = of(a);
        b = of(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

std::uint64_t scrambled(std::uint64_t h)
{
    h = (h ^ (h >> 31)) * 0x7FB5D329728EA185;
    h = (h ^ (h >> 27)) * 0x81DADEF4BC2DD44D;
    return h ^ (h >> 33);
}

/// Hashes of all runs of five characters, ascending, each once.
std::vector<std::uint64_t> shingles_of(std::string_view text)
{
    std::vector<std::uint64_t> out;
    std::array<UChar32, shingle> last{};
    std::size_t n = 0;
    const auto length = std::int32_t(std::min(text.size(), longest_text));
    for (std::int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        if (c < 0 || !u_isalnum(c))
            continue;
        last[n++ % shingle] = u_foldCase(c, U_FOLD_CASE_DEFAULT);
        if (n < shingle)
            continue;
        std::uint64_t h = 0;
        for (std::size_t k = 0; k < shingle; ++k)
            h = scrambled(h * 31 + std::uint64_t(last[(n + k) % shingle]) + 1);
        out.push_back(h);
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

/// MinHash with one permutation: the least hash in each of 64 bins; empty ones borrow from the next (Shrivastava, Li,
/// "Densifying one permutation hashing via rotation", ICML 2014).
std::array<std::uint64_t, bins> signature_of(std::span<const std::uint64_t> shingles)
{
    constexpr std::uint64_t none = ~std::uint64_t{0};
    std::array<std::uint64_t, bins> least;
    least.fill(none);
    for (const std::uint64_t h : shingles)
        least[h >> 58] = std::min(least[h >> 58], h & (none >> 6));
    std::array<std::uint64_t, bins> out = least;
    for (std::size_t b = 0; b < bins; ++b)
        for (std::size_t step = 0; step < bins && out[b] == none; ++step)
            if (const std::uint64_t other = least[(b + step) % bins]; other != none)
                out[b] = other + step * 0x9E3779B97F4A7C15;
    return out;
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b)
{
    std::size_t both = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();)
        if (a[i] == b[j]) {
            ++both;
            ++i;
            ++j;
        } else {
            a[i] < b[j] ? ++i : ++j;
        }
    const std::size_t all = a.size() + b.size() - both;
    return all ? double(both) / double(all) : 0;
}

/// Puts every row into a bucket by each of its keys and asks `alike` about those that are there already.
template <class Keys, class Alike>
void join_alike(const Audited& a, Clusters& clusters, std::size_t rows, std::size_t bands, Keys key, Alike alike)
{
    for (std::size_t band = 0; band < bands; ++band) {
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> buckets;
        for (std::uint32_t row = 0; row < rows && !a.stopped(); ++row) {
            const std::optional<std::uint64_t> k = key(row, band);
            if (!k)
                continue;
            auto& bucket = buckets[*k];
            for (const auto other : bucket)
                if (clusters.of(other) != clusters.of(row) && alike(other, row))
                    clusters.join(other, row);
            if (bucket.size() < most_in_bucket)
                bucket.push_back(row);
        }
    }
}

/// The rows that follow an alike one and do not equal it.
std::vector<std::uint32_t> followers(const Audited& a, Clusters& clusters, std::size_t rows)
{
    std::vector<char> equal(a.table.rows);
    for (const auto& group : a.equal_rows)
        for (std::size_t k = 1; k < group.size(); ++k)
            equal[group[k]] = 1;
    std::vector<std::uint32_t> out;
    for (std::uint32_t row = 0; row < rows; ++row)
        if (clusters.of(row) != row && !equal[row])
            out.push_back(row);
    return out;
}

std::optional<DataFinding> among_texts(const Audited& a, const Column& c)
{
    const auto& texts = std::get<Texts>(c.cells);
    const std::size_t rows = std::min(texts.size(), most_rows);
    std::vector<std::array<std::uint64_t, bins>> signatures(rows);
    std::vector<char> long_enough(rows);
    std::vector<std::vector<std::uint64_t>> kept(rows);
    std::atomic<std::size_t> all_kept = 0;
    parallel_for(rows, a.threads, [&](std::size_t i) {
        if (a.stopped())
            return;
        auto shingles = shingles_of(texts[i]);
        long_enough[i] = double(shingles.size()) + shingle > shortest_text;
        if (!long_enough[i])
            return;
        signatures[i] = signature_of(shingles);
        if (all_kept.fetch_add(shingles.size()) + shingles.size() <= most_shingles)
            kept[i] = std::move(shingles);
    });
    const auto shingles = [&](std::uint32_t row, std::vector<std::uint64_t>& made) -> std::span<const std::uint64_t> {
        return kept[row].empty() ? made = shingles_of(texts[row]) : kept[row];
    };
    std::vector<std::uint64_t> of_x, of_y;
    Clusters clusters(rows);
    join_alike(
        a, clusters, rows, bins / in_band,
        [&](std::uint32_t row, std::size_t band) -> std::optional<std::uint64_t> {
            if (!long_enough[row])
                return {};
            std::uint64_t h = 0;
            for (std::size_t k = 0; k < in_band; ++k)
                h = scrambled(h + signatures[row][band * in_band + k]);
            return h;
        },
        [&](std::uint32_t x, std::uint32_t y) { return jaccard(shingles(x, of_x), shingles(y, of_y)) >= alike_texts; });
    const auto repeated = followers(a, clusters, rows);
    if (repeated.empty())
        return {};
    const std::uint32_t first = repeated.front();
    DataFinding f{.severity = Severity::Warning,
                  .title = repeated.size() == 1 ? Message(LOOM_TEXT("“%1”: 1 text is nearly the same as an earlier one"), c.name)
                                                : Message(LOOM_TEXT("“%1”: %2 texts are nearly the same as an earlier one (%3)"), c.name,
                                                          quantity(repeated.size()), percent(double(repeated.size()) / double(rows))),
                  .reason = Message(LOOM_TEXT("For example “%1” and “%2”. At least %3 of all runs of five letters or digits are the same. In two parts, "
                                              "such texts make the figures look better than they are."),
                                    excerpt(texts[clusters.of(first)]), excerpt(texts[first]), percent(alike_texts)),
                  .columns = {c.name},
                  .repair = DataRepair{"keep_one", {{"column", c.name}, {"alike", alike_texts}}}};
    f.concern(repeated);
    return f;
}

std::optional<DataFinding> among_pictures(const Audited& a, const Column& c)
{
    const std::size_t rows = std::min(a.pictures.size(), most_rows);
    Clusters clusters(rows);
    const auto hash = [&](std::uint32_t row) { return a.pictures[row].perceptual; };
    std::unordered_map<std::uint32_t, std::optional<Thumbnail>> thumbnails;
    const auto small = [&](std::uint32_t row) -> const std::optional<Thumbnail>& {
        const auto [it, fresh] = thumbnails.try_emplace(row);
        if (fresh)
            it->second = thumbnail(*c.pixels(), row);
        return it->second;
    };
    join_alike(
        a, clusters, rows, differing_bits + 1,
        [&](std::uint32_t row, std::size_t band) -> std::optional<std::uint64_t> {
            if (a.pictures[row].error || a.pictures[row].blank || std::popcount(hash(row)) < flat)
                return {};
            constexpr std::size_t width = 64 / (differing_bits + 1);
            return hash(row) >> (band * width) & ((std::uint64_t{1} << width) - 1);
        },
        [&](std::uint32_t x, std::uint32_t y) {
            return std::popcount(hash(x) ^ hash(y)) <= differing_bits && small(x) && small(y) &&
                   likeness(*small(x), *small(y)) >= alike_pictures;
        });
    const auto repeated = followers(a, clusters, rows);
    if (repeated.empty())
        return {};
    DataFinding f{.severity = Severity::Warning,
                  .title = repeated.size() == 1
                               ? Message(LOOM_TEXT("1 picture looks like an earlier one"))
                               : Message(LOOM_TEXT("%1 pictures look like an earlier one (%2)"), quantity(repeated.size()),
                                         percent(double(repeated.size()) / double(rows))),
                  .reason = Message(LOOM_TEXT("The same picture at another size or quality, or with small changes (correlation in brightness from %1). In "
                                              "two parts, such pictures make the figures look better than they are."),
                                    number_text(alike_pictures)),
                  .columns = {c.name},
                  .repair = DataRepair{"keep_one", {{"column", c.name}, {"alike", alike_pictures}}}};
    f.concern(repeated);
    return f;
}

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        const Column& c = a.table.columns[i];
        std::optional<DataFinding> f;
        if (c.type == ColumnType::Text && !is_boxes(c) && a.statistics[i].characters.median() >= shortest_text)
            f = among_texts(a, c);
        else if (c.pixels())
            f = among_pictures(a, c);
        if (f)
            found.push_back(std::move(*f));
    }
    return found;
}

} // namespace

const CheckType& near_duplicates_check()
{
    static const CheckType type{"near-duplicates", LOOM_TEXT("Near duplicates"), look};
    return type;
}

} // namespace loom
