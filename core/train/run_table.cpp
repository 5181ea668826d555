#include "train/run_table.h"
#include "base/json_number.h"
#include "data/table_write.h"
#include "schema/recipe.h"
#include "train/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loom {
namespace {

using nlohmann::json;

json place(std::int64_t n)
{
    return n > 0 ? json(n) : json();
}

RunField recipe_field(std::string_view id, Text title)
{
    return {std::string(id), title, false, false, [index = *recipe_type().index_of(id)](const RunRecord& r) {
                return json_of(r.document.recipe().settings.at(index));
            }, true};
}

json text_or_null(const std::string& text)
{
    return text.empty() ? json() : json(text);
}

/// Two documents that may differ in their recipes' seeds.
bool same_but_seed(const RunRecord& a, const RunRecord& b)
{
    static const std::size_t seed = *recipe_type().index_of("seed");
    Recipe first = a.document.recipe();
    const Recipe& second = b.document.recipe();
    first.settings[seed] = second.settings[seed];
    return first == second && a.device == b.device && a.data_fingerprint == b.data_fingerprint && a.document.data() == b.document.data() &&
           same_network(a.document, b.document);
}

} // namespace

Text state_text(RunRecord::State state, bool trained)
{
    switch (state) {
    case RunRecord::State::Unfinished: return trained ? LOOM_TEXT("Training") : LOOM_TEXT("Interrupted");
    case RunRecord::State::Finished: return LOOM_TEXT("Finished");
    case RunRecord::State::Stopped: return LOOM_TEXT("Stopped");
    case RunRecord::State::Failed: break;
    }
    return LOOM_TEXT("Failed");
}

