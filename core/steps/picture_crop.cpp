#include "data/changed_pixels.h"

#include <algorithm>

namespace loom {
namespace {

enum class Way { Centre, Margins };

struct PictureCrop {
    Way way = Way::Centre;
    std::int64_t width = 64, height = 64, left = 0, right = 0, top = 0, bottom = 0;

    using Learned = NothingLearned;
    static bool takes(const Column& c) { return holds_pictures(c); }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const { return Learned{}; }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto store = pictures_to_change(table, column);
        if (!store)
            return store.error();
        for (std::size_t i = 0; i < (*store)->size() && way == Way::Margins; ++i)
            if (const PictureShape s = (*store)->shape(i); s.width <= left + right || s.height <= top + bottom)
                return Error{Message(LOOM_TEXT("Picture %1 has %2×%3 pixels, and the margins leave nothing of it."), i + 1, s.height, s.width),
                             LOOM_TEXT("Choose smaller margins, or make the pictures one size in a step before.")};
        const auto shape = [self = *this](PictureShape from) { return self.cut(from); };
        const auto pixels = [self = *this](const Picture& from, Picture& to) {
            if (self.way == Way::Centre)
                lay_picture(from, to, Filling::Edge);
            else
                lay_picture(from, -int(self.left), -int(self.top), to, Filling::Edge);
        };
        put_column(table, column,
                   {column, ColumnType::Image,
                    std::make_shared<const ChangedPixels>(*store, ChangedPixels::Change{shape, pixels},
                                                          "crop " + nlohmann::json{int(way), width, height, left, right, top, bottom}.dump())});
        return Ok{};
    }
    bool moves() const { return true; }
    Message summary() const
    {
        return way == Way::Centre ? Message(LOOM_TEXT("the middle %1×%2"), height, width)
                                  : Message(LOOM_TEXT("margins %1, %2, %3, %4"), top, right, bottom, left);
    }

private:
    PictureShape cut(PictureShape from) const
    {
        if (way == Way::Centre)
            return {from.channels, std::min(from.height, int(height)), std::min(from.width, int(width))};
        return {from.channels, std::max(from.height - int(top + bottom), 1), std::max(from.width - int(left + right), 1)};
    }
};

} // namespace

const StepType& picture_crop_step()
{
    static const StepType type = step<PictureCrop>({
        .id = "picture_crop",
        .title = LOOM_TEXT("Crop pictures"),
        .help = LOOM_TEXT("The middle of each picture, or what its margins leave, takes the place of the whole. A side that is shorter than asked for stays."),
        .group = StepGroup::Pictures,
        .settings = {setting(&PictureCrop::way, {.key = "way", .label = LOOM_TEXT("What stays"), .help = {}, .choices = {{"centre", LOOM_TEXT("The middle")}, {"margins", LOOM_TEXT("All but the margins")}}}),
                     setting(&PictureCrop::width, {.key = "width", .label = LOOM_TEXT("Width"), .help = LOOM_TEXT("Of the middle."), .unit = LOOM_TEXT("px"), .min = 1, .max = 100'000}),
                     setting(&PictureCrop::height, {.key = "height", .label = LOOM_TEXT("Height"), .help = LOOM_TEXT("Of the middle."), .unit = LOOM_TEXT("px"), .min = 1, .max = 100'000}),
                     setting(&PictureCrop::left, {.key = "left", .label = LOOM_TEXT("Left margin"), .help = {}, .unit = LOOM_TEXT("px"), .min = 0, .max = 100'000}),
                     setting(&PictureCrop::right, {.key = "right", .label = LOOM_TEXT("Right margin"), .help = {}, .unit = LOOM_TEXT("px"), .min = 0, .max = 100'000}),
                     setting(&PictureCrop::top, {.key = "top", .label = LOOM_TEXT("Top margin"), .help = {}, .unit = LOOM_TEXT("px"), .min = 0, .max = 100'000}),
                     setting(&PictureCrop::bottom, {.key = "bottom", .label = LOOM_TEXT("Bottom margin"), .help = {}, .unit = LOOM_TEXT("px"), .min = 0, .max = 100'000})},
    });
    return type;
}

} // namespace loom
