#include "data/row_filter.h"
#include "base/letters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

enum class Comparison { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

struct Sign {
    std::string_view text;
    Comparison compare;
};
constexpr std::array<Sign, 12> signs = {{{"==", Comparison::Equal},
                                         {"!=", Comparison::NotEqual},
                                         {"<>", Comparison::NotEqual},
                                         {"<=", Comparison::LessEqual},
                                         {">=", Comparison::GreaterEqual},
                                         {"=", Comparison::Equal},
                                         {"<", Comparison::Less},
                                         {">", Comparison::Greater},
                                         {"≠", Comparison::NotEqual},
                                         {"≤", Comparison::LessEqual},
                                         {"≥", Comparison::GreaterEqual},
                                         {"＝", Comparison::Equal}}};
constexpr std::array<std::string_view, 3> and_words = {"and", "且", "&&"}, or_words = {"or", "或", "||"};
constexpr std::array<std::string_view, 3> not_words = {"not", "非", "!"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> quotes = {
    {{"\"", "\""}, {"“", "”"}, {"`", "`"}, {"'", "'"}, {"「", "」"}, {"”", "”"}}};

bool holds(Comparison compare, std::partial_ordering order)
{
    switch (compare) {
    case Comparison::Equal:
        return order == 0;
    case Comparison::NotEqual:
        return order != 0;
    case Comparison::Less:
        return order < 0;
    case Comparison::LessEqual:
        return order <= 0;
    case Comparison::Greater:
        return order > 0;
    case Comparison::GreaterEqual:
        return order >= 0;
    }
    return false;
}

/// Letters, digits, “_” and everything beyond ASCII belong to words.
bool in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (c & 0x80);
}

} // namespace

class FilterParser {
public:
    FilterParser(std::string_view text, const Table& table) : text_(text), table_(table) {}

    Result<RowFilter> parse()
    {
        RowFilter filter;
        skip_blanks();
        if (at_ == text_.size())
            return filter;
        auto test = alternatives();
        if (!test)
            return test.error();
        if (at_ < text_.size())
            return wrong(LOOM_TEXT("“and” or “or” is expected"));
        filter.test_ = std::move(*test);
        return filter;
    }

private:
    using Test = RowFilter::Test;
    static constexpr int deepest = 100;

    Error wrong(Message what) const
    {
        std::size_t characters = 1;
        for (std::size_t i = 0; i < at_; ++i)
            characters += (text_[i] & 0xC0) != 0x80;
        return {Message(LOOM_TEXT("Condition, character %1: %2."), characters, what),
                LOOM_TEXT("Write conditions like: city = Paris and age < 30, or: price is missing.")};
    }

    void skip_blanks()
    {
        while (at_ < text_.size())
            if (text_[at_] == ' ' || text_[at_] == '\t')
                ++at_;
            else if (text_.substr(at_).starts_with("\u3000"))
                at_ += 3;
            else
                break;
    }

    bool at_word(std::string_view word) const
    {
        if (small_letters(text_.substr(at_, word.size())) != word)
            return false;
        const bool letters = word[0] >= 'a' && word[0] <= 'z';
        return !letters || at_ + word.size() == text_.size() || !in_word(text_[at_ + word.size()]);
    }
    bool take(std::string_view word)
    {
        if (!at_word(word))
            return false;
        at_ += word.size();
        skip_blanks();
        return true;
    }
    template <std::size_t n>
    bool take_any(const std::array<std::string_view, n>& words)
    {
        return std::ranges::any_of(words, [this](std::string_view w) { return take(w); });
    }

    Result<Test> alternatives()
    {
        auto left = all();
        while (left && take_any(or_words)) {
            auto right = all();
            if (!right)
                return right.error();
            left = Test([a = std::move(*left), b = std::move(*right)](std::size_t row) { return a(row) || b(row); });
        }
        return left;
    }
    Result<Test> all()
    {
        auto left = single();
        while (left && take_any(and_words)) {
            auto right = single();
            if (!right)
                return right.error();
            left = Test([a = std::move(*left), b = std::move(*right)](std::size_t row) { return a(row) && b(row); });
        }
        return left;
    }
    Result<Test> single()
    {
        if (++depth_ > deepest)
            return wrong(LOOM_TEXT("there are too many brackets"));
        const std::size_t before = at_;
        Result<Test> made = Test();
        // A column may be called “not so good”.
        if (!column_here() && take_any(not_words)) {
            made = single();
            if (made)
                made = Test([inner = std::move(*made)](std::size_t row) { return !inner(row); });
        } else if (at_ = before; take("(") || take("（")) {
            made = alternatives();
            if (made && !take(")") && !take("）"))
                return wrong(LOOM_TEXT("a closing bracket is expected"));
        } else {
            made = comparison();
        }
        --depth_;
        return made;
    }

    /// The quoted text here; nothing where there is none. Moves behind it.
    std::optional<std::string> quoted()
    {
        for (const auto& [open, close] : quotes)
            if (text_.substr(at_).starts_with(open)) {
                const std::size_t begin = at_ + open.size(), end = text_.find(close, begin);
                if (end == text_.npos)
                    return {};
                at_ = end + close.size();
                skip_blanks();
                return std::string(text_.substr(begin, end - begin));
            }
        return {};
    }

