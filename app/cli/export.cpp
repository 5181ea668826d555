#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "evaluate/delivery.h"
#include "graph/ends.h"

#include <fmt/format.h>

namespace loom::cli {
namespace {

struct Options {
    std::string file, format, out, run;
    std::optional<int> opset;
};

/// Some samples of the test part; none where the data is not there any more.
std::vector<float> held_out_samples(const Model& model, const Document& project)
{
    const auto dataset = Dataset::open(data_for(as_trained_on(model.document, project)));
    if (!dataset || (*dataset)->facts().sample != model.facts.sample || std::int64_t((*dataset)->sample_width()) != row_width(model.facts))
        return {};
    const auto rows = (*dataset)->rows(Part::Test);
    const auto some = rows.first(std::min<std::size_t>(rows.size(), 64));
    std::vector<float> samples(some.size() * (*dataset)->sample_width());
    (*dataset)->fill(some, samples);
    return samples;
}

int run(const Options& o)
{
    const DeliveryFormat* format = find_delivery_format(o.format);
    if (!format) {
        std::string names;
        for (const DeliveryFormat& f : delivery_formats())
            names += (names.empty() ? "" : ", ") + std::string(f.id);
        return fail({Message(LOOM_TEXT("There is no format called “%1”."), o.format),
                     Message(LOOM_TEXT("Choose one of these: %1."), names), Blame::Call});
    }
    if (o.opset && std::ranges::find(format->versions, *o.opset) == format->versions.end()) {
        if (format->versions.empty())
            return fail({Message(LOOM_TEXT("The format “%1” has no opsets."), o.format),
                         LOOM_TEXT("Leave --opset out."), Blame::Call});
        return fail({Message(LOOM_TEXT("Opset %1 cannot be written."), *o.opset),
                     Message(LOOM_TEXT("Choose one from %1 to %2."), std::ranges::min(format->versions),
                             std::ranges::max(format->versions)), Blame::Call});
    }
    auto project = load_project(o.file);
    if (!project)
        return fail(project.error());
    if (auto allowed = check_delivery_target(o.out, project->file, project->document.data().path); !allowed)
        return fail(allowed.error());
    const Runs runs(project->file);
    auto name = choose_run(runs, o.run, project->file);
    if (!name)
        return fail(name.error());
    auto model = load_model(runs, *name);
    if (!model)
        return fail(model.error());
    auto delivered = format->deliver(*model, o.out, held_out_samples(*model, project->document),
                                     o.opset.value_or(format->usual_version()));
    if (!delivered)
        return fail(delivered.error());
    if (delivered->samples > 0)
        print(Message(
            LOOM_TEXT("%1 is written and checked: on %2 samples it differs from the trained network by at most %3."),
            o.out, delivered->samples, fmt::format("{:.1e}", delivered->largest_difference)));
    else
        print(Message(LOOM_TEXT("%1 is written and checked: every weight reads back unchanged."), o.out));
    return good;
}

} // namespace

void add_export(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command =
        line.add("export", LOOM_TEXT("Writes a trained network for other programs, and checks the file."),
                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--format", o->format, render(LOOM_TEXT("onnx, safetensors, pytorch or keras.")))
        ->required()
        ->type_name("FORMAT");
    command.add_option("--out", o->out, render(LOOM_TEXT("The file to write.")))->required()->type_name("PATH");
    const std::span<const int> opsets = find_delivery_format("onnx")->versions;
    command
        .add_option("--opset", o->opset,
                    render(Message(LOOM_TEXT("The version of ONNX's operators, %1 to %2; without it %3."),
                                   std::ranges::min(opsets), std::ranges::max(opsets), opsets.front())))
        ->type_name("N");
    command.add_option("--run", o->run, render(LOOM_TEXT("Which run; without it, the last finished one.")))
        ->type_name("RUN");
}

} // namespace loom::cli
