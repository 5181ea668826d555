#include "base/json_number.h"
#include "base/threads.h"
#include "cli/data.h"
#include "cli/output.h"
#include "data/audit.h"
#include "data/open.h"
#include "data/relations.h"

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string path;
    bool json = false;
};

constexpr std::size_t shown_bad_rows = 20;

json numbers(std::span<const double> values)
{
    json out = json::array();
    for (const double v : values)
        out.push_back(json_number(v));
    return out;
}

void add_summary(json& out, const NumberSummary& s)
{
    out["min"] = json_number(s.min);
    out["max"] = json_number(s.max);
    out["mean"] = json_number(s.mean);
    out["deviation"] = json_number(s.deviation);
    out["quantiles"] = json::object();
    for (std::size_t i = 0; i < s.places.size(); ++i)
        out["quantiles"][number_text(s.places[i])] = json_number(s.quantiles[i]);
    out["histogram"] = s.histogram;
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
        add_summary(out, s);
        break;
    case ColumnType::Image:
        out["sizes"] = s.sizes;
        out["height"] = s.most_common.height;
        out["width"] = s.most_common.width;
        out["channels"] = s.most_common.channels;
        out["smallest"] = {s.smallest.height, s.smallest.width};
        out["largest"] = {s.largest.height, s.largest.width};
        out["channel_mean"] = numbers(s.channel_mean);
        out["channel_deviation"] = numbers(s.channel_deviation);
        break;
    case ColumnType::Category:
    case ColumnType::Boolean:
    case ColumnType::Text:
    case ColumnType::Id:
        out["distinct"] = s.distinct;
        out["values"] = json::object();
        for (const auto& [text, count] : s.top)
            out["values"][text] = count;
        if (!std::holds_alternative<Texts>(column.cells))
            break;
        add_summary(out["characters"], s.characters);
        add_summary(out["words"], s.words);
        out["words_from"] = s.words_from;
        break;
    case ColumnType::Audio:
        out["seconds"] = {{"min", s.shortest}, {"max", s.longest}, {"total", s.total_seconds}};
        out["rates"] = s.rates;
        out["rate"] = s.most_common_rate;
        out["channels"] = s.most_common_channels;
        break;
    case ColumnType::Vector:
        out["shape"] = std::get<Vectors>(column.cells).shape;
        break;
    }
    return out;
}

json matrix(std::span<const double> values, std::size_t columns)
{
    json out = json::array();
    for (std::size_t i = 0; i < values.size(); i += columns)
        out.push_back(numbers(values.subspan(i, columns)));
    return out;
}

json correlations_json(const Table& t)
{
    const Correlations c = correlations(t);
    const auto names = [&](const std::vector<std::size_t>& columns) {
        json out = json::array();
        for (const std::size_t i : columns)
            out.push_back(t.columns[i].name);
        return out;
    };
    return {{"numbers", names(c.numbers)},
            {"pearson", matrix(c.pearson, c.numbers.size())},
            {"spearman", matrix(c.spearman, c.numbers.size())},
            {"categories", names(c.categories)},
            {"cramers_v", matrix(c.cramers_v, c.categories.size())},
            {"left_out", c.left_out}};
}

/// Rows of each class, by part; null where the target is no class.
json balance_json(const Dataset& data)
{
    json out;
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        const auto counts = data.class_counts(part);
        for (std::size_t k = 0; k < counts.size(); ++k)
            out[std::string(part_id(part))][data.facts().classes[k]] = counts[k];
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
    case ColumnType::Vector:
        return shape_text(std::get<Vectors>(column.cells).shape);
    }
    return {};
}

/// Where, as editors understand it (a line of a file, or a file of a folder), and why.
Message described(const Place& place, const std::string& path, const BadRow& bad)
{
    if (bad.place.empty())
        return bad.reason;
    return Message(LOOM_TEXT("%1: %2"), place.is_folder() ? path_text(place.path() / bad.place) : path + ":" + bad.place,
                   bad.reason);
}