    /// The longest name of a column that stands here, as a whole word.
    const Column* column_here() const
    {
        const Column* found = nullptr;
        for (const Column& c : table_.columns) {
            if (c.name.empty() || small_letters(text_.substr(at_, c.name.size())) != small_letters(c.name) || (found && found->name.size() >= c.name.size()))
                continue;
            // 城市等于: words of Chinese are not divided by blanks, so only letters and digits go on.
            const std::size_t end = at_ + c.name.size();
            const char last = c.name.back(), next = end < text_.size() ? text_[end] : ' ';
            if (!in_word(last) || (last & 0x80) || !in_word(next) || (next & 0x80))
                found = &c;
        }
        return found;
    }

    Result<Test> comparison()
    {
        const Column* column = nullptr;
        const std::size_t begin = at_;
        if (const auto name = quoted()) {
            column = table_.find(*name);
            if (!column) {
                at_ = begin;
                return wrong(Message(LOOM_TEXT("there is no column “%1”"), *name));
            }
        } else if (column = column_here(); column) {
            at_ += column->name.size();
            skip_blanks();
        } else {
            return wrong(LOOM_TEXT("the name of a column is expected"));
        }
        if (take("is") || take("是") || take("为")) {
            const bool other = take("not") || take("非");
            if (take("missing") || take("empty") || take("缺失") || take("空")) 
                return Test([column, other](std::size_t row) { return column->missing(row) != other; });
            return compared(*column, other ? Comparison::NotEqual : Comparison::Equal);
        }
        if (take("缺失"))
            return Test([column](std::size_t row) { return column->missing(row); });
        if (take("in") || take("属于"))
            return one_of(*column);
        if (take("contains") || take("包含")) {
            const std::string part = small_letters(value());
            return Test([column, part](std::size_t row) {
                return !column->missing(row) && small_letters(column->text(row)).find(part) != std::string::npos;
            });
        }
        for (const Sign& sign : signs)
            if (text_.substr(at_).starts_with(sign.text)) {
                at_ += sign.text.size();
                skip_blanks();
                return compared(*column, sign.compare);
            }
        return wrong(LOOM_TEXT("=, ≠, <, ≤, >, ≥, “in”, “contains” or “is missing” is expected"));
    }

    /// A quoted text, or what stands before the next word of the language.
    std::string value()
    {
        if (const auto text = quoted())
            return *text;
        const std::size_t begin = at_;
        std::size_t end = begin;
        while (at_ < text_.size()) {
            const bool starts_word = at_ == begin || !in_word(text_[at_ - 1]) || (text_[at_] & 0x80);
            const auto here = [&](std::string_view word) { return at_word(word) && starts_word; };
            if (text_[at_] == ')' || text_[at_] == ',' || text_.substr(at_).starts_with("）") || text_.substr(at_).starts_with("，") ||
                (end > begin && (std::ranges::any_of(and_words, here) || std::ranges::any_of(or_words, here))))
                break;
            ++at_;
            if (text_[at_ - 1] != ' ')
                end = at_;
        }
        return std::string(trimmed(text_.substr(begin, end - begin)));
    }

    Result<Test> compared(const Column& column, Comparison compare)
    {
        const std::size_t begin = at_;
        const std::string text = value();
        if (at_ == begin)
            return wrong(LOOM_TEXT("a value is expected"));
        const bool numbers = column.type == ColumnType::Integer || column.type == ColumnType::Number;
        if (numbers || column.type == ColumnType::DateTime) {
            const auto wanted = numbers ? parse_number(text) : std::optional<double>();
            const auto date = numbers ? std::optional<std::int64_t>() : parse_date(text, column.date_order);
            if (!wanted && !date) {
                at_ = begin;
                return wrong(Message(numbers ? LOOM_TEXT("column “%1” holds numbers, and “%2” is none")
                                             : LOOM_TEXT("column “%1” holds dates, and “%2” is none"),
                                     column.name, text));
            }
            return Test([&column, compare, limit = wanted ? *wanted : double(*date)](std::size_t row) {
                return !column.missing(row) && holds(compare, column.number(row) <=> limit);
            });
        }
        // Identifiers are texts, but 99 is below 150.
        if (const auto limit = parse_number(text); limit && compare != Comparison::Equal && compare != Comparison::NotEqual)
            return Test([&column, compare, limit = *limit](std::size_t row) {
                const auto number = column.missing(row) ? std::optional<double>() : parse_number(column.text(row));
                return number && holds(compare, *number <=> limit);
            });
        return Test([&column, compare, wanted = small_letters(text)](std::size_t row) {
            return !column.missing(row) && holds(compare, small_letters(column.text(row)) <=> wanted);
        });
    }

    Result<Test> one_of(const Column& column)
    {
        if (!take("(") && !take("（"))
            return wrong(LOOM_TEXT("an opening bracket is expected"));
        std::vector<Test> tests;
        do {
            auto test = compared(column, Comparison::Equal);
            if (!test)
                return test.error();
            tests.push_back(std::move(*test));
        } while (take(",") || take("，"));
        if (!take(")") && !take("）"))
            return wrong(LOOM_TEXT("a closing bracket is expected"));
        return Test([tests = std::move(tests)](std::size_t row) {
            return std::ranges::any_of(tests, [row](const Test& t) { return t(row); });
        });
    }

    std::string_view text_;
    const Table& table_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

Result<RowFilter> RowFilter::parse(std::string_view text, const Table& table)
{
    return FilterParser(text, table).parse();
}

std::vector<std::uint32_t> RowFilter::matching(std::size_t rows) const
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t row = 0; row < rows; ++row)
        if (matches(row))
            found.push_back(row);
    return found;
}

} // namespace loom
