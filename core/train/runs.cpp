#include "train/runs.h"
#include "base/json.h"
#include "base/json_number.h"
#include "base/lock.h"
#include "base/process.h"
#include "graph/ends.h"
#include "project/document_json.h"
#include "project/json_entries.h"
#include "train/metrics_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace loom {
namespace {

using nlohmann::json;

constexpr std::size_t largest_record = std::size_t{1} << 28;
constexpr std::string_view bin = ".bin", prefix = "run-";

constexpr std::array<std::pair<std::string_view, RunRecord::State>, 4> states{
    {{"unfinished", RunRecord::State::Unfinished},
     {"finished", RunRecord::State::Finished},
     {"stopped", RunRecord::State::Stopped},
     {"failed", RunRecord::State::Failed}}};

/// 12 for "run-12", nothing for other names.
std::optional<std::int64_t> number_of(std::string_view name)
{
    if (!name.starts_with(prefix))
        return {};
    name.remove_prefix(prefix.size());
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), n);
    return error == std::errc{} && end == name.data() + name.size() ? std::optional(n) : std::nullopt;
}

/// run-2 before run-10, other names after them by letters.
bool older(const std::string& a, const std::string& b)
{
    const auto key = [](const std::string& name) {
        return std::pair(number_of(name).value_or(INT64_MAX), std::string_view(name));
    };
    return key(a) < key(b);
}

std::vector<std::string> folders_in(const fs::path& root)
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator it(root, ignored), end; it != end; it.increment(ignored))
        if (std::string name = path_text(it->path().filename()); !name.starts_with('.') && it->is_directory(ignored))
            names.push_back(std::move(name));
    std::ranges::sort(names, older);
    return names;
}

/// A run's folder before its record is there: killed at its very beginning.
bool not_begun(const fs::path& folder)
{
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (!path_text(it->path().filename()).starts_with('.'))
            return false;
    return !error;
}

/// `whole`: with what only several Inputs and Outputs need to know.
json facts_json(const DataFacts& f, bool whole)
{
    json facts{{"class_counts", f.class_counts},
            {"classes", f.classes},
            {"deviation", f.deviation},
            {"features", f.features},
            {"label_shape", f.label_shape},
            {"mean", f.mean},
            {"pictures", f.pictures},
            {"rows", f.rows},
            {"sample", f.sample},
            {"target", f.target == DataFacts::Target::Classes ? "classes" : "numbers"},
            {"target_width", f.target_width},
            {"vocabulary", f.vocabulary}};
    if (!whole)
        return facts;
    facts["target_column"] = f.target_column;
    for (const DataFacts::Column& c : f.columns)
        facts["columns"].push_back({{"beside", c.beside},
                                    {"deviation", c.deviation},
                                    {"features", c.features},
                                    {"mean", c.mean},
                                    {"name", c.name},
                                    {"picture", c.picture},
                                    {"place", c.place},
                                    {"shape", c.shape},
                                    {"vocabulary", c.vocabulary}});
    for (const DataFacts::Further& t : f.further)
        facts["further"].push_back({{"class_counts", t.class_counts},
                                    {"classes", t.classes},
                                    {"column", t.column},
                                    {"target", t.target == DataFacts::Target::Classes ? "classes" : "numbers"}});
    return facts;
}

