#pragma once
#include "data/table.h"

namespace loom {

/// Where something is in a picture, in shares of its width and height: x and y of the middle, width and height.
struct ObjectBox {
    float x = 0, y = 0, width = 0, height = 0;
    bool operator==(const ObjectBox&) const = default;

    float left() const { return x - width / 2; }
    float right() const { return x + width / 2; }
    float top() const { return y - height / 2; }
    float bottom() const { return y + height / 2; }
    float area() const { return width * height; }
    static ObjectBox between(double left, double top, double right, double bottom)
    {
        return {float((left + right) / 2), float((top + bottom) / 2), float(right - left), float(bottom - top)};
    }
};
/// The area that both cover divided by that which either covers, 0 to 1.
double overlap(const ObjectBox&, const ObjectBox&);

/// An object of a picture.
struct Marked {
    std::string name; // Of its class.
    ObjectBox box;
    bool operator==(const Marked&) const = default;
};

/// Objects as a table's texts have them: "cat 0.5 0.5 0.25 0.4; dog …", name, x, y, width and height; "none" where the
/// picture holds none.
std::string boxes_text(std::span<const Marked>);
/// An error, half a sentence, where the text is no such list: a name is missing or longer than 200 bytes, a number is none,
/// a box has no area or lies out of the picture by more than a thousandth, there are more than `most_boxes` of them.
Result<std::vector<Marked>> boxes_in(std::string_view);
constexpr std::size_t most_boxes = 1000;

/// Whether a column is texts that are all such lists, beside gaps; and one of them names an object.
bool is_boxes(const Column&);

/// The box, cut off at the picture's edges; what is wrong with it, half a sentence, where it has no area there or has
/// values that are no numbers or further out than `slack` of the picture.
Result<ObjectBox> within_picture(const ObjectBox&, double slack = 1e-3);
/// What is wrong with a class's name, half a sentence; nothing where it can stand in such a list.
std::optional<Message> wrong_name(std::string_view);

} // namespace loom