std::span<const RunField> run_fields()
{
    static const std::vector<RunField> all = {
        {"run", LOOM_TEXT("run"), true, false, [](const RunRecord& r) { return json(r.name); }},
        {"state", LOOM_TEXT("state"), true, true, [](const RunRecord& r) { return json(state_id(r.state)); }},
        {"best_epoch", LOOM_TEXT("best epoch"), true, true, [](const RunRecord& r) { return r.best_epoch > 0 ? json(r.best_epoch) : json(); }},
        {"epochs", LOOM_TEXT("epochs"), true, false, [](const RunRecord& r) { return json(r.epochs); }, true},
        {"best_val_loss", LOOM_TEXT("validation loss"), true, true, [](const RunRecord& r) { return json_number(r.best_val_loss); }},
        {"best_val_accuracy", LOOM_TEXT("validation accuracy"), true, true, [](const RunRecord& r) { return json_number(r.best_val_accuracy); }},
        {"test_loss", LOOM_TEXT("test loss"), true, true, [](const RunRecord& r) { return json_number(r.test_loss); }},
        {"test_accuracy", LOOM_TEXT("test accuracy"), true, true, [](const RunRecord& r) { return json_number(r.test_accuracy); }},
        {"seconds", LOOM_TEXT("seconds"), true, true, [](const RunRecord& r) { return json_number(r.seconds); }},
        {"parameters", LOOM_TEXT("parameters"), true, true, [](const RunRecord& r) { return json(r.parameters); }},
        {"started", LOOM_TEXT("started"), true, false, [](const RunRecord& r) { return json(r.started); }},
        {"ended", LOOM_TEXT("ended"), false, false, [](const RunRecord& r) { return r.ended.empty() ? json() : json(r.ended); }},
        {"loss", LOOM_TEXT("loss"), false, false, [](const RunRecord& r) { return json(r.document.recipe().loss.type); }, true},
        {"optimizer", LOOM_TEXT("optimiser"), false, false, [](const RunRecord& r) { return json(r.document.recipe().optimizer.type); }, true},
        {"learning_rate", LOOM_TEXT("learning rate"), false, false,
         [](const RunRecord& r) {
             const Chosen& optimizer = r.document.recipe().optimizer;
             return json_number(find_optimizer(optimizer.type)->learning_rate(optimizer.values));
         }, true},
        recipe_field("batch_size", LOOM_TEXT("batch size")),
        {"seed", LOOM_TEXT("seed"), false, false, [](const RunRecord& r) { return json(r.seed); }, true},
        {"device", LOOM_TEXT("device"), false, false, [](const RunRecord& r) { return json(r.device); }, true},
        {"threads", LOOM_TEXT("threads"), false, false, [](const RunRecord& r) { return json(r.threads); }, true},
        {"data", LOOM_TEXT("data"), false, false, [](const RunRecord& r) { return json(r.data_fingerprint); }, true},
        {"build", LOOM_TEXT("version"), false, false, [](const RunRecord& r) { return json(r.build); }},
        {"rate_changes", LOOM_TEXT("changes of the learning rate"), false, true,
         [](const RunRecord& r) {
             std::string text;
             for (const RateChange& c : r.rate_changes)
                 text += fmt::format("{}{}: ×{:g}", text.empty() ? "" : ", ", c.step + 1, c.scale);
             return text.empty() ? json() : json(text);
         }},
        {"parts", LOOM_TEXT("parts of a batch"), false, true, [](const RunRecord& r) { return r.parts > 0 ? json(r.parts) : json(); }},
        {"foretold_seconds", LOOM_TEXT("foretold seconds"), false, true, [](const RunRecord& r) { return r.foretold_seconds > 0 ? json(r.foretold_seconds) : json(); }},
        {"peak_bytes", LOOM_TEXT("peak memory"), false, true, [](const RunRecord& r) { return r.peak_bytes > 0 ? json(r.peak_bytes) : json(); }},
        {"failure", LOOM_TEXT("failure"), false, true, [](const RunRecord& r) { return r.failure.empty() ? json() : json(r.failure); }},
        {"note", LOOM_TEXT("notes"), false, false, [](const RunRecord& r) { return text_or_null(r.notes.note.empty() ? r.note : r.notes.note); }},
        {"title", LOOM_TEXT("title"), false, false, [](const RunRecord& r) { return text_or_null(r.notes.title); }},
        {"tags", LOOM_TEXT("tags"), false, false, [](const RunRecord& r) { return json(r.notes.tags); }},
        {"baseline", LOOM_TEXT("baseline"), false, false, [](const RunRecord& r) { return json(r.baseline); }},
        {"continued", LOOM_TEXT("continued from"), false, false, [](const RunRecord& r) { return text_or_null(r.continued.run); }},
        {"continued_epoch", LOOM_TEXT("continued from epoch"), false, false, [](const RunRecord& r) { return r.continued.run.empty() ? json() : json(r.continued.epoch); }},
        {"study", LOOM_TEXT("study"), false, false, [](const RunRecord& r) { return r.member.study.empty() ? json() : json(r.member.study); }},
        {"trial", LOOM_TEXT("trial"), false, false, [](const RunRecord& r) { return place(r.member.trial); }},
        {"repeat", LOOM_TEXT("repeat"), false, false, [](const RunRecord& r) { return place(r.member.repeat); }},
        {"fold", LOOM_TEXT("fold"), false, false, [](const RunRecord& r) { return place(r.member.fold); }},
    };
    return all;
}

std::vector<RecipeFact> recipe_facts(const RunRecord& run)
{
    std::vector<RecipeFact> facts;
    const auto add = [&](const TypeInfo* type, const Values& values, const std::string& prefix) {
        for (std::size_t i = 0; type && i < std::min(type->settings.size(), values.size()); ++i)
            if (prefix != "optimizer_" || type->settings[i].key != "learning_rate")
                facts.push_back({prefix + std::string(type->settings[i].key), &type->settings[i], values[i]});
    };
    const Recipe& recipe = run.document.recipe();
    add(find_loss(recipe.loss.type), recipe.loss.values, "loss_");
    add(find_optimizer(recipe.optimizer.type), recipe.optimizer.values, "optimizer_");
    add(&recipe_type(), recipe.settings, "");
    return facts;
}

