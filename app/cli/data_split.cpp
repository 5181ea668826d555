#include "cli/data.h"
#include "cli/output.h"
#include "data/dataset.h"
#include "data/split_setup.h"
#include "data/table_write.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <numeric>

namespace loom::cli {
namespace {

using nlohmann::json;

constexpr std::size_t most_classes_shown = 20;

struct Options {
    std::string path, by = "given", output;
    DataSetup setup;
    bool force = false, json = false;
    CLI::Option *column = nullptr, *folds = nullptr, *fold = nullptr;
};

/// The words of the command line as a setup; "stratified" is random with each class in its share.
Status read_way(const Options& o, DataSetup& setup)
{
    const auto wrong = [](Message message, Message hint) { return Error{std::move(message), std::move(hint), Blame::Call}; };
    const bool stratified = o.by == "stratified";
    const auto way = stratified ? SplitWay::Random : find_split_way(o.by);
    if (!way)
        return wrong(Message(LOOM_TEXT("There is no way of splitting called “%1”."), o.by),
                     LOOM_TEXT("Ways are given, random, stratified, group, time and k-fold."));
    setup.split = *way;
    if (o.by == "random")
        setup.stratified = false;
    if (o.column->count() && (*way == SplitWay::Given || *way == SplitWay::Random))
        return wrong(LOOM_TEXT("--column has no meaning here."), LOOM_TEXT("It belongs to --by group, time and k-fold."));
    if ((o.folds->count() || o.fold->count()) && *way != SplitWay::Folds)
        return wrong(LOOM_TEXT("--k and --fold have no meaning here."), LOOM_TEXT("They belong to --by k-fold."));
    if (setup.folds < 2 || setup.fold < 1 || setup.fold > setup.folds)
        return wrong(Message(LOOM_TEXT("There is no fold %1 of %2."), setup.fold, setup.folds),
                     LOOM_TEXT("Two folds or more, numbered from 1."));
    for (const double share : {setup.validation_share, setup.test_share})
        if (!(share >= 0 && share < 1))
            return wrong(Message(LOOM_TEXT("A share of %1 is not between 0 and 1."), share), LOOM_TEXT("0.2 is a fifth."));
    return Ok{};
}

/// The classes that are counted and that stratified parts share; none where the target is no class.
Result<Codes> classes(const Table& table, const Options& o)
{
    const std::string name = o.setup.target.empty() ? guess_target(table) : o.setup.target;
    const Column* column = table.find(name);
    if (!column && !o.setup.target.empty())
        return no_column(table, name);
    if (column && column->type != ColumnType::DateTime && !column->pixels() && !column->sounds() && is_class(*column))
        return classes_of(*column);
    if (o.by == "stratified")
        return Error{column ? Message(LOOM_TEXT("Column “%1” is no class, so it has no classes to share out."), name)
                            : Message(LOOM_TEXT("There is no column of classes to share out.")),
                     LOOM_TEXT("Name one with --target, or split --by random.")};
    return Codes{};
}

fs::path file_of(const Options& o, Part part)
{
    return fs::path(o.output) / (std::string(part_id(part)) + ".csv");
}

/// The files that will be written, and on --force those of empty parts, which would be taken for parts later.
Status make_room(const Options& o, const std::array<std::span<const std::uint32_t>, 3>& rows)
{
    std::error_code error;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        LOOM_TRY(check_free(file_of(o, part), o.force));
    fs::create_directories(o.output, error);
    if (error)
        return system_error(LOOM_TEXT("The folder %1 cannot be made."), o.output, error.value());
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        if (rows[std::size_t(part)].empty() && !fs::remove(file_of(o, part), error) && error)
            return system_error(LOOM_TEXT("%1 cannot be deleted."), file_of(o, part), error.value());
    return Ok{};
}

int run(const Options& o)
{
    DataSetup setup = o.setup;
    if (auto way = read_way(o, setup); !way)
        return fail(way.error());
    int code = good;
    auto table = read_table(o.path, code);
    if (!table)
        return fail(table.error());
    auto labels = classes(**table, o);
    if (!labels)
        return fail(labels.error());
    std::vector<std::uint32_t> all((*table)->rows);
    std::iota(all.begin(), all.end(), 0u);
    std::vector<Message> notes;
    auto parts = parts_of(**table, all, labels->codes, setup.target, setup, notes);
    if (!parts)
        return fail(parts.error());
    for (const Message& note : notes)
        tell(note);
    const std::array<std::span<const std::uint32_t>, 3> rows = {parts->train, parts->validation, parts->test};
    if (auto room = make_room(o, rows); !room)
        return fail(room.error());

    json out = {{"path", o.path}, {"by", o.by}, {"seed", setup.split_seed}, {"parts", json::object()}};
    std::vector<std::vector<std::string>> lines;
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        const auto here = rows[std::size_t(part)];
        if (here.empty())
            continue;
        const fs::path file = file_of(o, part);
        if (auto written = write_table(file, **table, here, TableFormat::Csv, {}, notes); !written)
            return fail(written.error());
        json& said = out["parts"][std::string(part_id(part))] = {{"file", path_text(file)}, {"rows", here.size()}};
        std::string counted;
        if (labels->names.size() <= most_classes_shown)
            for (std::size_t k = 0; k < labels->names.size(); ++k) {
                const auto n = std::ranges::count_if(here, [&](std::uint32_t row) { return labels->codes[row] == std::int32_t(k); });
                said["classes"][labels->names[k]] = n;
                counted += (k ? " · " : "") + labels->names[k] + " " + quantity_text(n);
            }
        lines.push_back({path_text(file), quantity_text(std::int64_t(here.size())), share_text(double(here.size()) / double(all.size())), counted});
    }
    if (o.json)
        print_json(out);
    else
        print_table(lines);
    return code;
}

} // namespace

