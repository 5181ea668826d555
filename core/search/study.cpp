#include "search/study.h"
#include "base/json.h"
#include "data/dataset.h"
#include "project/document_json.h"
#include "train/rehearsal.h"
#include "train/schedule.h"
#include "train/shortage.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace loom {
namespace {

using nlohmann::json;
using State = Trial::State;
constexpr const char* asked_file = "document.json"; // Beside study.json, which says no names.

/// All choices, or the first and the last value.
std::vector<double> ends_of(const Dimension& d)
{
    if (d.kind != Dimension::Kind::Choice)
        return {d.low, d.high};
    std::vector<double> all;
    for (std::size_t i = 0; i < d.choices(); ++i)
        all.push_back(double(i));
    return all;
}

json space_json(const Space& space)
{
    json rows = json::array();
    for (const Dimension& d : space.dimensions) {
        json row{{"high", d.high}, {"key", key_of(d.varied)}, {"log", d.log}, {"low", d.low}};
        for (const Value& choice : d.varied.choices)
            row["choices"].push_back(value_text(choice));
        rows.push_back(std::move(row));
    }
    return rows;
}

/// What copies of units become at the ends of what is varied, which the project's own network says only where they are so already.
json variants_json(const Document& document, const Space& space)
{
    json rows = json::array();
    for (const Dimension& d : space.dimensions)
        for (const double at : is_of_unit(document, d.varied) ? ends_of(d) : std::vector<double>()) {
            const auto made = with_value(document, d.varied, d.value(at));
            rows.push_back({{"key", key_of(d.varied)}, {"network", made ? question_of(*made).at("network") : json()}, {"value", value_text(d.value(at))}});
        }
    return rows;
}

/// All but the data, which only who has opened it knows.
json search_question(const SearchSetup& setup, const Space& space)
{
    json question = question_of(setup.document);
    question.update({{"halving", setup.halving},
                     {"most_parameters", setup.most_parameters},
                     {"sampler", setup.sampler},
                     {"seed", setup.seed},
                     {"space", space_json(space)}});
    if (setup.most_latency_ms > 0)
        question["most_latency_ms"] = setup.most_latency_ms;
    if (json variants = variants_json(setup.document, space); !variants.empty())
        question["variants"] = std::move(variants);
    return question;
}

/// What came of a run: the better of its epochs, as the run itself compares them.
void take(Trial& t, const RunRecord& record, const RunMetrics& metrics, const RecipeSettings& recipe)
{
    t.run = record.name;
    t.state = record.state == RunRecord::State::Finished ? State::Finished : record.state == RunRecord::State::Stopped ? State::Stopped : State::Failed;
    t.parameters = record.parameters;
    t.seconds = record.seconds;
    t.reason = record.failure;
    if (t.state == State::Failed)
        return;
    t.val_loss = record.best_val_loss;
    t.val_accuracy = record.best_val_accuracy;
    t.goal = goal_of(recipe, t.val_loss, t.val_accuracy);
    if (const auto best = std::ranges::find(metrics.epochs, record.best_epoch, &EpochPoint::epoch); std::isnan(t.val_loss) && best != metrics.epochs.end())
        t.goal = goal_of(recipe, *best);
}

/// What a run has trained for, as its record counts it: the epochs that ended, and the one under way.
class TrainingClock {
public:
    TrainingClock() = default;
    /// Of a run that is gone on with.
    explicit TrainingClock(const RunMetrics& kept)
    {
        for (const EpochPoint& p : kept.epochs)
            ended_ += p.seconds;
        if (const std::int64_t step = kept.epochs.empty() ? 0 : kept.epochs.back().step; !kept.marks.empty() && kept.marks.back().step > step)
            before_ = kept.marks.back().seconds;
    }
    void see(const Monitor::News& news)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!since_ && news.position.phase != Monitor::Phase::Preparing)
            since_ = now;
        for (const EpochPoint& p : news.epochs) { // With what it had before.
            ended_ += p.seconds;
            before_ = 0;
            since_ = now;
        }
    }
    double seconds() const
    {
        return ended_ + before_ + (since_ ? std::chrono::duration<double>(std::chrono::steady_clock::now() - *since_).count() : 0);
    }

private:
    double ended_ = 0, before_ = 0; // before_: of the epoch under way, until the run was left.
    std::optional<std::chrono::steady_clock::time_point> since_;
};

TrainingClock clock_of(const Runs& runs, const std::optional<RunRecord>& run)
{
    const auto kept = run ? runs.metrics(run->name) : Result<RunMetrics>(RunMetrics());
    return kept ? TrainingClock(*kept) : TrainingClock();
}

std::string milliseconds_text(double ms) { return ms < 100 ? fmt::format("{:.3g}", ms) : fmt::format("{:.0f}", ms); }

} // namespace

