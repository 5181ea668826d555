#include "cli/command.h"
#include "cli/leaving.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "engine/backend.h"
#include "graph/ends.h"
#include "schema/recipe.h"
#include "train/diagnosis.h"
#include "train/trainer.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cmath>
#include <thread>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, device = "auto", data;
    std::string continues;
    std::optional<std::int64_t> epochs, seed, threads, memory, epoch, more_epochs;
    bool resume = false, json = false;
};

json number(double v)
{
    return std::isfinite(v) ? json(v) : json();
}

/// Of several Outputs, by their names; nothing of one.
void put_outputs(json& out, const std::vector<std::string>& names, const std::vector<PartPoint>& parts, const char* loss, const char* accuracy)
{
    for (std::size_t i = 0; i < std::min(parts.size(), names.size()); ++i) {
        json& row = out["outputs"][i];
        row["output"] = names[i];
        row[loss] = number(parts[i].loss);
        row[accuracy] = number(parts[i].accuracy);
    }
}

json epoch_json(const EpochPoint& p, const std::vector<std::string>& outputs)
{
    json row{{"epoch", p.epoch},
            {"step", p.step},
            {"loss", number(p.loss)},
            {"accuracy", number(p.accuracy)},
            {"val_loss", number(p.val_loss)},
            {"val_accuracy", number(p.val_accuracy)},
            {"learning_rate", number(p.learning_rate)},
            {"seconds", number(p.seconds)}};
    put_outputs(row, outputs, p.parts, "loss", "accuracy");
    put_outputs(row, outputs, p.val_parts, "val_loss", "val_accuracy");
    return row;
}

/// Why these options do not go together, if so.
std::optional<Error> contradiction_in(const Options& o)
{
    const auto wrong = [](Text what, Text hint) { return Error{what, hint, Blame::Call}; };
    if (o.resume && !o.continues.empty())
        return wrong(LOOM_TEXT("--resume and --continue exclude each other."), LOOM_TEXT("--resume goes on with a run, --continue begins a new one from a state of it."));
    if (o.continues.empty() && (o.epoch || o.more_epochs))
        return wrong(LOOM_TEXT("--epoch and --more-epochs need --continue."), LOOM_TEXT("Name the run: --continue RUN."));
    if (o.epochs && o.more_epochs)
        return wrong(LOOM_TEXT("--epochs and --more-epochs exclude each other."), LOOM_TEXT("Choose one of them."));
    if (o.epoch.value_or(1) < 1 || o.more_epochs.value_or(1) < 1)
        return wrong(LOOM_TEXT("--epoch and --more-epochs must be 1 or more."), LOOM_TEXT("Leave them out for the newest state and the recipe's epochs."));
    return {};
}

/// What was asked for when a run began holds on, unless it is asked for again.
Status take_over(Document& document, const RunRecord& record)
{
    const RecipeSettings before = unpack_recipe(record.document.recipe().settings);
    LOOM_TRY(set_recipe(document, "epochs", before.epochs));
    LOOM_TRY(set_recipe(document, "seed", before.seed));
    auto set = document.apply(SetData{as_trained_on(record.document, document).data()});
    return set ? Status(Ok{}) : Status(set.error());
}

/// What is asked for, as a job without its data.
Result<Job> job_of(const Options& o)
{
    auto project = load_project(o.file);
    if (!project)
        return project.error();
    Job job{.document = std::move(project->document),
            .dataset = nullptr,
            .project = o.file,
            .device = o.device,
            .threads = int(o.threads.value_or(0))};
    if (o.resume) {
        const Runs runs(o.file);
        if (auto damaged = runs.newest_is_damaged()) {
            damaged->hint = Message(LOOM_TEXT("Move its folder away, or train without --resume."));
            return *damaged;
        }
        if (const auto name = runs.unfinished()) {
            auto record = runs.load(*name);
            if (!record)
                return record.error();
            if (!record->continued.run.empty()) // Its recipe need not be the project's.
                if (auto set = job.document.apply(SetRecipe{record->document.recipe()}); !set)
                    return set.error();
            LOOM_TRY(take_over(job.document, *record));
            job.resume = *name;
        } else {
            tell(Message(LOOM_TEXT("There is no unfinished run; a new one begins.")));
        }
    }
    if (!o.continues.empty()) {
        auto record = Runs(o.file).load(o.continues);
        if (!record)
            return record.error();
        LOOM_TRY(take_over(job.document, *record));
        job.continues = Origin{o.continues, o.epoch.value_or(0)};
        job.more_epochs = o.more_epochs.value_or(0);
    }
    LOOM_TRY(set_recipe(job.document, "epochs", o.epochs));
    LOOM_TRY(set_recipe(job.document, "seed", o.seed));
    if (!o.data.empty()) {
        auto document = with_data(std::move(job.document), o.data);
        if (!document)
            return document.error();
        job.document = std::move(*document);
    }
    return job;
}

