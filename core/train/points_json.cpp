#include "train/points_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace loom {
namespace {

using nlohmann::json;

json number(double v)
{
    return std::isfinite(v) ? json(v) : json();
}

double number(const json& j, const char* key)
{
    const auto it = j.find(key);
    return it == j.end() || it->is_null() ? not_measured : it->get<double>();
}

} // namespace

std::string line_of(const StepPoint& p)
{
    return json{{"step", p.step}, {"loss", number(p.loss)}, {"accuracy", number(p.accuracy)}}.dump();
}

std::string line_of(const EpochPoint& p)
{
    return json{{"epoch", p.epoch},
                {"step", p.step},
                {"loss", number(p.loss)},
                {"accuracy", number(p.accuracy)},
                {"val_loss", number(p.val_loss)},
                {"val_accuracy", number(p.val_accuracy)},
                {"learning_rate", p.learning_rate},
                {"seconds", p.seconds}}
        .dump();
}

void each_point(std::string_view text, const std::function<void(std::string_view, const StepPoint&)>& step,
                const std::function<void(std::string_view, const EpochPoint&)>& epoch)
{
    for (std::size_t end; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
        const std::string_view line = text.substr(0, end);
        const json j = json::parse(line, nullptr, false);
        if (!j.is_object())
            return;
        try {
            const auto at = j.at("step").get<std::int64_t>();
            if (!j.contains("epoch"))
                step(line, {at, number(j, "loss"), number(j, "accuracy")});
            else
                epoch(line, {j.at("epoch").get<std::int64_t>(), at, number(j, "loss"), number(j, "accuracy"),
                             number(j, "val_loss"), number(j, "val_accuracy"), number(j, "learning_rate"),
                             number(j, "seconds")});
        } catch (const json::exception&) {
            return;
        }
    }
}

} // namespace loom
