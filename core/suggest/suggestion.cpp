#include "suggest/suggestion.h"
#include "base/guard.h"
#include "base/random.h"
#include "base/stopped.h"
#include "data/some_rows.h"
#include "data/step.h"
#include "graph/kit.h"
#include "schema/boxes.h"
#include "suggest/columns.h"
#include "suggest/network.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

constexpr std::size_t most_audited = 100'000; // Rows: shares and shapes of columns change little beyond.

/// The rows that are learned from and judged with, ascending.
std::vector<std::uint32_t> rows_in_parts(const Dataset& data)
{
    std::vector<std::uint32_t> rows;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        rows.insert(rows.end(), data.rows(part).begin(), data.rows(part).end());
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    return rows;
}

/// As many of these rows as are audited, in their parts, with the classes in their shares.
Result<std::shared_ptr<const Dataset>> sample_of(const Dataset& data, std::vector<std::uint32_t> rows, Progress* progress)
{
    const Table& table = data.table();
    std::vector<std::int32_t> classes;
    if (data.facts().target == DataFacts::Target::Classes)
        for (std::uint32_t row = 0; row < table.rows; ++row)
            classes.push_back(data.label(row));
    rows = draw(rows, double(most_audited) / double(rows.size()), classes, 1, stream_of("rows of an audit"));
    auto sample = std::make_shared<Table>();
    sample->source = table.source;
    sample->path = table.path;
    sample->rows = rows.size();
    sample->scored_on_all = table.scored_on_all;
    for (const Column& c : table.columns)
        sample->columns.push_back(some_rows(c, rows));
    if (!data.scored_on_all()) {
        std::vector<Part> parts(table.rows);
        for (const Part part : {Part::Train, Part::Validation, Part::Test})
            for (const std::uint32_t row : data.rows(part))
                parts[row] = part;
        for (const std::uint32_t row : rows)
            sample->split.push_back(parts[row]);
    }
    DataSetup setup = data.setup();
    setup.target = data.target();
    setup.column_types.clear();
    setup.row_edits = {};
    setup.split = SplitWay::Given;
    // Rows are chosen already, and those of a series have lost their neighbours.
    std::erase_if(setup.steps, [](const PreparationStep& step) {
        const StepType* type = find_step(step.type);
        return type && (type->choose || type->group == StepGroup::Series);
    });
    return Dataset::make(std::move(sample), std::move(setup), progress);
}

std::vector<DataFinding> audit_of(const Dataset& data, Progress* progress)
{
    std::vector<ColumnStatistics> all;
    for (const Column& c : data.table().columns)
        all.push_back(statistics(c));
    return audit(data.table(), &data, all, {}, allowed_processors(), progress);
}

} // namespace

std::string_view about_id(Decision::About about)
{
    static constexpr std::array<std::string_view, 3> ids = {"columns", "network", "recipe"};
    return ids[std::size_t(about)];
}

Text about_title(Decision::About about)
{
    static constexpr std::array titles = {LOOM_TEXT("Preparation"), LOOM_TEXT("Network"), LOOM_TEXT("Recipe")};
    return titles[std::size_t(about)];
}

/// For objects in pictures: the network that is known for them, with room for their classes.
static Result<Suggestion> suggest_finder(const Dataset& data)
{
    Suggestion s;
    s.first_step = data.setup().steps.size();
    s.document = find_architecture("find-objects")->make();
    const auto& nodes = s.document.nodes();
    const auto output = std::ranges::find(nodes, "output", [](const auto& entry) { return entry.second.type; });
    const NodeId head = s.document.link_into(output->first, 0)->from;
    const auto classes = std::int64_t(data.facts().classes.size());
    if (auto set = s.document.apply(SetSetting{head, *find_layer("conv2d")->index_of("filters"), box_values + classes}); !set)
        return set.error();
    if (auto set = s.document.apply(SetData{data.setup()}); !set)
        return set.error();
    s.network = network_line(s.document);
    s.recipe = recipe_line(s.document.recipe());
    s.decisions.push_back({Decision::About::Network, LOOM_TEXT("A grid of boxes behind convolutions"),
                           Message(LOOM_TEXT("The target is objects of %1 classes in pictures: each cell says whether the middle of one lies in it, where it is, and which."), classes)});
    return s;
}

Result<Suggestion> suggest(const Dataset& data, std::span<const DataFinding> findings, Progress* progress)
{
    if (holds_boxes(data.facts()))
        return suggest_finder(data);
    return guarded([&]() -> Result<Suggestion> {
        Suggestion s;
        DataSetup setup = data.setup();
        s.first_step = setup.steps.size();
        std::shared_ptr<const Dataset> prepared(std::shared_ptr<void>{}, &data);
        if (!task_of(data).whole()) {
            ColumnAdvice advice = advise_columns(data, findings);
            s.decisions = std::move(advice.decisions);
            if (!advice.steps.empty()) {
                setup.steps.insert(setup.steps.end(), advice.steps.begin(), advice.steps.end());
                auto made = Dataset::make(data.source_table(), setup, progress, Samples::default_memory, prepared);
                if (!made)
                    return made.error();
                prepared = std::move(*made);
            }
        }
        const Task task = task_of(*prepared);
        if (task.classes() && task.facts.classes.size() < 2)
            return Error{Message(LOOM_TEXT("All rows are of one class, “%1”: there is nothing to tell apart."), task.facts.classes.empty() ? std::string() : task.facts.classes[0]),
                         LOOM_TEXT("Choose another target column, or data with rows of several classes.")};
        Chain chain = advise_network(task, s.decisions);
        Recipe recipe = advise_recipe(task, s.decisions);
        s.recipe = recipe_line(recipe);
        s.document = chain.finish(std::move(recipe));
        s.network = network_line(s.document);
        if (const auto set = s.document.apply(SetData{std::move(setup)}); !set)
            return set.error();
        return s;
    });
}

Result<Suggestion> suggest(const Dataset& data, Progress* progress)
{
    if (holds_boxes(data.facts()) || task_of(data).whole()) // Nothing is proposed for columns.
        return suggest(data, {}, progress);
    return guarded([&]() -> Result<Suggestion> {
        std::vector<DataFinding> findings;
        if (const std::vector<std::uint32_t> rows = rows_in_parts(data); rows.size() <= most_audited) {
            findings = audit_of(data, progress);
        } else if (const auto sample = sample_of(data, rows, progress)) {
            findings = audit_of(**sample, progress);
            for (DataFinding& f : findings)
                f.title = Message(LOOM_TEXT("Of %1 rows drawn from %2: %3"), quantity((*sample)->table().rows), quantity(rows.size()), f.title);
        } // Where the drawn rows make no data set by themselves, nothing is known of them.
        if (progress && progress->cancelled)
            return opening_stopped();
        return suggest(data, findings, progress);
    });
}

std::vector<Edit> adopting(const Document& document, const Suggestion& s)
{
    std::vector<Edit> edits{SetData{s.document.data()}};
    for (Edit& edit : replacing(document, s.document))
        edits.push_back(std::move(edit));
    return edits;
}

} // namespace loom