json json_of(const Value& value)
{
    return std::visit([](const auto& v) { return json(v); }, value);
}

std::vector<RunField> differing_fields(std::span<const RunRecord> runs)
{
    struct Seen {
        Text title;
        Value first;
        std::size_t runs = 0;
        bool differs = false;
    };
    std::vector<std::pair<std::string, Seen>> seen; // As the recipe has them.
    for (const RunRecord& run : runs)
        for (const RecipeFact& fact : recipe_facts(run)) {
            auto at = std::ranges::find(seen, fact.id, &std::pair<std::string, Seen>::first);
            if (at == seen.end())
                at = seen.insert(at, {fact.id, {fact.setting->label, fact.value}});
            ++at->second.runs;
            at->second.differs |= at->second.first != fact.value;
        }
    std::vector<RunField> fields;
    for (const auto& [id, about] : seen)
        if ((about.differs || about.runs < runs.size()) && std::ranges::find(run_fields(), id, &RunField::id) == run_fields().end())
            fields.push_back({id, about.title, false, false, [id = id](const RunRecord& r) {
                                  const auto facts = recipe_facts(r);
                                  const auto fact = std::ranges::find(facts, id, &RecipeFact::id);
                                  return fact == facts.end() ? json() : json_of(fact->value);
                              }});
    return fields;
}

std::vector<std::size_t> seed_groups(std::span<const RunRecord> runs)
{
    std::vector<std::size_t> groups;
    std::vector<const RunRecord*> firsts;
    for (const RunRecord& run : runs) {
        const auto same = std::ranges::find_if(firsts, [&](const RunRecord* first) { return same_but_seed(*first, run); });
        groups.push_back(std::size_t(same - firsts.begin()));
        if (same == firsts.end())
            firsts.push_back(&run);
    }
    return groups;
}

Spread spread(std::span<const double> values)
{
    Spread s;
    double sum = 0, squares = 0;
    for (const double v : values)
        if (std::isfinite(v)) {
            sum += v;
            ++s.count;
        }
    if (s.count == 0)
        return s;
    s.mean = sum / double(s.count);
    for (const double v : values)
        if (std::isfinite(v))
            squares += (v - s.mean) * (v - s.mean);
    if (s.count > 1)
        s.deviation = std::sqrt(squares / double(s.count - 1));
    return s;
}

std::string field_text(const json& value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return value.get<std::string>();
    if (!value.is_array())
        return value.dump();
    std::string text;
    for (const json& entry : value)
        (text += text.empty() ? "" : ", ") += field_text(entry);
    return text;
}

RunRecord so_far(RunRecord run, std::span<const EpochPoint> epochs)
{
    if (run.state != RunRecord::State::Unfinished)
        return run;
    const RecipeSettings recipe = unpack_recipe(run.document.recipe().settings);
    double seconds = 0, best = std::numeric_limits<double>::infinity();
    for (const EpochPoint& p : epochs) {
        seconds += p.seconds;
        if (const double goal = goal_of(recipe, p); goal < best) {
            best = goal;
            run.best_epoch = p.epoch;
            run.best_val_loss = p.val_loss;
            run.best_val_accuracy = p.val_accuracy;
        }
    }
    run.seconds = std::max(run.seconds, seconds);
    return run;
}

std::string run_table_csv(std::span<const RunRecord> runs)
{
    std::string text;
    for (const RunField& field : run_fields())
        (text += text.empty() ? "" : ",") += field.id;
    for (const RunRecord& run : runs) {
        std::string line;
        for (const RunField& field : run_fields())
            (line += &field == run_fields().data() ? "" : ",") += csv_field(field_text(field.of(run)), ',');
        (text += '\n') += line;
    }
    return text;
}

} // namespace loom
