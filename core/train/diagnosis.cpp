#include "train/diagnosis.h"
#include "base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace loom {
namespace {

using nlohmann::json;

constexpr std::size_t largest_file = std::size_t{1} << 26;
constexpr std::array<std::string_view, 3> severities{"error", "warning", "info"};

/// Kept as the sentence's pattern and values, so that it can be told in any language later.
json message_json(const Message& m)
{
    if (m.verbatim)
        return m.pattern;
    json arguments = json::array();
    for (const Message& a : m.arguments)
        arguments.push_back(message_json(a));
    return {{"sentence", m.pattern}, {"values", std::move(arguments)}};
}

Message message_from(const json& j)
{
    if (j.is_string())
        return Message::plain(j.get<std::string>());
    Message m;
    m.pattern = j.at("sentence").get<std::string>();
    for (const json& a : j.at("values"))
        m.arguments.push_back(message_from(a));
    return m;
}

json place_json(const Diagnosis& d)
{
    json out{{"finding", d.ailment},
             {"severity", severities[std::size_t(d.severity)]},
             {"epoch", d.epoch},
             {"step", d.step},
             {"layer", d.layer.empty() ? json() : json(d.layer)},
             {"column", d.column.empty() ? json() : json(d.column)},
             {"rows", d.rows}};
    out["node"] = d.node ? json(std::int64_t(*d.node)) : json();
    return out;
}

Diagnosis diagnosis_from(const json& j)
{
    Diagnosis d{.ailment = j.at("finding").get<std::string>(), .message = message_from(j.at("message")), .hint = message_from(j.at("hint"))};
    const auto severity = std::ranges::find(severities, j.at("severity").get<std::string>());
    d.severity = severity == severities.end() ? Severity::Warning : Severity(severity - severities.begin());
    j.at("epoch").get_to(d.epoch);
    j.at("step").get_to(d.step);
    if (!j.at("node").is_null())
        d.node = NodeId{j.at("node").get<std::int64_t>()};
    for (const json& id : j.at("path"))
        d.path.push_back(NodeId{id.get<std::int64_t>()});
    if (!j.at("layer").is_null())
        j.at("layer").get_to(d.layer);
    if (!j.at("column").is_null())
        j.at("column").get_to(d.column);
    j.at("rows").get_to(d.rows);
    j.at("size").get_to(d.size);
    return d;
}

} // namespace

std::string Diagnosis::key() const
{
    std::string text = ailment;
    for (const NodeId id : path)
        text += "/" + std::to_string(std::int64_t(id));
    if (node)
        text += "/" + std::to_string(std::int64_t(*node));
    return column.empty() ? text : text + ":" + column;
}

json to_json(const Diagnosis& d)
{
    json out = place_json(d);
    out["message"] = render(d.message);
    out["hint"] = render(d.hint);
    return out;
}

Status save_findings(const fs::path& folder, std::span<const Diagnosis> all)
{
    json findings = json::array();
    for (const Diagnosis& d : all) {
        json row = place_json(d);
        row["message"] = message_json(d.message);
        row["hint"] = message_json(d.hint);
        row["path"] = json::array();
        for (const NodeId id : d.path)
            row["path"].push_back(std::int64_t(id));
        row["size"] = d.size;
        findings.push_back(std::move(row));
    }
    return write_file(folder / "findings.json", json{{"findings", std::move(findings)}, {"version", 1}}.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

Result<std::vector<Diagnosis>> load_findings(const fs::path& folder)
{
    const fs::path path = folder / "findings.json";
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return std::vector<Diagnosis>{};
    auto text = read_file(path, largest_file);
    if (!text)
        return text.error();
    const auto parsed = parse_json(*text, path_text(path));
    if (!parsed)
        return parsed.error();
    try {
        std::vector<Diagnosis> all;
        for (const json& row : parsed->at("findings"))
            all.push_back(diagnosis_from(row));
        return all;
    } catch (const json::exception&) {
        return Error{Message(LOOM_TEXT("%1 is no list of findings."), path_text(path)), LOOM_TEXT("Move it away; the next run makes its own.")};
    }
}

} // namespace loom
