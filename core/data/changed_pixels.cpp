#include "data/changed_pixels.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace loom {

Result<Picture> ChangedPixels::picture(std::size_t i, PictureShape) const
{
    const auto from = from_->picture(i);
    if (!from)
        return from.error();
    Picture to;
    to.shape = change_.shape(from->shape);
    to.pixels.resize(to.shape.bytes());
    change_.pixels(*from, to);
    return to;
}

void to_json(nlohmann::json& json, const NothingLearned&)
{
    json = nlohmann::json::object();
}
void from_json(const nlohmann::json&, NothingLearned&) {}

bool holds_pictures(const Column& c)
{
    return c.pixels() != nullptr;
}

Result<std::shared_ptr<const PixelStore>> pictures_to_change(Table& table, const std::string& column)
{
    const auto found = column_to_change(table, column);
    if (!found)
        return found.error();
    if (!holds_pictures(**found))
        return Error{Message(LOOM_TEXT("Column “%1” holds no pictures, which a preparation step changes."), column),
                     LOOM_TEXT("Choose pictures, or an IDX or CIFAR file.")};
    return std::get<std::shared_ptr<const PixelStore>>((*found)->cells);
}

void lay_picture(const Picture& from, int left, int top, Picture& to, Filling filling)
{
    const auto [channels, height, width] = to.shape;
    for (int c = 0; c < channels; ++c)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const int own_x = std::clamp(x - left, 0, from.shape.width - 1), own_y = std::clamp(y - top, 0, from.shape.height - 1);
                const bool inside = own_x == x - left && own_y == y - top;
                const std::size_t at = (std::size_t(c) * std::size_t(from.shape.height) + std::size_t(own_y)) * std::size_t(from.shape.width) + std::size_t(own_x);
                to.pixels[(std::size_t(c) * std::size_t(height) + std::size_t(y)) * std::size_t(width) + std::size_t(x)] =
                    inside || filling == Filling::Edge ? from.pixels[at] : std::uint8_t(filling == Filling::White ? 255 : 0);
            }
}

void lay_picture(const Picture& from, Picture& to, Filling filling)
{
    lay_picture(from, (to.shape.width - from.shape.width) / 2, (to.shape.height - from.shape.height) / 2, to, filling);
}

} // namespace loom
