#pragma once
#include "data/column_store.h"
#include "data/csv_blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace loom {

/// Texts with a number for each different one, in the order in which they came.
class CsvNames {
public:
    /// `readable`: 16 bytes are, from the text's begin on.
    std::int32_t number_of(std::string_view text, bool readable = false)
    {
        if (2 * (texts_.size() + 1) > slots_.size())
            grow();
        const Key key = key_of(text, readable);
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = key.hash() & mask;; at = (at + 1) & mask) {
            Slot& slot = slots_[at];
            if (slot.number < 0) {
                texts_.push_back(text);
                slot = {key, std::int32_t(texts_.size() - 1)};
                return slot.number;
            }
            if (slot.key == key && (text.size() <= 16 || texts_[std::size_t(slot.number)] == text))
                return slot.number;
        }
    }
    const Texts& texts() const { return texts_; }

private:
    /// All of a text of up to 16 bytes, and nearly all that tells longer ones apart.
    struct Key {
        std::uint64_t first = 0, last = 0;
        std::size_t size = 0;
        bool operator==(const Key&) const = default;
        std::size_t hash() const
        {
            constexpr std::uint64_t p1 = 0x9E3779B185EBCA87, p2 = 0xC2B2AE3D27D4EB4F;
            // Texts often differ in their last bytes alone, which only the high bits of a product know of.
            std::uint64_t h = (first ^ size) * p1;
            h = ((h ^ (h >> 32)) + last) * p2;
            return (h ^ (h >> 32)) * p1 >> 32;
        }
    };
    struct Slot {
        Key key;
        std::int32_t number = -1;
    };
    static Key key_of(std::string_view text, bool readable)
    {
        const std::size_t n = text.size();
        std::array<std::uint64_t, 2> words{};
        if (n > 16) {
            words[0] = hash_text(text, 7);
            std::memcpy(&words[1], text.data() + n - 8, 8);
        } else if (readable) {
            std::memcpy(words.data(), text.data(), 16);
            words[0] &= masks[n][0];
            words[1] &= masks[n][1];
        } else if (n) {
            std::memcpy(words.data(), text.data(), n);
        }
        return {words[0], words[1], n};
    }
    /// The first so many of 16 bytes, as they lie in memory.
    static constexpr auto masks = [] {
        std::array<std::array<std::uint64_t, 2>, 17> all{};
        for (std::size_t n = 0; n < all.size(); ++n) {
            std::array<std::uint8_t, 16> bytes{};
            std::fill_n(bytes.begin(), n, std::uint8_t{0xFF});
            all[n] = std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
        }
        return all;
    }();
    void grow()
    {
        std::vector<Slot> before(std::max<std::size_t>(64, 2 * slots_.size()));
        before.swap(slots_);
        for (const Slot& slot : before)
            if (slot.number >= 0) {
                std::size_t at = slot.key.hash() & (slots_.size() - 1);
                while (slots_[at].number >= 0)
                    at = (at + 1) & (slots_.size() - 1);
                slots_[at] = slot;
            }
    }
    Texts texts_;
    std::vector<Slot> slots_;
};

/// Where a row stands, worked out only when it is asked for.
class CsvLine {
public:
    CsvLine(std::size_t number) : first_(number) {}
    CsvLine(const CsvBlock& block, std::size_t row, std::size_t first) : block_(&block), row_(row), first_(first) {}
    std::size_t number() const { return block_ ? first_ + block_->lines_before(row_) : first_; }

private:
    const CsvBlock* block_ = nullptr;
    std::size_t row_ = 0, first_;
};

class FinishedTexts;

/// Collects one column of a share of the rows. It begins as integers and gives way to numbers, dates and texts as values
/// demand it; shares that are put behind each other become what one share of all rows would be.
class CsvColumn {
public:
    /// `most_in_memory`: as in ColumnStore.
    explicit CsvColumn(DecimalMark mark, std::size_t most_in_memory = std::numeric_limits<std::size_t>::max())
        : mark_(mark), most_in_memory_(most_in_memory), integers_(most_in_memory), numbers_(most_in_memory),
          codes_(most_in_memory), arena_(most_in_memory)
    {
    }

