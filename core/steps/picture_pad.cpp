#include "data/changed_pixels.h"

#include <algorithm>

namespace loom {
namespace {

struct PicturePad {
    std::int64_t width = 64, height = 64;
    Filling filling = Filling::Black;

    using Learned = NothingLearned;
    static bool takes(const Column& c) { return holds_pictures(c); }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const { return Learned{}; }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto store = pictures_to_change(table, column);
        if (!store)
            return store.error();
        const auto shape = [w = int(width), h = int(height)](PictureShape from) {
            return PictureShape{from.channels, std::max(from.height, h), std::max(from.width, w)};
        };
        const auto pixels = [filling = filling](const Picture& from, Picture& to) { lay_picture(from, to, filling); };
        put_column(table, column,
                   {column, ColumnType::Image,
                    std::make_shared<const ChangedPixels>(*store, ChangedPixels::Change{shape, pixels},
                                                          "pad " + nlohmann::json{width, height, int(filling)}.dump())});
        return Ok{};
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("to %1×%2"), height, width}; }
};

} // namespace

const StepType& picture_pad_step()
{
    static const StepType type = step<PicturePad>({
        .id = "picture_pad",
        .title = LOOM_TEXT("Pad pictures"),
        .help = LOOM_TEXT("Pictures that are smaller get something around them, on all sides alike. A side that is longer already stays."),
        .group = StepGroup::Pictures,
        .settings = {setting(&PicturePad::width, {.key = "width", .label = LOOM_TEXT("Width"), .help = {}, .unit = LOOM_TEXT("px"), .min = 1, .max = 4096}),
                     setting(&PicturePad::height, {.key = "height", .label = LOOM_TEXT("Height"), .help = {}, .unit = LOOM_TEXT("px"), .min = 1, .max = 4096}),
                     filling_setting(&PicturePad::filling)},
    });
    return type;
}

} // namespace loom
