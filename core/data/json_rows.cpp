#include "data/json_rows.h"
#include "base/process.h"
#include "base/stopped.h"
#include "data/csv_column.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace loom {

using nlohmann::json;

/// Takes one value apart while it is parsed.
class JsonRowReader : public nlohmann::json_sax<json> {
public:
    /// `column`: empty for a whole row.
    JsonRowReader(JsonRows& rows, std::string column) : rows_(rows), path_(std::move(column)), row_(path_.empty()) {}

    std::optional<Message> fault;

    bool null() override { return value("null", {}, JsonRows::Nothing); }
    bool boolean(bool v) override { return value(v ? "true" : "false", v ? "true" : "false", JsonRows::Bool); }
    bool number_integer(number_integer_t v) override { return number(std::to_string(v)); }
    bool number_unsigned(number_unsigned_t v) override { return number(std::to_string(v)); }
    bool number_float(number_float_t, const string_t& raw) override { return number(raw); }
    bool string(string_t& v) override
    {
        return value(arrays_ ? json(v).dump(-1, ' ', false, json::error_handler_t::replace) : std::string(), v, JsonRows::Other);
    }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override
    {
        if (!deeper())
            return false;
        if (arrays_)
            return open('{');
        lengths_.push_back(path_.size());
        return true;
    }
    bool key(string_t& name) override
    {
        if (arrays_) {
            comma();
            text_ += json(name).dump(-1, ' ', false, json::error_handler_t::replace) + ":";
            fresh_ = true;
            return true;
        }
        path_.resize(lengths_.back());
        if (lengths_.size() > 1 || !row_)
            path_ += '.';
        path_ += name;
        return true;
    }
    bool end_object() override
    {
        --depth_;
        if (arrays_)
            return close('}');
        path_.resize(lengths_.back());
        lengths_.pop_back();
        return true;
    }
    bool start_array(std::size_t) override
    {
        if (row_ && depth_ == 0)
            return no_object();
        if (!deeper())
            return false;
        if (arrays_++ == 0) {
            text_.clear();
            lines_.clear();
            plain_ = fresh_ = true;
            text_ += '[';
            return true;
        }
        return open('[');
    }
    bool end_array() override
    {
        --depth_;
        if (--arrays_ > 0)
            return close(']');
        text_ += ']';
        return cell(plain_ ? lines_ : text_, JsonRows::Other);
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override
    {
        fault = e.id == 406 ? Message(LOOM_TEXT("It holds a number that is too large."))
                            : Message(LOOM_TEXT("It is no valid JSON at byte %1."), position);
        return false;
    }

private:
    bool number(const std::string& text) { return value(text, text, JsonRows::Number); }

    bool value(const std::string& quoted, std::string_view plain, JsonRows::Kind kind)
    {
        if (arrays_) {
            comma();
            text_ += quoted;
            if (arrays_ == 1 && plain_) {
                lines_ += lines_.empty() ? "" : "\n";
                lines_ += plain;
            }
            return true;
        }
        if (row_ && depth_ == 0)
            return no_object();
        return cell(std::string(plain), kind);
    }
    bool cell(std::string text, JsonRows::Kind kind)
    {
        if (rows_.pend(path_, std::move(text), kind))
            return true;
        fault = Message(LOOM_TEXT("It would make the table wider than %1 columns."), JsonRows::most_columns);
        return false;
    }
    bool deeper()
    {
        if (++depth_ <= JsonRows::deepest)
            return true;
        fault = Message(LOOM_TEXT("It is nested more than %1 deep."), JsonRows::deepest);
        return false;
    }
    bool no_object()
    {
        fault = Message(LOOM_TEXT("It is no object with names and values."));
        return false;
    }
    void comma()
    {
        if (!fresh_)
            text_ += ',';
        fresh_ = false;
    }
    /// Inside an array.
    bool open(char bracket)
    {
        plain_ = false;
        comma();
        text_ += bracket;
        return fresh_ = true;
    }
    bool close(char bracket)
    {
        text_ += bracket;
        fresh_ = false;
        return true;
    }

    JsonRows& rows_;
    std::string path_, text_, lines_;
    bool row_, plain_ = true, fresh_ = true;
    std::size_t depth_ = 0, arrays_ = 0;
    std::vector<std::size_t> lengths_;
};

bool JsonRows::pend(const std::string& name, std::string text, Kind kind)
{
    const auto [it, fresh] = places_.try_emplace(name, columns_.size());
    if (fresh) {
        if (columns_.size() == most_columns) {
            places_.erase(it);
            return false;
        }
        columns_.push_back({.name = name});
    }
    Cells& column = columns_[it->second];
    if (column.pending < pending_.size() && pending_[column.pending].column == it->second) {
        pending_[column.pending] = {it->second, std::move(text), kind}; // A key that comes twice: the last one counts.
        return true;
    }
    column.pending = pending_.size();
    pending_.push_back({it->second, std::move(text), kind});
    return true;
}

void JsonRows::commit(std::size_t row)
{
    for (const Pending& p : pending_) {
        Cells& column = columns_[p.column];
        column.kinds |= p.kind;
        if (p.text.empty())
            continue;
        column.rows.push_back(std::uint32_t(row));
        column.texts.push_back(p.text);
    }
    pending_.clear();
}

void JsonRows::drop(std::size_t columns_before)
{
    pending_.clear();
    for (; columns_.size() > columns_before; columns_.pop_back())
        places_.erase(columns_.back().name);
}

std::optional<Message> JsonRows::add(std::string_view object, std::size_t line)
{
    const std::size_t before = columns_.size();
    JsonRowReader reader(*this, {});
    if (!json::sax_parse(object.begin(), object.end(), &reader)) {
        drop(before);
        return reader.fault ? reader.fault : Message(LOOM_TEXT("It is no valid JSON at byte %1."), 1);
    }
    commit(lines_.size());
    lines_.push_back(std::uint32_t(line));
    return {};
}

std::optional<Message> JsonRows::add_value(const std::string& column, std::size_t row, std::string_view value, std::size_t line)
{
    const std::size_t before = columns_.size();
    JsonRowReader reader(*this, column);
    if (!json::sax_parse(value.begin(), value.end(), &reader)) {
        drop(before);
        return reader.fault ? reader.fault : Message(LOOM_TEXT("It is no valid JSON at byte %1."), 1);
    }
    commit(row);
    if (row == lines_.size())
        lines_.push_back(std::uint32_t(line));
    return {};
}

Column JsonRows::column_of(const Cells& cells, std::vector<Message>& notes) const
{
    std::size_t next = 0;
    const auto text_of = [&](std::size_t row) -> std::string_view {
        if (row == 0)
            next = 0;
        return next < cells.rows.size() && cells.rows[next] == row ? cells.texts[next++] : std::string_view();
    };
    if (cells.kinds == Bool) {
        std::vector<std::int32_t> codes;
        for (std::size_t row = 0; row < rows(); ++row) {
            const auto text = text_of(row);
            codes.push_back(text.empty() ? -1 : text == "true");
        }
        return {cells.name, ColumnType::Boolean, Codes{std::move(codes), {"false", "true"}}};
    }
    return guessed_column(cells.name, rows(), text_of, [&](std::size_t row) { return std::size_t(lines_[row]); }, notes);
}

Status JsonRows::finish(Table& table, std::string_view where, Progress* progress)
{
    const std::size_t bytes = rows() * columns_.size() * sizeof(double);
    if (const std::size_t free = free_memory_bytes(); free && bytes > free)
        return Error{Message(LOOM_TEXT("%1 has %2 columns in %3 rows, which is more than fits into memory."), where,
                             columns_.size(), rows()),
                     LOOM_TEXT("Keys that hardly any row has make such a table. Bring the values into fewer keys."),
                     Blame::Machine};
    std::vector<std::optional<Column>> made(columns_.size());
    std::vector<std::vector<Message>> notes(columns_.size());
    parallel_for(columns_.size(), allowed_processors(), [&](std::size_t c) {
        if (!progress || !progress->cancelled)
            made[c] = column_of(columns_[c], notes[c]);
        columns_[c].texts = {};
    });
    if (progress && progress->cancelled)
        return opening_stopped();
    table.rows = rows();
    for (std::size_t c = 0; c < made.size(); ++c) {
        table.columns.push_back(*std::move(made[c]));
        table.notes.insert(table.notes.end(), notes[c].begin(), notes[c].end());
    }
    return Ok{};
}

} // namespace loom