void add_data_split(CommandLine& line, CLI::App& data)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add(data, "split", LOOM_TEXT("Writes the training, validation and test part of a table as CSV files."),
                                 [o] { return run(*o); });
    command.add_option("PATH", o->path, render(LOOM_TEXT("A file or a folder.")))->required();
    command
        .add_option("--by", o->by,
                    render(LOOM_TEXT("given (by the data, else as stratified), random, stratified (each class in its share), group (equal values "
                                     "of the column stay together), time (the newest rows are the test part), k-fold. Without it: given.")))
        ->type_name("WAY");
    o->column = command.add_option("--column", o->setup.split_column, render(LOOM_TEXT("The column of the groups or of the times.")))->type_name("NAME");
    command.add_option("--target", o->setup.target, render(LOOM_TEXT("The column of the classes; without it, the likely one.")))->type_name("NAME");
    o->folds = command.add_option("--k", o->setup.folds, render(LOOM_TEXT("How many folds; without it, 5.")))->type_name("K");
    o->fold = command.add_option("--fold", o->setup.fold, render(LOOM_TEXT("Which fold is the test part, from 1 on.")))->type_name("F");
    command.add_option("--validation", o->setup.validation_share, render(LOOM_TEXT("The share of the training rows that validates; without it, 0.1.")))
        ->type_name("SHARE");
    command.add_option("--test", o->setup.test_share, render(LOOM_TEXT("The share of all rows that tests; without it, 0.2.")))->type_name("SHARE");
    command.add_option("--seed", o->setup.split_seed, render(LOOM_TEXT("Another number draws other rows; without it, 1.")))->type_name("N");
    command.add_option("--output", o->output, render(LOOM_TEXT("The folder for train.csv, validation.csv and test.csv.")))
        ->required()
        ->type_name("FOLDER");
    command.add_flag("--force", o->force, render(LOOM_TEXT("Write over what is there.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
