#include "data/csv_text.h"
#include "base/letters.h"
#include "data/byte_marks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <set>

namespace loom {
namespace {

constexpr std::size_t sample_bytes = std::size_t{1} << 19;
constexpr std::size_t sample_rows = 500;

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

struct Sample {
    Rows rows;
    std::vector<std::size_t> lines; // Where they begin; the first is 1.
};

/// The first rows as texts, behind the lines that are passed over. A last one that the sample cuts is left out.
Sample sample_of(std::string_view text, const CsvDialect& dialect)
{
    const bool cut = text.size() > sample_bytes;
    CsvDialect bare = dialect;
    bare.header_rows = 0;
    const CsvBeginning beginning = beginning_of(text, bare);
    CsvScanner scanner(text.substr(0, beginning.at + sample_bytes), dialect, beginning.at);
    Sample sample;
    std::vector<CsvField> fields;
    std::string scratch;
    while (sample.rows.size() < sample_rows && scanner.next(fields)) {
        sample.lines.push_back(beginning.lines + scanner.line());
        sample.rows.emplace_back();
        for (const CsvField& f : fields)
            sample.rows.back().emplace_back(field_text(f, dialect.quote, scratch));
    }
    if (cut && sample.rows.size() > 1 && sample.rows.size() < sample_rows)
        sample.rows.pop_back();
    return sample;
}

bool looks_numeric(const std::string& text)
{
    return parse_number(text) || parse_number(text, DecimalMark::Comma);
}

struct Score {
    double value = 0;
    std::size_t columns = 1;
};

/// How well the rows fit a table: the share of rows with the most common number of fields, and the share of fields that
/// hold no other delimiter.
Score score(const Rows& rows, char delimiter)
{
    std::map<std::size_t, std::size_t> counts;
    for (const auto& row : rows)
        ++counts[row.size()];
    if (counts.empty())
        return {};
    const auto most = std::ranges::max_element(counts, {}, [](const auto& c) { return c.second; });
    if (most->first < 2)
        return {0, 1};
    const double share = double(most->second) / double(rows.size());
    std::size_t fields = 0, clean = 0, numbers = 0;
    for (const auto& row : rows)
        for (const auto& field : row) {
            ++fields;
            const bool number = looks_numeric(field);
            numbers += number;
            clean += number || field.find_first_of(";\t|") == field.npos;
        }
    const double cleanness = double(clean) / double(fields);
    // Words are separated by spaces too: only a table of numbers is believed.
    if (delimiter == ' ' && (share < 0.95 || most->first < 3 || double(numbers) < 0.5 * double(fields)))
        return {0, 1};
    return {share * (0.5 + 0.5 * cleanness), most->first};
}

bool is_value(const std::string& field)
{
    return looks_numeric(field) || parse_date(field).has_value();
}

/// Beside words, whole numbers of equal distance: years, or 0, 1, 2 … as programs number columns without names.
bool counts_on(const Row& row)
{
    std::vector<std::int64_t> found;
    for (const auto& field : row)
        if (const auto v = parse_integer(field))
            found.push_back(*v);
        else if (looks_numeric(field))
            return false;
    if (found.size() < 3 || found.size() == row.size())
        return false;
    const std::int64_t step = found[1] - found[0];
    const auto uneven = [&](std::int64_t a, std::int64_t b) { return b - a != step; };
    if (step <= 0 || std::ranges::adjacent_find(found, uneven) != found.end())
        return false;
    return (found.front() >= 1500 && found.back() < 2200) || (found.front() <= 1 && found.front() >= 0 && step == 1 && found.size() >= 5);
}

bool guess_header(const Rows& rows)
{
    if (rows.empty())
        return true;
    const auto& first = rows.front();
    if (rows.size() > 1 && counts_on(first) && std::ranges::none_of(rows.begin() + 1, rows.end(), counts_on))
        return true;
    if (std::ranges::any_of(first, is_value))
        return false;
    if (rows.size() == 1)
        return true;
    // A column of numbers under a word: the word is its name.
    std::size_t repeated = 0;
    for (std::size_t c = 0; c < first.size(); ++c) {
        std::size_t filled = 0, numbers = 0;
        bool again = false;
        for (std::size_t r = 1; r < rows.size(); ++r) {
            if (c >= rows[r].size() || is_missing_word(rows[r][c]))
                continue;
            ++filled;
            numbers += is_value(rows[r][c]);
            again = again || rows[r][c] == first[c];
        }
        if (filled && !is_missing_word(first[c]) && 2 * numbers > filled)
            return true;
        repeated += again;
    }
    // Words only: names are all different and do not come again as values.
    return repeated == 0 && std::set<std::string>(first.begin(), first.end()).size() == first.size();
}

bool empty_row(const Row& row)
{
    return std::ranges::all_of(row, &std::string::empty);
}

/// People write so where they know no number.
bool says_nothing(std::string_view field)
{
    static constexpr std::array<std::string_view, 15> words = {"unknown", "missing", "invalid", "pending", "n.d.", "n.a.", "tbd", "nil",
                                                               "void",    "未知",    "不详",    "不明",    "暂无", "待定", "未测"};
    return is_missing_word(field) || std::ranges::find(words, small_letters(field)) != words.end();
}

/// Whether names stand above each other for a reason: rows of words have none in such a row, or one name in the row above is that of
/// several columns.
bool names_go_on(const Row& above, const Row& row, const std::vector<bool>& numeric)
{
    bool words = false, gap = false;
    for (std::size_t c = 0; c < row.size(); ++c)
        if (c >= numeric.size() || !numeric[c]) {
            words = true;
            gap = gap || row[c].empty();
        }
    if (!words || gap)
        return true;
    std::set<std::string_view> seen;
    return std::ranges::any_of(above, [&](const std::string& name) { return name.empty() || !seen.insert(name).second; });
}

/// How many records hold names, one above the other, and the empty one behind them: where several columns are numbers,
/// the last of the first records that has words in them, and no number.
std::size_t several_header_rows(const Rows& rows, std::size_t columns)
{
    constexpr std::size_t most = 6;
    if (rows.size() < 4)
        return 0;
    std::size_t last = 0;
    const std::size_t looked_at = std::min(most, rows.size() / 2);
    std::vector<bool> numeric(columns);
    for (std::size_t c = 0; c < columns; ++c) {
        std::size_t filled = 0, numbers = 0;
        for (std::size_t r = looked_at; r < rows.size(); ++r)
            if (c < rows[r].size() && !is_missing_word(rows[r][c])) {
                ++filled;
                numbers += is_value(rows[r][c]);
            }
        numeric[c] = filled && 10 * numbers >= 9 * filled;
    }
    for (std::size_t r = 1; r < looked_at; ++r) {
        std::size_t words = 0, numbers = 0, all = 0;
        for (std::size_t c = 0; c < std::min(columns, rows[r].size()); ++c)
            if (numeric[c]) {
                ++all;
                const std::string& field = rows[r][c];
                const bool value = is_value(field);
                numbers += value;
                words += !value && !says_nothing(field) &&
                         std::ranges::none_of(rows.begin() + std::ptrdiff_t(looked_at), rows.end(),
                                              [&](const Row& row) { return c < row.size() && row[c] == field; });
            }
        if (numbers == 0 && words >= 2 && 2 * words >= all && names_go_on(rows[r - 1], rows[r], numeric))
            last = r;
    }
    if (last == 0)
        return 0;
    return last + 1 + (last + 1 < rows.size() && empty_row(rows[last + 1]));
}

/// How many of the first records are no rows: a line that counts rows and columns, a title, remarks.
std::size_t odd_rows_before(const Rows& rows, std::size_t columns, CsvDialect& dialect)
{
    constexpr std::size_t most = 20;
    if (rows.size() < 3 || columns < 2)
        return 0;
    const auto count = [](const std::string& field) -> std::size_t {
        const auto v = parse_integer(field);
        return v && *v > 0 ? std::size_t(*v) : 0;
    };
    const Row& first = rows[0];
    if (first.size() >= 2 && count(first[0]) && (count(first[1]) == columns || count(first[1]) == columns - 1)) {
        const std::vector<std::string> rest(first.begin() + 2, first.end());
        const bool enough = count(first[0]) + 2 >= rows.size();
        const bool blank = empty_row(rest) && (columns > 3 || first.size() < columns);
        // Classes by name, where rows have numbers or nothing.
        bool classes = !rest.empty();
        for (std::size_t c = 2; c < first.size(); ++c)
            classes = classes && !first[c].empty() && !is_value(first[c]) && (c >= rows[2].size() || is_value(rows[2][c]));
        if (enough && (blank || classes)) {
            dialect.counted_rows = count(first[0]);
            if (classes)
                dialect.counted_classes = rest;
            return 1;
        }
    }
    const auto filled = [](const Row& row) {
        return std::ranges::count_if(row, [](const auto& field) { return !field.empty(); });
    };
    std::size_t odd = 0, whole = 0; // Whole: with all delimiters, as spreadsheets write a title.
    for (; odd < std::min(most, rows.size() - 2); ++odd) {
        const Row& row = rows[odd];
        const bool remark = row.front().starts_with('#') && row.size() < columns;
        if (!remark && (filled(row) > 1 || columns < 3 || row.size() + 1 == columns || std::ranges::any_of(row, is_value)))
            break;
        whole += row.size() == columns;
    }
    // A table that is so all the way down has no title.
    if (odd == 0 || odd == most || odd >= rows.size() / 2 || rows[odd].size() + 1 < columns)
        return 0;
    const Rows rest(rows.begin() + std::ptrdiff_t(odd), rows.end());
    const auto sparse = std::ranges::count_if(rest, [&](const Row& row) { return filled(row) <= 1; });
    return whole && (10 * sparse > std::ptrdiff_t(rest.size()) || !guess_header(rest)) ? 0 : odd;
}

/// Whether some column stands in these quotes all the way down.
bool quotes_a_column(std::string_view text, const CsvDialect& dialect)
{
    CsvScanner scanner(text.substr(0, sample_bytes), dialect);
    std::vector<CsvField> fields;
    std::vector<std::size_t> filled, quoted;
    for (std::size_t row = 0; row < sample_rows && scanner.next(fields); ++row) {
        filled.resize(std::max(filled.size(), fields.size()));
        quoted.resize(filled.size());
        for (std::size_t c = 0; c < fields.size(); ++c) {
            const std::string_view bare(fields[c].begin, std::size_t(fields[c].end - fields[c].begin));
            filled[c] += !is_missing_word(bare);
            quoted[c] += fields[c].quoted && fields[c].plain;
        }
    }
    for (std::size_t c = 0; c < filled.size(); ++c)
        if (filled[c] >= 2 && 20 * quoted[c] >= 19 * filled[c])
            return true;
    return false;
}

/// Quotes that belong to the texts: something stands behind a closing one, or one is not closed, and the rows are as
/// regular without them.
bool quotes_are_text(std::string_view text, const CsvDialect& dialect)
{
    struct Seen {
        std::size_t irregular = 0, odd = 0;
    };
    const bool cut = text.size() > sample_bytes; // Perhaps within quotes.
    const auto look = [&](char quote) {
        CsvDialect other = dialect;
        other.quote = quote;
        CsvScanner scanner(text.substr(0, sample_bytes), other);
        std::vector<CsvField> fields;
        Seen seen;
        while (scanner.next(fields) && !(cut && scanner.broken())) {
            seen.irregular += fields.size() != dialect.columns;
            seen.odd += scanner.broken();
            for (const CsvField& f : fields)
                seen.odd += f.quoted && !f.plain && f.end[-1] != quote;
        }
        return seen;
    };
    const Seen with = look(dialect.quote);
    if (!with.odd)
        return false;
    const Seen without = look('\0');
    return without.irregular <= with.irregular + cut;
}

} // namespace

// ---- Scanning -------------------------------------------------------------------------------------------------------

CsvScanner::CsvScanner(std::string_view text, const CsvDialect& dialect, std::size_t at)
    : begin_(text.data()), p_(begin_ + at), end_(begin_ + text.size()), delimiter_(dialect.delimiter),
      quote_(dialect.quote), other_delimiter_(delimiter_ == ' ' ? '\t' : delimiter_)
{
}

const char* CsvScanner::mark_from(const char* from)
{
    while (from < end_) {
        if (!block_ || from < block_ || from >= block_ + ByteMarks::size) {
            block_ = from; // Zeros behind the end are no marks.
            marks_ = ByteMarks(from, std::size_t(end_ - from)).of_any(delimiter_, other_delimiter_, '\n', '\r');
        }
        if (const std::uint64_t behind = marks_ >> (from - block_))
            return from + std::countr_zero(behind);
        from = block_ + ByteMarks::size;
    }
    return end_;
}

void CsvScanner::end_line()
{
    if (p_ < end_) {
        const char c = *p_++;
        if (c == '\r' && p_ < end_ && *p_ == '\n')
            ++p_;
    }
    ++next_line_;
}

bool CsvScanner::field(std::vector<CsvField>& fields)
{
    const char* q = p_;
    while (q < end_ && (*q == ' ' || *q == '\t') && (*q != delimiter_ || delimiter_ == ' '))
        ++q;
    if (q < end_ && *q == quote_ && quote_) {
        const char* const limit = std::size_t(end_ - q) > longest_quoted ? q + longest_quoted : end_;
        CsvField field{q, nullptr, true, true};
        const char* c = q + 1;
        for (;;) {
            c = c < limit ? static_cast<const char*>(std::memchr(c, quote_, std::size_t(limit - c))) : nullptr;
            if (!c) {
                cut_ = limit == end_;
                return false;
            }
            if (c + 1 < end_ && c[1] == quote_) {
                field.plain = false;
                c += 2;
                continue;
            }
            break;
        }
        for (const char* n = q; (n = static_cast<const char*>(std::memchr(n, '\n', std::size_t(c - n)))) != nullptr;
             ++n)
            ++next_line_;
        field.end = c + 1;
        p_ = mark_from(c + 1);
        for (const char* behind = c + 1; behind < p_; ++behind)
            if (*behind != ' ') {
                field.plain = false;
                field.end = behind + 1;
            }
        fields.push_back(field);
        return true;
    }
    const char* e = mark_from(q);
    p_ = e;
    while (e > q && (e[-1] == ' ' || e[-1] == '\t'))
        --e;
    fields.push_back({q, e, false, true});
    return true;
}

void CsvScanner::skip_empty_lines()
{
    while (p_ < end_ && (*p_ == '\n' || *p_ == '\r'))
        end_line();
}

bool CsvScanner::next(std::vector<CsvField>& fields)
{
    for (;;) {
        skip_empty_lines();
        fields.clear();
        broken_ = cut_ = false;
        line_ = next_line_;
        if (p_ == end_)
            return false;
        const char* const start = p_;
        for (;;) {
            if (!field(fields)) {
                broken_ = true;
                fields.clear();
                p_ = start;
                while (p_ < end_ && *p_ != '\n' && *p_ != '\r')
                    ++p_;
                next_line_ = line_;
                end_line();
                return true;
            }
            if (p_ == end_ || *p_ == '\n' || *p_ == '\r')
                break;
            ++p_; // The delimiter.
            if (delimiter_ == ' ') {
                while (p_ < end_ && (*p_ == ' ' || *p_ == '\t'))
                    ++p_;
                if (p_ == end_ || *p_ == '\n' || *p_ == '\r')
                    break;
            }
        }
        end_line();
        if (fields.size() > 1 || fields[0].quoted || fields[0].begin != fields[0].end)
            return true;
    }
}

CsvBeginning beginning_of(std::string_view text, const CsvDialect& dialect)
{
    CsvBeginning beginning;
    for (; beginning.lines < dialect.skipped_lines && beginning.at < text.size(); ++beginning.lines) {
        beginning.at = std::min(text.find_first_of("\r\n", beginning.at), text.size());
        beginning.at += text.substr(beginning.at, 2) == "\r\n" ? 2 : beginning.at < text.size();
    }
    CsvScanner scanner(text, dialect, beginning.at);
    std::vector<CsvField> fields;
    std::string scratch;
    while (beginning.header.size() < dialect.header_rows && scanner.next(fields)) {
        beginning.header.emplace_back();
        for (const CsvField& f : fields)
            beginning.header.back().emplace_back(trimmed(field_text(f, dialect.quote, scratch)));
    }
    beginning.at = scanner.at();
    beginning.lines += scanner.next_line() - 1;
    return beginning;
}

std::size_t count_of(std::string_view text, char c)
{
    std::size_t count = 0, i = 0;
    for (; i + ByteMarks::size <= text.size(); i += ByteMarks::size)
        count += std::size_t(std::popcount(ByteMarks(text.data() + i, ByteMarks::size).of(c)));
    return count + std::size_t(std::ranges::count(text.substr(i), c));
}

std::size_t next_record(std::string_view text, const CsvDialect& dialect, std::size_t at, bool inside)
{
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text[i] == dialect.quote && dialect.quote)
            inside = !inside;
        else if (!inside && (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))))
            return i + 1;
        if (inside && i - at > CsvScanner::longest_quoted)
            inside = false; // No text is that long: what was taken for a quote is none.
    }
    return text.size();
}