Result<Study> Study::open(SearchSetup setup, std::shared_ptr<const Dataset> data, bool fresh)
{
    if (!find_sampler(setup.sampler)) {
        std::string names;
        for (const SamplerType* s : sampler_types())
            (names += names.empty() ? "" : ", ") += s->id;
        return Error{Message(LOOM_TEXT("There is no way of searching called “%1”."), setup.sampler), Message(LOOM_TEXT("Choose one of: %1."), names), Blame::Call};
    }
    auto space = space_of(setup.document);
    if (!space)
        return space.error();
    json question = search_question(setup, *space);
    question["data"] = data->fingerprint();
    auto folder = open_study(setup.project, "search", question, fresh);
    if (!folder)
        return folder.error();
    if (!folder->begun)
        LOOM_TRY(write_file(folder->folder / asked_file, document_text(setup.document)));
    Study study(std::move(setup), std::move(data), std::move(*space), std::move(*folder));
    LOOM_TRY(study.read());
    return study;
}

Status Study::read()
{
    const fs::path path = folder_.folder / "trials.jsonl";
    auto list = read_trials(path, space_.dimensions.size());
    if (!list)
        return list.error();
    trials_ = std::move(list->trials);
    return list->read < list->size ? cut_file(path, list->read) : Status(Ok{});
}

Status Study::write(const Trial& t) const
{
    return append_line(folder_.folder / "trials.jsonl", line_of(t), Sync::Yes);
}

/// Whether a trial is not among the best 1/halving of those that came to this rung, itself counted. Of fewer than `halving` the best one
/// goes on. Trials that came to nothing are in nobody's way.
bool Study::falls_behind(Trial& trial, std::int64_t epoch, double goal) const
{
    std::int64_t rung = 1;
    while (rung < epoch)
        rung *= setup_.halving;
    if (rung != epoch)
        return false;
    std::vector<double> others;
    for (const Trial& t : trials_)
        for (const auto& [at, value] : t.rungs)
            if (at == epoch && t.number < trial.number && t.state != State::Failed)
                others.push_back(value);
    if (std::ranges::none_of(trial.rungs, [&](const auto& r) { return r.first == epoch; }))
        trial.rungs.emplace_back(epoch, goal);
    const auto better = std::ranges::count_if(others, [&](double other) { return other < goal; });
    const auto kept = std::max<std::int64_t>(1, (std::ssize(others) + 1) / setup_.halving);
    return better >= kept;
}

/// The time of one prediction, once: it is written down before the trial is trained, so that one that is gone on with has the same.
Status Study::measure(const Job& job, Trial& trial)
{
    if (std::isfinite(trial.latency_ms) || !trial.note.empty())
        return Ok{};
    take_latency(trial, prediction_seconds(job));
    trials_.back() = trial;
    return write(trial);
}

/// Why a trial is not worth beginning; empty where it is.
Result<std::string> Study::beyond_limit(const Job& job, Trial& trial)
{
    const auto foretold = forecast(job);
    if (!foretold)
        return std::string(); // The trainer refuses it in its own words.
    trial.parameters = foretold->parameters;
    if (setup_.most_parameters > 0 && foretold->parameters > setup_.most_parameters)
        return render(Message(LOOM_TEXT("It has %1 parameters, more than %2."), quantity_text(foretold->parameters), quantity_text(setup_.most_parameters)), Language::English);
    if (const auto shortage = memory_shortage(*foretold))
        return render(error_of(*shortage).message, Language::English);
    if (setup_.most_latency_ms <= 0)
        return std::string();
    LOOM_TRY(measure(job, trial));
    if (trial.latency_ms > setup_.most_latency_ms) // Never of what was not measured.
        return render(Message(LOOM_TEXT("One prediction takes %1 ms, more than %2 ms."), milliseconds_text(trial.latency_ms), milliseconds_text(setup_.most_latency_ms)), Language::English);
    return std::string();
}

/// What came to the rungs before the run was gone on with, as if it had not been left.
void Study::judge_again(Trial& trial, const RunMetrics& metrics, const RecipeSettings& recipe) const
{
    double goal = INFINITY;
    for (const EpochPoint& p : metrics.epochs) {
        goal = std::min(goal, goal_of(recipe, p));
        if (p.epoch < recipe.epochs)
            (void)falls_behind(trial, p.epoch, goal);
    }
    std::ranges::sort(trial.rungs);
}

