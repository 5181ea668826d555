#include "data/row_order.h"
#include "base/letters.h"
#include "data/sort_keys.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace loom {
namespace {

using Rows = std::span<std::uint32_t>;

constexpr std::size_t block = 1 << 16;   // Rows that one thread takes at a time.
constexpr std::size_t few = 256;         // So many are sorted by comparing.
constexpr std::size_t large = 1 << 18;   // Runs from here on are sorted by all threads.
constexpr std::size_t deepest = 32;      // After so many keys the rest of texts is compared.
constexpr std::size_t key_bytes = 8;

std::size_t blocks_of(std::size_t n)
{
    return (n + block - 1) / block;
}

/// Sorts rows by keys of 64 bits, and hands on the runs in which all keys are the same.
class RowSorter {
public:
    RowSorter(bool descending, const Progress* progress) : flip_(descending ? ~std::uint64_t{0} : 0), progress_(progress) {}

    bool descending() const { return flip_ != 0; }
    bool cancelled() const { return progress_ && progress_->cancelled; }

    /// `key(row)`; `equal(run, threads)` for what has more than one row.
    template <class Key, class Equal>
    void sort(Rows rows, int threads, const Key& key, const Equal& equal) const
    {
        if (rows.size() < 2 || cancelled())
            return;
        if (rows.size() <= few)
            return sort_few(rows, key, equal);
        int rest = 0;
        std::vector<std::uint8_t> begins(rows.size()); // A run of keys with the same upper half.
        {
            GrowingMemory<std::uint64_t> keys;
            std::uint64_t* const packed = keys.grow(rows.size());
            const auto [least, most] = take_keys(rows, packed, threads, key);
            if (least == most)
                return equal(rows, threads);
            // A key's upper half is what of it fits into 32 bits, the lower half is the row.
            rest = std::max(0, int(std::bit_width(most - least)) - 32);
            each_block(rows.size(), threads, [&, least = least](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i)
                    packed[i] = (packed[i] - least) >> rest << 32 | rows[i];
            });
            sort_keys(keys, threads, KeyBits::LowerOnesSorted, progress_);
            if (cancelled())
                return;
            const std::uint64_t* const sorted = keys.data();
            each_block(rows.size(), threads, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) {
                    rows[i] = std::uint32_t(sorted[i]);
                    begins[i] = i == 0 || sorted[i] >> 32 != sorted[i - 1] >> 32;
                }
            });
        }
        each_run(rows, begins, threads, [&](Rows run, int of) {
            if (rest > 0)
                sort(run, of, key, equal);
            else
                equal(run, of);
        });
    }

private:
    template <class F>
    void each_block(std::size_t n, int threads, const F& work) const
    {
        parallel_for(blocks_of(n), threads, [&](std::size_t b) {
            if (!cancelled())
                work(b * block, std::min(n, (b + 1) * block));
        });
    }

    /// The least and the largest of them.
    template <class Key>
    std::pair<std::uint64_t, std::uint64_t> take_keys(Rows rows, std::uint64_t* keys, int threads, const Key& key) const
    {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> of_blocks(blocks_of(rows.size()), {~std::uint64_t{0}, 0});
        each_block(rows.size(), threads, [&](std::size_t begin, std::size_t end) {
            std::uint64_t least = ~std::uint64_t{0}, most = 0;
            for (std::size_t i = begin; i < end; ++i) {
                const std::uint64_t k = keys[i] = key(rows[i]) ^ flip_;
                least = std::min(least, k);
                most = std::max(most, k);
            }
            of_blocks[begin / block] = {least, most};
        });
        auto all = of_blocks[0];
        for (const auto& [least, most] : of_blocks)
            all = {std::min(all.first, least), std::max(all.second, most)};
        return all;
    }

    template <class Key, class Equal>
    void sort_few(Rows rows, const Key& key, const Equal& equal) const
    {
        struct KeyedRow {
            std::uint64_t key;
            std::uint32_t row;
            auto operator<=>(const KeyedRow&) const = default;
        };
        std::array<KeyedRow, few> keys; // Left as the memory is.
        const std::size_t n = rows.size();
        for (std::size_t i = 0; i < n; ++i)
            keys[i] = {key(rows[i]) ^ flip_, rows[i]};
        std::sort(keys.begin(), keys.begin() + std::ptrdiff_t(n));
        std::array<std::uint16_t, few + 1> begins;
        std::size_t runs = 0;
        for (std::size_t i = 0; i < n; ++i) {
            rows[i] = keys[i].row;
            if (i == 0 || keys[i].key != keys[i - 1].key)
                begins[runs++] = std::uint16_t(i);
        }
        begins[runs] = std::uint16_t(n);
        for (std::size_t r = 0; r < runs; ++r)
            if (begins[r + 1] - begins[r] > 1)
                equal(rows.subspan(begins[r], std::size_t(begins[r + 1] - begins[r])), 1);
    }

    /// Small ones side by side, large ones after each other with all threads.
    template <class F>
    void each_run(Rows rows, const std::vector<std::uint8_t>& begins, int threads, const F& work) const
    {
        const auto end_of = [&](std::size_t begin) {
            return std::size_t(std::find(begins.begin() + std::ptrdiff_t(begin) + 1, begins.end(), 1) - begins.begin());
        };
        std::vector<std::vector<Rows>> large_ones(blocks_of(rows.size()));
        each_block(rows.size(), threads, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to && !cancelled(); ++i) {
                if (!begins[i])
                    continue;
                const Rows run = rows.subspan(i, end_of(i) - i);
                if (run.size() >= large)
                    large_ones[from / block].push_back(run);
                else if (run.size() > 1)
                    work(run, 1);
            }
        });
        for (const auto& runs : large_ones)
            for (const Rows run : runs)
                work(run, threads);
    }

    std::uint64_t flip_;
    const Progress* progress_;
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Eight bytes, from the one at `skip` on, of what a text is in natural order: bytes of two such texts differ first where the texts
/// do for natural_less, and in the same direction. Small letters; a number is 0, how many digits it has, and these. Nothing follows a
/// number of 255 digits and more.
struct NaturalBytes {
    std::uint64_t bytes = 0;
    bool end = false; // Nothing follows.
};
NaturalBytes natural_bytes(std::string_view text, std::size_t skip)
{
    constexpr std::size_t longest = 255;
    NaturalBytes found;
    std::size_t at = 0;
    const auto put = [&](std::uint8_t byte) {
        if (at >= skip && at < skip + key_bytes)
            found.bytes |= std::uint64_t(byte) << (8 * (key_bytes - 1 - (at - skip)));
        ++at;
    };
    std::size_t i = 0;
    while (i < text.size() && at < skip + key_bytes) {
        if (!is_digit(text[i])) {
            put(std::uint8_t(small_letter(text[i++])));
            continue;
        }
        while (i < text.size() && text[i] == '0')
            ++i;
        const std::size_t begin = i;
        while (i < text.size() && is_digit(text[i]))
            ++i;
        put('0');
        put(std::uint8_t(std::min(longest, i - begin)));
        if (i - begin >= longest) {
            i = text.size();
            break;
        }
        for (std::size_t d = begin; d < i; ++d)
            put(std::uint8_t(text[d]));
    }
    found.end = i == text.size() && at <= skip + key_bytes;
    return found;
}

