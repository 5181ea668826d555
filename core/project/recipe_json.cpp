#include "project/recipe_json.h"
#include "base/json.h"
#include "project/json_entries.h"
#include "schema/recipe.h"

namespace loom {

using nlohmann::json;

std::string recipe_text(const Recipe& r, const std::string& line)
{
    std::string out = "{" + line + "  \"loss\": " + json_line(chosen_json(*find_loss(r.loss.type), r.loss));
    out += "," + line + "  \"optimizer\": " + json_line(chosen_json(*find_optimizer(r.optimizer.type), r.optimizer));
    out += "," + line + "  \"settings\": " + json_line(settings_json(recipe_type(), r.settings));
    return out + line + "}";
}

Result<Recipe> recipe_from(const json& object, const Message& where)
{
    Entries entries(object, Message(LOOM_TEXT("%1, recipe"), where));
    const json *loss = entries.find("loss"), *optimizer = entries.find("optimizer"),
               *settings = entries.find("settings");
    if (auto error = entries.finish())
        return *error;
    Recipe recipe = default_recipe();
    if (loss) {
        auto chosen = chosen_from(*loss, find_loss, Message(LOOM_TEXT("%1, loss"), where));
        if (!chosen)
            return chosen.error();
        recipe.loss = std::move(*chosen);
    }
    if (optimizer) {
        auto chosen = chosen_from(*optimizer, find_optimizer, Message(LOOM_TEXT("%1, optimiser"), where));
        if (!chosen)
            return chosen.error();
        recipe.optimizer = std::move(*chosen);
    }
    auto values = settings_from(settings, recipe_type(), entries.place());
    if (!values)
        return values.error();
    recipe.settings = std::move(*values);
    return recipe;
}

} // namespace loom
