#include "train/points_json.h"
#include "base/json_number.h"

namespace loom {
namespace {

using nlohmann::json;

double number(const json& j, const char* key)
{
    const auto it = j.find(key);
    return it == j.end() ? not_measured : number_of_json(*it);
}

/// Of several Outputs; files of one have no such entry.
void put_parts(json& line, const char* key, const std::vector<PartPoint>& parts)
{
    for (const PartPoint& p : parts)
        line[key].push_back({{"loss", json_number(p.loss)}, {"accuracy", json_number(p.accuracy)}});
}

std::vector<PartPoint> parts(const json& line, const char* key)
{
    std::vector<PartPoint> found;
    if (const auto it = line.find(key); it != line.end())
        for (const json& p : *it)
            found.push_back({number(p, "loss"), number(p, "accuracy")});
    return found;
}

} // namespace

std::string line_of(const EpochPoint& p)
{
    json line{{"epoch", p.epoch},
                {"step", p.step},
                {"loss", json_number(p.loss)},
                {"accuracy", json_number(p.accuracy)},
                {"val_loss", json_number(p.val_loss)},
                {"val_accuracy", json_number(p.val_accuracy)},
                {"learning_rate", p.learning_rate},
                {"seconds", p.seconds}};
    put_parts(line, "parts", p.parts);
    put_parts(line, "val_parts", p.val_parts);
    return line.dump();
}

std::string line_of(const MarkPoint& p)
{
    json line{{"mark", true}, {"step", p.step}, {"val_loss", json_number(p.val_loss)}, {"val_accuracy", json_number(p.val_accuracy)}, {"seconds", p.seconds}};
    put_parts(line, "val_parts", p.val_parts);
    return line.dump();
}

std::size_t each_point(std::string_view text, const PointReaders& readers)
{
    std::size_t read = 0;
    for (std::size_t end; (end = text.find('\n', read)) != text.npos; read = end + 1) {
        const std::string_view line = text.substr(read, end - read);
        const json j = json::parse(line, nullptr, false);
        if (!j.is_object())
            break;
        try {
            const auto at = j.at("step").get<std::int64_t>();
            if (j.contains("mark"))
                readers.mark(line, {at, number(j, "val_loss"), number(j, "val_accuracy"), number(j, "seconds"), parts(j, "val_parts")});
            else if (const auto of_step = parts(j, "parts"); !j.contains("epoch"))
                readers.step(line, {.step = at, .loss = number(j, "loss"), .accuracy = number(j, "accuracy"), .parts = of_step});
            else
                readers.epoch(line, {j.at("epoch").get<std::int64_t>(), at, number(j, "loss"), number(j, "accuracy"),
                             number(j, "val_loss"), number(j, "val_accuracy"), number(j, "learning_rate"),
                             number(j, "seconds"), of_step, parts(j, "val_parts")});
        } catch (const json::exception&) {
            break;
        }
    }
    return read;
}

} // namespace loom
