#include "graph/kit.h"
#include "graph/change.h"

#include <algorithm>

namespace loom {

const UnitKit* find_kit(std::string_view id)
{
    const auto all = kit_types();
    const auto it = std::ranges::find(all, id, [](const UnitKit* k) { return k->id; });
    return it == all.end() ? nullptr : *it;
}

const Architecture* find_architecture(std::string_view id)
{
    const auto all = architecture_types();
    const auto it = std::ranges::find(all, id, [](const Architecture* a) { return a->id; });
    return it == all.end() ? nullptr : *it;
}

UnitId unit_of(Chain& chain, std::string_view id)
{
    const UnitKit& kit = *find_kit(id);
    const std::string name = render(kit.title);
    for (const auto& [unit, known] : chain.document().units())
        if (known.name == name)
            return unit;
    return kit.make(chain);
}

Document piece_of_kit(const UnitKit& kit)
{
    Chain chain;
    chain.copy(unit_of(chain, kit.id));
    return chain.finish(default_recipe());
}

Recipe recipe_with(std::string_view loss)
{
    Recipe recipe = default_recipe();
    recipe.loss = {std::string(loss), defaults(*find_loss(loss))};
    return recipe;
}

} // namespace loom