DataFacts facts_from(const json& j)
{
    DataFacts f;
    j.at("class_counts").get_to(f.class_counts);
    j.at("classes").get_to(f.classes);
    j.at("deviation").get_to(f.deviation);
    j.at("features").get_to(f.features);
    f.label_shape = j.value("label_shape", Shape());
    j.at("mean").get_to(f.mean);
    j.at("pictures").get_to(f.pictures);
    j.at("rows").get_to(f.rows);
    j.at("sample").get_to(f.sample);
    f.target = j.at("target") == "numbers" ? DataFacts::Target::Numbers : DataFacts::Target::Classes;
    j.at("target_width").get_to(f.target_width);
    f.vocabulary = j.value("vocabulary", std::int64_t{0});
    f.target_column = j.value("target_column", std::string());
    for (const json& c : j.value("columns", json::array()))
        f.columns.push_back({.name = c.at("name").get<std::string>(),
                             .place = c.at("place").get<std::int64_t>(),
                             .shape = c.at("shape").get<Shape>(),
                             .picture = c.at("picture").get<bool>(),
                             .beside = c.at("beside").get<bool>(),
                             .vocabulary = c.at("vocabulary").get<std::int64_t>(),
                             .features = c.at("features").get<std::vector<std::string>>(),
                             .mean = c.at("mean").get<std::vector<double>>(),
                             .deviation = c.at("deviation").get<std::vector<double>>()});
    for (const json& t : j.value("further", json::array()))
        f.further.push_back({.column = t.at("column").get<std::string>(),
                             .target = t.at("target") == "numbers" ? DataFacts::Target::Numbers : DataFacts::Target::Classes,
                             .classes = t.at("classes").get<std::vector<std::string>>(),
                             .class_counts = t.at("class_counts").get<std::vector<std::int64_t>>()});
    return f;
}

json member_json(const Membership& m)
{
    return {{"fold", m.fold}, {"repeat", m.repeat}, {"study", m.study}, {"trial", m.trial}, {"values", settings_json(m.values)}};
}
/// Of runs before 2026-11-28, and of those of no study, there is none.
Membership member_from(const json& record)
{
    const auto found = record.find("member");
    if (found == record.end())
        return {};
    Membership m{found->at("study").get<std::string>(), found->at("trial").get<std::int64_t>(), found->at("repeat").get<std::int64_t>(), found->at("fold").get<std::int64_t>()};
    for (const auto& [key, value] : found->at("values").items())
        if (auto read = value_from(value))
            m.values.emplace(key, std::move(*read));
    return m;
}

Error damaged_record(const fs::path& path)
{
    return {Message(LOOM_TEXT("%1 lacks an entry or has one of the wrong type."), path_text(path)),
            LOOM_TEXT("The run cannot be used. Train again, or restore the file from a copy.")};
}

} // namespace

Runs::Runs(const fs::path& project_file) : root_(beside(project_file)) {}

fs::path Runs::beside(const fs::path& project_file)
{
    fs::path folder = project_file;
    return project_file.extension() == ".loom" ? folder.replace_extension(".runs") : folder += ".runs";
}

fs::path Runs::folder(const std::string& name) const
{
    return root_ / fs::path(std::u8string(name.begin(), name.end()));
}

double rate_scale(std::span<const RateChange> changes, std::int64_t step)
{
    double scale = 1;
    for (const RateChange& c : changes)
        if (c.step <= step)
            scale = c.scale;
    return scale;
}

std::string_view state_id(RunRecord::State state)
{
    return std::ranges::find(states, state, &std::pair<std::string_view, RunRecord::State>::second)->first;
}

