#include "base/process.h"
#include "base/stopped.h"
#include "data/csv_blocks.h"
#include "data/csv_column.h"
#include "data/csv_mend.h"
#include "data/csv_text.h"
#include "data/text_encoding.h"

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
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

/// Threads take their turns at what must be done in order.
class Turns {
public:
    /// Until all in front of `i` are done; false where one of them failed.
    bool wait(std::size_t i)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return next_ == i || failed_; });
        return !failed_;
    }
    void done()
    {
        const std::lock_guard lock(mutex_);
        ++next_;
        changed_.notify_all();
    }
    void fail()
    {
        const std::lock_guard lock(mutex_);
        failed_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t next_ = 0;
    bool failed_ = false;
};

/// A part of a text in memory.
class Window {
public:
    Window(const CsvPiece& piece, std::string buffer) : piece_(&piece), buffer_(std::move(buffer)) {}

    /// [begin, end) of the text, or up to where the text ends.
    Status load(std::uint64_t begin, std::uint64_t end)
    {
        begin_ = begin;
        buffer_.resize(std::size_t(std::min(end, piece_->text->size()) - begin));
        return piece_->text->read(begin, buffer_);
    }
    /// Twice as much.
    Status extend()
    {
        if (buffer_.size() > longest_line)
            return no_table(*piece_);
        const std::size_t have = buffer_.size();
        buffer_.resize(std::size_t(std::min<std::uint64_t>(2 * have + 1, piece_->text->size() - begin_)));
        return piece_->text->read(begin_ + have, std::span(buffer_).subspan(have));
    }
    bool at_the_end() const { return begin_ + buffer_.size() == piece_->text->size(); }
    std::string_view text() const { return buffer_; }
    std::uint64_t begin() const { return begin_; }
    std::string give_back() { return std::move(buffer_); }

    static constexpr std::size_t longest_line = std::size_t{64} << 20;
    static Error no_table(const CsvPiece& piece)
    {
        return {Message(LOOM_TEXT("%1 has a line of more than %2 MB; that is no table."), piece.name, longest_line >> 20),
                LOOM_TEXT("Choose a file with rows.")};
    }

private:
    const CsvPiece* piece_;
    std::string buffer_;
    std::uint64_t begin_ = 0;
};

class Reading {
public:
    Reading(std::span<const CsvPiece> pieces, const CsvWishes& wishes, Progress* progress, CsvMemory memory)
        : pieces_(pieces), wishes_(wishes), memory_(memory), progress_(progress)
    {
    }

    Result<CsvTable> read()
    {
        LOOM_TRY(look_at_beginnings());
        if (!utf8_)
            return CsvTable{nullptr, false};
        LOOM_TRY(read_header());
        std::uint64_t bytes = 0;
        for (const CsvPiece& piece : pieces_)
            bytes += piece.text->size();
        if (progress_) {
            progress_->done = 0;
            progress_->total += std::int64_t(bytes);
        }
        const bool in_files = bytes > memory_.most_in_memory.value_or(most_in_memory());
        const std::size_t each = in_files ? std::min(memory_.most_of_columns / (2 * dialect_.columns), std::size_t{1} << 20)
                                          : std::numeric_limits<std::size_t>::max();
        for (std::size_t c = 0; c < dialect_.columns; ++c)
            columns_.emplace_back(dialect_.decimal, each);
        cut_into_shares();
        LOOM_TRY(for_each_share([&](std::size_t i, Window& window) { return read_first(i, window); }));
        if (!utf8_) {
            if (progress_)
                progress_->total -= std::int64_t(bytes);
            return CsvTable{nullptr, false};
        }
        LOOM_TRY(check_rows());
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (columns_[c].again()) {
                again_.push_back(c);
                columns_[c].begin_again();
            }
        if (!again_.empty()) {
            if (progress_)
                progress_->done = 0;
            LOOM_TRY(for_each_share([&](std::size_t i, Window& window) { return read_again(i, window); }));
        }

        const auto names = column_names(given_names_, dialect_.columns);
        std::vector<std::optional<Column>> columns(columns_.size());
        std::vector<std::vector<Message>> notes(columns_.size());
        parallel_for(columns_.size(), allowed_processors(),
                     [&](std::size_t c) { columns[c] = columns_[c].finish(names[c], notes[c]); });
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
        return CsvTable{table_};
    }

private:
    static std::uint64_t most_in_memory()
    {
        return std::clamp<std::uint64_t>(free_memory_bytes() / 8, std::uint64_t{1} << 28, std::uint64_t{1} << 31);
    }

