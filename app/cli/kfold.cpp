#include "cli/command.h"
#include "cli/leaving.h"
#include "cli/open.h"
#include "cli/output.h"
#include "search/folds.h"

#include <fmt/format.h>

#include <cmath>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, with, device = "auto", data;
    std::int64_t folds = 5, repeats = 1, threads = 0;
    std::optional<std::int64_t> epochs, seed;
    bool fresh = false, json = false;
};

json number(double v) { return std::isfinite(v) ? json(v) : json(); }

std::string shown(double v, bool accuracy) { return accuracy ? share_text(v) : fmt::format("{:.4f}", v); }

std::string half_text(double v, bool accuracy)
{
    return !std::isfinite(v) ? "∞" : accuracy ? fmt::format("{:.2f}%", 100 * v) : fmt::format("{:.4f}", v);
}

json interval_json(const Interval& i)
{
    return {{"count", i.count}, {"deviation", i.deviation}, {"half", number(i.half)}, {"mean", i.mean}};
}

/// What came of one project; nothing where an exit code says why.
struct Judged {
    std::string name, study;
    std::vector<double> measures;
    bool accuracy = false;
    double tested_share = 0;
    std::vector<std::size_t> rows; // How many are in each part together, to see that the data is the same.
    std::string data;
};

std::string file_name(const std::string& file)
{
    return path_text(fs::path(std::u8string(file.begin(), file.end())).stem());
}

void tell_fold(const Options& o, const std::string& name, const FoldStudy& study, const FoldResult& r)
{
    if (o.json)
        print_json({{"event", "fold"},
                    {"fold", r.fold},
                    {"parameters", r.parameters},
                    {"project", name},
                    {"repeat", r.repeat},
                    {"run", r.run},
                    {"seconds", r.seconds},
                    {"study", study.name()},
                    {"test_accuracy", number(r.test_accuracy)},
                    {"test_loss", number(r.test_loss)}});
    else
        tell(Message(LOOM_TEXT("%1 · repeat %2 · fold %3 · %4 (%5)"), name, r.repeat, r.fold,
                     std::isfinite(r.test_accuracy) ? shown(r.test_accuracy, true) : shown(r.test_loss, false), r.run));
}

Result<Document> document_of(const Options& o, const std::string& file)
{
    auto project = load_project(file);
    if (!project)
        return project.error();
    Document document = std::move(project->document);
    LOOM_TRY(set_recipe(document, "epochs", o.epochs));
    LOOM_TRY(set_recipe(document, "seed", o.seed));
    return o.data.empty() ? Result<Document>(std::move(document)) : with_data(std::move(document), o.data);
}

/// An exit code where it cannot be judged.
std::optional<int> judge(const Options& o, const std::string& file, Leaving& leaving, Judged& out)
{
    auto document = document_of(o, file);
    if (!document)
        return fail(document.error());
    auto dataset = open_dataset(*document, file);
    if (!dataset)
        return fail(dataset.error());
    if (!sound(*document, **dataset))
        return wrong_input;
    auto study = FoldStudy::open({.document = *document, .project = file, .folds = o.folds, .device = o.device, .threads = int(o.threads)}, *dataset, o.fresh);
    if (!study)
        return fail(study.error());
    out.name = file_name(file);
    FoldStudy::Watch watch;
    watch.leaves = [&] { return leaving.asked(); };
    watch.ends = [&](const FoldResult& r) { tell_fold(o, out.name, *study, r); };
    const auto done = study->go(o.repeats, watch);
    if (!done)
        return fail(done.error());
    if (!*done)
        leaving.end();
    out.study = study->name();
    out.measures = study->measures();
    out.accuracy = study->of_accuracy();
    out.tested_share = study->tested_share();
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        out.rows.push_back((*dataset)->rows(part).size());
    out.data = (*dataset)->setup().path + " " + (*dataset)->setup().source + " " + (*dataset)->target();
    return {};
}

void tell_interval(const Judged& judged)
{
    const Interval i = interval_of(judged.measures, judged.tested_share);
    print(Message(judged.accuracy ? LOOM_TEXT("%1: test accuracy %2 ± %3 (95 % interval, %4 folds)") : LOOM_TEXT("%1: test loss %2 ± %3 (95 % interval, %4 folds)"), judged.name,
                  shown(i.mean, judged.accuracy), half_text(i.half, judged.accuracy), i.count));
}

int run(const Options& o)
{
    if (o.repeats < 1 || o.threads < 0)
        return fail({LOOM_TEXT("--repeats must be at least 1."), {}, Blame::Call});
    Leaving leaving(Message(LOOM_TEXT("The k-fold has stopped. The same call goes on with it: loom kfold %1"), o.file));
    Judged first, second;
    if (const auto code = judge(o, o.file, leaving, first))
        return *code;
    if (!o.with.empty()) {
        if (const auto code = judge(o, o.with, leaving, second))
            return *code;
        if (first.data != second.data || first.rows != second.rows || first.accuracy != second.accuracy)
            return fail({Message(LOOM_TEXT("%1 and %2 learn from different data, so their folds are not the same."), first.name, second.name),
                         LOOM_TEXT("Give both the same data, target and measure.")});
    }
    json out{{"event", "finished"}, {"folds", o.folds}, {"measure", first.accuracy ? "test_accuracy" : "test_loss"}, {"repeats", o.repeats}};
    for (const Judged* judged : {&first, &second})
        if (!judged->name.empty()) {
            if (!o.json)
                tell_interval(*judged);
            json row = interval_json(interval_of(judged->measures, judged->tested_share));
            row.update({{"project", judged->name}, {"study", judged->study}, {"values", judged->measures}});
            out["projects"].push_back(std::move(row));
        }
    if (!o.with.empty()) {
        const Comparison c = compare(first.measures, second.measures, first.accuracy, first.tested_share);
        const Message sentence = sentence_of(c, first.name, second.name, first.accuracy);
        out["comparison"] = {{"better", c.better}, {"clear", c.clear()}, {"difference", interval_json(c.difference)}, {"p", c.probability}, {"sentence", render(sentence)}, {"worse", c.worse}};
        if (!o.json)
            print(Message(LOOM_TEXT("%1 (p = %2)."), sentence, fmt::format("{:.2g}", c.probability)));
    }
    if (o.json)
        print_json(out);
    return good;
}

} // namespace

void add_kfold(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("kfold", LOOM_TEXT("Trains a project on all but one of several equal parts of its data, for each part in turn, and says how good it is on what it has not seen. The same call goes on where it was interrupted."),
                                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--with", o->with, render(LOOM_TEXT("Another project, judged on the same folds and compared with the first.")))->type_name("OTHER.loom");
    command.add_option("--folds", o->folds, render(LOOM_TEXT("How many parts.")))->type_name("N");
    command.add_option("--repeats", o->repeats, render(LOOM_TEXT("How often, each time with other folds and another seed.")))->type_name("N");
    command.add_option("--epochs", o->epochs, render(LOOM_TEXT("How many epochs each.")))->type_name("N");
    command.add_option("--seed", o->seed, render(LOOM_TEXT("Where the random numbers start.")))->type_name("S");
    command.add_option("--data", o->data, render(LOOM_TEXT("Learn from other data this time: a file or a folder.")))->type_name("PATH");
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))->type_name("D");
    command.add_option("--threads", o->threads, render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))->type_name("N");
    command.add_flag("--new", o->fresh, render(LOOM_TEXT("Begin anew, also where the same was asked before.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
