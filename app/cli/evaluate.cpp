#include "base/json_number.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "evaluate/evaluation.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, run, split = "test";
    bool json = false;
};

json class_rows(const Evaluation& e)
{
    json rows = json::array();
    for (std::size_t i = 0; i < e.report.classes.size(); ++i) {
        const ClassMeasures& c = e.report.classes[i];
        rows.push_back({{"name", i < e.labels.size() ? e.labels[i] : std::to_string(i)},
                        {"precision", c.precision},
                        {"recall", c.recall},
                        {"f1", c.f1},
                        {"support", c.support}});
    }
    return rows;
}

/// How good one Output is.
void put_figures(json& out, const Evaluation& e)
{
    if (e.classes) {
        out["accuracy"] = e.report.accuracy;
        out["confusion"] = e.report.confusion;
        out["classes"] = class_rows(e);
        out["macro_precision"] = e.report.macro_precision;
        out["macro_recall"] = e.report.macro_recall;
        out["macro_f1"] = e.report.macro_f1;
        out["weighted_f1"] = e.report.weighted_f1;
        out["auc"] = json_number(e.whole_auc());
    } else if (e.boxes) {
        out["map_50"] = json_number(e.boxes->map);
        out["precision"] = e.boxes->precision;
        out["recall"] = e.boxes->recall;
        out["objects"] = e.boxes->objects;
        for (std::size_t i = 0; i < e.boxes->classes.size(); ++i) {
            const BoxReport::Class& c = e.boxes->classes[i];
            out["classes"].push_back({{"name", e.labels[i]}, {"average_precision", json_number(c.average_precision)}, {"precision", c.precision}, {"recall", c.recall}, {"objects", c.objects}});
        }
    } else {
        out["mse"] = e.regression.mse;
        out["rmse"] = e.regression.rmse;
        out["mae"] = e.regression.mae;
        out["r2"] = e.regression.r2;
    }
}

/// The figures of the first Output stand where those of the only one do; all stand once more by their names.
void print_json_report(const Options& o, const std::string& run, const Evaluation& e)
{
    json out = {{"run", run},
                {"split", o.split},
                {"loss", json_number(e.total_loss)},
                {"samples", e.rows.size()}};
    put_figures(out, e);
    const auto add = [&](const Evaluation& one) {
        json row = {{"output", one.output}, {"loss", json_number(one.loss)}, {"samples", one.rows.size()}};
        put_figures(row, one);
        out["outputs"].push_back(std::move(row));
    };
    if (!e.others.empty())
        add(e);
    for (const Evaluation& other : e.others)
        add(other);
    print_json(out);
}

void print_boxes(const std::string& name, const Evaluation& e)
{
    print(Message(LOOM_TEXT("%1 · %2 pictures · mAP@0.5 %3 · precision %4 · recall %5 · loss %6"), name, quantity_text(e.boxes->pictures), share_text(e.boxes->map),
                  share_text(e.boxes->precision), share_text(e.boxes->recall), fmt::format("{:.4f}", e.loss)));
    std::vector<std::vector<std::string>> rows{{render(LOOM_TEXT("class")), render(LOOM_TEXT("average precision")), render(LOOM_TEXT("precision")), render(LOOM_TEXT("recall")), render(LOOM_TEXT("objects"))}};
    for (std::size_t i = 0; i < e.boxes->classes.size(); ++i) {
        const BoxReport::Class& c = e.boxes->classes[i];
        rows.push_back({e.labels[i], share_text(c.average_precision), share_text(c.precision), share_text(c.recall), quantity_text(c.objects)});
    }
    print_table(rows);
}

/// `name`: of the run, or of one of several Outputs.
void print_figures(const std::string& name, const Evaluation& e)
{
    if (e.boxes)
        return print_boxes(name, e);
    if (!e.classes) {
        print(Message(LOOM_TEXT("%1 · %2 samples · RMSE %3 · MAE %4 · R² %5"), name, quantity_text(std::ssize(e.rows)),
                      e.regression.rmse, e.regression.mae, e.regression.r2));
        return;
    }
    const Interval sure = wilson(std::llround(e.report.accuracy * double(e.report.samples)), e.report.samples);
    const Message figures(LOOM_TEXT("%1 · %2 samples · accuracy %3 (95%: %4 to %5) · loss %6"), name,
                          quantity_text(std::ssize(e.rows)), share_text(e.report.accuracy), share_text(sure.low),
                          share_text(sure.high), fmt::format("{:.4f}", e.loss));
    print(std::isfinite(e.whole_auc()) ? Message(LOOM_TEXT("%1 · AUC %2"), figures, fmt::format("{:.4f}", e.whole_auc())) : figures);
    std::vector<std::vector<std::string>> rows{{render(LOOM_TEXT("class")), render(LOOM_TEXT("precision")),
                                                render(LOOM_TEXT("recall")), "F1", render(LOOM_TEXT("samples"))}};
    for (std::size_t i = 0; i < e.report.classes.size(); ++i) {
        const ClassMeasures& c = e.report.classes[i];
        rows.push_back({i < e.labels.size() ? e.labels[i] : std::to_string(i),
                        share_text(c.precision), share_text(c.recall), share_text(c.f1), quantity_text(c.support)});
    }
    print_table(rows);
}

void print_report(const std::string& run, const Evaluation& e)
{
    if (e.others.empty())
        return print_figures(run, e);
    print(Message(LOOM_TEXT("%1 · loss of all outputs %2"), run, fmt::format("{:.4f}", e.total_loss)));
    print_figures(e.output, e);
    for (const Evaluation& other : e.others)
        print_figures(other.output, other);
}

int run(const Options& o)
{
    constexpr std::array parts = {Part::Train, Part::Validation, Part::Test};
    const auto part = std::ranges::find(parts, o.split, part_id);
    if (part == parts.end())
        return fail({Message(LOOM_TEXT("There is no split called “%1”."), o.split),
                     LOOM_TEXT("Choose train, validation or test."), Blame::Call});
    auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    const Runs runs(project->file);
    auto name = choose_run(runs, o.run, project->file);
    if (!name)
        return fail(name.error());
    auto model = load_model(runs, *name);
    if (!model)
        return fail(model.error());
    auto dataset = open_dataset(as_trained_on(model->document, project->document), project->file);
    if (!dataset)
        return fail(dataset.error());
    if (const auto record = runs.load(*name); record && !record->imported() && record->data_fingerprint != (*dataset)->fingerprint())
        tell(Message(LOOM_TEXT("The data has changed since %1. Its parts were drawn anew, so it may be judged here on rows "
                               "that it learned from."),
                     *name));
    auto evaluation = evaluate(*model, **dataset, *part, "auto", 0);
    if (!evaluation)
        return fail(evaluation.error());
    if (o.json)
        print_json_report(o, *name, *evaluation);
    else
        print_report(*name, *evaluation);
    return good;
}

} // namespace

void add_evaluate(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command =
        line.add("evaluate", LOOM_TEXT("Judges a trained network on one part of the data."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--run", o->run, render(LOOM_TEXT("Which run; without it, the last finished one.")))
        ->type_name("RUN");
    command.add_option("--split", o->split, render(LOOM_TEXT("Which part: train, validation or test.")))
        ->type_name("PART");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