/// Numbers first; the lowest bit of either kind is lost.
std::uint64_t first_key(std::string_view text)
{
    if (const auto number = parse_number(text))
        return key_of(*number) >> 1;
    return key_sign | natural_bytes(text, 0).bytes >> 1;
}

struct Cancelled {}; // Ends a comparison of texts.

class TextSorter {
public:
    TextSorter(const RowSorter& sorter, const Texts& texts) : sorter_(sorter), texts_(texts) {}

    void sort(Rows rows, int threads) const
    {
        sorter_.sort(rows, threads, [this](std::uint32_t row) { return first_key(texts_[row]); },
                     [this](Rows run, int of) { sort_run(run, of, 1); });
    }

private:
    /// Texts of which `keys` keys are the same: not all numbers and others.
    void sort_run(Rows run, int threads, std::size_t keys) const
    {
        const std::string_view first = texts_[run[0]];
        if (std::ranges::all_of(run, [&](std::uint32_t row) { return texts_[row] == first; }))
            return;
        const std::size_t skip = keys * key_bytes - 1; // The first key lacks a bit.
        if (keys == deepest || parse_number(first) || (keys > 1 && natural_bytes(first, skip - key_bytes).end))
            return compare(run);
        const auto next = [this, keys](Rows equal, int of) { sort_run(equal, of, keys + 1); };
        // Without numbers in what they share, bytes are those of the texts.
        if (std::ranges::none_of(first.substr(0, skip), is_digit))
            sorter_.sort(run, threads, [this, skip](std::uint32_t row) {
                const std::string_view text = texts_[row];
                return natural_bytes(text.substr(std::min(skip, text.size())), 0).bytes;
            }, next);
        else
            sorter_.sort(run, threads, [this, skip](std::uint32_t row) { return natural_bytes(texts_[row], skip).bytes; }, next);
    }

    void compare(Rows run) const
    {
        std::ranges::sort(run, [this](std::uint32_t a, std::uint32_t b) {
            if (sorter_.cancelled())
                throw Cancelled();
            const std::string_view x = texts_[a], y = texts_[b];
            if (x == y)
                return a < b;
            return sorter_.descending() ? natural_less(y, x) : natural_less(x, y);
        });
    }

    const RowSorter& sorter_;
    const Texts& texts_;
};

/// The place of each name in natural order; of yes and no, as they stand.
std::vector<std::uint32_t> ranks_of(const Codes& codes, ColumnType type)
{
    std::vector<std::uint32_t> order(codes.names.size()), ranks(codes.names.size());
    std::iota(order.begin(), order.end(), 0U);
    if (type != ColumnType::Boolean)
        std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return natural_less(codes.names[a], codes.names[b]); });
    for (std::size_t i = 0; i < order.size(); ++i)
        ranks[order[i]] = std::uint32_t(i);
    return ranks;
}

} // namespace

bool has_order(const Column& column)
{
    return !column.pixels() && !column.sounds() && !std::holds_alternative<Vectors>(column.cells);
}

void sort_rows(Rows rows, const Column& column, bool descending, int threads, const Progress* progress)
{
    if (!has_order(column))
        return;
    const RowSorter sorter(descending, progress);
    std::vector<std::uint32_t> missing;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (column.missing(rows[i]))
            missing.push_back(rows[i]);
        else
            rows[filled++] = rows[i];
    }
    std::ranges::copy(missing, rows.begin() + std::ptrdiff_t(filled));
    const Rows some = rows.first(filled);
    const auto same = [](Rows, int) {};
    std::visit(overloaded{[&](const Codes& c) {
                              const auto ranks = ranks_of(c, column.type);
                              sorter.sort(some, threads, [&](std::uint32_t row) -> std::uint64_t { return ranks[std::size_t(c.codes[row])]; },
                                          same);
                          },
                          [&](const Texts& t) {
                              try {
                                  TextSorter(sorter, t).sort(some, threads);
                              } catch (Cancelled) {
                              }
                          },
                          [&]<class T>(const ColumnArray<T>& values) {
                              sorter.sort(some, threads, [&](std::uint32_t row) { return key_of(values[row]); }, same);
                          },
                          [](const auto&) {}},
               column.cells);
}

} // namespace loom
