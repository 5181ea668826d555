#include "data/csv_column.h"

#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace loom {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_names =
    65'536; // Different texts of a column that are looked up; with more it is no category.

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
/// 007 is a name, not seven.
bool leading_zero(std::string_view t)
{
    return t.size() > 1 && t[0] == '0' && is_digit(t[1]);
}
bool is_infinity(std::string_view t)
{
    if (t.starts_with('-') || t.starts_with('+'))
        t.remove_prefix(1);
    return t == "inf" || t == "Inf" || t == "INF" || t == "Infinity" || t == "infinity";
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return out;
}

bool is_whole(std::string_view t)
{
    if (t.starts_with('-'))
        t.remove_prefix(1);
    return std::ranges::all_of(t, is_digit);
}

} // namespace

void CsvColumn::add(std::string_view text, std::size_t line)
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
        return become_texts(text, line);
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

CsvColumn CsvColumn::anew(DecimalMark mark)
{
    CsvColumn share(mark);
    share.kind_ = Kind::Again;
    return share;
}

void CsvColumn::read_again(std::string_view text)
{
    ++rows_;
    numeric_ += number(text).has_value();
    add_text(text);
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
    const bool texts = kind_ == Kind::Texts, next_texts = next.kind_ == Kind::Texts;
    text_first_ = texts;
    if (next.kind_ == Kind::Again)
        return texts ? give_up(first_text_, first_line_) : give_up(next.first_text_, next.first_line_ + lines);
    if (texts && next.blank()) {
        next.codes_.assign(next.rows_, -1);
        return append_texts(std::move(next));
    }
    if (next_texts && blank()) {
        integers_ = {};
        codes_.assign(before, -1);
        kind_ = Kind::Texts;
        first_text_ = next.first_text_;
        first_line_ = next.first_line_ + lines;
        return append_texts(std::move(next));
    }
    if (texts && next_texts)
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
        numbers_.insert(numbers_.end(), next.numbers_.begin(), next.numbers_.end());
    } else {
        integers_.insert(integers_.end(), next.integers_.begin(), next.integers_.end());
    }
    next.drop_values();
}

void CsvColumn::reserve(std::size_t rows)
{
    if (kind_ == Kind::Integers)
        integers_.reserve(rows);
    else if (kind_ == Kind::Numbers)
        numbers_.reserve(rows);
    else if (!listed_)
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
        column.type = ColumnType::Integer;
        if (is_id(column.name)) {
            Texts texts;
            for (auto v : integers_)
                texts.push_back(v == missing_integer ? std::string() : std::to_string(v));
            column.type = ColumnType::Id;
            column.cells = std::move(texts);
        } else {
            column.cells = std::move(integers_);
        }
    } else if (kind_ == Kind::Numbers) {
        column.type = ColumnType::Number;
        column.cells = std::move(numbers_);
    } else {
        if (kind_ == Kind::Integers)
            codes_.assign(rows_, -1); // Nothing but missing values.
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
        if (!is_digit(text[i]))
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
    numbers_.reserve(integers_.capacity());
    for (auto v : integers_)
        numbers_.push_back(v == missing_integer ? nothing : double(v));
    integers_ = {};
}

