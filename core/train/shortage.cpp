#include "train/shortage.h"
#include "base/process.h"
#include "schema/recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace loom {

std::optional<MemoryShortage> memory_shortage(const Forecast& foretold)
{
    const std::size_t free = free_memory_bytes();
    if (!free || foretold.added_bytes <= free)
        return {};
    return MemoryShortage{foretold.added_bytes, free};
}

Error error_of(const MemoryShortage& shortage)
{
    return {Message(LOOM_TEXT("This training needs about %1 MB of memory, but only %2 MB are free."), quantity_text(std::int64_t(shortage.needed >> 20)),
                    quantity_text(std::int64_t(shortage.free >> 20))),
            LOOM_TEXT("Choose a smaller batch size or smaller layers, or close other programs."), Blame::Machine};
}

Finding finding_of(const MemoryShortage& shortage, const Document& document, const std::optional<Forecast>& fitting)
{
    const auto gib = [](std::size_t bytes) { return fmt::format("{:.1f}", double(bytes) / double(std::size_t{1} << 30)); };
    Finding finding{.code = "memory", .severity = Severity::Warning,
                    .message = Message(LOOM_TEXT("Training would need about %1 GiB of memory; %2 GiB are free."), gib(shortage.needed), gib(shortage.free)),
                    .hint = LOOM_TEXT("Choose a smaller batch size or smaller layers, or close other programs.")};
    if (fitting && !fitting->rows_meet)
        finding.hint = Message(LOOM_TEXT("The run will take each batch in %1 parts, one after the other. What is learned stays the same."), fitting->parts);
    Recipe recipe = document.recipe();
    if (fitting && fitting->rows_meet) {
        finding.hint = Message(LOOM_TEXT("It would fit with batches in %1 parts, but then each part is judged by itself (Batch norm, losses that compare rows), which learns "
                                         "something else."), fitting->parts);
        recipe.settings[*recipe_type().index_of("parts")] = fitting->parts;
        finding.fixes.push_back({Message(LOOM_TEXT("Take batches in %1 parts"), fitting->parts), {SetRecipe{recipe}}});
        recipe = document.recipe();
    }
    const std::int64_t batch = unpack_recipe(recipe.settings).batch_size;
    const double most = double(batch) * double(shortage.free) / double(std::max<std::size_t>(shortage.needed, 1));
    if (most < 1)
        return finding;
    const auto smaller = std::int64_t(std::bit_floor(std::uint64_t(most)));
    const std::size_t index = *recipe_type().index_of("batch_size");
    recipe.settings[index] = smaller;
    finding.setting = "batch_size";
    finding.fixes.push_back({Message(LOOM_TEXT("Set %1 to %2"), recipe_type().settings[index].label, smaller), {SetRecipe{std::move(recipe)}}});
    return finding;
}

} // namespace loom
