#include "data/csv_column.h"
#include "base/letters.h"
#include "data/quick_number.h"

#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <ranges>
#include <set>
#include <unordered_map>

namespace loom {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
// Different texts of a column that are looked up; with more, or longer ones, it is no category.
constexpr std::size_t most_names = 65'536, most_name_bytes = std::size_t{32} << 20;

constexpr std::uint64_t largest_exact = std::uint64_t{1} << 53; // Of whole numbers that a double holds.
constexpr std::array<double, 16> powers_of_ten = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}
/// 007 is a name, not seven.
bool leading_zero(std::string_view t)
{
    return t.size() > 1 && t[0] == '0' && is_figure(t[1]);
}
bool is_infinity(std::string_view t)
{
    if (t.starts_with('-') || t.starts_with('+'))
        t.remove_prefix(1);
    return t == "inf" || t == "Inf" || t == "INF" || t == "Infinity" || t == "infinity";
}

constexpr std::int64_t not_quick = missing_integer + 1;

/// Whether no value comes twice; `value_of(row)` is nothing where there is none. Takes as many passes as keep what is looked
/// at below 64 MB, one column at a time.
template <class F>
bool all_different(std::size_t rows, F value_of)
{
    constexpr std::size_t at_once = std::size_t{1} << 22;
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const std::size_t passes = rows / at_once + 1;
    std::vector<std::uint64_t> values;
    values.reserve(std::min(rows, at_once + at_once / 4));
    for (std::size_t pass = 0; pass < passes; ++pass) {
        values.clear();
        for (std::size_t row = 0; row < rows; ++row)
            if (const auto v = value_of(row); v && (*v * 0x9E3779B97F4A7C15 >> 32) % passes == pass)
                values.push_back(*v);
        std::ranges::sort(values);
        if (std::ranges::adjacent_find(values) != values.end())
            return false;
    }
    return true;
}

bool is_whole(std::string_view t)
{
    if (t.starts_with('-'))
        t.remove_prefix(1);
    return std::ranges::all_of(t, is_figure);
}

} // namespace

void CsvColumn::add(std::string_view text, CsvLine line)
{
    ++rows_;
    switch (kind_) {
    case Kind::Integers:
        if (text.size() < 19 && add_integer(text))
            return;
        if (is_missing_word(text)) {
            only_empty_ = only_empty_ && text.empty();
            integers_.push_back(missing_integer);
            return;
        }
        if (!leading_zero(text) && (number(text) || is_infinity(text))) {
            become_numbers();
            add_number(text, line);
            return;
        }
        if (const auto seconds = blank() ? parse_date(text) : std::nullopt)
            return become_dates(text, line, *seconds);
        return become_texts(text, line);
    case Kind::Dates:
        if (const auto seconds = parse_date(text))
            return integers_.push_back(*seconds);
        if (is_missing_word(text) && small_letters(text) != "none") // Which may be a value among few: see FinishedTexts.
            return integers_.push_back(missing_integer);
        text_first_ = true;
        return give_up(first_text_, first_line_);
    case Kind::Numbers:
        if (!leading_zero(text) && add_number(text, line))
            return;
        if (is_missing_word(text)) {
            numbers_.push_back(nothing);
            return;
        }
        return become_texts(text, line);
    case Kind::Texts:
        return add_text(text);
    case Kind::Again:
        return;
    }
}

void CsvColumn::add(const CsvBlock& block, std::size_t column, std::size_t line)
{
    std::string scratch;
    for (std::size_t row = 0; row < block.rows;) {
        if (kind_ == Kind::Again) {
            rows_ += block.rows - row;
            return;
        }
        const std::size_t odd = kind_ == Kind::Integers  ? add_integers(block, column, row)
                                : kind_ == Kind::Numbers ? add_numbers(block, column, row)
                                : kind_ == Kind::Dates   ? add_dates(block, column, row)
                                                         : add_texts(block, column, row);
        rows_ += odd - row;
        row = odd;
        if (row < block.rows) {
            add(block.field(row, column, scratch), CsvLine(block, row, line));
            ++row;
        }
    }
}

