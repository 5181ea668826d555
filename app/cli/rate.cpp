#include "base/json_number.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "engine/backend.h"
#include "train/rate_finder.h"

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, device = "auto", data;
    RateRange range;
    bool write = false, json = false;
};

void print_curve(const RateCurve& c)
{
    json out{{"suggested", json_number(c.suggested.value_or(not_measured))}, {"steepest", json_number(c.steepest.value_or(not_measured))}, {"diverged", json_number(c.diverged.value_or(not_measured))}, {"points", json::array()}};
    for (std::size_t i = 0; i < c.rate.size(); ++i)
        out["points"].push_back({{"learning_rate", c.rate[i]}, {"loss", json_number(c.loss[i])}, {"smoothed", json_number(c.smoothed[i])}});
    print_json(out);
}

int write(Project project, double rate)
{
    const auto edit = taking_rate(project.document, rate);
    if (!edit)
        return fail({LOOM_TEXT("The optimiser of this recipe has no learning rate."), LOOM_TEXT("Choose another optimiser.")});
    if (auto done = project.document.apply(*edit); !done)
        return fail(done.error());
    if (auto saved = save_project(project); !saved)
        return fail(saved.error());
    tell(Message(LOOM_TEXT("%1 has this learning rate now."), path_text(project.file)));
    return good;
}

int run(const Options& o)
{
    auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    Job job{.document = project->document, .dataset = nullptr, .project = o.file, .device = o.device};
    if (!o.data.empty()) {
        auto document = with_data(std::move(job.document), o.data);
        if (!document)
            return fail(document.error());
        job.document = std::move(*document);
    }
    auto dataset = open_dataset(job.document, o.file);
    if (!dataset)
        return fail(dataset.error());
    job.dataset = std::move(*dataset);
    const auto curve = find_rate(job, o.range);
    if (!curve)
        return fail(curve.error());
    if (o.json)
        print_curve(*curve);
    else if (curve->suggested)
        print(Message(LOOM_TEXT("Learning rate %1 (the loss falls fastest at %2)"), *curve->suggested, *curve->steepest));
    if (!o.json && curve->diverged)
        print(Message(LOOM_TEXT("It goes astray at %1"), *curve->diverged));
    if (!curve->suggested)
        return fail({LOOM_TEXT("The loss fell at no learning rate that was tried."), LOOM_TEXT("Try others with --from and --to, or look in Check what keeps the network from learning.")});
    return o.write ? write(std::move(*project), *curve->suggested) : good;
}

} // namespace

void add_rate(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("rate", LOOM_TEXT("Finds a learning rate: trains a little while it grows, and looks at the loss. Keeps no run."), [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--from", o->range.from, render(LOOM_TEXT("The first learning rate, 0.000001 without it.")))->type_name("R");
    command.add_option("--to", o->range.to, render(LOOM_TEXT("The last one, 10 without it.")))->type_name("R");
    command.add_option("--steps", o->range.steps, render(LOOM_TEXT("How many steps it takes, 150 without it.")))->type_name("N");
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))->type_name("D");
    command.add_option("--data", o->data, render(LOOM_TEXT("Learn from other data this time: a file or a folder.")))->type_name("PATH");
    command.add_flag("--write", o->write, render(LOOM_TEXT("Writes the suggestion into the project.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
