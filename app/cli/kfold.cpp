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
    std::int64_t folds = 5, repeats = 1;
    std::optional<std::int64_t> epochs, seed, threads;
    bool fresh = false, json = false;
};

json number(double v) { return std::isfinite(v) ? json(v) : json(); }

std::string shown(double v, bool accuracy) { return accuracy ? share_text(v) : fmt::format("{:.4f}", v); }

std::string half_text(double v, bool accuracy)
{
    return !std::isfinite(v) ? "∞" : accuracy ? fmt::format("{:.2f}%", 100 * v) : fmt::format("{:.4f}", v);
}

json interval_json(const MeanInterval& i)
{
    return {{"count", i.count}, {"deviation", i.deviation}, {"half", number(i.half)}, {"mean", i.mean}};
}

/// One project and its folds.
struct Judged {
    std::string name;
    std::optional<FoldStudy> study; // Nothing: there is no such project.
    Chosen loss;
    bool classes = false;
    std::uint64_t judged_on = 0;
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

/// An exit code where its folds cannot be trained.
std::optional<int> prepare(const Options& o, const std::string& file, Judged& out)
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
    const auto judged_on = study->judged_on();
    if (!judged_on)
        return fail(judged_on.error());
    out = {file_name(file), std::move(*study), document->recipe().loss, (*dataset)->facts().target == DataFacts::Target::Classes, *judged_on};
    return {};
}

/// Why two projects cannot be compared fold by fold, if so.
std::optional<Error> incomparable(const Judged& a, const Judged& b)
{
    if (a.judged_on != b.judged_on)
        return Error{Message(LOOM_TEXT("%1 and %2 would be judged on other rows, so their folds are not the same."), a.name, b.name),
                     LOOM_TEXT("Give both the same data, target and way of splitting, with the same seed.")};
    if (!a.classes && a.loss != b.loss)
        return Error{Message(LOOM_TEXT("%1 and %2 have other losses, and one of them says nothing of the other."), a.name, b.name),
                     LOOM_TEXT("Give both the same loss.")};
    return {};
}

/// An exit code where a fold fails. Where it is left, the program ends here.
std::optional<int> train(const Options& o, Leaving& leaving, Judged& judged)
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

void tell_interval(const Judged& judged)
{
    const bool accuracy = judged.study->of_accuracy();
    const MeanInterval i = interval_of(judged.study->measures(), judged.study->tested_share());
    print(Message(accuracy ? LOOM_TEXT("%1: test accuracy %2 ± %3 (95 % interval, %4 folds)") : LOOM_TEXT("%1: test loss %2 ± %3 (95 % interval, %4 folds)"), judged.name,
                  shown(i.mean, accuracy), half_text(i.half, accuracy), i.count));
}

int run(const Options& o)
{
    if (o.repeats < 1)
        return fail({LOOM_TEXT("--repeats must be at least 1."), {}, Blame::Call});
    if (auto can = can_compute(o.device, o.threads); !can)
        return fail(can.error());
    Leaving leaving(Message(LOOM_TEXT("The k-fold has stopped. The same call goes on with it: loom kfold %1"), o.file));
    std::vector<Judged> all(o.with.empty() ? 1 : 2);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const auto code = prepare(o, i == 0 ? o.file : o.with, all[i]))
            return *code;
    if (all.size() == 2) {
        if (all[0].name == all[1].name) // Two files of one name in two folders.
            for (const auto& [judged, file] : {std::pair(&all[0], &o.file), {&all[1], &o.with}})
                judged->name = *file;
        if (const auto why = incomparable(all[0], all[1]))
            return fail(*why);
    }
    for (Judged& judged : all)
        if (const auto code = train(o, leaving, judged))
            return *code;
    const bool accuracy = all[0].study->of_accuracy();
    json out{{"event", "finished"}, {"folds", o.folds}, {"measure", accuracy ? "test_accuracy" : "test_loss"}, {"repeats", o.repeats}};
    for (const Judged& judged : all) {
        if (!o.json)
            tell_interval(judged);
        const auto measures = judged.study->measures();
        json row = interval_json(interval_of(measures, judged.study->tested_share()));
        row.update({{"project", judged.name}, {"study", judged.study->name()}, {"values", measures}});
        out["projects"].push_back(std::move(row));
    }
    if (all.size() == 2) {
        const Comparison c = compare(all[0].study->measures(), all[1].study->measures(), accuracy, all[0].study->tested_share());
        const Message sentence = sentence_of(c, all[0].name, all[1].name, accuracy);
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