    /// Of each piece, as much as tells how it is written and where its rows begin.
    Status look_at_beginnings()
    {
        CsvWishes wishes = wishes_;
        for (const CsvPiece& piece : pieces_) {
            constexpr std::size_t enough = std::size_t{1} << 20; // Behind the beginning of the rows.
            std::string head;
            for (std::size_t size = 4 * enough;; size *= 2) {
                const auto all = std::size_t(piece.text->size() - piece.from);
                auto read = piece.text->read(piece.from, std::min(size, all));
                if (!read)
                    return read.error();
                head = std::move(*read);
                const CsvDialect dialect = guess_dialect(head, wishes);
                CsvBeginning beginning = beginning_of(head, dialect);
                if (head.size() < all && beginning.at + enough > head.size()) {
                    if (head.size() > Window::longest_line + beginning.at)
                        return Window::no_table(piece);
                    continue;
                }
                if (!is_utf8(std::string_view(head).substr(0, beginning.at)))
                    utf8_ = false;
                if (&piece == &pieces_.front()) {
                    dialect_ = dialect;
                    wishes = {dialect.delimiter, dialect.quote, wishes_.skipped_lines, dialect.header_rows, dialect.decimal};
                }
                beginnings_.push_back(std::move(beginning));
                break;
            }
            if (&piece == &pieces_.front())
                head_ = std::move(head);
        }
        return Ok{};
    }

