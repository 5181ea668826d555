#include "suggest/suggestion.h"
#include "base/guard.h"
#include "suggest/columns.h"
#include "suggest/network.h"

#include <array>

namespace loom {

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

Result<Suggestion> suggest(const Dataset& data, std::span<const DataFinding> findings, Progress* progress)
{
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
    std::vector<DataFinding> findings;
    if (!data.encoder().pictures()) {
        std::vector<ColumnStatistics> all;
        for (const Column& c : data.table().columns)
            all.push_back(statistics(c));
        findings = audit(data.table(), &data, all, {}, allowed_processors(), progress);
    }
    return suggest(data, findings, progress);
}

std::vector<Edit> adopting(const Document& document, const Suggestion& s)
{
    std::vector<Edit> edits{SetData{s.document.data()}};
    for (Edit& edit : replacing(document, s.document))
        edits.push_back(std::move(edit));
    return edits;
}

} // namespace loom