std::size_t CsvColumn::add_integers(const CsvBlock& block, std::size_t column, std::size_t row)
{
    const std::size_t first = row;
    std::int64_t* const values = integers_.grow(block.rows - row);
    bool seen = false;
    for (; row < block.rows; ++row) {
        const char *const begin = block.begin_of(row, column), *const end = block.end_of(row, column);
        if (begin == end) {
            values[row - first] = missing_integer;
            continue;
        }
        QuickNumber n;
        if (!block.readable_at(begin) || !quick_number(begin, end, '.', n) || n.point)
            break;
        const auto minus = std::int64_t(n.minus); // No branch: nothing foretells signs.
        values[row - first] = (std::int64_t(n.digits) ^ -minus) + minus;
        seen = true;
    }
    seen_number_ = seen_number_ || seen;
    integers_.shrink(block.rows - row);
    return row;
}

std::size_t CsvColumn::add_numbers(const CsvBlock& block, std::size_t column, std::size_t row)
{
    const std::size_t first = row;
    const char point = mark_ == DecimalMark::Point ? '.' : ',';
    double* const values = numbers_.grow(block.rows - row);
    bool fraction = false;
    for (; row < block.rows; ++row) {
        const char *const begin = block.begin_of(row, column), *const end = block.end_of(row, column);
        if (begin == end) {
            values[row - first] = nothing;
            continue;
        }
        QuickNumber n;
        if (!block.readable_at(begin) || !quick_number(begin, end, point, n) || n.digits > largest_exact)
            break;
        // Both are exact, so one rounding is right (Clinger 1990).
        const double value = double(std::int64_t(n.digits)) / powers_of_ten[std::size_t(n.behind)];
        values[row - first] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) | std::uint64_t(n.minus) << 63);
        fraction = fraction || n.point;
    }
    fraction_ = fraction_ || fraction;
    numbers_.shrink(block.rows - row);
    return row;
}

std::size_t CsvColumn::add_dates(const CsvBlock& block, std::size_t column, std::size_t row)
{
    for (; row < block.rows; ++row) {
        const char *const begin = block.begin_of(row, column), *const end = block.end_of(row, column);
        const auto seconds = begin == end ? missing_integer : quick_date(begin, end).value_or(not_quick);
        if (seconds == not_quick)
            break;
        integers_.push_back(seconds);
    }
    return row;
}

std::size_t CsvColumn::add_texts(const CsvBlock& block, std::size_t column, std::size_t row)
{
    std::string scratch;
    if (!listed_) {
        const std::size_t first = row, before = names_.texts().size();
        std::int32_t* const codes = codes_.grow(block.rows - row);
        while (row < block.rows && names_.texts().size() == before) {
            const std::string_view text = block.field(row, column, scratch);
            const bool readable = text.data() != scratch.data() && block.readable_at(text.data());
            codes[row++ - first] = text.empty() ? -1 : names_.number_of(text, readable);
        }
        codes_.shrink(block.rows - row);
        list_many_names();
        return row;
    }
    for (; row < block.rows; ++row)
        arena_.push_back(block.field(row, column, scratch));
    return row;
}

void CsvColumn::restart(bool for_texts)
{
    kind_ = for_texts ? Kind::Again : Kind::Integers;
    rows_ = infinite_ = numeric_ = first_line_ = long_line_ = 0;
    seen_number_ = listed_ = fraction_ = text_first_ = false;
    only_empty_ = true;
    integers_.empty_out();
    numbers_.empty_out();
    names_ = {};
    codes_.empty_out();
    arena_.empty_out();
}

void CsvColumn::read_again(std::string_view text)
{
    ++rows_;
    numeric_ += number(text).has_value();
    add_text(text);
}

void CsvColumn::read_again(const CsvBlock& block, std::size_t column)
{
    std::string scratch;
    for (std::size_t row = 0; row < block.rows; ++row)
        read_again(block.field(row, column, scratch));
}

