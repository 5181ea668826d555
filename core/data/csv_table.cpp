#include "data/csv_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <set>
#include <unordered_map>

namespace loom {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_names =
    65'536; // Different texts of a column that are looked up; with more it is no category.
constexpr std::size_t most_columns = 100'000;

/// Texts with a number for each different one.
class Names {
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

/// Collects one column of a share of the rows. It begins as integers and gives way to numbers and to texts as values
/// demand it; shares that are put behind each other become what one share of all rows would be.
class Builder {
public:
    explicit Builder(DecimalMark mark) : mark_(mark) {}

    void add(std::string_view text, std::size_t line)
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
    /// True where rows were seen as numbers beside texts: read_again() must see all rows once more. A long row of
    /// digits is a name too where all are whole; as a number it would lose digits.
    bool again() const { return kind_ == Kind::Again || (kind_ == Kind::Numbers && long_line_ && !fraction_); }
    /// An empty share of the same column for that.
    static Builder anew(DecimalMark mark)
    {
        Builder share(mark);
        share.kind_ = Kind::Again;
        return share;
    }
    void read_again(std::string_view text)
    {
        ++rows_;
        numeric_ += number(text).has_value();
        add_text(text);
    }
    /// Before the shares that were read again come.
    void begin_again()
    {
        if (kind_ == Kind::Numbers) {
            first_text_ = std::move(long_text_);
            first_line_ = long_line_;
        }
        kind_ = Kind::Again;
        rows_ = 0;
        drop_values();
    }

    /// The rows of the next share behind these, which end `lines` behind where this column begins.
    void append(Builder&& next, std::size_t lines)
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
    /// Room for the rows of all shares.
    void reserve(std::size_t rows)
    {
        if (kind_ == Kind::Integers)
            integers_.reserve(rows);
        else if (kind_ == Kind::Numbers)
            numbers_.reserve(rows);
        else if (!listed_)
            codes_.reserve(rows);
    }