int run(const Options& o)
{
    if (auto can = can_compute(o.device, o.threads); !can)
        return fail(can.error());
    if (o.memory && (*o.memory < 1 || *o.memory > (std::int64_t{1} << 30)))
        return fail({Message(LOOM_TEXT("--memory is %1, but must be between 1 and %2."), *o.memory, std::int64_t{1} << 30),
                     LOOM_TEXT("Leave it out to take what is free."), Blame::Call});
    if (const auto wrong = contradiction_in(o))
        return fail(*wrong);
    auto job = job_of(o);
    if (!job)
        return fail(job.error());
    auto dataset = open_dataset(job->document, job->project);
    if (!dataset)
        return fail(dataset.error());
    job->dataset = std::move(*dataset);
    job->most_bytes = std::size_t(o.memory.value_or(0)) << 20;
    if (!sound(job->document, *job->dataset))
        return wrong_input;
    const std::int64_t epochs = unpack_recipe(job->document.recipe().settings).epochs;

    Leaving leaving(Message(LOOM_TEXT("Training has stopped. Finished epochs are saved; go on with: loom train %1 --resume"), o.file));
    Monitor monitor;
    std::atomic<bool> ended = false;
    std::optional<Result<std::string>> name;
    std::jthread trainer([&] {
        name = train(*job, monitor);
        ended = true;
    });

    const std::vector<std::string> outputs = output_names(job->document, job->dataset->facts());
    TrainingProgress progress(!o.json);
    std::optional<Outcome> outcome;
    double last_loss = not_measured, seconds = 0;
    std::int64_t done = 0, parts = 0;
    const auto take_news = [&] {
        Monitor::News news = monitor.take();
        done = std::max(done, news.position.epoch);
        if (!news.steps.empty())
            last_loss = double(news.steps.loss.back());
        if (std::exchange(parts, news.position.parts) != news.position.parts) {
            progress.clear_bar();
            tell(Message(LOOM_TEXT("Memory is short: each batch is taken in %1 parts, one after the other. What is learned stays the same."), parts));
            if (o.json)
                print_json({{"event", "parts"}, {"parts", parts}});
        }
        progress.show(news.position, last_loss);
        for (const MarkPoint& point : news.marks)
            if (o.json && !std::isnan(point.val_loss)) {
                json row{{"event", "validated"}, {"step", point.step}, {"val_loss", number(point.val_loss)}, {"val_accuracy", number(point.val_accuracy)}, {"seconds", point.seconds}};
                put_outputs(row, outputs, point.val_parts, "val_loss", "val_accuracy");
                print_json(row);
            }
        for (const EpochPoint& point : news.epochs) {
            progress.show(point, epochs);
            seconds += point.seconds;
            if (o.json)
                print_json(epoch_json(point, outputs));
        }
        for (const Diagnosis& d : news.findings) {
            progress.clear_bar();
            write_stderr(diagnosis_text(d, job->document));
            if (o.json) {
                json row = to_json(d);
                row["event"] = "finding";
                print_json(row);
            }
        }
        if (news.outcome)
            outcome = std::move(news.outcome);
    };
    while (!ended) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        take_news();
        if (leaving.asked())
            monitor.ask(Monitor::Wish::Leave);
    }
    trainer.join();
    take_news();
    progress.clear_bar();
    if (leaving.asked())
        leaving.end();
    if (!*name)
        return fail(name->error());
    if (!outcome || outcome->kind == Outcome::Kind::Failed)
        return fail(outcome && outcome->error
                        ? *outcome->error
                        : Error{LOOM_TEXT("Training ended without a result."), {}, Blame::Machine});

    if (o.json) {
        json end{{"event", "finished"},
                 {"run", **name},
                 {"epochs", done},
                 {"best_epoch", outcome->best.epoch},
                 {"test_accuracy", number(outcome->test_accuracy)},
                 {"test_loss", number(outcome->test_loss)},
                 {"seconds", seconds}};
        put_outputs(end, outputs, outcome->test_parts, "test_loss", "test_accuracy");
        print_json(end);
    } else if (std::isfinite(outcome->test_accuracy))
        print(Message(LOOM_TEXT("Test accuracy %1 (%2, best epoch %3)"), share_text(outcome->test_accuracy), **name,
                      outcome->best.epoch));
    else
        print(Message(LOOM_TEXT("Test loss %1 (%2, best epoch %3)"), outcome->test_loss, **name, outcome->best.epoch));
    for (std::size_t i = 0; !o.json && i < outcome->test_parts.size(); ++i) {
        const PartPoint& part = outcome->test_parts[i];
        print(std::isfinite(part.accuracy) ? Message(LOOM_TEXT("%1: test accuracy %2, loss %3"), outputs[i], share_text(part.accuracy), part.loss)
                                           : Message(LOOM_TEXT("%1: test loss %2"), outputs[i], part.loss));
    }
    return good;
}

} // namespace

void add_train(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command =
        line.add("train", LOOM_TEXT("Trains a project's network. Ctrl+C leaves a run that --resume goes on with."),
                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--epochs", o->epochs, render(LOOM_TEXT("How many epochs in all.")))->type_name("N");
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))
        ->type_name("D");
    command
        .add_option("--threads", o->threads,
                    render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))
        ->type_name("N");
    command
        .add_option("--memory", o->memory,
                    render(LOOM_TEXT("How many MB training may take; batches are taken in parts where they need more. Without it, what is free.")))
        ->type_name("MB");
    command.add_option("--seed", o->seed, render(LOOM_TEXT("Where the random numbers start.")))->type_name("S");
    command.add_option("--data", o->data, render(LOOM_TEXT("Learn from other data this time: a file or a folder.")))
        ->type_name("PATH");
    command.add_flag("--resume", o->resume,
                     render(LOOM_TEXT("Go on with the last unfinished run; begin one where there is none.")));
    command.add_option("--continue", o->continues,
                       render(LOOM_TEXT("Begins a new run from a state of this one, with its curve and its optimiser's state; the old one stays as it is. The recipe is the project's.")))
        ->type_name("RUN");
    command.add_option("--epoch", o->epoch, render(LOOM_TEXT("With --continue: the state after this epoch; without it, the newest.")))->type_name("N");
    command.add_option("--more-epochs", o->more_epochs, render(LOOM_TEXT("With --continue: so many epochs from there, whatever the recipe says of its end; its schedule stays as it was planned.")))
        ->type_name("N");
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