void CsvColumn::begin_again()
{
    if (kind_ == Kind::Numbers) {
        first_text_ = std::move(long_text_);
        first_line_ = long_line_;
    }
    kind_ = Kind::Again;
    rows_ = 0;
    drop_values();
}

void CsvColumn::append(CsvColumn&& next, std::size_t lines)
{
    const std::size_t before = rows_;
    rows_ += next.rows_;
    if (kind_ == Kind::Again) { // Only what is read again has texts.
        numeric_ += next.numeric_;
        if (next.kind_ == Kind::Again)
            append_texts(std::move(next));
        return;
    }
    const auto is_words = [](Kind kind) { return kind == Kind::Texts || kind == Kind::Dates; };
    const bool texts = is_words(kind_), next_texts = is_words(next.kind_);
    text_first_ = texts || (blank() && next.text_first_);
    if (kind_ == Kind::Dates && next.blank()) {
        integers_.append(next.rows_, missing_integer);
        return;
    }
    if (next.kind_ == Kind::Dates && (kind_ == Kind::Dates || blank())) {
        if (blank()) {
            first_text_ = next.first_text_;
            first_line_ = next.first_line_ + lines;
        }
        kind_ = Kind::Dates;
        integers_.append(next.integers_.in_memory());
        return;
    }
    if (next.kind_ == Kind::Again)
        return texts ? give_up(first_text_, first_line_) : give_up(next.first_text_, next.first_line_ + lines);
    if (texts && next.blank()) {
        next.codes_.append(next.rows_, -1);
        return append_texts(std::move(next));
    }
    if (next.kind_ == Kind::Texts && blank()) {
        integers_.clear();
        codes_.append(before, -1);
        kind_ = Kind::Texts;
        first_text_ = next.first_text_;
        first_line_ = next.first_line_ + lines;
        return append_texts(std::move(next));
    }
    if (kind_ == Kind::Texts && next.kind_ == Kind::Texts)
        return append_texts(std::move(next));
    if (texts)
        return give_up(first_text_, first_line_);
    if (next_texts)
        return give_up(next.first_text_, next.first_line_ + lines);
    only_empty_ = only_empty_ && next.only_empty_;
    seen_number_ = seen_number_ || next.seen_number_;
    fraction_ = fraction_ || next.fraction_;
    infinite_ += next.infinite_;
    if (!long_line_ && next.long_line_) {
        long_line_ = next.long_line_ + lines;
        long_text_ = std::move(next.long_text_);
    }
    if (kind_ == Kind::Numbers || next.kind_ == Kind::Numbers) {
        become_numbers();
        next.become_numbers();
        numbers_.append(next.numbers_.in_memory());
    } else {
        integers_.append(next.integers_.in_memory());
    }
}

void CsvColumn::reserve(std::size_t rows)
{
    if (kind_ == Kind::Integers || kind_ == Kind::Dates)
        integers_.reserve(rows);
    else if (kind_ == Kind::Numbers)
        numbers_.reserve(rows);
    else if (kind_ == Kind::Texts && !listed_)
        codes_.reserve(rows);
}

Column CsvColumn::finish(std::string name, std::vector<Message>& notes)
{
    Column column{std::move(name), ColumnType::Text, {}};
    if (infinite_)
        notes.push_back(
            Message(LOOM_TEXT("Column “%1”: %2 values are too large for a number and count as missing."),
                    column.name, infinite_));
    if (kind_ == Kind::Integers && !integers_.empty() && seen_number_) {
        ColumnArray<std::int64_t> integers = integers_.take();
        column.type = ColumnType::Integer;
        if (is_id(column.name, integers)) {
            TextStore texts(most_in_memory_);
            for (const auto v : integers)
                texts.push_back(v == missing_integer ? std::string() : std::to_string(v));
            column.type = ColumnType::Id;
            column.cells = texts.take();
        } else {
            column.cells = std::move(integers);
        }
    } else if (kind_ == Kind::Numbers) {
        column.type = ColumnType::Number;
        column.cells = numbers_.take();
    } else if (kind_ == Kind::Dates) {
        column.type = ColumnType::DateTime;
        column.date_order = DateOrder::YearFirst;
        column.cells = integers_.take();
    } else {
        if (kind_ == Kind::Integers) { // Nothing but missing values.
            integers_.clear();
            codes_.append(rows_, -1);
        }
        finish_texts(column, notes);
    }
    return column;
}

