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

/// What both say of one part of the data; an error where one of them cannot be asked.
Result<std::optional<Flips>> judged(const Runs& runs, const Project& project, const RunRecord& before, const RunRecord& after, Part part)
{
    if (before.data_fingerprint != after.data_fingerprint)
        return Error{LOOM_TEXT("The runs learned from different data, so one may have seen what the other is judged on.")};
    std::array<std::optional<Evaluation>, 2> told;
    for (std::size_t i = 0; i < told.size(); ++i) {
        auto model = load_model(runs, (i ? after : before).name);
        if (!model)
            return model.error();
        auto dataset = open_dataset(as_trained_on(model->document, project.document), project.file);
        if (!dataset)
            return dataset.error();
        if ((*dataset)->fingerprint() != before.data_fingerprint)
            return Error{LOOM_TEXT("The data has changed since the runs, so they may be judged on rows that they learned from.")};
        auto evaluation = evaluate(*model, **dataset, part, "auto", 0);
        if (!evaluation)
            return evaluation.error();
        told[i] = std::move(*evaluation);
    }
    return flips(*told[0], *told[1]);
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
    const auto samples = judged(runs, *project, *before, *after, *part);

    if (o.json) {
        json out{{"runs", {before->name, after->name}}, {"same_data", before->data_fingerprint == after->data_fingerprint}, {"split", o.split}};
        out["differences"] = json::array();
        for (const DifferenceRow& row : rows)
            out["differences"].push_back(render(row.what));
        out["figures"] = json::object();
        for (const auto& [field, both] : figures)
            out["figures"][field->id] = both;
        if (samples && *samples)
            out["samples"] = {{"count", (*samples)->samples}, {"both_right", (*samples)->both_right}, {"both_wrong", (*samples)->both_wrong},
                              {"mended", (*samples)->mended}, {"broken", (*samples)->broken}, {"p", (*samples)->probability}};
        else
            out["samples"] = nullptr;
        if (!samples)
            out["why_no_samples"] = render(samples.error().message);
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
    if (!samples)
        tell(samples.error().message);
    else if (const auto& f = *samples)
        print(Message(LOOM_TEXT("Of %1 samples both have %2 right and %3 wrong; %4 has %5 right that %6 has wrong, and %7 the other way round (p = %8)."),
                      quantity_text(std::int64_t(f->samples)), quantity_text(std::int64_t(f->both_right)), quantity_text(std::int64_t(f->both_wrong)), after->name,
                      quantity_text(std::ssize(f->mended)), before->name, quantity_text(std::ssize(f->broken)), fmt::format("{:.3g}", f->probability)));
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
