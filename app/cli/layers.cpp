#include "cli/command.h"
#include "cli/output.h"
#include "schema/types.h"

#include <nlohmann/json.hpp>

namespace loom::cli {
namespace {

using nlohmann::json;

json value_json(const Value& value)
{
    return std::visit([](const auto& v) { return json(v); }, value);
}

std::string_view type_name(const Value& value)
{
    return std::visit(overloaded{[](bool) { return "boolean"; }, [](std::int64_t) { return "integer"; },
                                 [](double) { return "number"; }, [](const std::string&) { return "choice"; },
                                 [](const std::vector<std::int64_t>&) { return "integers"; }},
                      value);
}

json setting_json(const Setting& s)
{
    json choices = json::array();
    for (const Choice& choice : s.choices)
        choices.push_back({{"id", choice.id}, {"label", render(choice.label)}});
    return {{"key", s.key},
            {"label", render(s.label)},
            {"help", render(s.help)},
            {"type", type_name(s.fallback)},
            {"default", value_json(s.fallback)},
            {"min", s.min ? json(*s.min) : json()},
            {"max", s.max ? json(*s.max) : json()},
            {"choices", std::move(choices)}};
}

int run(bool as_json)
{
    std::vector<std::vector<std::string>> rows;
    for (const LayerType* type : layer_types()) {
        if (!as_json) {
            rows.push_back({std::string(type->id), render(type->title), render(type->help)});
            continue;
        }
        json settings = json::array(), inputs = json::array();
        for (const Setting& s : type->settings)
            settings.push_back(setting_json(s));
        for (const Port& port : type->inputs(defaults(*type)))
            inputs.push_back(port.name);
        print_json({{"id", type->id},
                    {"title", render(type->title)},
                    {"help", render(type->help)},
                    {"inputs", std::move(inputs)},
                    {"has_output", type->has_output},
                    {"settings", std::move(settings)}});
    }
    print_table(rows);
    return good;
}

} // namespace

void add_layers(CommandLine& line)
{
    const auto json = std::make_shared<bool>();
    CLI::App& command =
        line.add("layers", LOOM_TEXT("Lists the layers a network can be made of."), [json] { return run(*json); });
    command.add_flag("--json", *json, render(LOOM_TEXT("One JSON object a line on standard output.")));
}

} // namespace loom::cli