bool CsvColumn::add_integer(std::string_view text)
{
    std::int64_t v = 0;
    const bool minus = !text.empty() && text[0] == '-';
    if (text.size() == minus || leading_zero(text.substr(minus)))
        return false;
    for (std::size_t i = minus; i < text.size(); ++i) {
        if (!is_figure(text[i]))
            return false;
        v = v * 10 + (text[i] - '0');
    }
    integers_.push_back(minus ? -v : v);
    return seen_number_ = true;
}

void CsvColumn::become_numbers()
{
    if (kind_ == Kind::Numbers)
        return;
    kind_ = Kind::Numbers;
    const auto integers = integers_.take();
    numbers_.append_each(integers.size(), [&](std::size_t row) {
        return integers[row] == missing_integer ? nothing : double(integers[row]);
    });
}

bool CsvColumn::add_number(std::string_view text, CsvLine line)
{
    auto v = number(text);
    if (!v && is_infinity(text))
        v = std::numeric_limits<double>::infinity();
    if (!v)
        return false;
    if (!fraction_) {
        fraction_ = !is_whole(text);
        if (!fraction_ && text.size() >= 19 && text[0] != '-' && !long_line_) {
            long_line_ = line.number();
            long_text_ = text;
        }
    }
    if (std::isinf(*v)) {
        ++infinite_;
        v = nothing;
    }
    numbers_.push_back(*v);
    return true;
}

void CsvColumn::become_dates(std::string_view text, CsvLine line, std::int64_t seconds)
{
    first_text_ = text;
    first_line_ = line.number();
    kind_ = Kind::Dates;
    integers_.push_back(seconds);
}

void CsvColumn::become_texts(std::string_view text, CsvLine line)
{
    if (!blank())
        return give_up(std::string(text), line.number());
    first_text_ = text;
    first_line_ = line.number();
    kind_ = Kind::Texts;
    integers_.clear();
    codes_.append(rows_ - 1, -1);
    add_text(text);
}

void CsvColumn::give_up(std::string text, std::size_t line)
{
    first_text_ = std::move(text);
    first_line_ = line;
    kind_ = Kind::Again;
    drop_values();
}

void CsvColumn::drop_values()
{
    infinite_ = 0;
    integers_.clear();
    numbers_.clear();
    names_ = {};
    codes_.clear();
    arena_.clear();
    listed_ = false;
}

void CsvColumn::add_text(std::string_view text)
{
    if (listed_) {
        arena_.push_back(text);
        return;
    }
    codes_.push_back(text.empty() ? -1 : names_.number_of(text));
    list_many_names();
}

void CsvColumn::list_many_names()
{
    const std::size_t different = names_.texts().size();
    if (too_many_names() || (different > 512 && 2 * different > codes_.size()))
        become_list();
}

void CsvColumn::become_list()
{
    if (listed_)
        return;
    listed_ = true;
    for (const auto code : codes_.take())
        arena_.push_back(code < 0 ? std::string_view() : names_.texts()[std::size_t(code)]);
    names_ = {};
}

void CsvColumn::append_texts(CsvColumn&& next)
{
    if (!listed_ && !next.listed_) {
        std::vector<std::int32_t> place(next.names_.texts().size());
        for (std::size_t i = 0; i < place.size(); ++i)
            place[i] = names_.number_of(next.names_.texts()[i]);
        const auto codes = next.codes_.in_memory();
        codes_.append_each(codes.size(), [&](std::size_t i) { return codes[i] < 0 ? -1 : place[std::size_t(codes[i])]; });
        if (too_many_names())
            become_list();
    } else {
        become_list();
        next.become_list();
        arena_.append(next.arena_);
    }
}

bool CsvColumn::too_many_names() const
{
    return names_.texts().size() > most_names || names_.texts().bytes().size() > most_name_bytes;
}