    /// What was no row, in the reader's words: what it is taken for can be overruled.
    void tell_oddities()
    {
        const std::string_view text = head_;
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
        CsvScanner scanner(head_, dialect_, beginnings_.front().at);
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
    /// The records of a part of a text, for one thread.
    struct Share {
        const CsvPiece* piece;
        std::uint64_t from, to;                 // Where the text was cut, perhaps within a record.
        std::uint64_t begin = 0, end = 0;       // Of its records, as far as is known when it is read,
        std::uint64_t stopped = 0;              // and where the record behind its last one begins.
        std::size_t lines = 0, lines_before = 0; // Its own; those of the text in front of it.
        std::size_t rows = 0, bad_rows = 0;
        std::vector<CsvColumn> columns = {};
        std::vector<Aside> aside = {};

        bool last() const { return to == piece->text->size(); }
    };

    /// Memory that a share leaves to the next.
    struct Spare {
        std::string buffer;
        std::vector<CsvColumn> columns;
    };

    void cut_into_shares()
    {
        for (std::size_t p = 0; p < pieces_.size(); ++p) {
            const CsvPiece& piece = pieces_[p];
            const std::uint64_t begin = piece.from + beginnings_[p].at, size = piece.text->size();
            const std::uint64_t parts = std::max<std::uint64_t>(1, (size - begin) / memory_.share_bytes);
            for (std::uint64_t i = 0; i < parts; ++i)
                shares_.push_back({&piece, begin + (size - begin) / parts * i,
                                   i + 1 == parts ? size : begin + (size - begin) / parts * (i + 1)});
            shares_[shares_.size() - std::size_t(parts)].lines_before = beginnings_[p].lines;
        }
        quotes_open_.resize(shares_.size() + 1);
    }

    /// Calls `work(share, window)` for all shares, several at a time, each with memory for its text.
    template <class F>
    Status for_each_share(F work)
    {
        Turns counting, joining;
        counting_ = &counting;
        joining_ = &joining;
        std::mutex mutex;
        std::vector<Spare> spare;
        std::optional<Error> error;
        const auto fail = [&] {
            counting.fail();
            joining.fail();
        };
        parallel_for(shares_.size(), allowed_processors(), [&](std::size_t i) {
            Spare own;
            {
                const std::lock_guard lock(mutex);
                if (error || stopped())
                    return fail();
                if (!spare.empty()) {
                    own = std::move(spare.back());
                    spare.pop_back();
                }
            }
            Window window(*shares_[i].piece, std::move(own.buffer));
            shares_[i].columns = std::move(own.columns);
            try {
                const Status status = work(i, window);
                const std::lock_guard lock(mutex);
                if (!status && !error)
                    error = status.error();
                if (!status)
                    fail();
                spare.push_back({window.give_back(), std::move(shares_[i].columns)});
            } catch (...) {
                fail();
                throw;
            }
        });
        if (progress_ && progress_->cancelled)
            return opening_stopped();
        if (error)
            return *error;
        return Ok{};
    }

    bool stopped() const { return !utf8_ || (progress_ && progress_->cancelled); }

    /// Where records begin is guessed: a cut may lie within quotes, which the number of quotes before it tells in all
    /// texts but odd ones.
    Status read_first(std::size_t i, Window& window)
    {
        const std::size_t beyond = std::clamp<std::size_t>(memory_.share_bytes / 64, 64, std::size_t{64} << 10);
        Share& share = shares_[i];
        LOOM_TRY(window.load(share.from, share.to + beyond));
        const auto size = std::size_t(share.to - share.from);
        const bool odd = dialect_.quote && count_of(window.text().substr(0, size), dialect_.quote) % 2 == 1;
        if (!counting_->wait(i))
            return Ok{};
        const bool first = i == 0 || shares_[i - 1].piece != share.piece;
        const bool open = !first && quotes_open_[i], open_behind = open != odd;
        quotes_open_[i + 1] = open_behind;
        counting_->done();

        std::size_t begin = 0, end = window.text().size();
        const auto find = [&](std::size_t from, bool inside, std::size_t& to) -> Status {
            while ((to = next_record(window.text(), dialect_, from, inside)) == window.text().size() && !window.at_the_end())
                LOOM_TRY(window.extend());
            return Ok{};
        };
        if (!first)
            LOOM_TRY(find(0, open, begin));
        if (!share.last())
            LOOM_TRY(find(size, open_behind, end));
        if (!is_utf8(window.text().substr(begin, end - begin)))
            utf8_ = false;
        read_rows(share, window, begin, end);
        if (!joining_->wait(i))
            return Ok{};
        if (stopped()) {
            joining_->fail();
            return Ok{};
        }
        if (!first) {
            const Share& before = shares_[i - 1];
            share.lines_before = before.lines_before + before.lines;
            // Each share must begin where the one before it ended; else it is read again from there.
            if (share.begin != before.stopped) {
                const std::uint64_t text_end = window.begin() + end;
                LOOM_TRY(window.load(before.stopped, std::max(text_end, before.stopped) + CsvBlock::readable));
                read_rows(share, window, 0, std::size_t(std::max(text_end, before.stopped) - before.stopped));
            }
        }
        join(share);
        joining_->done();
        return Ok{};
    }

    /// Only the columns that want it.
    Status read_again(std::size_t i, Window& window)
    {
        Share& share = shares_[i];
        const std::uint64_t stopped_first = share.stopped;
        std::size_t rows = 0;
        LOOM_TRY(window.load(share.begin, share.end + CsvBlock::readable));
        restart(share, again_.size(), true);
        std::string scratch;
        for_each_row(
            share, window.text(), 0, std::size_t(share.end - share.begin), window.begin(),
            [&](const CsvBlock& block, std::size_t) {
                rows += block.rows;
                for (std::size_t c = 0; c < again_.size(); ++c)
                    share.columns[c].read_again(block, again_[c]);
            },
            [&](const std::vector<CsvField>& fields, std::size_t) {
                ++rows;
                for (std::size_t c = 0; c < again_.size(); ++c)
                    share.columns[c].read_again(field_text(fields[again_[c]], dialect_.quote, scratch));
            },
            [](auto&&...) {});
        if (!stopped() && (rows != share.rows || share.stopped != stopped_first))
            return Error{Message(LOOM_TEXT("%1 has changed while it was read."), share.piece->name),
                         LOOM_TEXT("Open it again when the other program has written it.")};
        if (!joining_->wait(i))
            return Ok{};
        for (std::size_t c = 0; c < again_.size(); ++c)
            columns_[again_[c]].append(std::move(share.columns[c]), share.lines_before);
        joining_->done();
        return Ok{};
    }

    /// Calls `visit_block(block, line)` for good rows that stand together, `visit_row(fields, line)` for single ones and
    /// `set_aside(line, fields, reason)` for the others, from `begin` to `end` of a text whose first byte is the file's
    /// `text_begin`. Ends early in front of a record that goes on behind `end`, and where the reading was stopped.
    template <class F, class G, class H>
    void for_each_row(Share& share, std::string_view text, std::size_t begin, std::size_t end, std::uint64_t text_begin,
                      F visit_block, G visit_row, H set_aside)
    {
        CsvBlocks blocks(dialect_);
        CsvBlock block;
        CsvScanner scanner(text.substr(0, end), dialect_, begin);
        std::vector<CsvField> fields;
        const bool last = text_begin + end == share.piece->text->size();
        for (;;) {
            scanner.skip_empty_lines();
            const std::size_t at = scanner.at();
            share.stopped = text_begin + at;
            share.lines = scanner.next_line() - 1;
            if (at >= end || stopped())
                return;
            blocks.read(text, at, end, block);
            if (block.rows) {
                visit_block(block, scanner.next_line());
                scanner.pass(block.bytes, block.lines_before(block.rows));
            } else if (const bool found = scanner.next(fields); scanner.cut() && !last) {
                return;
            } else if (found) {
                const std::string_view record = text.substr(at, scanner.at() - at);
                if (scanner.broken())
                    set_aside(scanner.line(), fields.size(), Message(LOOM_TEXT("A quote is opened and not closed.")));
                else if (fields.size() != dialect_.columns)
                    set_aside(scanner.line(), fields.size(),
                              Message(LOOM_TEXT("%1 fields were found, %2 were expected."), fields.size(), dialect_.columns));
                else if (record.find('\0') != record.npos)
                    set_aside(scanner.line(), fields.size(),
                              Message(LOOM_TEXT("The row holds zero bytes, which are no text.")));
                else
                    visit_row(fields, scanner.line());
            }
            if (progress_)
                progress_->done += std::int64_t(scanner.at() - at);
        }
    }

    void restart(Share& share, std::size_t columns, bool for_texts)
    {
        while (share.columns.size() < columns)
            share.columns.emplace_back(dialect_.decimal);
        for (CsvColumn& c : share.columns)
            c.restart(for_texts);
    }

    void read_rows(Share& share, const Window& window, std::size_t begin, std::size_t end)
    {
        share.begin = window.begin() + begin;
        share.end = window.begin() + end;
        restart(share, dialect_.columns, false);
        share.aside.clear();
        share.rows = share.bad_rows = 0;
        std::string scratch;
        for_each_row(
            share, window.text(), begin, end, window.begin(),
            [&](const CsvBlock& block, std::size_t line) {
                if (!share.rows) // How many come is about known.
                    for (CsvColumn& c : share.columns)
                        c.reserve((end - begin) / (block.bytes / block.rows + 1) * 9 / 8);
                for (std::size_t c = 0; c < dialect_.columns; ++c)
                    share.columns[c].add(block, c, line);
                share.rows += block.rows;
            },
            [&](const std::vector<CsvField>& fields, std::size_t line) {
                for (std::size_t c = 0; c < fields.size(); ++c)
                    share.columns[c].add(field_text(fields[c], dialect_.quote, scratch), line);
                ++share.rows;
            },
            [&](std::size_t line, std::size_t fields, Message reason) {
                if (share.bad_rows++ < Table::bad_rows_kept)
                    share.aside.push_back({line, fields, std::move(reason)});
            });
    }

    /// Behind all shares in front of it.
    void join(Share& share)
    {
        const bool first = !table_->rows && share.rows;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            columns_[c].append(std::move(share.columns[c]), share.lines_before);
            if (first) // How many come is about known.
                columns_[c].reserve(share.rows * shares_.size() * 17 / 16);
        }
        const std::string place = several_parts() ? share.piece->name + ":" : "";
        if (share.bad_rows && !table_->bad_row_count)
            first_bad_ = {share.piece->name, share.aside[0].line + share.lines_before, share.aside[0].fields};
        for (const Aside& aside : share.aside)
            table_->set_aside(place + std::to_string(aside.line + share.lines_before), aside.reason);
        table_->bad_row_count += share.bad_rows - share.aside.size();
        share.aside = std::vector<Aside>(); // Not {}: that would keep the memory.
        table_->rows += share.rows;
        if (several_parts())
            table_->split.insert(table_->split.end(), share.rows, share.piece->part);
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
    CsvMemory memory_;
    Progress* progress_;
    std::string head_;                    // Of the first piece.
    std::vector<CsvBeginning> beginnings_; // Of the pieces, behind what is no text.
    CsvDialect dialect_;
    std::vector<std::string> given_names_;
    std::vector<Share> shares_;
    std::vector<char> quotes_open_; // Where each share was cut.
    Turns *counting_ = nullptr, *joining_ = nullptr;
    std::atomic<bool> utf8_ = true;
    std::vector<CsvColumn> columns_;
    std::vector<std::size_t> again_; // Columns that are read once more.
    std::shared_ptr<Table> table_ = std::make_shared<Table>();
    Bad first_bad_;
    std::string scratch_;
};

} // namespace

Result<CsvTable> read_csv(std::span<const CsvPiece> pieces, const CsvWishes& wishes, Progress* progress, CsvMemory memory)
{
    return Reading(pieces, wishes, progress, memory).read();
}

} // namespace loom