Status Runs::save(const RunRecord& r) const
{
    json encoder;
    if (!r.encoder.empty()) {
        auto parsed = parse_json(r.encoder, "encoder");
        if (!parsed)
            return parsed.error();
        encoder = std::move(*parsed);
    }
    json rows{{"best_epoch", r.best_epoch},
              {"best_val_accuracy", json_number(r.best_val_accuracy)},
              {"best_val_loss", json_number(r.best_val_loss)},
              {"build", r.build},
              {"choices", r.choices},
              {"data_fingerprint", r.data_fingerprint},
              {"device", r.device},
              {"device_text", r.device_text},
              {"document", nullptr},
              {"encoder", std::move(encoder)},
              {"ended", r.ended},
              {"epochs", r.epochs},
              {"facts", facts_json(r.facts, wanted_columns(r.document) != WantedColumns())},
              {"failure", r.failure},
              {"forecast_bytes", r.forecast_bytes},
              {"foretold_seconds", r.foretold_seconds},
              {"held_bytes", r.held_bytes},
              {"name", r.name},
              {"note", r.note},
              {"parameters", r.parameters},
              {"parts", r.parts},
              {"peak_bytes", r.peak_bytes},
              {"resumable", r.resumable},
              {"scheduled_epochs", r.scheduled_epochs},
              {"seconds", r.seconds},
              {"seed", r.seed},
              {"started", r.started},
              {"state", state_id(r.state)},
              {"steps_per_epoch", r.steps_per_epoch},
              {"test_accuracy", json_number(r.test_accuracy)},
              {"test_loss", json_number(r.test_loss)},
              {"threads", r.threads}};
    for (const RateChange& c : r.rate_changes)
        rows["rate_changes"].push_back({{"scale", c.scale}, {"step", c.step}});
    for (const PartPoint& p : r.test_parts)
        rows["test_parts"].push_back({{"accuracy", json_number(p.accuracy)}, {"loss", json_number(p.loss)}});
    if (!r.member.study.empty())
        rows["member"] = member_json(r.member);
    if (!r.continued.run.empty())
        rows["continued"] = {{"epoch", r.continued.epoch}, {"run", r.continued.run}, {"step", r.continued.step}};
    std::string text = "{";
    for (const auto& [key, value] : rows.items())
        text += (text.size() > 1 ? ",\n  \"" : "\n  \"") + key +
                "\": " + (key == "document" ? document_text(r.document, 2) : json_line(value));
    return write_file(folder(r.name) / "run.json", text + "\n}\n");
}

Result<RunRecord> Runs::load_record(const std::string& name) const
{
    std::error_code ignored;
    if (name.empty() || name.starts_with('.') || name.find('/') != name.npos ||
        !fs::is_directory(folder(name), ignored))
        return Error{Message(LOOM_TEXT("There is no run called “%1”."), name),
                     LOOM_TEXT("Choose one of the runs beside the project.")};
    const fs::path path = folder(name) / "run.json";
    auto text = read_file(path, largest_record);
    if (!text)
        return text.error();
    auto parsed = parse_json(*text, path_text(path));
    if (!parsed)
        return parsed.error();
    const json& j = *parsed;
    RunRecord r;
    try {
        auto document = document_from_json(j.at("document"), path_text(path));
        if (!document)
            return document.error();
        r.document = std::move(*document);
        r.name = name;
        const auto state = std::ranges::find(states, j.at("state").get_ref<const std::string&>(),
                                             &std::pair<std::string_view, RunRecord::State>::first);
        if (state == states.end())
            return damaged_record(path);
        r.state = state->second;
        r.facts = facts_from(j.at("facts"));
        if (!j.at("encoder").is_null())
            r.encoder = json_line(j.at("encoder"));
        j.at("seed").get_to(r.seed);
        j.at("epochs").get_to(r.epochs);
        j.at("device").get_to(r.device);
        j.at("device_text").get_to(r.device_text);
        j.at("threads").get_to(r.threads);
        if (const auto choices = j.find("choices"); choices != j.end()) // Runs before 2026-11-26 have none.
            choices->get_to(r.choices);
        j.at("data_fingerprint").get_to(r.data_fingerprint);
        j.at("build").get_to(r.build);
        j.at("started").get_to(r.started);
        j.at("ended").get_to(r.ended);
        j.at("seconds").get_to(r.seconds);
        j.at("parameters").get_to(r.parameters);
        j.at("best_epoch").get_to(r.best_epoch);
        r.best_val_loss = number_of_json(j.at("best_val_loss"));
        r.best_val_accuracy = number_of_json(j.at("best_val_accuracy"));
        r.test_loss = number_of_json(j.at("test_loss"));
        r.test_accuracy = number_of_json(j.at("test_accuracy"));
        for (const json& p : j.value("test_parts", json::array()))
            r.test_parts.push_back({number_of_json(p.at("loss")), number_of_json(p.at("accuracy"))});
        j.at("forecast_bytes").get_to(r.forecast_bytes);
        r.held_bytes = j.value("held_bytes", std::size_t{0});
        r.parts = j.value("parts", std::int64_t{0});
        r.steps_per_epoch = j.value("steps_per_epoch", std::int64_t{0});
        r.scheduled_epochs = j.value("scheduled_epochs", std::int64_t{0});
        for (const json& c : j.value("rate_changes", json::array()))
            r.rate_changes.push_back({c.at("step").get<std::int64_t>(), c.at("scale").get<double>()});
        r.foretold_seconds = j.value("foretold_seconds", 0.0);
        j.at("peak_bytes").get_to(r.peak_bytes);
        j.at("failure").get_to(r.failure);
        j.at("resumable").get_to(r.resumable);
        j.at("note").get_to(r.note);
        r.member = member_from(j);
        if (const auto c = j.find("continued"); c != j.end())
            r.continued = {c->at("run").get<std::string>(), c->at("epoch").get<std::int64_t>(), c->at("step").get<std::int64_t>()};
    } catch (const json::exception&) {
        return damaged_record(path);
    }
    return r;
}

