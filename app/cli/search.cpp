#include "base/json_number.h"
#include "cli/command.h"
#include "cli/leaving.h"
#include "cli/open.h"
#include "cli/output.h"
#include "graph/value_words.h"
#include "project/json_entries.h"
#include "search/front.h"
#include "search/importance.h"
#include "search/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace loom::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string file, sampler = "tpe", device = "auto", data;
    std::vector<std::string> pins;
    std::int64_t trials = 20, seed = 1, halving = 0, parameters = 0;
    std::optional<std::int64_t> epochs, threads;
    double minutes = 0, latency = 0; // latency: in ms.
    bool fresh = false, json = false;
};

json trial_json(const Space& space, const Trial& t)
{
    return {{"epochs", t.epochs},
            {"goal", json_number(t.goal)},
            {"latency_ms", json_number(t.latency_ms)},
            {"note", t.note.empty() ? json() : json(t.note)},
            {"parameters", t.parameters},
            {"reason", t.reason.empty() ? json() : json(t.reason)},
            {"run", t.run.empty() ? json() : json(t.run)},
            {"seconds", t.seconds},
            {"state", state_id(t.state)},
            {"trial", t.number},
            {"val_accuracy", json_number(t.val_accuracy)},
            {"val_loss", json_number(t.val_loss)},
            {"values", settings_json(values_of(space, t.candidate))}};
}

std::string measure_text(const Trial& t)
{
    const auto text = [](double loss, double accuracy) { return std::isfinite(accuracy) ? share_text(accuracy) : fmt::format("{:.4f}", loss); };
    if (std::isfinite(t.val_loss))
        return text(t.val_loss, t.val_accuracy);
    // Of the training.
    return !std::isfinite(t.goal) ? "–" : t.goal < 0 ? share_text(-t.goal) : text(t.goal, not_measured);
}

Text end_text(Study::End end)
{
    switch (end) {
    case Study::End::Done:
        return LOOM_TEXT("%1: %2 trials");
    case Study::End::Exhausted:
        return LOOM_TEXT("%1: %2 trials; there is nothing more to try");
    case Study::End::OutOfTime:
        return LOOM_TEXT("%1: %2 trials; the time is used up");
    case Study::End::Left:
        break;
    }
    return {};
}

std::string_view end_id(Study::End end)
{
    constexpr std::string_view ids[] = {"done", "exhausted", "out_of_time", "left"};
    return ids[std::size_t(end)];
}

std::string value_cell(const Study& study, const Document& document, const Trial& t, std::size_t k)
{
    const Dimension& d = study.space().dimensions[k];
    const Value value = d.value(t.candidate[k]);
    if (const auto* number = std::get_if<double>(&value))
        return fmt::format("{:.4g}", *number);
    return render(value_words(*setting_of(document, d.varied), value));
}

/// Whether one prediction was measured, or tried to.
bool was_timed(const Trial& t) { return std::isfinite(t.latency_ms) || !t.note.empty(); }

std::string latency_cell(const Trial& t)
{
    if (std::isfinite(t.latency_ms))
        return fmt::format("{:.3g}", t.latency_ms);
    return t.note.empty() ? "–" : render(LOOM_TEXT("not measured"));
}

std::vector<std::string> row_of(const Study& study, const Document& document, const Trial& t)
{
    std::vector<std::string> row{std::to_string(t.number)};
    for (std::size_t k = 0; k < t.candidate.size(); ++k)
        row.push_back(value_cell(study, document, t, k));
    row.insert(row.end(), {measure_text(t), std::to_string(t.epochs), quantity_text(t.parameters)});
    if (std::ranges::any_of(study.trials(), was_timed))
        row.push_back(latency_cell(t));
    row.insert(row.end(), {render(duration(t.seconds)), render(state_text(t.state)), t.run});
    return row;
}

std::vector<std::string> titles_of(const Study& study, const Document& document, bool validated)
{
    std::vector<std::string> titles{render(LOOM_TEXT("trial"))};
    for (const Dimension& d : study.space().dimensions)
        titles.push_back(render(place_words(document, d.varied)));
    std::vector<Text> others{validated ? LOOM_TEXT("validation") : LOOM_TEXT("training"), LOOM_TEXT("epochs"), LOOM_TEXT("parameters")};
    if (std::ranges::any_of(study.trials(), was_timed))
        others.push_back(LOOM_TEXT("latency (ms)"));
    others.insert(others.end(), {LOOM_TEXT("time"), LOOM_TEXT("state"), LOOM_TEXT("run")});
    for (const Text title : others)
        titles.push_back(render(title));
    return titles;
}

/// Those that were trained to their end.
std::vector<const Trial*> whole_ones(const Study& study)
{
    std::vector<const Trial*> whole;
    for (const Trial& t : study.trials())
        if (t.state == Trial::State::Finished && std::isfinite(t.goal))
            whole.push_back(&t);
    return whole;
}