int run(const Options& o)
{
    const Place place(o.path);
    auto table = open_data(place);
    if (!table)
        return fail(table.error());
    const Table& t = **table;
    for (const Message& note : t.notes)
        tell(note);
    std::vector<BadRow> bad = t.bad_rows;
    std::vector<PictureLook> pictures;
    if (const Column* image = t.image_column())
        pictures = look_at_pictures(*image);
    for (const PictureLook& look : pictures)
        if (look.error)
            bad.push_back({{}, look.error->message}); // Names the file.
    const std::size_t bad_count = t.bad_row_count - t.bad_rows.size() + bad.size(), all = t.rows + t.bad_row_count;
    for (std::size_t i = 0; i < std::min(shown_bad_rows, bad.size()); ++i)
        tell(described(place, o.path, bad[i]));
    if (bad_count > 0)
        tell(Message(LOOM_TEXT("%1 of %2 rows cannot be used; they are left out."),
                     quantity_text(std::int64_t(bad_count)), quantity_text(std::int64_t(all))));
    const int code = bad_count > 0 ? wrong_input : good;

    std::vector<ColumnStatistics> all_statistics;
    for (const Column& column : t.columns)
        all_statistics.push_back(statistics(column));
    const auto made = Dataset::make(*table, {.source = t.source, .path = t.path});
    const Dataset* data = made ? made->get() : nullptr;
    const std::vector<DataFinding> findings = audit(t, data, all_statistics, pictures);
    if (!o.json) {
        std::vector<std::vector<std::string>> rows;
        for (std::size_t i = 0; i < t.columns.size(); ++i) {
            const ColumnStatistics& s = all_statistics[i];
            rows.push_back(
                {t.columns[i].name, render(column_type_title(t.columns[i].type)), described(t.columns[i], s),
                 s.missing ? render(Message(LOOM_TEXT("%1 missing"), quantity_text(std::int64_t(s.missing)))) : ""});
        }
        print(Message(LOOM_TEXT("%1 rows · %2 columns · %3"), quantity_text(std::int64_t(all - bad_count)), t.columns.size(),
                      find_source(t.source)->title));
        print_table(rows);
        static constexpr std::array signs = {LOOM_TEXT("Error"), LOOM_TEXT("Warning"), LOOM_TEXT("Note")};
        if (!findings.empty())
            print_line("");
        for (const DataFinding& f : findings)
            print(Message(LOOM_TEXT("%1: %2. %3"), signs[std::size_t(f.severity)], f.title, f.reason));
        return code;
    }
    json columns = json::array(), parts = json::object(), audited = json::array(), notes = json::array();
    for (const Message& note : t.notes)
        notes.push_back(render(note));
    for (std::size_t i = 0; i < t.columns.size(); ++i)
        columns.push_back(column_json(t.columns[i], all_statistics[i]));
    for (const Part part : t.split)
        parts[std::string(part_id(part))] = parts.value(std::string(part_id(part)), 0) + 1;
    for (const DataFinding& f : findings)
        audited.push_back(to_json(f));
    json out = {{"path", o.path},
                {"source", t.source},
                {"rows", all - bad_count},
                {"columns", std::move(columns)},
                {"correlations", correlations_json(t)},
                {"splits", std::move(parts)},
                {"target", guess_target(t)},
                {"bad_rows", bad_count},
                {"notes", std::move(notes)},
                {"audit", std::move(audited)}};
    if (data) {
        const Projection p = projection(*data);
        out["balance"] = balance_json(*data);
        out["projection"] = {{"rows", p.rows.size()}, {"explained", numbers(p.explained)}};
    }
    print_json(out);
    return code;
}

} // namespace

void add_data(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& data = *line.app.add_subcommand("data", render(LOOM_TEXT("Looks into data, converts and splits it.")));
    data.require_subcommand(1);
    CLI::App& command =
        line.add(data, "inspect", LOOM_TEXT("Says what a file or folder of data holds."), [o] { return run(*o); });
    command.add_option("PATH", o->path, render(LOOM_TEXT("A file or a folder.")))->required();
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
    add_data_convert(line, data);
    add_data_split(line, data);
}

Result<std::shared_ptr<const Table>> read_table(const std::string& path, int& code)
{
    auto table = open_data(Place(path));
    if (!table)
        return table.error();
    for (const Message& note : (*table)->notes)
        tell(note);
    if (const std::size_t bad = (*table)->bad_row_count) {
        tell(Message(LOOM_TEXT("%1 of %2 rows cannot be used; they are left out."), quantity_text(std::int64_t(bad)),
                     quantity_text(std::int64_t((*table)->rows + bad))));
        code = wrong_input;
    }
    return *table;
}

Status check_free(const std::filesystem::path& file, bool force)
{
    std::error_code error;
    if (force || !fs::exists(fs::symlink_status(file, error)))
        return Ok{};
    return Error{Message(LOOM_TEXT("%1 is there already."), path_text(file)), LOOM_TEXT("Choose another name, or write over it with --force."),
                 Blame::Call};
}

} // namespace loom::cli
