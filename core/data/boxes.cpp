#include "data/boxes.h"
#include "data/cell_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace loom {

constexpr static std::string_view no_boxes = "none";
constexpr static std::size_t longest_name = 200;

double overlap(const ObjectBox& a, const ObjectBox& b)
{
    const double across = std::min(a.right(), b.right()) - std::max(a.left(), b.left());
    const double down = std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top());
    if (!(across > 0 && down > 0))
        return 0;
    const double shared = across * down;
    return shared / (double(a.area()) + double(b.area()) - shared);
}

std::optional<Message> wrong_name(std::string_view name)
{
    if (name.empty() || trimmed(name).size() != name.size())
        return LOOM_TEXT("a class has no name, or one with blanks around it");
    if (name.size() > longest_name)
        return Message(LOOM_TEXT("the name of a class has %1 bytes, more than %2"), name.size(), longest_name);
    if (name.find_first_of(";\n\r\t") != name.npos || name == no_boxes)
        return Message(LOOM_TEXT("a class cannot be called “%1”"), std::string(name));
    return {};
}

Result<ObjectBox> within_picture(const ObjectBox& box, double slack)
{
    const double edges[] = {box.left(), box.top(), box.right(), box.bottom()};
    for (const double edge : edges)
        if (!(edge >= -slack && edge <= 1 + slack)) // NaN too.
            return Error{Message(LOOM_TEXT("a box goes from %1, %2 to %3, %4 and so leaves the picture, whose edges are 0 and 1"), edges[0], edges[1], edges[2], edges[3])};
    const ObjectBox inside = ObjectBox::between(std::max(edges[0], 0.0), std::max(edges[1], 0.0), std::min(edges[2], 1.0), std::min(edges[3], 1.0));
    if (!(box.width > 0 && box.height > 0 && inside.width > 0 && inside.height > 0))
        return Error{LOOM_TEXT("a box has no area")};
    return edges[0] < 0 || edges[1] < 0 || edges[2] > 1 || edges[3] > 1 ? inside : box;
}

std::string boxes_text(std::span<const Marked> boxes)
{
    std::string text;
    for (const Marked& m : boxes)
        text += fmt::format("{}{} {} {} {} {}", text.empty() ? "" : "; ", m.name, m.box.x, m.box.y, m.box.width, m.box.height);
    return text.empty() ? std::string(no_boxes) : text;
}

static Result<Marked> one_box(std::string_view text)
{
    double numbers[4] = {};
    for (int i = 3; i >= 0; --i) {
        const std::size_t blank = text.find_last_of(' ');
        const auto number = blank == text.npos ? std::nullopt : parse_number(text.substr(blank + 1));
        if (!number)
            return Error{Message(LOOM_TEXT("“%1” is not a class and four numbers"), std::string(text.substr(0, 60)))};
        numbers[i] = *number;
        text = trimmed(text.substr(0, blank));
    }
    if (auto wrong = wrong_name(text))
        return Error{std::move(*wrong)};
    auto box = within_picture({float(numbers[0]), float(numbers[1]), float(numbers[2]), float(numbers[3])});
    return box ? Result<Marked>(Marked{std::string(text), *box}) : box.error();
}

Result<std::vector<Marked>> boxes_in(std::string_view text)
{
    std::vector<Marked> boxes;
    if (trimmed(text) == no_boxes)
        return boxes;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(';', begin), text.size());
        if (boxes.size() == most_boxes)
            return Error{Message(LOOM_TEXT("there are more than %1 objects in one picture"), most_boxes)};
        auto box = one_box(trimmed(text.substr(begin, end - begin)));
        if (!box)
            return box.error();
        boxes.push_back(std::move(*box));
        begin = end + 1;
    }
    return boxes;
}

bool is_boxes(const Column& column)
{
    const auto* texts = column.type == ColumnType::Text ? std::get_if<Texts>(&column.cells) : nullptr;
    bool some = false;
    for (std::size_t i = 0; texts && i < texts->size(); ++i) {
        const std::string_view text = (*texts)[i];
        if (text.empty() || text == no_boxes)
            continue;
        if (!boxes_in(text))
            return false;
        some = true;
    }
    return some;
}

} // namespace loom