Result<RunRecord> Runs::load(const std::string& name) const
{
    auto record = load_record(name);
    if (!record)
        return record;
    if (auto notes = read_notes(folder(name)))
        record->notes = std::move(*notes);
    if (const auto baseline = read_baseline(root_))
        record->baseline = *baseline == name;
    return record;
}

Runs::Listing Runs::list() const
{
    Listing listing;
    const auto baseline = read_baseline(root_);
    if (!baseline)
        listing.unread.push_back(baseline.error());
    for (const std::string& name : folders_in(root_)) {
        auto record = load_record(name);
        if (!record) {
            if (!not_begun(folder(name)))
                listing.damaged.emplace_back(name, record.error());
            continue;
        }
        if (auto notes = read_notes(folder(name)))
            record->notes = std::move(*notes);
        else
            listing.unread.push_back(notes.error());
        record->baseline = baseline && *baseline == name;
        listing.runs.push_back(std::move(*record));
    }
    return listing;
}

Status Runs::change_notes(const std::string& name, const std::function<void(RunNotes&)>& change) const
{
    if (const auto record = load_record(name); !record)
        return record.error();
    auto notes = read_notes(folder(name));
    if (!notes)
        return notes.error();
    change(*notes);
    return write_notes(folder(name), *notes);
}

Status Runs::pin_baseline(const std::string& name) const
{
    if (!name.empty())
        if (const auto record = load_record(name); !record)
            return record.error();
    const auto now = read_baseline(root_);
    if (!now)
        return now.error();
    return *now == name ? Status(Ok{}) : write_baseline(root_, name);
}

Result<RunMetrics> Runs::metrics(const std::string& name) const
{
    auto news = MetricsReader(folder(name)).read();
    return news ? Result<RunMetrics>(std::move(news->points)) : news.error();
}

Result<std::string> Runs::create() const
{
    std::int64_t last = 0;
    for (const fs::path& place : {root_, root_ / bin})
        for (const std::string& name : folders_in(place))
            last = std::max(last, number_of(name).value_or(0));
    std::error_code error;
    fs::create_directories(root_, error);
    while (!error) {
        std::string name = std::string(prefix) + std::to_string(++last);
        if (fs::create_directory(folder(name), error)) // False where another program was faster.
            return name;
    }
    return system_error(LOOM_TEXT("The folder for runs, %1, cannot be made."), root_, error.value());
}

std::optional<std::string> Runs::unfinished() const
{
    const Listing listing = list();
    for (auto run = listing.runs.rbegin(); run != listing.runs.rend(); ++run)
        if (run->can_go_on() && !run->member.asks() && FolderLock::try_lock(folder(run->name)))
            return run->name;
    return {};
}

