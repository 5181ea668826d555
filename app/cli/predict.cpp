#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "evaluate/evaluation.h"

#include <fmt/format.h>
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

std::string class_name(const Predictor::Head& head, std::size_t i)
{
    return i < head.labels.size() ? head.labels[i] : std::to_string(i);
}

std::size_t largest(std::span<const float> scores)
{
    return std::size_t(std::ranges::max_element(scores) - scores.begin());
}

std::vector<Object> objects_in(const Predictor::Head& head, std::span<const float> scores)
{
    return found_objects(scores, head.labels.size(), shown_from);
}

/// "label" and "scores" of one Output; of one that finds objects, these.
json answer(const Predictor::Head& head, std::span<const float> scores)
{
    if (head.boxes) {
        json found = json::array();
        for (const Object& o : objects_in(head, scores))
            found.push_back({{"label", class_name(head, std::size_t(o.label))}, {"score", o.score}, {"x", o.box.x}, {"y", o.box.y}, {"width", o.box.width}, {"height", o.box.height}});
        return {{"objects", std::move(found)}};
    }
    return {{"label", head.classes ? json(class_name(head, largest(scores))) : json()}, {"scores", scores}};
}

/// scores: of each Output, as the predictor's heads. Those of the first stand where those of the only one do.
void say(const Options& o, const std::vector<Predictor::Head>& heads, const std::string& input, const std::vector<std::span<const float>>& scores)
{
    if (o.json) {
        json row = answer(heads[0], scores[0]);
        row["input"] = input;
        for (std::size_t h = 0; heads.size() > 1 && h < heads.size(); ++h) {
            json one = answer(heads[h], scores[h]);
            one["output"] = heads[h].name;
            row["outputs"].push_back(std::move(one));
        }
        print_json(row);
        return;
    }
    constexpr std::size_t most = 8; // Numbers of one of several Outputs in a line.
    std::string line = input;
    for (std::size_t h = 0; h < heads.size(); ++h) {
        if (heads.size() > 1)
            line += (h ? " · " : "  ") + heads[h].name;
        if (heads[h].boxes) {
            for (const Object& found : objects_in(heads[h], scores[h]))
                line += fmt::format("  {} {} ({:.3f} {:.3f} {:.3f} {:.3f})", class_name(heads[h], std::size_t(found.label)), share_text(found.score), found.box.x, found.box.y,
                                    found.box.width, found.box.height);
        } else if (heads[h].classes) {
            const std::size_t best = largest(scores[h]);
            line += "  " + class_name(heads[h], best) + "  " + share_text(scores[h][best]);
        } else if (heads.size() == 1) {
            for (const float score : scores[h])
                print_line(input + "  " + number_text(score));
            return;
        } else {
            for (std::size_t i = 0; i < std::min(most, scores[h].size()); ++i)
                line += "  " + number_text(scores[h][i]);
            line += scores[h].size() > most ? "  …" : "";
        }
    }
    print_line(line);
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
        auto scores = predictor.all_scores(values);
        if (!scores)
            return fail(scores.error());
        const auto& heads = predictor.heads();
        std::vector<std::span<const float>> of_row(heads.size());
        for (std::size_t i = 0; i < n; ++i) {
            if (readable[i] == 0)
                continue;
            for (std::size_t h = 0; h < heads.size(); ++h)
                of_row[h] = std::span<const float>((*scores)[h]).subspan(i * heads[h].width, heads[h].width);
            say(o, heads, name_of(**samples, path, rows[i]), of_row);
        }
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