    void add(std::string_view text, CsvLine line);
    /// All rows of a block, whose first stands in `line`.
    void add(const CsvBlock&, std::size_t column, std::size_t line);
    /// True where rows were seen as numbers beside texts: read_again() must see all rows once more. A long row of
    /// digits is a name too where all are whole; as a number it would lose digits.
    bool again() const { return kind_ == Kind::Again || (kind_ == Kind::Numbers && long_line_ && !fraction_); }
    /// An empty share again, with the memory that it has; `for_texts`: for read_again().
    void restart(bool for_texts = false);
    void read_again(std::string_view text);
    void read_again(const CsvBlock&, std::size_t column);
    /// Before the shares that were read again come.
    void begin_again();

    /// The rows of the next share behind these, which end `lines` behind where this column begins.
    void append(CsvColumn&& next, std::size_t lines);
    /// Room for the rows of all shares.
    void reserve(std::size_t rows);

    Column finish(std::string name, std::vector<Message>& notes);

private:
    enum class Kind { Integers, Numbers, Dates, Texts, Again };

    std::optional<double> number(std::string_view text) const { return parse_number(text, mark_); }

    bool add_integer(std::string_view text);
    /// Rows of a block from `row` on, up to the first that is not written plainly; that one's number.
    std::size_t add_integers(const CsvBlock&, std::size_t column, std::size_t row);
    std::size_t add_numbers(const CsvBlock&, std::size_t column, std::size_t row);
    std::size_t add_dates(const CsvBlock&, std::size_t column, std::size_t row);
    std::size_t add_texts(const CsvBlock&, std::size_t column, std::size_t row);

    /// Nothing yet but empty fields.
    bool blank() const { return kind_ == Kind::Integers && !seen_number_ && only_empty_; }

    void become_numbers();

    bool add_number(std::string_view text, CsvLine line);

    void become_dates(std::string_view text, CsvLine line, std::int64_t seconds);
    void become_texts(std::string_view text, CsvLine line);

    /// Numbers and texts stand beside each other.
    void give_up(std::string text, std::size_t line);
    void drop_values();

    void add_text(std::string_view text);

    bool too_many_names() const;
    /// Looking texts up does not pay where hardly any comes again, so far.
    void list_many_names();
    void become_list();

    void append_texts(CsvColumn&& next);

    /// Whole numbers under such a name: different ones, or so many that they are no classes.
    bool is_id(const std::string& name, std::span<const std::int64_t> integers) const;

    void finish_texts(Column& column, std::vector<Message>& notes);
    void finish_texts(Column& column, const FinishedTexts&, std::vector<Message>& notes) const;

    DecimalMark mark_;
    Kind kind_ = Kind::Integers;
    std::size_t rows_ = 0, infinite_ = 0, numeric_ = 0, first_line_ = 0;
    bool seen_number_ = false, only_empty_ = true;
    bool listed_ = false;       // Texts stand in a list, not as numbers of names.
    bool fraction_ = false;     // Some number was not whole.
    bool text_first_ = false;   // A text or a date stood before the first number.
    std::size_t long_line_ = 0; // Where the first whole number stands that is too long for one; 0: nowhere.
    std::size_t most_in_memory_;
    ColumnStore<std::int64_t> integers_; // Of dates the seconds.
    ColumnStore<double> numbers_;
    CsvNames names_;
    ColumnStore<std::int32_t> codes_;
    TextStore arena_;
    std::string first_text_, long_text_;
};

/// A column of the texts that its rows have anywhere, guessed as those of a CSV file are: text_of(row), asked row after row,
/// from 0 on again where that is needed; line_of(row): what notes call the row.
template <class F, class G>
Column guessed_column(std::string name, std::size_t rows, F text_of, G line_of, std::vector<Message>& notes)
{
    constexpr DecimalMark mark = DecimalMark::Point;
    CsvColumn column(mark), share(mark);
    for (std::size_t row = 0; row < rows; ++row)
        share.add(text_of(row), line_of(row));
    column.append(std::move(share), 0);
    if (column.again()) {
        share.restart(true);
        for (std::size_t row = 0; row < rows; ++row)
            share.read_again(text_of(row));
        column.begin_again();
        column.append(std::move(share), 0);
    }
    return column.finish(std::move(name), notes);
}

} // namespace loom