/// What a trial costs, in two ways.
struct Cost {
    std::string_view id;
    Text sentence; // Of the numbers of the trials that nothing else beats.
    double (*of)(const Trial&);
};
const Cost costs[] = {
    {"parameters", LOOM_TEXT("No other is better with as few parameters: trials %1"), [](const Trial& t) { return double(t.parameters); }},
    {"seconds", LOOM_TEXT("No other is better in as short a time: trials %1"), [](const Trial& t) { return t.seconds; }},
    {"latency_ms", LOOM_TEXT("No other is better with as fast a prediction: trials %1"), [](const Trial& t) { return t.latency_ms; }},
};

std::vector<const Trial*> front_of(const std::vector<const Trial*>& trials, const Cost& cost)
{
    std::vector<const Trial*> known;
    std::vector<std::pair<double, double>> points;
    for (const Trial* t : trials)
        if (std::isfinite(cost.of(*t))) {
            known.push_back(t);
            points.emplace_back(t->goal, cost.of(*t));
        }
    std::vector<const Trial*> kept;
    for (const std::size_t i : front(points))
        kept.push_back(known[i]);
    return kept;
}

void tell_end(const Options& o, const Study& study, const Document& document, Study::End end, bool validated)
{
    const std::vector<Tried> tried = study.tried();
    const std::vector<const Trial*> whole = whole_ones(study);
    const std::size_t needed = trials_for_importance(study.space());
    const std::vector<Tried> alike = tried_alike(study.trials(), needed);
    const std::vector<double> shares = importance(study.space(), alike);
    if (o.json) {
        json out{{"event", "finished"}, {"study", study.name()}, {"sampler", o.sampler}, {"trials", study.trials().size()}, {"end", end_id(end)}, {"seconds", study.seconds()}};
        out["best"] = study.best() ? trial_json(study.space(), *study.best()) : json();
        out["importance"] = json::object();
        for (std::size_t k = 0; k < shares.size(); ++k)
            out["importance"][key_of(study.space().dimensions[k].varied)] = shares[k];
        for (const Cost& cost : costs) {
            json& numbers = out["front"][std::string(cost.id)] = json::array();
            for (const Trial* t : front_of(whole, cost))
                numbers.push_back(t->number);
        }
        print_json(out);
        return;
    }
    print(Message(end_text(end), study.name(), study.trials().size()));
    if (end == Study::End::OutOfTime && study.trials().back().state == Trial::State::Begun)
        print(Message(LOOM_TEXT("Trial %1 was interrupted; the same call with more --minutes goes on with it."), study.trials().back().number));
    std::vector<std::vector<std::string>> rows{titles_of(study, document, validated)};
    constexpr std::size_t most_shown = 10;
    for (const std::size_t i : ranked(tried))
        if (rows.size() <= most_shown)
            rows.push_back(row_of(study, document, study.trials()[i]));
    print_table(rows);
    for (std::size_t k = 0; k < shares.size(); ++k)
        print(Message(LOOM_TEXT("%1 explains %2 of the differences by itself."), place_words(document, study.space().dimensions[k].varied), share_text(shares[k])));
    if (alike.size() < needed)
        print(Message(LOOM_TEXT("Which settings matter is told from %1 trials with results on; there are %2."), needed, alike.size()));
    for (const Cost& cost : costs) {
        std::string numbers;
        for (const Trial* t : front_of(whole, cost))
            numbers += (numbers.empty() ? "" : ", ") + std::to_string(t->number);
        if (!numbers.empty())
            print(Message(cost.sentence, numbers));
    }
}

void tell_trial(const Options& o, const Study& study, const Document& document, const Trial& t)
{
    if (o.json) {
        json row = trial_json(study.space(), t);
        row["event"] = "trial";
        row["study"] = study.name();
        print_json(row);
        return;
    }
    std::vector<Message> values;
    for (std::size_t k = 0; k < t.candidate.size(); ++k)
        values.push_back(Message(LOOM_TEXT("%1 %2"), place_words(document, study.space().dimensions[k].varied), value_cell(study, document, t, k)));
    Message line(LOOM_TEXT("trial %1 of %2"), t.number, o.trials);
    for (Message& value : values)
        line = Message(LOOM_TEXT("%1 · %2"), std::move(line), std::move(value));
    line = Message(LOOM_TEXT("%1 · %2"), std::move(line), t.reason.empty() ? Message::plain(measure_text(t)) : Message(LOOM_TEXT("%1: %2"), state_text(t.state), t.reason));
    tell(t.note.empty() ? line : Message(LOOM_TEXT("%1 · %2"), std::move(line), t.note));
}

/// The project with what the call says of it.
Result<Document> document_of(const Options& o)
{
    auto project = load_project(o.file);
    if (!project)
        return project.error();
    Document document = std::move(project->document);
    LOOM_TRY(set_recipe(document, "epochs", o.epochs));
    if (!o.data.empty()) {
        auto other = with_data(std::move(document), o.data);
        if (!other)
            return other;
        document = std::move(*other);
    }
    if (o.pins.empty())
        return document;
    SetSearch search;
    for (const std::string& pin : o.pins) {
        auto varied = parse_varied(document, pin);
        if (!varied)
            return varied.error();
        search.varied.push_back(std::move(*varied));
    }
    if (auto set = document.apply(search); !set)
        return set.error();
    return document;
}

