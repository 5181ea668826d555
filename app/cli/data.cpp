#include "base/threads.h"
#include "cli/command.h"
#include "cli/output.h"
#include "data/dataset.h"
#include "data/open.h"
#include "data/statistics.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string path;
    bool json = false;
};

constexpr std::size_t shown_bad_rows = 20;
constexpr PictureShape thumbnail{3, 32, 32}; // Enough to see whether a picture can be decoded.

json number(double v)
{
    return std::isfinite(v) ? json(v) : json();
}

json column_json(const Column& column, const ColumnStatistics& s)
{
    json out = {{"name", column.name},
                {"type", column_type_id(column.type)},
                {"title", render(column_type_title(column.type))},
                {"missing", s.missing}};
    switch (column.type) {
    case ColumnType::Integer:
    case ColumnType::Number:
    case ColumnType::DateTime:
        out["distinct"] = s.distinct;
        out["min"] = number(s.min);
        out["max"] = number(s.max);
        out["mean"] = number(s.mean);
        out["deviation"] = number(s.deviation);
        break;
    case ColumnType::Image:
        out["sizes"] = s.sizes;
        out["height"] = s.most_common.height;
        out["width"] = s.most_common.width;
        out["channels"] = s.most_common.channels;
        break;
    case ColumnType::Category:
    case ColumnType::Boolean:
    case ColumnType::Text:
    case ColumnType::Id:
        out["distinct"] = s.distinct;
        out["values"] = json::object();
        for (const auto& [text, count] : s.top)
            out["values"][text] = count;
        break;
    case ColumnType::Audio:
        out["seconds"] = {{"min", s.shortest}, {"max", s.longest}, {"total", s.total_seconds}};
        out["rates"] = s.rates;
        out["rate"] = s.most_common_rate;
        out["channels"] = s.most_common_channels;
        break;
    }
    return out;
}

std::string described(const Column& column, const ColumnStatistics& s)
{
    switch (column.type) {
    case ColumnType::Integer:
    case ColumnType::Number:
        return render(Message(LOOM_TEXT("%1 to %2, mean %3"), s.min, s.max, s.mean));
    case ColumnType::DateTime:
    case ColumnType::Category:
    case ColumnType::Boolean:
    case ColumnType::Text:
    case ColumnType::Id:
        return render(Message(LOOM_TEXT("%1 different"), quantity_text(std::int64_t(s.distinct))));
    case ColumnType::Audio:
        return render(Message(LOOM_TEXT("%1 to %2 s, %3 samples a second"), s.shortest, s.longest, s.most_common_rate));
    case ColumnType::Image:
        return shape_text({s.most_common.channels, s.most_common.height, s.most_common.width});
    }
    return {};
}

/// Pictures that cannot be decoded, by row. Those that are in memory have been.
std::vector<BadRow> unreadable_pictures(const Table& table)
{
    const Column* column = table.image_column();
    const PixelStore* store = column ? column->pixels() : nullptr;
    if (!store)
        return {};
    std::vector<std::optional<Error>> errors(store->size());
    parallel_for(store->size(), allowed_processors(), [&](std::size_t i) {
        if (!store->in_memory(i).empty())
            return;
        if (const auto picture = store->picture(i, thumbnail); !picture)
            errors[i] = picture.error();
    });
    std::vector<BadRow> bad;
    for (std::size_t i = 0; i < errors.size(); ++i)
        if (errors[i])
            bad.push_back({{}, errors[i]->message}); // Names the file.
    return bad;
}

/// Where, as editors understand it (a line of a file, or a file of a folder), and why.
Message described(const std::string& path, const BadRow& bad)
{
    if (bad.place.empty())
        return bad.reason;
    std::error_code error;
    return Message(LOOM_TEXT("%1: %2"),
                   fs::is_directory(path, error) ? path_text(fs::path(path) / bad.place) : path + ":" + bad.place,
                   bad.reason);
}

int run(const Options& o)
{
    auto table = open_data(o.path);
    if (!table)
        return fail(table.error());
    const Table& t = **table;
    for (const Message& note : t.notes)
        tell(note);
    std::vector<BadRow> bad = t.bad_rows;
    std::ranges::move(unreadable_pictures(t), std::back_inserter(bad));
    const std::size_t bad_count = t.bad_row_count - t.bad_rows.size() + bad.size(), all = t.rows + t.bad_row_count;
    for (std::size_t i = 0; i < std::min(shown_bad_rows, bad.size()); ++i)
        tell(described(o.path, bad[i]));
    if (bad_count > 0)
        tell(Message(LOOM_TEXT("%1 of %2 rows cannot be used; they are left out."),
                     quantity_text(std::int64_t(bad_count)), quantity_text(std::int64_t(all))));
    const int code = bad_count > 0 ? wrong_input : good;

    json columns = json::array();
    std::vector<std::vector<std::string>> rows;
    for (const Column& column : t.columns) {
        const ColumnStatistics s = statistics(column);
        if (o.json)
            columns.push_back(column_json(column, s));
        else
            rows.push_back(
                {column.name, render(column_type_title(column.type)), described(column, s),
                 s.missing ? render(Message(LOOM_TEXT("%1 missing"), quantity_text(std::int64_t(s.missing)))) : ""});
    }
    if (!o.json) {
        print(Message(LOOM_TEXT("%1 rows · %2 columns · %3"), quantity_text(std::int64_t(all - bad_count)), t.columns.size(),
                      find_source(t.source)->title));
        print_table(rows);
        return code;
    }
    json parts = json::object();
    for (const Part part : t.split)
        parts[std::string(part_id(part))] = parts.value(std::string(part_id(part)), 0) + 1;
    print_json({{"path", o.path},
                {"source", t.source},
                {"rows", all - bad_count},
                {"columns", std::move(columns)},
                {"splits", std::move(parts)},
                {"target", guess_target(t)},
                {"bad_rows", bad_count}});
    return code;
}

} // namespace

void add_data(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& data = *line.app.add_subcommand("data", render(LOOM_TEXT("Looks into data.")));
    data.require_subcommand(1);
    CLI::App& command =
        line.add(data, "inspect", LOOM_TEXT("Says what a file or folder of data holds."), [o] { return run(*o); });
    command.add_option("PATH", o->path, render(LOOM_TEXT("A file or a folder.")))->required();
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