std::optional<std::string> Runs::last_finished() const
{
    const Listing listing = list();
    const RunRecord* last = nullptr;
    for (const RunRecord& r : listing.runs) {
        const bool counts = r.state == RunRecord::State::Finished || (r.state == RunRecord::State::Stopped && !r.member.asks());
        if (counts && r.has_weights() && (!last || std::pair(!r.member.asks(), r.ended) >= std::pair(!last->member.asks(), last->ended)))
            last = &r;
    }
    return last ? std::optional(last->name) : std::nullopt;
}

std::optional<Error> Runs::newest_is_damaged() const
{
    const Listing listing = list();
    if (listing.damaged.empty() ||
        (!listing.runs.empty() && older(listing.damaged.back().first, listing.runs.back().name)))
        return {};
    const auto& [name, error] = listing.damaged.back();
    return Error{Message(LOOM_TEXT("The newest run, %1, is damaged: %2"), name, error.message),
                 Message(LOOM_TEXT("Name the run that is meant with --run, or move %1 away."), path_text(folder(name)))};
}

Result<std::string> Runs::import(const Document& document, const DataFacts& facts, const std::map<std::string, TensorBytes>& weights, std::string note) const
{
    auto name = create();
    if (!name)
        return name;
    RunRecord record{.name = *name, .state = RunRecord::State::Finished, .document = document, .facts = facts};
    record.build = LOOM_VERSION;
    record.started = record.ended = utc_now();
    record.note = std::move(note);
    Status saved = write_safetensors(folder(*name) / "best.safetensors", weights, {{"epoch", "0"}});
    if (saved)
        saved = save(record);
    if (!saved) {
        std::error_code ignored;
        fs::remove_all(folder(*name), ignored);
        return saved.error();
    }
    return name;
}

Result<Safetensors> Runs::weights(const std::string& name) const
{
    if (auto record = load(name); !record)
        return record.error();
    return Safetensors::read(folder(name) / "best.safetensors");
}

Result<std::string> Runs::discard(const std::string& name) const
{
    std::error_code error;
    fs::create_directories(root_ / bin, error);
    fs::path to = root_ / bin / folder(name).filename();
    for (int n = 2; fs::exists(to, error); ++n)
        to = root_ / bin / folder(name + "-" + std::to_string(n)).filename();
    fs::rename(folder(name), to, error);
    if (error)
        return system_error(LOOM_TEXT("The run %1 cannot be moved to the bin."), folder(name), error.value());
    return path_text(to.filename());
}

Result<std::string> Runs::restore(const std::string& name) const
{
    const fs::path from = root_ / bin / folder(name).filename();
    std::error_code error;
    if (name.empty() || name.starts_with('.') || name.find('/') != name.npos || !fs::is_directory(from, error))
        return Error{Message(LOOM_TEXT("There is no run called “%1” in the bin."), name), Message(LOOM_TEXT("The bin is the folder %1."), path_text(root_ / bin))};
    auto free = fs::exists(folder(name), error) ? create() : Result<std::string>(name);
    if (!free)
        return free;
    fs::rename(from, folder(*free), error); // Over the empty folder of a new name.
    if (error)
        return system_error(LOOM_TEXT("The run %1 cannot be fetched out of the bin."), from, error.value());
    return free;
}

Runs Runs::binned() const
{
    Runs there = *this;
    there.root_ = root_ / bin;
    return there;
}

Document as_trained_on(Document trained, const Document& project)
{
    DataSetup data = trained.data();
    std::error_code error;
    if (data.source.empty() && data.path.empty()) {
        (void)trained.apply(SetData{project.data()}); // An imported network has seen none.
        return trained;
    }
    if (!data.path.empty() && !fs::exists(data.path, error) && project.data().source == data.source) {
        data.path = project.data().path;
        (void)trained.apply(SetData{std::move(data)}); // Cannot fail.
    }
    return trained;
}

} // namespace loom
