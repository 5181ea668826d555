#include "cli/open.h"
#include "cli/output.h"
#include "data/open.h"
#include "engine/backend.h"
#include "graph/ends.h"
#include "schema/recipe.h"

namespace loom::cli {

Result<DataSetup> data_at(const std::string& path, DataSetup setup)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (path.empty() || !fs::exists(absolute, error))
        return system_error(LOOM_TEXT("%1 cannot be read."), path, error ? error.value() : ENOENT);
    auto source = recognise_source(absolute.string());
    if (!source)
        return source.error();
    if (setup.source != (*source)->id) {
        // Settings, column types, target and the column to split by belong to the old data.
        setup.settings.clear();
        setup.column_types.clear();
        setup.target.clear();
        setup.split = SplitWay::Given;
        setup.split_column.clear();
        setup.source = (*source)->id;
    }
    setup.path = absolute.string();
    return setup;
}

Result<Document> with_data(Document document, const std::string& path)
{
    auto setup = data_at(path, document.data());
    if (!setup)
        return setup.error();
    if (auto set = document.apply(SetData{std::move(*setup)}); !set)
        return set.error();
    return document;
}

Result<std::shared_ptr<const Dataset>> open_dataset(const Document& document, const fs::path& file)
{
    const DataSetup setup = data_for(document);
    if (setup.source.empty() && setup.path.empty())
        return Error{Message(LOOM_TEXT("%1 has no data yet."), path_text(file)),
                     LOOM_TEXT("Name a file or folder with --data, or choose it on the Data page of the window.")};
    auto dataset = Dataset::open(setup);
    if (!dataset)
        return dataset;
    const Table& table = (*dataset)->table();
    for (const Message& note : table.notes)
        tell(note);
    if (table.bad_row_count > 0)
        tell(Message(LOOM_TEXT("%1 of %2 rows cannot be used and are left out. The first: %3: %4"),
                     quantity_text(std::int64_t(table.bad_row_count)),
                     quantity_text(std::int64_t(table.rows + table.bad_row_count)), table.bad_rows.front().place,
                     table.bad_rows.front().reason));
    for (const Message& note : (*dataset)->notes())
        tell(note);
    return dataset;
}

Status set_recipe(Document& document, std::string_view key, std::optional<std::int64_t> value)
{
    if (!value)
        return Ok{};
    Recipe recipe = document.recipe();
    const std::size_t index = *recipe_type().index_of(key);
    if (auto error = validate(recipe_type(), index, Value(*value))) {
        return Error{Message(LOOM_TEXT("--%1: %2"), key, error->message), error->hint, Blame::Call};
    }
    recipe.settings[index] = *value;
    auto set = document.apply(SetRecipe{std::move(recipe)});
    return set ? Status(Ok{}) : Status(set.error());
}

Status can_compute(const std::string& device, std::optional<std::int64_t> threads)
{
    constexpr std::int64_t most_threads = 1024;
    if (threads && (*threads < 1 || *threads > most_threads))
        return Error{Message(LOOM_TEXT("--threads is %1, but must be between 1 and %2."), *threads, most_threads),
                     LOOM_TEXT("Leave it out to take all that this process may use."), Blame::Call};
    if (auto opened = open_device(device); !opened)
        return opened.error();
    return Ok{};
}

bool sound(const Document& document, const Dataset& dataset)
{
    const Analysis analysis = analyse(document, &dataset.facts());
    if (!analysis.sound())
        for (const Finding& finding : analysis.findings)
            tell(finding, document);
    return analysis.sound();
}

Result<std::string> choose_run(const Runs& runs, const std::string& named, const fs::path& file)
{
    if (!named.empty()) {
        auto record = runs.load(named);
        return record ? Result<std::string>(named) : Result<std::string>(record.error());
    }
    if (auto damaged = runs.newest_is_damaged())
        return *damaged;
    if (auto last = runs.last_finished())
        return *last;
    return Error{Message(LOOM_TEXT("%1 has no finished run."), path_text(file)),
                 Message(LOOM_TEXT("Train it first: loom train %1"), path_text(file))};
}

} // namespace loom::cli
