#include "train/run_table.h"
#include "data/table_write.h"
#include "schema/recipe.h"

#include <cmath>

namespace loom {
namespace {

using nlohmann::json;

json number(double v)
{
    return std::isfinite(v) ? json(v) : json();
}

json place(std::int64_t n)
{
    return n > 0 ? json(n) : json();
}

RunField recipe_field(std::string_view id, Text title, bool usual)
{
    return {id, title, usual, false, [index = *recipe_type().index_of(id)](const RunRecord& r) {
                return std::visit([](const auto& v) { return json(v); }, r.document.recipe().settings.at(index));
            }};
}

std::string cell(const json& value)
{
    return value.is_null() ? std::string() : csv_field(value.is_string() ? value.get<std::string>() : value.dump(), ',');
}

} // namespace

std::span<const RunField> run_fields()
{
    static const std::vector<RunField> all = {
        {"run", LOOM_TEXT("run"), true, false, [](const RunRecord& r) { return json(r.name); }},
        {"state", LOOM_TEXT("state"), true, true, [](const RunRecord& r) { return json(state_id(r.state)); }},
        {"best_epoch", LOOM_TEXT("best epoch"), true, true, [](const RunRecord& r) { return r.best_epoch > 0 ? json(r.best_epoch) : json(); }},
        {"epochs", LOOM_TEXT("epochs"), true, false, [](const RunRecord& r) { return json(r.epochs); }},
        {"best_val_loss", LOOM_TEXT("validation loss"), true, true, [](const RunRecord& r) { return number(r.best_val_loss); }},
        {"best_val_accuracy", LOOM_TEXT("validation accuracy"), true, true, [](const RunRecord& r) { return number(r.best_val_accuracy); }},
        {"test_loss", LOOM_TEXT("test loss"), true, true, [](const RunRecord& r) { return number(r.test_loss); }},
        {"test_accuracy", LOOM_TEXT("test accuracy"), true, true, [](const RunRecord& r) { return number(r.test_accuracy); }},
        {"seconds", LOOM_TEXT("seconds"), true, true, [](const RunRecord& r) { return number(r.seconds); }},
        {"parameters", LOOM_TEXT("parameters"), true, true, [](const RunRecord& r) { return json(r.parameters); }},
        {"started", LOOM_TEXT("started"), true, false, [](const RunRecord& r) { return json(r.started); }},
        {"ended", LOOM_TEXT("ended"), false, false, [](const RunRecord& r) { return r.ended.empty() ? json() : json(r.ended); }},
        {"loss", LOOM_TEXT("loss"), false, false, [](const RunRecord& r) { return json(r.document.recipe().loss.type); }},
        {"optimizer", LOOM_TEXT("optimiser"), false, false, [](const RunRecord& r) { return json(r.document.recipe().optimizer.type); }},
        {"learning_rate", LOOM_TEXT("learning rate"), false, false,
         [](const RunRecord& r) {
             const Chosen& optimizer = r.document.recipe().optimizer;
             return number(find_optimizer(optimizer.type)->learning_rate(optimizer.values));
         }},
        recipe_field("batch_size", LOOM_TEXT("batch size"), false),
        {"seed", LOOM_TEXT("seed"), false, false, [](const RunRecord& r) { return json(r.seed); }},
        {"device", LOOM_TEXT("device"), false, false, [](const RunRecord& r) { return json(r.device); }},
        {"threads", LOOM_TEXT("threads"), false, false, [](const RunRecord& r) { return json(r.threads); }},
        {"data", LOOM_TEXT("data"), false, false, [](const RunRecord& r) { return json(r.data_fingerprint); }},
        {"build", LOOM_TEXT("version"), false, false, [](const RunRecord& r) { return json(r.build); }},
        {"peak_bytes", LOOM_TEXT("peak memory"), false, true, [](const RunRecord& r) { return r.peak_bytes > 0 ? json(r.peak_bytes) : json(); }},
        {"failure", LOOM_TEXT("failure"), false, true, [](const RunRecord& r) { return r.failure.empty() ? json() : json(r.failure); }},
        {"note", LOOM_TEXT("note"), false, false, [](const RunRecord& r) { return r.note.empty() ? json() : json(r.note); }},
        {"study", LOOM_TEXT("study"), false, false, [](const RunRecord& r) { return r.member.study.empty() ? json() : json(r.member.study); }},
        {"trial", LOOM_TEXT("trial"), false, false, [](const RunRecord& r) { return place(r.member.trial); }},
        {"repeat", LOOM_TEXT("repeat"), false, false, [](const RunRecord& r) { return place(r.member.repeat); }},
        {"fold", LOOM_TEXT("fold"), false, false, [](const RunRecord& r) { return place(r.member.fold); }},
    };
    return all;
}

std::string run_table_csv(std::span<const RunRecord> runs)
{
    std::string text;
    for (const RunField& field : run_fields())
        (text += text.empty() ? "" : ",") += field.id;
    for (const RunRecord& run : runs) {
        std::string line;
        for (const RunField& field : run_fields())
            (line += &field == run_fields().data() ? "" : ",") += cell(field.of(run));
        (text += '\n') += line;
    }
    return text;
}

} // namespace loom
