#include "graph/history.h"
#include "graph/linking.h"

#include <algorithm>
#include <cassert>
#include <ranges>

namespace loom {

Result<std::vector<Edit>> History::apply_all(const std::vector<Edit>& edits)
{
    std::vector<Edit> inverse;
    inverse.reserve(edits.size());
    for (const Edit& edit : edits) {
        auto undo = document_.apply(edit);
        if (!undo) {
            for (auto it = inverse.rbegin(); it != inverse.rend(); ++it)
                (void)document_.apply(*it);
            return undo.error();
        }
        inverse.push_back(std::move(*undo));
    }
    std::ranges::reverse(inverse);
    return inverse;
}

Status History::perform(Message name, const std::vector<Edit>& edits, std::string merge_key)
{
    auto inverse = apply_all(edits);
    if (!inverse)
        return inverse.error();
    // An edit that equals its own inverse (a value set to what it was) changed nothing.
    const auto same = [](const Edit& undo, const Edit& edit) { return undo == edit || undo == on_canvas(edit); };
    if (std::ranges::equal(std::views::reverse(*inverse), edits, same))
        return Ok{};
    undone_.clear();
    if (!merge_key.empty() && !done_.empty() && done_.back().merge_key == merge_key) {
        auto& kept = done_.back().inverse; // The newest change is taken back first.
        kept.insert(kept.begin(), inverse->begin(), inverse->end());
        done_.back().name = std::move(name); // It says where the values ended.
    } else {
        done_.push_back({std::move(name), std::move(merge_key), std::move(*inverse)});
    }
    return Ok{};
}

bool History::move_step(std::vector<Step>& from, std::vector<Step>& to)
{
    if (from.empty())
        return false;
    Step step = std::move(from.back());
    from.pop_back();
    auto inverse = apply_all(step.inverse);
    assert(inverse && "a recorded step always applies");
    if (!inverse)
        return false;
    to.push_back({std::move(step.name), {}, std::move(*inverse)});
    return true;
}

std::optional<Message> History::next_undo() const
{
    return done_.empty() ? std::nullopt : std::optional(done_.back().name);
}

std::optional<Message> History::next_redo() const
{
    return undone_.empty() ? std::nullopt : std::optional(undone_.back().name);
}

std::vector<Message> History::steps() const
{
    std::vector<Message> names;
    for (const Step& step : done_)
        names.push_back(step.name);
    for (auto step = undone_.rbegin(); step != undone_.rend(); ++step)
        names.push_back(step->name);
    return names;
}

void History::seal()
{
    if (!done_.empty())
        done_.back().merge_key.clear();
}

void History::clear()
{
    done_.clear();
    undone_.clear();
}

} // namespace loom
