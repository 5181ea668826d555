#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "evaluate/evaluation.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

using nlohmann::json;

constexpr std::size_t at_once = 256; // Samples.

struct Options {
    std::string file, run;
    std::vector<std::string> inputs;
    bool json = false;
};

/// What a sample is called: its file, and its row where the file holds several.
std::string name_of(const Samples& samples, const std::string& path, std::uint32_t row)
{
    if (samples.size() == 1)
        return path;
    const Column* pictures = samples.table().image_column();
    const std::string inside = pictures && pictures->pixels() ? pictures->pixels()->name(row) : std::string();
    return inside.empty() ? path + "#" + std::to_string(row) : (fs::path(path) / inside).string();
}

void say(const Options& o, const Model& model, const std::string& input, std::span<const float> scores)
{
    if (model.facts.target == DataFacts::Target::Numbers ||
        find_loss(model.document.recipe().loss.type)->vectors > 0) {
        if (o.json)
            print_json({{"input", input}, {"label", nullptr}, {"scores", scores}});
        else
            for (const float score : scores)
                print_line(input + "  " + number_text(score));
        return;
    }
    const auto best = std::size_t(std::ranges::max_element(scores) - scores.begin());
    const auto class_name = [&](std::size_t i) {
        return i < model.facts.classes.size() ? model.facts.classes[i] : std::to_string(i);
    };
    if (o.json)
        print_json({{"input", input}, {"label", class_name(best)}, {"scores", scores}});
    else
        print_line(input + "  " + class_name(best) + "  " + share_text(scores[best]));
}

/// Every sample of one file or folder; the exit code.
int predict(const Options& o, const Model& model, Predictor& predictor, const std::string& path)
{
    if (!model.encoder)
        return fail({LOOM_TEXT("The weights were imported, so nothing says how files become samples."),
                     LOOM_TEXT("Choose data and train for an epoch, beginning with these weights.")});
    auto samples = open_samples(*model.encoder, path);
    if (!samples)
        return fail(samples.error());
    const std::size_t width = model.encoder->width();
    std::vector<std::uint32_t> rows;
    std::vector<float> values, readable;
    std::size_t left_out = 0;
    for (std::size_t first = 0; first < (*samples)->size(); first += at_once) {
        const std::size_t n = std::min(at_once, (*samples)->size() - first);
        rows.resize(n);
        std::iota(rows.begin(), rows.end(), std::uint32_t(first));
        values.resize(n * width);
        readable.assign(n, 1);
        (*samples)->fill(rows, values, readable);
        auto scores = predictor.scores(values);
        if (!scores)
            return fail(scores.error());
        for (std::size_t i = 0; i < n; ++i)
            if (readable[i] != 0)
                say(o, model, name_of(**samples, path, rows[i]),
                    std::span(*scores).subspan(i * predictor.width(), predictor.width()));
        left_out += std::size_t(std::ranges::count(readable, 0.0f));
    }
    int code = good;
    for (const auto& [row, error] : (*samples)->unreadable())
        code = fail(error);
    if (left_out > (*samples)->unreadable().size()) // Behind steps that need rows before, or sounds that can be read.
        tell(Message(LOOM_TEXT("%1: %2 rows have nothing to predict from and are left out."), path, left_out - (*samples)->unreadable().size()));
    return code;
}

int run(const Options& o)
{
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
    auto predictor = Predictor::make(*model, "auto", 0);
    if (!predictor)
        return fail(predictor.error());
    int code = good;
    for (const std::string& path : o.inputs)
        code = std::max(code, predict(o, *model, **predictor, path));
    return code;
}

} // namespace

void add_predict(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command =
        line.add("predict", LOOM_TEXT("Asks a trained network about new samples."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--input", o->inputs, render(LOOM_TEXT("Pictures, tables or folders with the samples.")))
        ->required()
        ->type_name("FILE...");
    command.add_option("--run", o->run, render(LOOM_TEXT("Which run; without it, the last finished one.")))
        ->type_name("RUN");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
