#include "base/json_number.h"
#include "cli/command.h"
#include "cli/foretold.h"
#include "cli/leaving.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "engine/backend.h"
#include "graph/ends.h"
#include "schema/recipe.h"
#include "train/diagnosis.h"
#include "train/orders.h"
#include "train/trainer.h"

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
    std::optional<std::string> resume; // The run; empty: the newest that can go on.
    bool no_forecast = false, json = false;
};

/// Of several Outputs, by their names; nothing of one.
void put_outputs(json& out, const std::vector<std::string>& names, const std::vector<PartPoint>& parts, const char* loss, const char* accuracy)
{
    for (std::size_t i = 0; i < std::min(parts.size(), names.size()); ++i) {
        json& row = out["outputs"][i];
        row["output"] = names[i];
        row[loss] = json_number(parts[i].loss);
        row[accuracy] = json_number(parts[i].accuracy);
    }
}

json epoch_json(const EpochPoint& p, const std::vector<std::string>& outputs)
{
    json row{{"epoch", p.epoch},
            {"step", p.step},
            {"loss", json_number(p.loss)},
            {"accuracy", json_number(p.accuracy)},
            {"val_loss", json_number(p.val_loss)},
            {"val_accuracy", json_number(p.val_accuracy)},
            {"learning_rate", json_number(p.learning_rate)},
            {"seconds", json_number(p.seconds)}};
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

/// The run that was named, or the newest that can go on; nothing where there is none such. Errors: the named one has ended, or a search or a k-fold has
/// begun it; the newest is damaged.
Result<std::optional<RunRecord>> run_to_resume(const Runs& runs, const std::string& named)
{
    if (named.empty())
        if (auto damaged = runs.newest_is_damaged()) {
            damaged->hint = Message(LOOM_TEXT("Move its folder away, name the run that is to go on behind --resume, or train without it."));
            return *damaged;
        }
    const auto name = named.empty() ? runs.unfinished() : std::optional(named);
    if (!name)
        return std::optional<RunRecord>();
    auto record = runs.load(*name);
    if (!record)
        return record.error();
    if (record->member.asks())
        return Error{Message(LOOM_TEXT("%1 belongs to %2, which goes on with it by itself."), *name, record->member.study), LOOM_TEXT("Call the search or the k-fold again as it was called.")};
    if (!record->can_go_on())
        return Error{Message(LOOM_TEXT("%1 has ended; only a run that was interrupted can go on."), *name), LOOM_TEXT("Name another one, or train without --resume.")};
    return std::optional(std::move(*record));
}

Status go_on_with(const RunRecord& run, Job& job)
{
    tell(Message(LOOM_TEXT("%1 goes on."), run.name));
    if (!run.continued.run.empty()) // Its recipe need not be the project's.
        if (auto set = job.document.apply(SetRecipe{run.document.recipe()}); !set)
            return set.error();
    LOOM_TRY(take_over(job.document, run));
    job.resume = run.name;
    return Ok{};
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
        const auto record = run_to_resume(Runs(o.file), *o.resume);
        if (!record)
            return record.error();
        if (*record)
            LOOM_TRY(go_on_with(**record, job));
        else
            tell(Message(LOOM_TEXT("There is no unfinished run; a new one begins.")));
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
    std::optional<Foretold> foretold;
    if (!o.no_forecast && !job->resume && !job->continues) { // What goes on has its forecast from its beginning, or none.
        auto told = foretell(*job, leaving);
        if (!told)
            return fail(told.error());
        if (!*told)
            leaving.end();
        foretold = std::move(*told);
        tell_forecast(*foretold, o.json);
        job->foretold_seconds = foretold->seconds;
    }
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
    Monitor::Position at;
    TimeTaken time;
    OrderReader orders;
    const auto take_news = [&] {
        Monitor::News news = monitor.take();
        at = news.position;
        time.see(at.phase);
        if (!news.run.empty())
            for (const Order& order : orders.look(Runs(o.file).folder(news.run)))
                obey(order, monitor);
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
                json row{{"event", "validated"}, {"step", point.step}, {"val_loss", json_number(point.val_loss)}, {"val_accuracy", json_number(point.val_accuracy)}, {"seconds", point.seconds}};
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

    if (outcome->kind == Outcome::Kind::Discarded) {
        o.json ? print_json({{"event", "discarded"}, {"run", **name}}) : print(Message(LOOM_TEXT("%1 is in the bin. Back with: loom runs %2 %3 --undelete"), **name, o.file, **name));
        return good;
    }
    const auto record = Runs(o.file).load(**name);
    if (!record)
        return fail(record.error());
    if (o.json) {
        json end{{"event", "finished"},
                 {"run", **name},
                 {"epochs", done},
                 {"best_epoch", outcome->best.epoch},
                 {"test_accuracy", json_number(outcome->test_accuracy)},
                 {"test_loss", json_number(outcome->test_loss)},
                 {"seconds", seconds}};
        if (foretold)
            end["foretold"] = foretold_json(*foretold, *record, at, time.seconds());
        put_outputs(end, outputs, outcome->test_parts, "test_loss", "test_accuracy");
        print_json(end);
        return good;
    }
    if (foretold)
        tell_actual(*foretold, *record, at, time.seconds());
    print(std::isfinite(outcome->test_accuracy) ? Message(LOOM_TEXT("Test accuracy %1 (%2, best epoch %3)"), share_text(outcome->test_accuracy), **name, outcome->best.epoch)
                                                : Message(LOOM_TEXT("Test loss %1 (%2, best epoch %3)"), outcome->test_loss, **name, outcome->best.epoch));
    for (std::size_t i = 0; i < outcome->test_parts.size(); ++i) {
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
    command.add_option_function<std::string>("--resume", [o](const std::string& run) { o->resume = run; },
                                             render(LOOM_TEXT("Go on with this unfinished run; without a name, with the newest, and begin one where there is none.")))
        ->type_name("[RUN]")
        ->expected(0, 1);
    command.add_option("--continue", o->continues,
                       render(LOOM_TEXT("Begins a new run from a state of this one, with its curve and its optimiser's state; the old one stays as it is. The recipe is the project's.")))
        ->type_name("RUN");
    command.add_option("--epoch", o->epoch, render(LOOM_TEXT("With --continue: the state after this epoch; without it, the newest.")))->type_name("N");
    command.add_option("--more-epochs", o->more_epochs, render(LOOM_TEXT("With --continue: so many epochs from there, whatever the recipe says of its end; its schedule stays as it was planned.")))
        ->type_name("N");
    command.add_flag("--no-forecast", o->no_forecast, render(LOOM_TEXT("Begin at once, without foretelling memory and time.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