    Column finish(std::string name, std::vector<Message>& notes)
    {
        Column column{std::move(name), ColumnType::Text, {}};
        if (infinite_)
            notes.push_back(
                Message(LOOM_TEXT("Column “%1”: %2 values are too large for a number and count as missing."),
                        column.name, infinite_));
        if (kind_ == Kind::Integers && !integers_.empty() && seen_number_) {
            column.type = ColumnType::Integer;
            if (named_as_id(column.name) && all_different(integers_)) {
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

private:
    enum class Kind { Integers, Numbers, Texts, Again };

    std::optional<double> number(std::string_view text) const { return parse_number(text, mark_); }

    bool add_integer(std::string_view text)
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

    /// Nothing yet but empty fields.
    bool blank() const { return kind_ == Kind::Integers && !seen_number_ && only_empty_; }

    void become_numbers()
    {
        if (kind_ == Kind::Numbers)
            return;
        kind_ = Kind::Numbers;
        numbers_.reserve(integers_.capacity());
        for (auto v : integers_)
            numbers_.push_back(v == missing_integer ? nothing : double(v));
        integers_ = {};
    }

    bool add_number(std::string_view text, std::size_t line)
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

    void become_texts(std::string_view text, std::size_t line)
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

    /// Numbers and texts stand beside each other.
    void give_up(std::string text, std::size_t line)
    {
        first_text_ = std::move(text);
        first_line_ = line;
        kind_ = Kind::Again;
        drop_values();
    }
    void drop_values()
    {
        infinite_ = 0;
        integers_ = {};
        numbers_ = {};
        names_ = {};
        codes_ = {};
        arena_ = {};
        listed_ = many_ = false;
    }

    void add_text(std::string_view text)
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

    /// Looking texts up does not pay where hardly any comes again, so far.
    void become_list()
    {
        if (listed_)
            return;
        listed_ = true;
        for (auto code : codes_)
            arena_.push_back(code < 0 ? std::string_view() : names_.texts()[std::size_t(code)]);
        codes_ = {};
        names_ = {};
    }

    /// All texts of a list are looked up, unless they are too many different ones.
    void look_up_list()
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

    void append_texts(Builder&& next)
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

    static bool named_as_id(const std::string& name)
    {
        const std::string l = lower(name);
        return l == "id" || l == "index" || l == "no" || l == "no." || l == "unnamed: 0" || l == "编号" ||
               l == "序号" || l.ends_with("_id") || l.ends_with(" id") || name.ends_with("Id") ||
               name.ends_with("ID") || name.starts_with("column ");
    }

    static bool all_different(const std::vector<std::int64_t>& values)
    {
        if (std::ranges::adjacent_find(values, std::greater_equal<>()) == values.end())
            return true; // As row numbers are.
        auto sorted = values;
        std::ranges::sort(sorted);
        return std::ranges::adjacent_find(sorted) == sorted.end();
    }

    /// Words such as NA are values where all others are short codes in capitals too (NA is North America among AF, AS
    /// …).
    std::vector<bool> missing_names() const
    {
        const Texts& names = names_.texts();
        std::vector<bool> missing(names.size());
        std::size_t capitals = 0, others = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            missing[i] = is_missing_word(names[i]);
            if (missing[i])
                continue;
            const bool code =
                names[i].size() == 2 && std::ranges::all_of(names[i], [](char c) { return c >= 'A' && c <= 'Z'; });
            code ? ++capitals : ++others;
        }
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == "NA" && capitals >= 3 && others == 0)
                missing[i] = false;
        return missing;
    }

    std::size_t text_rows() const { return many_ ? arena_.size() : codes_.size(); }
    std::string_view text_at(std::size_t row) const
    {
        return many_ ? arena_[row] : codes_[row] < 0 ? std::string_view() : names_.texts()[std::size_t(codes_[row])];
    }

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
    Codes categories(std::vector<std::string_view> different) const
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

    void finish_texts(Column& column, std::vector<Message>& notes)
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

    bool all_unique(const std::vector<std::string_view>& different, std::size_t filled) const
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

    static std::optional<DateOrder> date_order(const std::vector<std::string_view>& texts, const std::string& name,
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

    /// Exactly the two words of one of the pairs, in any case.
    bool finish_boolean(Column& column, const std::vector<std::string_view>& different) const
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
    Names names_;
    std::vector<std::int32_t> codes_;
    Texts arena_;
    std::string first_text_, long_text_;
};

std::vector<std::string> column_names(const std::vector<std::string>& given, std::size_t columns)
{
    std::vector<std::string> names;
    std::set<std::string> used;
    for (std::size_t i = 0; i < columns; ++i) {
        std::string name = i < given.size() && !given[i].empty() ? given[i] : "column " + std::to_string(i + 1);
        for (std::size_t k = 2; used.contains(name); ++k)
            name = (i < given.size() ? given[i] : std::string()) + " (" + std::to_string(k) + ")";
        used.insert(name);
        names.push_back(std::move(name));
    }
    return names;
}

class Reading {
public:
    Reading(std::span<const CsvPiece> pieces, const CsvWishes& wishes, Progress* progress, std::size_t share_bytes)
        : pieces_(pieces), share_bytes_(share_bytes), progress_(progress)
    {
        dialect_ = guess_dialect(pieces.front().text, wishes);
    }

    Result<std::shared_ptr<Table>> read()
    {
        LOOM_TRY(read_header());
        cut_into_shares();
        if (progress_) {
            progress_->done = 0;
            for (const CsvPiece& piece : pieces_)
                progress_->total += std::int64_t(piece.text.size());
        }
        parallel_for(shares_.size(), allowed_processors(), [&](std::size_t i) { read_share(shares_[i]); });
        if (progress_ && progress_->cancelled)
            return Error{LOOM_TEXT("Opening the data was stopped."), {}, Blame::Call};
        mend_borders();
        join_rows();
        LOOM_TRY(check_rows());
        std::vector<Builder> builders(dialect_.columns, Builder(dialect_.decimal));
        const auto join = [&](std::size_t c) {
            for (Share& share : shares_) {
                builders[c].append(std::move(share.builders[c]), share.lines_before);
                if (&share == &shares_.front())
                    builders[c].reserve(table_->rows);
            }
        };
        parallel_for(builders.size(), allowed_processors(), join);
        std::vector<std::size_t> again;
        for (std::size_t c = 0; c < builders.size(); ++c)
            if (builders[c].again())
                again.push_back(c);
        if (!again.empty()) {
            if (progress_)
                progress_->done = 0;
            parallel_for(shares_.size(), allowed_processors(), [&](std::size_t i) { read_again(shares_[i], again); });
            if (progress_ && progress_->cancelled)
                return Error{LOOM_TEXT("Opening the data was stopped."), {}, Blame::Call};
            parallel_for(again.size(), allowed_processors(), [&](std::size_t i) {
                builders[again[i]].begin_again();
                join(again[i]);
            });
        }

        const auto names = column_names(given_names_, dialect_.columns);
        std::vector<std::optional<Column>> columns(builders.size());
        std::vector<std::vector<Message>> notes(builders.size());
        parallel_for(builders.size(), allowed_processors(),
                     [&](std::size_t c) { columns[c] = builders[c].finish(names[c], notes[c]); });
        for (std::size_t c = 0; c < columns.size(); ++c) {
            // Delimiters at the line ends make a last column without name and values.
            const bool named = c < given_names_.size() && !given_names_[c].empty();
            bool empty = !named && dialect_.header;
            for (std::size_t row = 0; empty && row < table_->rows; ++row)
                empty = columns[c]->missing(row);
            if (empty && columns.size() > 1)
                continue;
            table_->columns.push_back(*std::move(columns[c]));
            table_->notes.insert(table_->notes.end(), notes[c].begin(), notes[c].end());
        }
        if (table_->bad_row_count)
            table_->notes.push_back(Message(
                LOOM_TEXT("%1 rows have a wrong number of fields or a quote that is not closed; they were set aside."),
                table_->bad_row_count));
        return table_;
    }

private:
    Status read_header()
    {
        if (dialect_.header) {
            for (const CsvPiece& piece : pieces_) {
                const auto names = first_row(piece);
                if (&piece == &pieces_.front())
                    given_names_ = names;
                else if (names != given_names_)
                    return Error{Message(LOOM_TEXT("%1 has other columns than %2."), piece.name, pieces_.front().name),
                                 LOOM_TEXT("Files of one table need the same columns in the same order.")};
            }
            // The rows decide: programs forget the name of the row numbers, or end each row with a delimiter.
            if (dialect_.columns != given_names_.size() + 1)
                dialect_.columns = given_names_.size();
            else if (!last_column_empty())
                given_names_.insert(given_names_.begin(), std::string());
        }
        if (dialect_.columns > most_columns)
            return Error{Message(LOOM_TEXT("%1 has %2 columns; more than %3 cannot be opened."), pieces_.front().name,
                                 dialect_.columns, most_columns),
                         LOOM_TEXT("Check that the right delimiter is chosen.")};
        return Ok{};
    }

    std::vector<std::string> first_row(const CsvPiece& piece)
    {
        CsvScanner scanner(piece.text, dialect_);
        std::vector<CsvField> fields;
        scanner.next(fields);
        std::vector<std::string> names;
        for (const CsvField& f : fields)
            names.emplace_back(trimmed(field_text(f, dialect_.quote, scratch_)));
        return names;
    }

    bool last_column_empty()
    {
        CsvScanner scanner(pieces_.front().text, dialect_);
        std::vector<CsvField> fields;
        scanner.next(fields);
        for (int row = 0; row < 100 && scanner.next(fields); ++row)
            if (fields.size() == dialect_.columns && !field_text(fields.back(), dialect_.quote, scratch_).empty())
                return false;
        return true;
    }

    struct Aside {
        std::size_t line, fields;
        Message reason;
    };
    /// The records of a text that begin in [begin, end), for one thread.
    struct Share {
        const CsvPiece* piece;
        std::size_t begin, end;
        std::size_t stopped = 0; // Where the record behind its last one begins.
        std::size_t lines = 0, lines_before = 0; // Its own; those of the text in front of it.
        std::size_t rows = 0, bad_rows = 0;
        std::vector<Builder> builders = {};
        std::vector<Aside> aside = {};
    };

    /// Where records begin is guessed: a border may lie within quotes, which the number of quotes before it tells in
    /// all texts but odd ones. mend_borders() finds those.
    void cut_into_shares()
    {
        for (const CsvPiece& piece : pieces_) {
            CsvScanner header(piece.text, dialect_);
            std::vector<CsvField> fields;
            if (dialect_.header)
                header.next(fields);
            const std::size_t begin = header.at(), size = piece.text.size();
            const std::size_t parts = std::max<std::size_t>(1, (size - begin) / share_bytes_);
            const auto at = [&](std::size_t i) { return begin + (size - begin) / parts * i; };
            std::vector<std::size_t> quotes(parts);
            if (dialect_.quote && parts > 1)
                parallel_for(parts, allowed_processors(), [&](std::size_t i) {
                    const std::string_view part = piece.text.substr(at(i), at(i + 1) - at(i));
                    quotes[i] = count_of(part, dialect_.quote);
                });
            std::size_t from = begin, before = 0;
            for (std::size_t i = 1; i <= parts; ++i) {
                before += quotes[i - 1];
                const std::size_t to = i == parts ? size : next_record(piece.text, dialect_, at(i), before % 2 == 1);
                shares_.push_back({&piece, from, std::max(from, to)});
                from = std::max(from, to);
            }
            shares_[shares_.size() - parts].lines_before = header.next_line() - 1;
        }
    }

    /// Calls `visit(fields, line)` for each good row and `set_aside(line, fields, reason)` for the others. Ends early
    /// where the reading was stopped.
    template <class F, class G>
    void for_each_row(Share& share, F visit, G set_aside)
    {
        const std::string_view text = share.piece->text;
        CsvScanner scanner(text, dialect_, share.begin);
        const bool has_zero = text.substr(share.begin, share.end - share.begin).find('\0') != text.npos;
        std::vector<CsvField> fields;
        std::size_t told = share.begin;
        for (std::size_t row = 0;; ++row) {
            scanner.skip_empty_lines();
            share.stopped = scanner.at();
            share.lines = scanner.next_line() - 1;
            if (share.stopped >= share.end)
                return;
            if (row % 4096 == 0 && progress_) {
                if (progress_->cancelled)
                    return;
                progress_->done += std::int64_t(share.stopped - told);
                told = share.stopped;
            }
            if (!scanner.next(fields))
                continue;
            if (scanner.broken())
                set_aside(scanner.line(), fields.size(), Message(LOOM_TEXT("A quote is opened and not closed.")));
            else if (fields.size() != dialect_.columns)
                set_aside(scanner.line(), fields.size(),
                          Message(LOOM_TEXT("%1 fields were found, %2 were expected."), fields.size(), dialect_.columns));
            else if (has_zero &&
                     std::memchr(fields.front().begin, 0, std::size_t(fields.back().end - fields.front().begin)))
                set_aside(scanner.line(), fields.size(), Message(LOOM_TEXT("The row holds zero bytes, which are no text.")));
            else
                visit(fields, scanner.line());
        }
    }

    void read_share(Share& share)
    {
        share.builders.assign(dialect_.columns, Builder(dialect_.decimal));
        share.aside.clear();
        share.rows = share.bad_rows = 0;
        std::string scratch;
        for_each_row(
            share,
            [&](const std::vector<CsvField>& fields, std::size_t line) {
                for (std::size_t c = 0; c < fields.size(); ++c)
                    share.builders[c].add(field_text(fields[c], dialect_.quote, scratch), line);
                if (++share.rows == 256) { // How many come is about known.
                    const auto bytes = std::size_t(fields.front().begin - share.piece->text.data()) - share.begin;
                    for (Builder& b : share.builders)
                        b.reserve((share.end - share.begin) / (bytes / 256 + 1) * 9 / 8);
                }
            },
            [&](std::size_t line, std::size_t fields, Message reason) {
                if (share.bad_rows++ < Table::bad_rows_kept)
                    share.aside.push_back({line, fields, std::move(reason)});
            });
    }

    /// Only the columns that want it.
    void read_again(Share& share, const std::vector<std::size_t>& columns)
    {
        for (const std::size_t c : columns)
            share.builders[c] = Builder::anew(dialect_.decimal);
        std::string scratch;
        for_each_row(
            share,
            [&](const std::vector<CsvField>& fields, std::size_t) {
                for (const std::size_t c : columns)
                    share.builders[c].read_again(field_text(fields[c], dialect_.quote, scratch));
            },
            [](auto&&...) {});
    }

    /// Each share must begin where the one before it ended; else it is read again from there.
    void mend_borders()
    {
        for (std::size_t i = 1; i < shares_.size(); ++i) {
            Share &share = shares_[i], &before = shares_[i - 1];
            if (share.piece != before.piece)
                continue;
            share.lines_before = before.lines_before + before.lines;
            if (share.begin == before.stopped)
                continue;
            share.begin = before.stopped;
            share.end = std::max(share.end, share.begin);
            read_share(share);
        }
    }

    void join_rows()
    {
        for (const Share& share : shares_) {
            const std::string place = pieces_.size() > 1 ? share.piece->name + ":" : "";
            if (share.bad_rows && !table_->bad_row_count)
                first_bad_ = {share.piece->name, share.aside[0].line + share.lines_before, share.aside[0].fields};
            for (const Aside& aside : share.aside)
                table_->set_aside(place + std::to_string(aside.line + share.lines_before), aside.reason);
            table_->bad_row_count += share.bad_rows - share.aside.size();
            table_->rows += share.rows;
            if (several_parts())
                table_->split.insert(table_->split.end(), share.rows, share.piece->part);
        }
    }

    bool several_parts() const { return pieces_.size() > 1; }

    Status check_rows() const
    {
        const std::size_t all = table_->rows + table_->bad_row_count;
        if (all == 0)
            return Error{Message(LOOM_TEXT("%1 has no rows."), pieces_.front().name),
                         LOOM_TEXT("Choose a file with at least one row of data.")};
        if (2 * table_->bad_row_count > all)
            return Error{
                Message(
                    LOOM_TEXT(
                        "%1 is no regular table: %2 of %3 rows do not have %4 fields. The first is line %5 with %6."),
                    first_bad_.file, table_->bad_row_count, all, dialect_.columns, first_bad_.line, first_bad_.fields),
                LOOM_TEXT("Choose the right delimiter and quotes in the settings of the source, or mend the file.")};
        return Ok{};
    }

    struct Bad {
        std::string file;
        std::size_t line = 0, fields = 0;
    };

    std::span<const CsvPiece> pieces_;
    std::size_t share_bytes_;
    std::vector<Share> shares_;
    Progress* progress_;
    CsvDialect dialect_;
    std::vector<std::string> given_names_;
    std::shared_ptr<Table> table_ = std::make_shared<Table>();
    Bad first_bad_;
    std::string scratch_;
};

} // namespace

Result<std::shared_ptr<Table>> read_csv(std::span<const CsvPiece> pieces, const CsvWishes& wishes, Progress* progress,
                                        std::size_t share_bytes)
{
    return Reading(pieces, wishes, progress, share_bytes).read();
}

} // namespace loom
