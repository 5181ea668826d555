#include "train/doctor_notes.h"
#include "base/json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace loom {
namespace {

using nlohmann::json;

constexpr std::size_t largest_doctor_notes = std::size_t{1} << 28;

/// To the last bit, also what is no number: JSON has no word for it.
json exact(double v)
{
    return std::isfinite(v) ? json(v) : std::isnan(v) ? json("nan") : v > 0 ? json("inf") : json("-inf");
}
double exact_from(const json& j)
{
    if (j.is_number())
        return j.get<double>();
    const auto& word = j.get_ref<const std::string&>();
    return word == "inf" ? INFINITY : word == "-inf" ? -INFINITY : not_measured;
}

json look_json(const NetworkLook& look)
{
    json layers = json::array(), columns = json::array();
    for (const LayerLook& l : look.layers)
        layers.push_back({std::int64_t(l.node), exact(l.zero_units), exact(l.saturated), exact(l.gradient)});
    for (const ColumnLook& c : look.columns)
        columns.push_back({c.column, exact(c.gradient)});
    return {{"columns", std::move(columns)}, {"layers", std::move(layers)}, {"movement", exact(look.movement)}, {"step", look.step}, {"steps_moved", look.steps_moved}};
}

NetworkLook look_from(const json& j)
{
    NetworkLook look{.step = j.at("step").get<std::int64_t>(), .layers = {}, .columns = {}, .movement = exact_from(j.at("movement")), .steps_moved = j.at("steps_moved").get<std::int64_t>()};
    for (const json& l : j.at("layers"))
        look.layers.push_back({NodeId{l.at(0).get<std::int64_t>()}, exact_from(l.at(1)), exact_from(l.at(2)), exact_from(l.at(3))});
    for (const json& c : j.at("columns"))
        look.columns.push_back({c.at(0).get<std::size_t>(), exact_from(c.at(1))});
    return look;
}

json time_json(const EpochLook& e)
{
    return {exact(e.seconds), exact(e.waited), exact(e.median_norm), exact(e.largest_norm), e.largest_at, exact(e.worked), exact(e.queued)};
}

EpochLook time_from(const json& j)
{
    return {exact_from(j.at(0)), exact_from(j.at(1)), exact_from(j.at(2)), exact_from(j.at(3)), j.at(4).get<std::int64_t>(), exact_from(j.at(5)), exact_from(j.at(6))};
}

json doctor_notes_json(const DoctorNotes& n)
{
    json looks = json::array(), times = json::array(), norms = json::array();
    for (const NetworkLook& l : n.looks)
        looks.push_back(look_json(l));
    for (const EpochLook& e : n.times)
        times.push_back(time_json(e));
    for (const float v : n.norms)
        norms.push_back(exact(double(v)));
    return {{"epoch", n.epoch}, {"first_loss", exact(n.first_loss)}, {"judged", n.judged}, {"looks", std::move(looks)}, {"norms", std::move(norms)},
            {"step", n.step},   {"times", std::move(times)},         {"under_way", time_json(n.under_way)}};
}

DoctorNotes doctor_notes_from(const json& j)
{
    DoctorNotes n{.epoch = j.at("epoch").get<std::int64_t>(), .step = j.at("step").get<std::int64_t>(), .judged = j.at("judged").get<bool>(),
                  .first_loss = exact_from(j.at("first_loss")), .looks = {}, .times = {}, .under_way = time_from(j.at("under_way")), .norms = {}};
    for (const json& l : j.at("looks"))
        n.looks.push_back(look_from(l));
    for (const json& e : j.at("times"))
        n.times.push_back(time_from(e));
    for (const json& v : j.at("norms"))
        n.norms.push_back(float(exact_from(v)));
    return n;
}

} // namespace

Status save_notes_of_doctor(const fs::path& folder, std::span<const DoctorNotes> all)
{
    json notes = json::array();
    for (const DoctorNotes& n : all)
        notes.push_back(doctor_notes_json(n));
    // Nobody waits for the disk: what a power cut takes is not what was learned.
    const fs::path file = folder / "doctor.json", fresh = folder / ".doctor.json.new";
    std::error_code error;
    fs::remove(fresh, error);
    LOOM_TRY(append_line(fresh, json_line({{"notes", std::move(notes)}, {"version", 1}}), Sync::No));
    fs::rename(fresh, file, error);
    return error ? system_error(LOOM_TEXT("%1 cannot be written."), file, error.value()) : Status(Ok{});
}

std::vector<DoctorNotes> load_notes_of_doctor(const fs::path& folder)
{
    const fs::path path = folder / "doctor.json";
    std::vector<DoctorNotes> all;
    const auto text = read_file(path, largest_doctor_notes);
    const auto parsed = text ? parse_json(*text, path_text(path)) : Result<json>(text.error());
    if (!parsed)
        return all;
    try {
        for (const json& n : parsed->at("notes"))
            all.push_back(doctor_notes_from(n));
    } catch (const json::exception&) {
        all.clear();
    }
    return all;
}

} // namespace loom