bool CsvColumn::is_id(const std::string& name, std::span<const std::int64_t> integers) const
{
    const std::string l = small_letters(name);
    // What is called so may be a number of something else's row and come again: of the rated film.
    const bool camel = name.size() > 2 && (name.ends_with("Id") || name.ends_with("ID")) &&
                       std::islower(static_cast<unsigned char>(name[name.size() - 3]));
    const bool key = l.ends_with("_id") || l.ends_with(" id") || camel;
    const bool number = key || name.ends_with("ID") || l == "id" || l == "index" || l == "no" || l == "no." || l == "unnamed: 0" ||
                        l == "编号" || l == "序号" || name.starts_with("column ");
    if (!number)
        return false;
    const auto filled = [](std::int64_t v) { return v != missing_integer; };
    auto values = integers | std::views::filter(filled);
    if (std::ranges::adjacent_find(values, std::greater_equal<>()) == values.end())
        return true; // As row numbers are.
    constexpr std::size_t few = 20; // So many are classes.
    bool negative = false;
    std::set<std::int64_t> first;
    for (const std::int64_t v : values) {
        negative = negative || v < 0;
        if (first.size() <= few)
            first.insert(v);
    }
    if (key && !negative && first.size() > few)
        return true;
    return all_different(integers.size(), [&](std::size_t row) -> std::optional<std::uint64_t> {
        return filled(integers[row]) ? std::optional(std::uint64_t(integers[row])) : std::nullopt;
    });
}

/// The texts of a column when all of them are known: few different ones with a number in each row, or a list.
class FinishedTexts {
public:
    FinishedTexts(const CsvNames& names, ColumnArray<std::int32_t> codes, std::size_t most_in_memory)
        : names_(&names.texts()), codes_(std::move(codes)), most_in_memory_(most_in_memory)
    {
        std::vector<std::size_t> counts(names_->size());
        for (const std::int32_t code : codes_)
            code < 0 ? ++empty_ : ++counts[std::size_t(code)];
        missing_ = missing_names();
        for (std::size_t i = 0; i < counts.size(); ++i)
            if (!missing_[i]) {
                filled_ += counts[i];
                bytes_ += counts[i] * (*names_)[i].size();
                different_.push_back((*names_)[i]);
            }
    }
    /// More different ones than are looked up.
    FinishedTexts(Texts list, std::size_t most_in_memory)
        : list_(std::move(list)), many_(true), most_in_memory_(most_in_memory)
    {
        std::size_t words = 0;
        for (std::size_t row = 0; row < list_.size(); ++row) {
            const std::string_view text = list_[row];
            filled_ += !text.empty();
            words += !text.empty() && is_missing_word(text);
        }
        filled_ -= words;
        if (words) {
            TextStore without(most_in_memory);
            for (std::size_t row = 0; row < list_.size(); ++row)
                without.push_back(is_missing_word(list_[row]) ? std::string_view() : list_[row]);
            list_ = without.take();
        }
        bytes_ = list_.bytes().size();
    }

    bool many() const { return many_; }
    std::size_t filled() const { return filled_; }
    std::size_t bytes() const { return bytes_; }                              // Of those that are filled.
    const std::vector<std::string_view>& different() const { return different_; } // Of few.

    /// Of every different one, at least once; false where there are none.
    template <class F>
    bool all(F is) const
    {
        if (!many_)
            return filled_ > 0 && std::ranges::all_of(different_, is);
        for (std::size_t row = 0; row < list_.size(); ++row)
            if (!list_[row].empty() && !is(list_[row]))
                return false;
        return filled_ > 0;
    }

    /// `value_of(text)` for each row, worked out once for each different text where there are few.
    template <class T, class F>
    ColumnArray<T> per_row(T missing, F value_of) const
    {
        ColumnStore<T> values(most_in_memory_);
        if (many_) {
            values.append_each(list_.size(), [&](std::size_t row) {
                return list_[row].empty() ? missing : value_of(list_[row]).value_or(missing);
            });
            return values.take();
        }
        std::vector<T> of_name(names_->size(), missing);
        for (std::size_t i = 0; i < of_name.size(); ++i)
            if (!missing_[i])
                of_name[i] = value_of((*names_)[i]).value_or(missing);
        values.append_each(codes_.size(), [&](std::size_t row) {
            return codes_[row] < 0 ? missing : of_name[std::size_t(codes_[row])];
        });
        return values.take();
    }