std::string_view text_without_quotes(const CsvField& field, char quote, std::string& scratch)
{
    if (field.plain)
        return {field.begin + 1, std::size_t(field.end - field.begin) - 2};
    scratch.clear();
    const char* p = field.begin + 1;
    for (; p < field.end; ++p) {
        if (*p == quote) {
            if (p + 1 == field.end || p[1] != quote)
                break;
            ++p;
        }
        scratch += *p;
    }
    if (p < field.end) // What stands after the closing quote.
        scratch.append(p + 1, field.end);
    return scratch;
}

// ---- Guessing -------------------------------------------------------------------------------------------------------

CsvDialect guess_dialect(std::string_view text, const CsvWishes& wishes)
{
    static constexpr std::array<char, 5> delimiters = {',', '\t', ';', '|', ' '};
    static constexpr std::array<char, 3> quotes = {'"', '\'', '\0'};
    CsvDialect best;
    Sample found;
    double highest = -1;
    for (char delimiter : wishes.delimiter ? std::vector<char>{*wishes.delimiter}
                                           : std::vector<char>(delimiters.begin(), delimiters.end()))
        for (char quote :
             wishes.quote ? std::vector<char>{*wishes.quote} : std::vector<char>(quotes.begin(), quotes.end())) {
            CsvDialect dialect;
            dialect.delimiter = delimiter;
            dialect.quote = quote;
            dialect.skipped_lines = wishes.skipped_lines.value_or(0);
            Sample sample = sample_of(text, dialect);
            Score s = score(sample.rows, delimiter);
            dialect.columns = s.columns;
            // Single quotes are apostrophes unless a column stands in them.
            if (quote == '\'' && !wishes.quote) {
                if (!quotes_a_column(text, dialect))
                    continue;
                s.value += 0.01;
            }
            if (s.value > highest + 0.005) {
                highest = s.value;
                best = dialect;
                found = std::move(sample);
            }
        }
    if (!wishes.quote && best.quote && best.columns > 1 && quotes_are_text(text, best)) {
        best.quote = '\0';
        found = sample_of(text, best);
    }
    Rows& rows = found.rows;
    if (!wishes.skipped_lines)
        if (const std::size_t odd = odd_rows_before(rows, best.columns, best)) {
            best.skipped_lines = found.lines[odd] - 1;
            rows.erase(rows.begin(), rows.begin() + std::ptrdiff_t(odd));
        }
    best.header_rows = wishes.header_rows ? *wishes.header_rows : several_header_rows(rows, best.columns);
    if (!wishes.header_rows && !best.header_rows)
        best.header_rows = guess_header(rows);
    if (wishes.decimal) {
        best.decimal = *wishes.decimal;
    } else if (best.delimiter != ',') {
        std::size_t points = 0, commas = 0;
        for (const auto& row : rows)
            for (const auto& field : row) {
                const bool point = field.find('.') != field.npos, comma = field.find(',') != field.npos;
                points += point && parse_number(field).has_value();
                commas += comma && parse_number(field, DecimalMark::Comma).has_value();
            }
        if (commas > points)
            best.decimal = DecimalMark::Comma;
    }
    return best;
}

} // namespace loom
