#include "cli/data.h"
#include "cli/open.h"
#include "cli/output.h"
#include "data/open.h"
#include "data/table_write.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string path, output, project;
    bool force = false, json = false;
};

/// What is written.
struct Source {
    std::shared_ptr<const Table> table;
    std::vector<std::uint32_t> rows;
    std::string target;
};

/// As the steps of a project leave it: the rows that they choose, what they make of the columns.
Result<Source> prepared(const Options& o)
{
    auto project = load_project(o.project);
    if (!project)
        return project.error();
    auto document = with_data(project->document, o.path);
    if (!document)
        return document.error();
    auto data = open_dataset(*document, project->file);
    if (!data)
        return data.error();
    Source source{{*data, &(*data)->samples().prepared()}, {}, (*data)->target()};
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        source.rows.insert(source.rows.end(), (*data)->rows(part).begin(), (*data)->rows(part).end());
    std::ranges::sort(source.rows);
    const auto twice = std::ranges::unique(source.rows); // Where the test part is all rows.
    source.rows.erase(twice.begin(), twice.end());
    return source;
}

Result<Source> as_it_is(const Options& o, int& code)
{
    auto table = read_table(o.path, code);
    if (!table)
        return table.error();
    return Source{*table, rows_by_part(**table), guess_target(**table)};
}

int run(const Options& o)
{
    const fs::path output = o.output;
    const auto format = table_format_of(output);
    if (!format)
        return fail({Message(LOOM_TEXT("%1 has no ending that says what to write."), o.output),
                     LOOM_TEXT("Endings are .csv, .tsv, .jsonl and .npz."), Blame::Call});
    if (auto free = check_free(output, o.force); !free)
        return fail(free.error());
    int code = good;
    auto source = o.project.empty() ? as_it_is(o, code) : prepared(o);
    if (!source)
        return fail(source.error());
    const Table& table = *source->table;
    std::vector<Message> notes;
    if (auto written = write_table(output, table, source->rows, *format, source->target, notes); !written)
        return fail(written.error());
    if (!table.split.empty() && *format != TableFormat::Npz)
        notes.push_back(Message(LOOM_TEXT("One file of rows has no parts; `loom data split %1 --output FOLDER` writes one for each."), o.path));

    // What was written is read again, as whoever gets it will.
    auto again = open_data(Place(o.output));
    if (!again)
        return fail(again.error());
    const Differences others = differences(table, source->rows, **again);
    notes.insert(notes.end(), others.kinds.begin(), others.kinds.end());
    for (const Message& note : notes)
        tell(note);
    for (const Message& value : others.values)
        tell(value);
    if (!others.values.empty())
        code = fail({Message(LOOM_TEXT("%1 was written, but what is read from it is not the same."), o.output),
                     LOOM_TEXT("Choose another ending: .jsonl keeps the most.")});
    std::error_code ignored;
    const auto bytes = fs::file_size(output, ignored);
    if (!o.json) {
        print(Message(LOOM_TEXT("%1 · %2 rows · %3 columns · %4"), o.output, quantity_text(std::int64_t(source->rows.size())),
                      table.columns.size(), size_text(bytes)));
        return code;
    }
    json said = json::array(), lost = json::array();
    for (const Message& note : notes)
        said.push_back(render(note));
    for (const Message& value : others.values)
        lost.push_back(render(value));
    print_json({{"path", o.output}, {"rows", source->rows.size()}, {"columns", table.columns.size()}, {"bytes", bytes},
                {"notes", std::move(said)}, {"differences", std::move(lost)}});
    return code;
}

} // namespace

void add_data_convert(CommandLine& line, CLI::App& data)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add(data, "convert", LOOM_TEXT("Writes a table in another format, reads it again and compares."),
                                 [o] { return run(*o); });
    command.add_option("PATH", o->path, render(LOOM_TEXT("A file or a folder.")))->required();
    command.add_option("OUT", o->output, render(LOOM_TEXT("The file to write: .csv, .tsv, .jsonl or .npz.")))->required();
    command.add_option("--project", o->project, render(LOOM_TEXT("Write what the preparation steps of this project make of it.")))
        ->type_name("FILE.loom");
    command.add_flag("--force", o->force, render(LOOM_TEXT("Write over what is there.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