int run(const Options& o)
{
    if (o.trials < 1 || o.halving < 0 || o.halving == 1 || o.minutes < 0 || o.latency < 0 || o.parameters < 0)
        return fail({LOOM_TEXT("--trials must be at least 1, --halving 2 or more, and limits above 0."), {}, Blame::Call});
    if (auto can = can_compute(o.device, o.threads); !can)
        return fail(can.error());
    auto document = document_of(o);
    if (!document)
        return fail(document.error());
    auto dataset = open_dataset(*document, o.file);
    if (!dataset)
        return fail(dataset.error());
    if (!sound(*document, **dataset))
        return wrong_input;
    auto study = Study::open({.document = *document,
                              .project = o.file,
                              .sampler = o.sampler,
                              .seed = std::uint64_t(o.seed),
                              .halving = o.halving,
                              .most_parameters = o.parameters,
                              .most_latency_ms = o.latency,
                              .device = o.device,
                              .threads = int(o.threads.value_or(0))},
                             *dataset, o.fresh);
    if (!study)
        return fail(study.error());
    const bool validated = !(*dataset)->rows(Part::Validation).empty();
    if (!validated)
        tell(Message(LOOM_TEXT("No row is held back for validation, so trials are compared by how well they know what they trained on. Give the validation part a share of the data to find what holds for new rows.")));
    if (const auto known = study->trials().size())
        tell(Message(LOOM_TEXT("%1 goes on; %2 trials are there already."), study->name(), known));
    Leaving leaving(Message(LOOM_TEXT("The search has stopped. The same call goes on with it: loom search %1"), o.file));
    Study::Watch watch;
    watch.leaves = [&] { return leaving.asked(); };
    watch.ends = [&](const Trial& t) { tell_trial(o, *study, *document, t); };
    const auto end = study->go({.trials = o.trials, .minutes = o.minutes}, watch);
    if (!end)
        return fail(end.error());
    if (*end == Study::End::Left)
        leaving.end();
    tell_end(o, *study, *document, *end, validated);
    return study->best() || *end == Study::End::OutOfTime ? good : wrong_input; // Out of time, it goes on.
}

} // namespace

void add_search(CommandLine& line)
{
    const auto o = std::make_shared<Options>();
    CLI::App& command = line.add("search", LOOM_TEXT("Tries other settings of a project, each as a run of its own, and says which are best. The same call goes on with a search that was interrupted."),
                                 [o] { return run(*o); });
    command.add_option("FILE.loom", o->file, render(LOOM_TEXT("The project file.")))->required();
    command.add_option("--trials", o->trials, render(LOOM_TEXT("How many trials in all.")))->type_name("N");
    command.add_option("--epochs", o->epochs, render(LOOM_TEXT("How many epochs each.")))->type_name("N");
    command.add_option("--sampler", o->sampler, render(LOOM_TEXT("How the next is chosen: tpe, random or grid.")))->type_name("S");
    command.add_option("--pin", o->pins, render(LOOM_TEXT("A setting to vary, in place of those of the project: KEY, KEY=LOW..HIGH, KEY=LOW..HIGH:log or KEY=A,B,C; of a node, NODE.KEY; of a copy of a unit, NODE.unit=UNIT,UNIT or NODE.unit=UNIT,bypass.")))
        ->type_name("PIN");
    command.add_option("--halving", o->halving, render(LOOM_TEXT("After 1, N, N·N … epochs only the best Nth of the trials goes on.")))->type_name("N");
    command.add_option("--minutes", o->minutes, render(LOOM_TEXT("It ends after so many minutes of training. A trial in progress goes on when more are given.")))->type_name("M");
    command.add_option("--parameters", o->parameters, render(LOOM_TEXT("Networks with more parameters are passed over.")))->type_name("N");
    command.add_option("--max-latency", o->latency, render(LOOM_TEXT("Networks whose prediction of one sample takes longer here are passed over.")))->type_name("MS");
    command.add_option("--seed", o->seed, render(LOOM_TEXT("Where the search's random numbers start; trials begin with the recipe's.")))->type_name("S");
    command.add_option("--data", o->data, render(LOOM_TEXT("Learn from other data this time: a file or a folder.")))->type_name("PATH");
    command.add_option("--device", o->device, render(LOOM_TEXT("The device: auto, cpu, cuda or reference.")))->type_name("D");
    command.add_option("--threads", o->threads, render(LOOM_TEXT("How many threads; without it, as many as this process may use.")))->type_name("N");
    command.add_flag("--new", o->fresh, render(LOOM_TEXT("Begin anew, also where the same was asked before.")));
    command.add_flag("--json", o->json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
