#include "train/as_trained.h"
#include "graph/flatten.h"
#include "schema/recipe.h"

namespace loom {

Document as_trained(const Document& whole)
{
    Document document = flattened(whole).document;
    std::vector<Edit> edits;
    for (const auto& [id, node] : document.nodes()) {
        edits.push_back(RenameNode{id, "-"});
        edits.push_back(MoveNode{id, {}});
    }
    Recipe recipe = document.recipe();
    for (const char* key : {"epochs", "most_steps", "most_minutes", "checkpoint_minutes", "checkpoint_epochs", "checkpoints_kept"}) {
        const std::size_t index = *recipe_type().index_of(key);
        recipe.settings[index] = recipe_type().settings[index].fallback;
    }
    edits.push_back(SetRecipe{std::move(recipe)});
    DataSetup data = document.data();
    data.path.clear();
    data.row_edits = data.row_edits.without_notes();
    edits.push_back(SetData{std::move(data)});
    for (const Edit& edit : edits)
        (void)document.apply(edit);
    return document;
}

} // namespace loom
