#include "search/last_folds.h"
#include "base/json.h"
#include "project/json_entries.h"

#include <map>

namespace loom {
namespace {

using nlohmann::json;

fs::path folds_file(const fs::path& project) { return Runs::beside(project) / ".studies" / "folds.json"; }

json side_json(const KnownFolds::Side& side)
{
    return {{"name", side.name}, {"project", path_text(side.project)}, {"run", side.run}, {"study", side.study}};
}

Result<KnownFolds::Side> side_from(const json& row, const Message& where)
{
    Entries entries(row, Message(LOOM_TEXT("%1, an entry"), where));
    KnownFolds::Side side;
    std::string project;
    entries.read("name", side.name);
    entries.read("project", project);
    entries.read("run", side.run);
    entries.read("study", side.study);
    if (auto error = entries.finish())
        return *error;
    side.project = fs::path(std::u8string(project.begin(), project.end()));
    return side;
}

/// Of the runs of a study that have ended, the newest in each place.
std::vector<FoldResult> ended_folds(const fs::path& project, const std::string& study, std::int64_t repeats)
{
    std::map<std::pair<std::int64_t, std::int64_t>, FoldResult> found;
    for (const RunRecord& r : Runs(project).list().runs)
        if (r.member.study == study && r.member.fold > 0 && r.member.repeat <= repeats && (r.state == RunRecord::State::Finished || r.state == RunRecord::State::Stopped))
            found[{r.member.repeat, r.member.fold}] = fold_result(r);
    std::vector<FoldResult> results;
    for (auto& [place, result] : found)
        results.push_back(std::move(result));
    return results;
}

Result<KnownFolds> folds_from(const json& all, const fs::path& file)
{
    Entries entries(all, Message::plain(path_text(file)));
    KnownFolds known;
    entries.read("folds", known.folds);
    entries.read("repeats", known.repeats);
    if (entries.find("epochs"))
        entries.read("epochs", known.epochs.emplace());
    const json* sides = entries.find("sides");
    if (!sides || !sides->is_array() || sides->empty() || sides->size() > 2)
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "sides"));
    if (auto error = entries.finish())
        return *error;
    if (known.folds < 2 || known.repeats < 1)
        return Error{Message(LOOM_TEXT("%1 asks for %2 folds and %3 repeats, and that cannot be."), path_text(file), known.folds, known.repeats), mend_that_place};
    for (const json& row : *sides) {
        auto side = side_from(row, entries.place());
        if (!side)
            return side.error();
        known.sides.push_back(std::move(*side));
    }
    return known;
}

} // namespace

Status note_folds(const fs::path& project, const KnownFolds& known)
{
    json all{{"folds", known.folds}, {"repeats", known.repeats}, {"sides", json::array()}};
    if (known.epochs)
        all["epochs"] = *known.epochs;
    for (const KnownFolds::Side& side : known.sides)
        all["sides"].push_back(side_json(side));
    return write_file(folds_file(project), all.dump(1) + "\n");
}

Result<std::optional<KnownFolds>> last_folds(const fs::path& project)
{
    const fs::path file = folds_file(project);
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return std::optional<KnownFolds>();
    const auto text = read_file(file);
    const auto parsed = text ? parse_json(*text, path_text(file)) : Result<json>(text.error());
    if (!parsed)
        return parsed.error();
    auto known = folds_from(*parsed, file);
    if (!known)
        return known.error();
    for (KnownFolds::Side& side : known->sides)
        side.results = ended_folds(side.project.empty() ? project : side.project, side.study, known->repeats);
    return std::optional(std::move(*known));
}

} // namespace loom
