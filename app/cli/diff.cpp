#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "evaluate/flips.h"
#include "project/difference_words.h"
#include "train/run_table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, first, second, split = "test";
    bool json = false;
};

/// What came of both, where at least one of them knows it and they do not say the same.
std::vector<std::pair<const RunField*, std::array<json, 2>>> results(const RunRecord& before, const RunRecord& after)
{
    std::vector<std::pair<const RunField*, std::array<json, 2>>> found;
    for (const RunField& field : run_fields())
        if (std::array both{field.of(before), field.of(after)}; field.result && both[0] != both[1])
            found.emplace_back(&field, std::move(both));
    return found;
}

std::string number_cell(const json& value)
{
    return value.is_null() ? "–" : value.is_number_float() ? fmt::format("{:.6g}", value.get<double>()) : value.is_string() ? value.get<std::string>() : value.dump();
}

int run(const Options& o)
{
    constexpr std::array parts = {Part::Train, Part::Validation, Part::Test};
    const auto part = std::ranges::find(parts, o.split, part_id);
    if (part == parts.end())
        return fail({Message(LOOM_TEXT("There is no split called “%1”."), o.split), LOOM_TEXT("Choose train, validation or test."), Blame::Call});
    const auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    const Runs runs(project->file);
    const auto before = runs.load(o.first), after = runs.load(o.second);
    for (const auto* record : {&before, &after})
        if (!*record)
            return fail(record->error());
    const auto rows = rows_of(difference(before->document, after->document), before->document, after->document);
    const auto figures = results(*before, *after);
    const auto judged = judge_both(runs, *before, *after, *part, project->document,
                                   [&](const Document& d) { return open_dataset(d, project->file); }, "auto", 0);
    const Flips* const samples = judged && judged->flipped ? &*judged->flipped : nullptr;

    if (o.json) {
        json out{{"runs", {before->name, after->name}}, {"same_data", before->data_fingerprint == after->data_fingerprint}, {"split", o.split}};
        out["differences"] = json::array();
        for (const DifferenceRow& row : rows)
            out["differences"].push_back(render(row.what));
        out["figures"] = json::object();
        for (const auto& [field, both] : figures)
            out["figures"][field->id] = both;
        if (samples)
            out["samples"] = {{"count", samples->samples}, {"both_right", samples->both_right}, {"both_wrong", samples->both_wrong},
                              {"mended", samples->mended}, {"broken", samples->broken}, {"p", samples->probability}};
        else
            out["samples"] = nullptr;
        if (!judged)
            out["why_no_samples"] = render(judged.error().message);
        print_json(out);
        return good;
    }
    if (rows.empty())
        print(LOOM_TEXT("Network, recipe and data are the same."));
    for (const DifferenceRow& row : rows)
        print_line(std::string(sign_text(row.sign)) + " " + render(row.what));
    std::vector<std::vector<std::string>> table{{"", before->name, after->name}};
    for (const auto& [field, both] : figures)
        table.push_back({render(field->title), number_cell(both[0]), number_cell(both[1])});
    if (table.size() > 1)
        print_table(table);
    if (!judged)
        tell(judged.error().message);
    if (samples) {
        print(flips_in_words(*samples, before->name, after->name));
        print(verdict_on(*samples, before->name, after->name));
    }
    return good;
}

} // namespace

void add_diff(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("diff", LOOM_TEXT("Says what differs between two runs: network, recipe, data, figures, and which samples they judge otherwise."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("RUN", o->first, render(LOOM_TEXT("The run that is compared with.")))->required();
    command.add_option("OTHER", o->second, render(LOOM_TEXT("The run that is compared.")))->required();
    command.add_option("--split", o->split, render(LOOM_TEXT("On which part samples are judged: train, validation or test.")))->type_name("PART");
    command.add_flag("--json", o->json, render(LOOM_TEXT("As one JSON object.")));
}

} // namespace loom::cli
