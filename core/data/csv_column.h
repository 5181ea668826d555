#pragma once
#include "data/cell_text.h"
#include "data/table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

namespace loom {

/// Texts with a number for each different one.
class CsvNames {
public:
    std::int32_t number_of(std::string_view text)
    {
        if (2 * (texts_.size() + 1) > slots_.size())
            grow();
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = hash(text) & mask;; at = (at + 1) & mask) {
            if (slots_[at] < 0) {
                texts_.push_back(text);
                return slots_[at] = std::int32_t(texts_.size() - 1);
            }
            if (texts_[std::size_t(slots_[at])] == text)
                return slots_[at];
        }
    }
    const Texts& texts() const { return texts_; }

private:
    /// Most are short: their first and last eight bytes say all.
    static std::size_t hash(std::string_view text)
    {
        constexpr std::uint64_t p1 = 0x9E3779B185EBCA87, p2 = 0xC2B2AE3D27D4EB4F;
        const std::size_t n = text.size();
        if (n > 16)
            return hash_text(text, 7);
        std::uint64_t a = 0, b = 0;
        std::memcpy(&a, text.data(), std::min<std::size_t>(n, 8));
        if (n > 8)
            std::memcpy(&b, text.data() + n - 8, 8);
        const std::uint64_t h = (a * p1 ^ std::rotl(b * p2, 29)) * p2 + n * p1;
        return h ^ (h >> 32);
    }
    void grow()
    {
        slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), -1);
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            std::size_t at = hash(texts_[i]) & (slots_.size() - 1);
            while (slots_[at] >= 0)
                at = (at + 1) & (slots_.size() - 1);
            slots_[at] = std::int32_t(i);
        }
    }
    Texts texts_;
    std::vector<std::int32_t> slots_;
};

/// Collects one column of a share of the rows. It begins as integers and gives way to numbers and to texts as values
/// demand it; shares that are put behind each other become what one share of all rows would be.
class CsvColumn {
public:
    explicit CsvColumn(DecimalMark mark) : mark_(mark) {}

    void add(std::string_view text, std::size_t line);
    /// True where rows were seen as numbers beside texts: read_again() must see all rows once more. A long row of
    /// digits is a name too where all are whole; as a number it would lose digits.
    bool again() const { return kind_ == Kind::Again || (kind_ == Kind::Numbers && long_line_ && !fraction_); }
    /// An empty share of the same column for that.
    static CsvColumn anew(DecimalMark mark);
    void read_again(std::string_view text);
    /// Before the shares that were read again come.
    void begin_again();

    /// The rows of the next share behind these, which end `lines` behind where this column begins.
    void append(CsvColumn&& next, std::size_t lines);
    /// Room for the rows of all shares.
    void reserve(std::size_t rows);

    Column finish(std::string name, std::vector<Message>& notes);

private:
    enum class Kind { Integers, Numbers, Texts, Again };

    std::optional<double> number(std::string_view text) const { return parse_number(text, mark_); }

    bool add_integer(std::string_view text);

    /// Nothing yet but empty fields.
    bool blank() const { return kind_ == Kind::Integers && !seen_number_ && only_empty_; }

    void become_numbers();

    bool add_number(std::string_view text, std::size_t line);

    void become_texts(std::string_view text, std::size_t line);

    /// Numbers and texts stand beside each other.
    void give_up(std::string text, std::size_t line);
    void drop_values();

    void add_text(std::string_view text);

    /// Looking texts up does not pay where hardly any comes again, so far.
    void become_list();

    /// All texts of a list are looked up, unless they are too many different ones.
    void look_up_list();

    void append_texts(CsvColumn&& next);

    /// Whole numbers under such a name: different ones, or so many that they are no classes.
    bool is_id(const std::string& name) const;

    /// Words such as NA are values where all others are short codes in capitals too (NA is North America among AF, AS
    /// …), and None where it is one of few words and nothing else is missing (None, Minor, Medium …). mend() looks at
    /// the other columns too.
    std::vector<bool> missing_names() const;

    std::size_t text_rows() const { return many_ ? arena_.size() : codes_.size(); }
    std::string_view text_at(std::size_t row) const;

    /// `value_of(text)` for each row, worked out once for each different text where there are few.
    template <class T, class F>
    std::vector<T> per_row(T missing, F value_of) const
    {
        std::vector<T> values(text_rows(), missing);
        if (many_) {
            for (std::size_t row = 0; row < values.size(); ++row)
                if (const auto v = value_of(arena_[row]))
                    values[row] = *v;
            return values;
        }
        std::vector<T> of_name(names_.texts().size(), missing);
        for (std::size_t i = 0; i < of_name.size(); ++i)
            if (const auto v = value_of(names_.texts()[i]))
                of_name[i] = *v;
        for (std::size_t row = 0; row < values.size(); ++row)
            if (codes_[row] >= 0)
                values[row] = of_name[std::size_t(codes_[row])];
        return values;
    }

    /// The names that are used, in natural order, and the rows' places among them.
    Codes categories(std::vector<std::string_view> different) const;

    void finish_texts(Column& column, std::vector<Message>& notes);

    /// "$" where all are amounts of dollars.
    static std::optional<std::string_view> common_mark(const std::vector<std::string_view>& texts);

    bool all_unique(const std::vector<std::string_view>& different, std::size_t filled) const;

    static std::optional<DateOrder> date_order(const std::vector<std::string_view>& texts, const std::string& name,
                                               std::vector<Message>& notes);

    /// Exactly the two words of one of the pairs, in any case.
    bool finish_boolean(Column& column, const std::vector<std::string_view>& different) const;

    DecimalMark mark_;
    Kind kind_ = Kind::Integers;
    std::size_t rows_ = 0, infinite_ = 0, numeric_ = 0, first_line_ = 0;
    bool seen_number_ = false, only_empty_ = true;
    bool listed_ = false; // Texts stand in a list, not as numbers of names.
    bool many_ = false;   // In the end: more different ones than are looked up.
    bool fraction_ = false;     // Some number was not whole.
    bool text_first_ = false;   // A text stood before the first number.
    std::size_t long_line_ = 0; // Where the first whole number stands that is too long for one; 0: nowhere.
    std::vector<std::int64_t> integers_;
    std::vector<double> numbers_;
    CsvNames names_;
    std::vector<std::int32_t> codes_;
    Texts arena_;
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
        share = CsvColumn::anew(mark);
        for (std::size_t row = 0; row < rows; ++row)
            share.read_again(text_of(row));
        column.begin_again();
        column.append(std::move(share), 0);
    }
    return column.finish(std::move(name), notes);
}

} // namespace loom