Result<Study::Trained> Study::train(Trial& trial, bool begun, double most_seconds, const Watch& watch)
{
    const auto fails = [&](const Error& error) {
        trial.state = State::Failed;
        trial.reason = render(error.message, Language::English);
        return Trained::Ended;
    };
    auto document = with_candidate(setup_.document, space_, trial.candidate);
    if (!document)
        return fails(document.error());
    Job job{.document = std::move(*document), .dataset = data_, .project = setup_.project, .device = setup_.device, .threads = setup_.threads};
    job.member = {.study = name(), .trial = trial.number, .values = values_of(space_, trial.candidate)};
    if (setup_.halving >= 2)
        job.gives_up = [&](std::int64_t epoch, double goal) { return falls_behind(trial, epoch, goal); };
    const Runs runs(setup_.project);
    const auto run = begun ? find_member(runs, job.member) : std::nullopt;
    auto why = beyond_limit(job, trial);
    if (!why)
        return why.error();
    if (!why->empty() && !run) {
        trial.state = State::Skipped;
        trial.reason = std::move(*why);
        return Trained::Ended;
    }
    TrainingClock clock = clock_of(runs, run);
    bool late = false;
    loom::Watch timed;
    timed.news = [&](const Monitor::News& news) {
        clock.see(news);
        if (watch.news)
            watch.news(news);
    };
    timed.leaves = [&] {
        late = late || clock.seconds() >= most_seconds;
        return late || (watch.leaves && watch.leaves());
    };
    auto record = train_member(job, begun, timed);
    if (!record)
        return record.error().blame == Blame::Input ? fails(record.error()) : Result<Trained>(record.error());
    if (!*record)
        return late ? Trained::OutOfTime : Trained::Left;
    const RecipeSettings recipe = unpack_recipe(job.document.recipe().settings);
    const auto metrics = runs.metrics((*record)->name);
    if (!metrics)
        return metrics.error();
    take(trial, **record, *metrics, recipe);
    trial.epochs = metrics->epochs.empty() ? 0 : metrics->epochs.back().epoch;
    if (begun && setup_.halving >= 2)
        judge_again(trial, *metrics, recipe);
    return Trained::Ended;
}

Result<Study::End> Study::go(const Limits& limits, const Watch& watch)
{
    while (true) {
        const bool begun = !trials_.empty() && trials_.back().state == State::Begun;
        const double seconds_left = limits.minutes > 0 ? 60 * limits.minutes - seconds() : INFINITY;
        if (!begun) {
            if (std::ssize(trials_) >= limits.trials)
                return End::Done;
            if (seconds_left <= 0)
                return End::OutOfTime;
            const std::int64_t next = std::ssize(trials_) + 1;
            auto candidate = find_sampler(setup_.sampler)->next(space_, tried(), setup_.seed, next);
            if (!candidate)
                return End::Exhausted;
            trials_.push_back({.number = next, .candidate = std::move(*candidate)});
            LOOM_TRY(write(trials_.back()));
        }
        if (watch.begins)
            watch.begins(trials_.back());
        Trial trial = trials_.back();
        const auto trained = train(trial, begun, seconds_left, watch);
        if (!trained)
            return trained.error();
        if (*trained != Trained::Ended)
            return *trained == Trained::Left ? End::Left : End::OutOfTime;
        trials_.back() = std::move(trial);
        LOOM_TRY(write(trials_.back()));
        if (watch.ends)
            watch.ends(trials_.back());
    }
}

double Study::seconds() const
{
    double sum = 0;
    for (const Trial& t : trials_)
        sum += t.seconds;
    return sum;
}

bool asks_the_same(const SearchSetup& a, const SearchSetup& b)
{
    const auto first = space_of(a.document), second = space_of(b.document);
    return first && second && search_question(a, *first) == search_question(b, *second);
}

Result<std::optional<KnownStudy>> last_study(const fs::path& project)
{
    const auto folder = last_study_folder(project, "search");
    std::error_code ignored;
    if (!folder || !fs::exists(*folder / asked_file, ignored))
        return std::optional<KnownStudy>();
    const auto text = read_file(*folder / asked_file);
    auto document = text ? document_from_text(*text, path_text(*folder / asked_file)) : Result<Document>(text.error());
    if (!document)
        return document.error();
    const auto question = read_file(*folder / "study.json");
    const auto asked = question ? parse_json(*question, path_text(*folder)) : Result<json>(question.error());
    if (!asked)
        return asked.error();
    auto space = space_of(*document);
    if (!space)
        return space.error();
    auto list = read_trials(*folder / "trials.jsonl", space->dimensions.size());
    if (!list)
        return list.error();
    KnownStudy known{.name = path_text(folder->filename()), .setup = {.document = std::move(*document), .project = project}, .space = std::move(*space), .trials = std::move(list->trials)};
    try {
        known.setup.sampler = asked->at("sampler").get<std::string>();
        known.setup.seed = asked->at("seed").get<std::uint64_t>();
        known.setup.halving = asked->at("halving").get<std::int64_t>();
        known.setup.most_parameters = asked->at("most_parameters").get<std::int64_t>();
        known.setup.most_latency_ms = asked->value("most_latency_ms", 0.0);
    } catch (const json::exception&) {
        return Error{Message(LOOM_TEXT("%1 lacks an entry or has one of the wrong type."), path_text(*folder / "study.json")), LOOM_TEXT("Begin a new one with --new.")};
    }
    return std::optional(std::move(known));
}

} // namespace loom