    /// The names that are used, in natural order, and the rows' places among them.
    Codes categories() const
    {
        std::vector<std::string_view> names = different_;
        std::ranges::sort(names, natural_less);
        return categories(names);
    }
    Codes categories(std::span<const std::string_view> names) const
    {
        std::unordered_map<std::string_view, std::int32_t> place;
        for (std::size_t i = 0; i < names.size(); ++i)
            place[names[i]] = std::int32_t(i);
        return {per_row<std::int32_t>(-1, [&](std::string_view t) { return std::optional(place.at(t)); }),
                {names.begin(), names.end()}};
    }

    Texts texts() const
    {
        if (many_)
            return list_;
        TextStore texts(most_in_memory_);
        for (const std::int32_t code : codes_)
            texts.push_back(code < 0 || missing_[std::size_t(code)] ? std::string_view() : (*names_)[std::size_t(code)]);
        return texts.take();
    }

    bool unique() const
    {
        if (!many_)
            return different_.size() == filled_;
        return all_different(list_.size(), [&](std::size_t row) -> std::optional<std::uint64_t> {
            return list_[row].empty() ? std::nullopt : std::optional(hash_text(list_[row], 3));
        });
    }

private:
    /// Words such as NA are values where all others are short codes in capitals too (NA is North America among AF, AS
    /// …), and None where it is one of few words and nothing else is missing (None, Minor, Medium …). mend() looks at
    /// the other columns too.
    std::vector<bool> missing_names() const
    {
        constexpr std::size_t few_names = 20;
        const Texts& names = *names_;
        std::vector<bool> missing(names.size());
        std::size_t capitals = 0, others = 0, words = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            missing[i] = is_missing_word(names[i]);
            words += missing[i];
            if (missing[i])
                continue;
            const bool code =
                names[i].size() == 2 && std::ranges::all_of(names[i], [](char c) { return c >= 'A' && c <= 'Z'; });
            code ? ++capitals : ++others;
        }
        for (std::size_t i = 0; i < names.size(); ++i)
            if ((names[i] == "NA" && capitals >= 3 && others == 0) ||
                (small_letters(names[i]) == "none" && words == 1 && others >= 2 && others <= few_names && empty_ == 0))
                missing[i] = false;
        return missing;
    }

    const Texts* names_ = nullptr;
    ColumnArray<std::int32_t> codes_;
    std::vector<bool> missing_;
    std::vector<std::string_view> different_;
    Texts list_;
    bool many_ = false;
    std::size_t most_in_memory_;
    std::size_t empty_ = 0, filled_ = 0, bytes_ = 0;
};

namespace {

/// "$" where all are amounts of dollars.
std::optional<std::string> common_mark(const FinishedTexts& texts)
{
    std::optional<std::string> mark;
    const bool all = texts.all([&](std::string_view text) {
        const auto amount = parse_amount(text);
        if (!amount || (mark && *mark != amount->mark))
            return false;
        if (!mark)
            mark = amount->mark;
        return true;
    });
    return all ? mark : std::nullopt;
}

std::optional<DateOrder> date_order(const FinishedTexts& texts, const std::string& name, std::vector<Message>& notes)
{
    std::optional<bool> dots; // In the first of them.
    auto fits = [&](DateOrder order) {
        return texts.all([&](std::string_view t) {
            if (!dots)
                dots = t.find('.') != t.npos;
            return parse_date(t, order).has_value();
        });
    };
    if (fits(DateOrder::YearFirst))
        return DateOrder::YearFirst;
    const bool day = fits(DateOrder::DayFirst), month = fits(DateOrder::MonthFirst);
    if (!day && !month)
        return {};
    // 1.2.2024 is written day first; with a slash nothing tells unless a number above 12 does.
    if (day && month && !*dots)
        notes.push_back(Message(LOOM_TEXT("Column “%1”: the month is taken to stand before the day."), name));
    return day && (!month || *dots) ? DateOrder::DayFirst : DateOrder::MonthFirst;
}

/// Exactly the two words of one of the pairs, in any case.
bool finish_boolean(Column& column, const FinishedTexts& texts)
{
    static constexpr std::array<std::array<std::string_view, 2>, 6> pairs = {
        {{"false", "true"}, {"no", "yes"}, {"n", "y"}, {"f", "t"}, {"否", "是"}, {"假", "真"}}};
    const auto& different = texts.different();
    if (texts.many() || different.size() != 2)
        return false;
    for (const auto& pair : pairs)
        for (std::size_t first : {std::size_t{0}, std::size_t{1}})
            if (small_letters(different[first]) == pair[0] && small_letters(different[1 - first]) == pair[1]) {
                column.type = ColumnType::Boolean;
                column.cells = texts.categories(std::array{different[first], different[1 - first]});
                return true;
            }
    return false;
}

} // namespace

