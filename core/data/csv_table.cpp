#include "data/csv_column.h"
#include "data/csv_mend.h"
#include "data/csv_text.h"
#include "data/text_encoding.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace loom {
namespace {

constexpr std::size_t most_columns = 100'000;

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

/// One name for each column from names one above the other; one that stands over several columns is written once.
std::vector<std::string> joined_names(const std::vector<std::vector<std::string>>& header)
{
    if (header.empty())
        return {};
    if (header.size() == 1)
        return header.front();
    std::size_t last = header.size() - 1;
    while (last > 0 && std::ranges::all_of(header[last], &std::string::empty))
        --last;
    std::vector<std::string> names(header[last].size());
    for (std::size_t r = 0; r <= last; ++r) {
        std::string above;
        for (std::size_t c = 0; c < std::min(names.size(), header[r].size()); ++c) {
            if (!header[r][c].empty() || r == last)
                above = header[r][c];
            if (!above.empty())
                names[c] += (names[c].empty() ? "" : "-") + above;
        }
    }
    return names;
}

class Reading {
public:
    Reading(std::span<const CsvPiece> pieces, const CsvWishes& wishes, Progress* progress, std::size_t share_bytes)
        : pieces_(pieces), wishes_(wishes), share_bytes_(share_bytes), progress_(progress)
    {
        dialect_ = guess_dialect(pieces.front().text, wishes);
        beginnings_.push_back(beginning_of(pieces.front().text, dialect_));
        CsvWishes same{dialect_.delimiter, dialect_.quote, wishes.skipped_lines, dialect_.header_rows, dialect_.decimal};
        for (const CsvPiece& piece : pieces.subspan(1))
            beginnings_.push_back(beginning_of(piece.text, guess_dialect(piece.text, same)));
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
        std::vector<CsvColumn> builders(dialect_.columns, CsvColumn(dialect_.decimal));
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
            bool empty = !named && dialect_.header_rows;
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
        tell_oddities();
        mend(*table_, dialect_, wishes_.mend);
        return table_;
    }

private:
    /// What was no row, in the reader's words: what it is taken for can be overruled.
    void tell_oddities()
    {
        const std::string_view text = pieces_.front().text;
        if (const std::size_t lines = dialect_.skipped_lines; lines && !wishes_.skipped_lines) {
            std::string first(text.substr(0, std::min<std::size_t>(text.find_first_of("\r\n"), 60)));
            while (!is_utf8(first))
                first.pop_back();
            if (dialect_.counted_rows)
                table_->notes.push_back(Message(
                    LOOM_TEXT("The first line, “%1”, counts rows and columns and is no row of the table. It was passed "
                              "over; “Lines passed over” in the settings of the source overrules that."),
                    first));
            else
                table_->notes.push_back(Message(
                    LOOM_TEXT("The first %1 lines, “%2” …, are no rows of the table. They were passed over; “Lines "
                              "passed over” in the settings of the source overrules that."),
                    lines, first));
            const std::size_t all = table_->rows + table_->bad_row_count;
            if (dialect_.counted_rows && pieces_.size() == 1 && *dialect_.counted_rows != all)
                table_->notes.push_back(
                    Message(LOOM_TEXT("The first line counts %1 rows; the file has %2. It may have been cut off."),
                            *dialect_.counted_rows, all));
        }
        if (dialect_.header_rows > 1 && !wishes_.header_rows)
            table_->notes.push_back(Message(
                LOOM_TEXT("The first %1 rows hold names, one above the other; they were joined to one name a column. "
                          "“Rows of names” in the settings of the source overrules that."),
                dialect_.header_rows));
    }

    Status read_header()
    {
        if (dialect_.header_rows) {
            given_names_ = joined_names(beginnings_.front().header);
            for (std::size_t i = 1; i < pieces_.size(); ++i) {
                if (joined_names(beginnings_[i].header) != given_names_)
                    return Error{Message(LOOM_TEXT("%1 has other columns than %2."), pieces_[i].name, pieces_.front().name),
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

    bool last_column_empty()
    {
        CsvScanner scanner(pieces_.front().text, dialect_, beginnings_.front().at);
        std::vector<CsvField> fields;
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
        std::vector<CsvColumn> builders = {};
        std::vector<Aside> aside = {};
    };

    /// Where records begin is guessed: a border may lie within quotes, which the number of quotes before it tells in
    /// all texts but odd ones. mend_borders() finds those.
    void cut_into_shares()
    {
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            const CsvPiece& piece = pieces_[p];
            const std::size_t begin = beginnings_[p].at, size = piece.text.size();
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
            shares_[shares_.size() - parts].lines_before = beginnings_[p].lines;
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
        share.builders.assign(dialect_.columns, CsvColumn(dialect_.decimal));
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
                    for (CsvColumn& b : share.builders)
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
            share.builders[c] = CsvColumn::anew(dialect_.decimal);
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
    CsvWishes wishes_;
    std::vector<CsvBeginning> beginnings_; // Of the pieces.
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
