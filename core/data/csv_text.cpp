#include "data/csv_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <set>
#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace loom {
namespace {

constexpr std::size_t sample_bytes = std::size_t{1} << 19;
constexpr std::size_t sample_rows = 500;

using Rows = std::vector<std::vector<std::string>>;

/// The first rows as texts. A last one that the sample cuts is left out.
Rows sample_of(std::string_view text, const CsvDialect& dialect)
{
    const bool cut = text.size() > sample_bytes;
    CsvScanner scanner(text.substr(0, sample_bytes), dialect);
    Rows rows;
    std::vector<CsvField> fields;
    std::string scratch;
    while (rows.size() < sample_rows && scanner.next(fields)) {
        rows.emplace_back();
        for (const CsvField& f : fields)
            rows.back().emplace_back(field_text(f, dialect.quote, scratch));
    }
    if (cut && rows.size() > 1 && rows.size() < sample_rows)
        rows.pop_back();
    return rows;
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

bool guess_header(const Rows& rows)
{
    if (rows.empty())
        return true;
    const auto& first = rows.front();
    if (std::ranges::any_of(first, [](const auto& field) { return looks_numeric(field) || parse_date(field); }))
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
            numbers += looks_numeric(rows[r][c]) || parse_date(rows[r][c]).has_value();
            again = again || rows[r][c] == first[c];
        }
        if (filled && !is_missing_word(first[c]) && 2 * numbers > filled)
            return true;
        repeated += again;
    }
    // Words only: names are all different and do not come again as values.
    return repeated == 0 && std::set<std::string>(first.begin(), first.end()).size() == first.size();
}

} // namespace

// ---- Scanning -------------------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t block_bytes = 64;

/// Bit i: byte i of the 64 is one of the four.
std::uint64_t places_of(const char* bytes, char a, char b, char c, char d)
{
    std::uint64_t places = 0;
#ifdef __SSE2__
    for (std::size_t k = 0; k < block_bytes; k += 16) {
        const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + k));
        const auto is = [&](char mark) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(mark)); };
        const __m128i any = _mm_or_si128(_mm_or_si128(is(a), is(b)), _mm_or_si128(is(c), is(d)));
        places |= std::uint64_t(std::uint32_t(_mm_movemask_epi8(any))) << k;
    }
#else
    for (std::size_t k = 0; k < block_bytes; ++k)
        places |= std::uint64_t(bytes[k] == a || bytes[k] == b || bytes[k] == c || bytes[k] == d) << k;
#endif
    return places;
}

} // namespace

CsvScanner::CsvScanner(std::string_view text, const CsvDialect& dialect, std::size_t at)
    : begin_(text.data()), p_(begin_ + at), end_(begin_ + text.size()), delimiter_(dialect.delimiter),
      quote_(dialect.quote), other_delimiter_(delimiter_ == ' ' ? '\t' : delimiter_)
{
}

const char* CsvScanner::mark_from(const char* from)
{
    while (from < end_) {
        if (!block_ || from < block_ || from >= block_ + block_bytes) {
            block_ = from;
            char last[block_bytes] = {}; // Zeros are no marks.
            const auto left = std::size_t(end_ - from);
            if (left < block_bytes)
                std::memcpy(last, from, left);
            marks_ = places_of(left < block_bytes ? last : from, delimiter_, other_delimiter_, '\n', '\r');
        }
        if (const std::uint64_t behind = marks_ >> (from - block_))
            return from + std::countr_zero(behind);
        from = block_ + block_bytes;
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
            if (!c)
                return false;
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
        broken_ = false;
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

std::size_t count_of(std::string_view text, char c)
{
    std::size_t count = 0, i = 0;
    for (; i + block_bytes <= text.size(); i += block_bytes)
        count += std::size_t(std::popcount(places_of(text.data() + i, c, c, c, c)));
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
    Rows rows;
    double highest = -1;
    for (char delimiter : wishes.delimiter ? std::vector<char>{*wishes.delimiter}
                                           : std::vector<char>(delimiters.begin(), delimiters.end()))
        for (char quote :
             wishes.quote ? std::vector<char>{*wishes.quote} : std::vector<char>(quotes.begin(), quotes.end())) {
            CsvDialect dialect;
            dialect.delimiter = delimiter;
            dialect.quote = quote;
            Rows sample = sample_of(text, dialect);
            Score s = score(sample, delimiter);
            dialect.columns = s.columns;
            // Single quotes are apostrophes unless most texts stand in them.
            if (quote == '\'') {
                const std::string_view first = text.substr(0, sample_bytes);
                const auto opening = [&](char mark) { return first.find(std::string{mark, '\''}) != first.npos; };
                if (!first.starts_with('\'') || !opening(delimiter))
                    continue;
                s.value += 0.01;
            }
            if (s.value > highest + 0.005) {
                highest = s.value;
                best = dialect;
                rows = std::move(sample);
            }
        }
    best.header = wishes.header ? *wishes.header : guess_header(rows);
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