void CsvColumn::finish_texts(Column& column, std::vector<Message>& notes)
{
    if (!listed_)
        return finish_texts(column, FinishedTexts(names_, codes_.take(), most_in_memory_), notes);
    const Texts list = arena_.take();
    for (std::size_t row = 0; row < list.size() && !too_many_names(); ++row)
        codes_.push_back(list[row].empty() ? -1 : names_.number_of(list[row]));
    if (!too_many_names())
        return finish_texts(column, FinishedTexts(names_, codes_.take(), most_in_memory_), notes);
    names_ = {};
    codes_.clear();
    finish_texts(column, FinishedTexts(list, most_in_memory_), notes);
}

void CsvColumn::finish_texts(Column& column, const FinishedTexts& texts, std::vector<Message>& notes) const
{
    if (texts.all([](std::string_view t) { return parse_grouped_number(t) && !leading_zero(t); })) {
        column.type = ColumnType::Number;
        column.cells = texts.per_row(nothing, [](std::string_view t) { return parse_grouped_number(t); });
        notes.push_back(
            Message(LOOM_TEXT("Column “%1”: commas are read as marks between thousands."), column.name));
        return;
    }
    if (const auto mark = common_mark(texts)) {
        column.type = ColumnType::Number;
        column.cells = texts.per_row(nothing, [](std::string_view t) {
            const auto amount = parse_amount(t);
            return amount ? std::optional(amount->value) : std::nullopt;
        });
        notes.push_back(
            Message(LOOM_TEXT("Column “%1”: every value has the mark “%2”; the numbers were read without it."), column.name,
                    *mark));
        return;
    }
    if (const auto order = date_order(texts, column.name, notes)) {
        column.type = ColumnType::DateTime;
        column.date_order = *order;
        column.cells = texts.per_row(missing_integer, [&](std::string_view t) { return parse_date(t, *order); });
        return;
    }
    const std::size_t filled = texts.filled();
    if (kind_ == Kind::Again && !text_first_ && 10 * numeric_ >= 9 * filled)
        notes.push_back(Message(
            LOOM_TEXT(
                "Column “%1” is not read as numbers because of “%2” in line %3; %4 of %5 values are numbers."),
            column.name, first_text_, first_line_, numeric_, filled));
    if (finish_boolean(column, texts))
        return;

    const std::size_t different = texts.different().size();
    if (different > 0 && different * 2 <= filled && (different <= 100 || different * 20 <= filled)) {
        column.type = ColumnType::Category;
        column.cells = texts.categories();
        return;
    }
    const bool numbered = texts.all([](std::string_view t) { return std::ranges::all_of(t, is_figure); });
    const bool named = filled >= 20 && texts.bytes() <= 64 * filled &&
                       texts.all([](std::string_view t) { return t.find(' ') == t.npos; });
    column.type = numbered || (named && texts.unique()) ? ColumnType::Id : ColumnType::Text;
    column.cells = texts.texts();
}

} // namespace loom