bool CsvColumn::add_number(std::string_view text, std::size_t line)
{
    auto v = number(text);
    if (!v && is_infinity(text))
        v = std::numeric_limits<double>::infinity();
    if (!v)
        return false;
    if (!fraction_) {
        fraction_ = !is_whole(text);
        if (!fraction_ && text.size() >= 19 && text[0] != '-' && !long_line_) {
            long_line_ = line;
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

void CsvColumn::become_texts(std::string_view text, std::size_t line)
{
    if (!blank())
        return give_up(std::string(text), line);
    first_text_ = text;
    first_line_ = line;
    kind_ = Kind::Texts;
    codes_.assign(rows_ - 1, -1);
    integers_ = {};
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
    integers_ = {};
    numbers_ = {};
    names_ = {};
    codes_ = {};
    arena_ = {};
    listed_ = many_ = false;
}

void CsvColumn::add_text(std::string_view text)
{
    if (listed_) {
        arena_.push_back(text);
        return;
    }
    codes_.push_back(text.empty() ? -1 : names_.number_of(text));
    const std::size_t different = names_.texts().size();
    if (different > most_names || (different > 512 && 2 * different > codes_.size()))
        become_list();
}

void CsvColumn::become_list()
{
    if (listed_)
        return;
    listed_ = true;
    for (auto code : codes_)
        arena_.push_back(code < 0 ? std::string_view() : names_.texts()[std::size_t(code)]);
    codes_ = {};
    names_ = {};
}

void CsvColumn::look_up_list()
{
    codes_.reserve(arena_.size());
    for (std::size_t row = 0; row < arena_.size() && names_.texts().size() <= most_names; ++row)
        codes_.push_back(arena_[row].empty() ? -1 : names_.number_of(arena_[row]));
    many_ = names_.texts().size() > most_names;
    if (!many_) {
        arena_ = {};
        return;
    }
    codes_ = {};
    names_ = {};
    bool words = false;
    for (std::size_t row = 0; row < arena_.size() && !words; ++row)
        words = !arena_[row].empty() && is_missing_word(arena_[row]);
    if (!words)
        return;
    Texts filled;
    for (std::size_t row = 0; row < arena_.size(); ++row)
        filled.push_back(is_missing_word(arena_[row]) ? std::string_view() : arena_[row]);
    arena_ = std::move(filled);
}

void CsvColumn::append_texts(CsvColumn&& next)
{
    if (!listed_ && !next.listed_) {
        std::vector<std::int32_t> place(next.names_.texts().size());
        for (std::size_t i = 0; i < place.size(); ++i)
            place[i] = names_.number_of(next.names_.texts()[i]);
        for (const auto code : next.codes_)
            codes_.push_back(code < 0 ? -1 : place[std::size_t(code)]);
        if (names_.texts().size() > most_names)
            become_list();
    } else {
        become_list();
        next.become_list();
        arena_.append(next.arena_);
    }
    next.drop_values();
}

bool CsvColumn::is_id(const std::string& name) const
{
    const std::string l = lower(name);
    // What is called so may be a number of something else's row and come again: of the rated film.
    const bool camel = name.size() > 2 && (name.ends_with("Id") || name.ends_with("ID")) &&
                       std::islower(static_cast<unsigned char>(name[name.size() - 3]));
    const bool key = l.ends_with("_id") || l.ends_with(" id") || camel;
    const bool number = key || name.ends_with("ID") || l == "id" || l == "index" || l == "no" || l == "no." || l == "unnamed: 0" ||
                        l == "编号" || l == "序号" || name.starts_with("column ");
    if (!number)
        return false;
    std::vector<std::int64_t> sorted = integers_;
    std::erase(sorted, missing_integer);
    if (std::ranges::adjacent_find(sorted, std::greater_equal<>()) == sorted.end())
        return true; // As row numbers are.
    constexpr std::ptrdiff_t few = 20; // So many are classes.
    std::ranges::sort(sorted);
    const bool negative = sorted.front() < 0;
    const auto different = std::ptrdiff_t(sorted.size()) - std::ranges::distance(std::ranges::unique(sorted));
    return different == std::ptrdiff_t(sorted.size()) || (key && !negative && different > few);
}

std::vector<bool> CsvColumn::missing_names() const
{
    constexpr std::size_t few_names = 20;
    const Texts& names = names_.texts();
    const bool filled = std::ranges::find(codes_, -1) == codes_.end();
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
            (lower(names[i]) == "none" && words == 1 && others >= 2 && others <= few_names && filled))
            missing[i] = false;
    return missing;
}

std::string_view CsvColumn::text_at(std::size_t row) const
{
    return many_ ? arena_[row] : codes_[row] < 0 ? std::string_view() : names_.texts()[std::size_t(codes_[row])];
}

Codes CsvColumn::categories(std::vector<std::string_view> different) const
{
    std::ranges::sort(different, natural_less);
    Codes codes;
    codes.names.assign(different.begin(), different.end());
    std::unordered_map<std::string_view, std::int32_t> place;
    for (std::size_t i = 0; i < different.size(); ++i)
        place[different[i]] = std::int32_t(i);
    codes.codes = per_row<std::int32_t>(-1, [&](std::string_view t) -> std::optional<std::int32_t> {
        const auto it = place.find(t);
        return it == place.end() ? std::nullopt : std::optional(it->second);
    });
    return codes;
}

void CsvColumn::finish_texts(Column& column, std::vector<Message>& notes)
{
    if (listed_)
        look_up_list();
    if (!many_) {
        const auto missing = missing_names();
        for (auto& code : codes_)
            if (code >= 0 && missing[std::size_t(code)])
                code = -1;
    }
    // Every different text once, or every row where there are many.
    std::vector<std::string_view> different;
    std::size_t filled = 0, bytes = 0;
    {
        std::vector<bool> used(names_.texts().size());
        for (std::size_t row = 0; row < text_rows(); ++row)
            if (const auto text = text_at(row); !text.empty()) {
                ++filled;
                bytes += text.size();
                if (many_)
                    different.push_back(text);
                else if (const auto code = std::size_t(codes_[row]); !used[code]) {
                    used[code] = true;
                    different.push_back(text);
                }
            }
    }
    auto all = [&](auto is) { return filled > 0 && std::ranges::all_of(different, is); };

    if (all([](std::string_view t) { return parse_grouped_number(t) && !leading_zero(t); })) {
        column.type = ColumnType::Number;
        column.cells = per_row(nothing, [](std::string_view t) { return parse_grouped_number(t); });
        notes.push_back(
            Message(LOOM_TEXT("Column “%1”: commas are read as marks between thousands."), column.name));
        return;
    }
    if (const auto mark = common_mark(different)) {
        column.type = ColumnType::Number;
        column.cells = per_row(nothing, [](std::string_view t) {
            const auto amount = parse_amount(t);
            return amount ? std::optional(amount->value) : std::nullopt;
        });
        notes.push_back(
            Message(LOOM_TEXT("Column “%1”: every value has the mark “%2”; the numbers were read without it."), column.name,
                    std::string(*mark)));
        return;
    }
    if (const auto order = date_order(different, column.name, notes); filled && order) {
        column.type = ColumnType::DateTime;
        column.date_order = *order;
        column.cells = per_row(missing_integer, [&](std::string_view t) { return parse_date(t, *order); });
        return;
    }
    if (kind_ == Kind::Again && !text_first_ && 10 * numeric_ >= 9 * filled)
        notes.push_back(Message(
            LOOM_TEXT(
                "Column “%1” is not read as numbers because of “%2” in line %3; %4 of %5 values are numbers."),
            column.name, first_text_, first_line_, numeric_, filled));
    if (!many_ && finish_boolean(column, different))
        return;

    const bool category = !many_ && !different.empty() && different.size() * 2 <= filled &&
                          (different.size() <= 100 || different.size() * 20 <= filled);
    if (category) {
        column.type = ColumnType::Category;
        column.cells = categories(std::move(different));
        return;
    }
    const bool numbered = all([](std::string_view t) { return std::ranges::all_of(t, is_digit); });
    const bool named =
        filled >= 20 && bytes <= 64 * filled && all([](std::string_view t) { return t.find(' ') == t.npos; });
    column.type = numbered || (named && all_unique(different, filled)) ? ColumnType::Id : ColumnType::Text;
    if (many_) {
        column.cells = std::move(arena_);
    } else {
        Texts texts;
        for (std::size_t row = 0; row < codes_.size(); ++row)
            texts.push_back(text_at(row));
        column.cells = std::move(texts);
    }
}

std::optional<std::string_view> CsvColumn::common_mark(const std::vector<std::string_view>& texts)
{
    std::optional<std::string_view> mark;
    for (const auto text : texts) {
        const auto amount = parse_amount(text);
        if (!amount || (mark && *mark != amount->mark))
            return {};
        mark = amount->mark;
    }
    return mark;
}

bool CsvColumn::all_unique(const std::vector<std::string_view>& different, std::size_t filled) const
{
    if (!many_)
        return different.size() == filled;
    std::vector<std::uint64_t> hashes;
    hashes.reserve(different.size());
    for (auto text : different)
        hashes.push_back(hash_text(text, 3));
    std::ranges::sort(hashes);
    return std::ranges::adjacent_find(hashes) == hashes.end();
}

std::optional<DateOrder> CsvColumn::date_order(const std::vector<std::string_view>& texts, const std::string& name,
                                           std::vector<Message>& notes)
{
    auto fits = [&](DateOrder order) {
        return std::ranges::all_of(texts, [&](std::string_view t) { return parse_date(t, order).has_value(); });
    };
    if (texts.empty())
        return {};
    if (fits(DateOrder::YearFirst))
        return DateOrder::YearFirst;
    const bool day = fits(DateOrder::DayFirst), month = fits(DateOrder::MonthFirst);
    if (!day && !month)
        return {};
    // 1.2.2024 is written day first; with a slash nothing tells unless a number above 12 does.
    const bool dots = texts.front().find('.') != std::string_view::npos;
    if (day && month && !dots)
        notes.push_back(Message(LOOM_TEXT("Column “%1”: the month is taken to stand before the day."), name));
    return day && (!month || dots) ? DateOrder::DayFirst : DateOrder::MonthFirst;
}

bool CsvColumn::finish_boolean(Column& column, const std::vector<std::string_view>& different) const
{
    static constexpr std::array<std::array<std::string_view, 2>, 6> pairs = {
        {{"false", "true"}, {"no", "yes"}, {"n", "y"}, {"f", "t"}, {"否", "是"}, {"假", "真"}}};
    if (different.size() != 2)
        return false;
    for (const auto& pair : pairs)
        for (std::size_t first : {std::size_t{0}, std::size_t{1}})
            if (lower(different[first]) == pair[0] && lower(different[1 - first]) == pair[1]) {
                column.type = ColumnType::Boolean;
                Codes codes = categories(different);
                if (codes.names[0] != different[first]) {
                    std::swap(codes.names[0], codes.names[1]);
                    for (auto& code : codes.codes)
                        code = code < 0 ? -1 : 1 - code;
                }
                column.cells = std::move(codes);
                return true;
            }
    return false;
}

} // namespace loom
