#include "data/box_target.h"
#include "data/preparation.h"
#include "data/step.h"
#include "schema/boxes.h"

#include <algorithm>

namespace loom {

BoxTarget box_target(const Column& column, const std::function<const std::string*(std::uint32_t)>& given)
{
    BoxTarget target;
    std::vector<std::optional<std::vector<Marked>>> of_rows(column.size());
    for (std::uint32_t row = 0; row < of_rows.size(); ++row) {
        const std::string* other = given(row);
        const std::string text = other ? *other : column.text(row);
        if (text.empty())
            continue;
        auto boxes = boxes_in(text);
        if (!boxes)
            continue;
        std::ranges::stable_sort(*boxes, {}, [](const Marked& m) { return m.box.area(); });
        target.objects = std::max(target.objects, std::int64_t(boxes->size()));
        for (const Marked& m : *boxes)
            target.classes.push_back(m.name);
        of_rows[row] = std::move(*boxes);
    }
    std::ranges::sort(target.classes, [](const std::string& a, const std::string& b) { return natural_less(a, b); });
    target.classes.erase(std::ranges::unique(target.classes).begin(), target.classes.end());
    target.begins.reserve(of_rows.size() + 1);
    for (const auto& boxes : of_rows) {
        target.begins.push_back(target.values.size());
        target.known.push_back(boxes.has_value());
        for (const Marked& m : boxes ? *boxes : std::vector<Marked>()) {
            const auto name = std::ranges::find(target.classes, m.name) - target.classes.begin();
            target.values.insert(target.values.end(), {float(name), m.box.x, m.box.y, m.box.width, m.box.height});
        }
    }
    target.begins.push_back(target.values.size());
    return target;
}

Status boxes_stay(std::span<const PreparationStep> steps)
{
    for (const PreparationStep& step : steps) {
        if (!step.on)
            continue;
        const auto ready = ready_step(step);
        if (!ready)
            return ready.error();
        if (!ready->type->moves || !ready->type->moves(ready->values))
            continue;
        return Error{Message(LOOM_TEXT("The step “%1” moves what is in a picture, and its boxes would stay where they are."), ready->type->title),
                     LOOM_TEXT("Take it out of the list, or switch it off. Steps that change colours and brightness suit boxes, and so does “Resize pictures” that stretches.")};
    }
    return Ok{};
}

} // namespace loom
