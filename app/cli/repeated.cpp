#include "cli/repeated.h"
#include "base/json_number.h"
#include "cli/leaving.h"
#include "cli/open.h"
#include "cli/output.h"
#include "schema/recipe.h"
#include "search/comparison.h"
#include "search/last_folds.h"

#include <fmt/format.h>

#include <cmath>

namespace loom::cli {
namespace {

using nlohmann::json;

std::string shown(double v, bool accuracy) { return accuracy ? share_text(v) : fmt::format("{:.4f}", v); }

std::string half_text(double v, bool accuracy)
{
    return !std::isfinite(v) ? "∞" : accuracy ? fmt::format("{:.2f}%", 100 * v) : fmt::format("{:.4f}", v);
}

json interval_json(const MeanInterval& i)
{
    return {{"count", i.count}, {"deviation", i.deviation}, {"half", json_number(i.half)}, {"mean", i.mean}};
}

/// One project and its folds.
struct Judged {
    std::string name;
    std::optional<FoldStudy> study; // Nothing: there is no such project.
    std::int64_t seed = 0;          // Of the first repeat.
};

std::string file_name(const std::string& file)
{
    return path_text(fs::path(std::u8string(file.begin(), file.end())).stem());
}

void tell_fold(const RepeatOptions& o, const std::string& name, const FoldStudy& study, const FoldResult& r)
{
    const std::string measure = std::isfinite(r.test_accuracy) ? shown(r.test_accuracy, true) : shown(r.test_loss, false);
    if (o.json)
        print_json({{"event", o.folds > 0 ? "fold" : "seed"},
                    {"fold", r.fold},
                    {"parameters", r.parameters},
                    {"project", name},
                    {"repeat", r.repeat},
                    {"run", r.run},
                    {"seconds", r.seconds},
                    {"seed", r.seed},
                    {"study", study.name()},
                    {"test_accuracy", json_number(r.test_accuracy)},
                    {"test_loss", json_number(r.test_loss)}});
    else if (o.folds > 0)
        tell(Message(LOOM_TEXT("%1 · repeat %2 · fold %3 · %4 (%5)"), name, r.repeat, r.fold, measure, r.run));
    else
        tell(Message(LOOM_TEXT("%1 · seed %2 · %3 (%4)"), name, r.seed, measure, r.run));
}

Result<Document> document_of(const RepeatOptions& o, const std::string& file)
{
    auto project = load_project(file);
    if (!project)
        return project.error();
    Document document = std::move(project->document);
    LOOM_TRY(set_recipe(document, "epochs", o.epochs));
    LOOM_TRY(set_recipe(document, "seed", o.seed));
    return o.data.empty() ? Result<Document>(std::move(document)) : with_data(std::move(document), o.data);
}

/// An exit code where its folds cannot be trained.
std::optional<int> prepare(const RepeatOptions& o, const std::string& file, Judged& out)
{
    auto document = document_of(o, file);
    if (!document)
        return fail(document.error());
    auto dataset = open_dataset(*document, file);
    if (!dataset)
        return fail(dataset.error());
    if (!sound(*document, **dataset))
        return wrong_input;
    auto study = FoldStudy::open({.document = *document, .project = file, .folds = o.folds, .device = o.device, .threads = int(o.threads.value_or(0))}, *dataset, o.fresh);
    if (!study)
        return fail(study.error());
    if (const auto judged_on = study->judged_on(); !judged_on)
        return fail(judged_on.error());
    out = {file_name(file), std::move(*study), unpack_recipe(document->recipe().settings).seed};
    return {};
}

/// For the window, which shows the last k-fold of a project.
Status note_question(const RepeatOptions& o, const std::vector<Judged>& all)
{
    KnownFolds asked{.sides = {}, .folds = o.folds, .repeats = o.repeats, .epochs = o.epochs};
    asked.sides.push_back({.study = all[0].study->name(), .name = {}, .run = {}, .project = {}});
    if (all.size() == 2)
        asked.sides.push_back({.study = all[1].study->name(), .name = all[1].name, .run = {}, .project = fs::absolute(o.with)});
    return note_folds(o.file, asked);
}

/// An exit code where a fold fails. Where it is left, the program ends here.
std::optional<int> train(const RepeatOptions& o, Leaving& leaving, Judged& judged)
{
    FoldStudy::Watch watch;
    watch.leaves = [&] { return leaving.asked(); };
    watch.ends = [&](const FoldResult& r) { tell_fold(o, judged.name, *judged.study, r); };
    const auto done = judged.study->go(o.repeats, watch);
    if (!done)
        return fail(done.error());
    if (!*done)
        leaving.end();
    return {};
}

MeanInterval interval_of(const Judged& judged) { return loom::interval_of(judged.study->measures(), judged.study->tested_share()); }

void tell_interval(const Judged& judged)
{
    const bool accuracy = judged.study->of_accuracy();
    const MeanInterval i = interval_of(judged);
    print(Message(accuracy ? LOOM_TEXT("%1: test accuracy %2 ± %3 (95 % interval, %4 folds)") : LOOM_TEXT("%1: test loss %2 ± %3 (95 % interval, %4 folds)"), judged.name,
                  shown(i.mean, accuracy), half_text(i.half, accuracy), i.count));
}

/// A row for each seed, then what all of them say; two columns for each project.
void print_seeds(const std::vector<Judged>& all)
{
    const bool accuracy = all[0].study->of_accuracy();
    std::vector<std::vector<std::string>> rows{{render(LOOM_TEXT("seed"))}};
    const Text summary[] = {LOOM_TEXT("mean"), LOOM_TEXT("standard deviation"), LOOM_TEXT("95 % interval of the mean: ±")};
    for (const FoldResult& r : all[0].study->results())
        rows.push_back({std::to_string(r.seed)});
    for (const Text title : summary)
        rows.push_back({render(title)});
    for (const Judged& judged : all) {
        const std::vector<double> measures = judged.study->measures();
        const MeanInterval i = interval_of(judged);
        rows[0].insert(rows[0].end(), {render(Message(accuracy ? LOOM_TEXT("%1: test accuracy") : LOOM_TEXT("%1: test loss"), judged.name)), render(LOOM_TEXT("run"))});
        for (std::size_t k = 0; k < measures.size(); ++k)
            rows[k + 1].insert(rows[k + 1].end(), {shown(measures[k], accuracy), judged.study->results()[k].run});
        const std::string told[] = {shown(i.mean, accuracy), i.count > 1 ? shown(i.deviation, accuracy) : "–", half_text(i.half, accuracy)};
        for (std::size_t k = 0; k < std::size(told); ++k)
            rows[measures.size() + 1 + k].insert(rows[measures.size() + 1 + k].end(), {told[k], std::string()});
    }
    print_table(rows);
}

json project_json(const Judged& judged)
{
    json row = interval_json(interval_of(judged));
    json runs = json::array();
    for (const FoldResult& r : judged.study->results())
        runs.push_back(r.run);
    row.update({{"project", judged.name}, {"runs", std::move(runs)}, {"study", judged.study->name()}, {"values", judged.study->measures()}});
    return row;
}

/// Of the second against the first; told, and as JSON.
json told_comparison(const RepeatOptions& o, const std::vector<Judged>& all)
{
    const bool accuracy = all[0].study->of_accuracy();
    const Comparison c = compare(all[0].study->measures(), all[1].study->measures(), accuracy, all[0].study->tested_share());
    const Message sentence = sentence_of(c, all[0].name, all[1].name, accuracy);
    if (!o.json)
        print(Message(LOOM_TEXT("%1 (p = %2)."), sentence, fmt::format("{:.2g}", c.probability)));
    return {{"better", c.better}, {"clear", c.clear()}, {"difference", interval_json(c.difference)}, {"p", c.probability}, {"sentence", render(sentence)}, {"worse", c.worse}};
}

void tell_end(const RepeatOptions& o, const std::vector<Judged>& all)
{
    json out{{"event", "finished"}, {"folds", o.folds}, {"measure", all[0].study->of_accuracy() ? "test_accuracy" : "test_loss"}, {"repeats", o.repeats}};
    for (const Judged& judged : all) {
        if (!o.json && o.folds > 0)
            tell_interval(judged);
        out["projects"].push_back(project_json(judged));
    }
    if (!o.json && o.folds == 0)
        print_seeds(all);
    if (all.size() == 2)
        out["comparison"] = told_comparison(o, all);
    if (o.json)
        print_json(out);
}

} // namespace

int judge_repeatedly(RepeatOptions o)
{
    if (auto can = can_compute(o.device, o.threads); !can)
        return fail(can.error());
    Leaving leaving(o.folds > 0 ? Message(LOOM_TEXT("The k-fold has stopped. The same call goes on with it: loom kfold %1"), o.file)
                                : Message(LOOM_TEXT("The runs have stopped. The same call goes on with them: loom seeds %1"), o.file));
    std::vector<Judged> all(o.with.empty() ? 1 : 2);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (const auto code = prepare(o, i == 0 ? o.file : o.with, all[i]))
            return *code;
        if (o.folds == 0)
            o.seed = all[0].seed; // Pairs have the same seed.
    }
    if (all.size() == 2) {
        if (all[0].name == all[1].name) // Two files of one name in two folders.
            for (const auto& [judged, file] : {std::pair(&all[0], &o.file), {&all[1], &o.with}})
                judged->name = *file;
        if (const auto why = all[0].study->incomparable(*all[1].study, all[0].name, all[1].name))
            return fail(*why);
    }
    if (o.folds > 0)
        if (const Status noted = note_question(o, all); !noted)
            return fail(noted.error());
    for (Judged& judged : all)
        if (const auto code = train(o, leaving, judged))
            return *code;
    tell_end(o, all);
    return good;
}

void add_repeat_options(CLI::App& command, RepeatOptions& o)
{
    command.add_option("FILE.loom", o.file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--epochs", o.epochs, render(LOOM_TEXT("How many epochs each.")))->type_name("N");
    command.add_option("--seed", o.seed, render(LOOM_TEXT("Where the random numbers start.")))->type_name("S");
    command.add_option("--data", o.data, render(LOOM_TEXT("Learn from other data this time: a file or a folder.")))->type_name("PATH");
    command.add_option("--device", o.device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))->type_name("D");
    command.add_option("--threads", o.threads, render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))->type_name("N");
    command.add_flag("--new", o.fresh, render(LOOM_TEXT("Begin anew, also where the same was asked before.")));
    command.add_flag("--json", o.json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
