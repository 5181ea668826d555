#include "data/changed_pixels.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

enum class Fit { Crop, Pad, Stretch };

struct PictureResize {
    std::int64_t width = 64, height = 64;
    Fit fit_in = Fit::Crop;
    Filling filling = Filling::Black;

    using Learned = NothingLearned;
    static bool takes(const Column& c) { return holds_pictures(c); }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const { return Learned{}; }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto store = pictures_to_change(table, column);
        if (!store)
            return store.error();
        const auto shape = [w = int(width), h = int(height)](PictureShape from) { return PictureShape{from.channels, h, w}; };
        const auto pixels = [self = *this](const Picture& from, Picture& to) {
            Picture scaled{self.scaled(from.shape), {}};
            scaled.pixels.resize(scaled.shape.bytes());
            fit_picture(from.pixels, from.shape, scaled.shape, scaled.pixels);
            lay_picture(scaled, to, self.filling);
        };
        put_column(table, column,
                   {column, ColumnType::Image,
                    std::make_shared<const ChangedPixels>(*store, ChangedPixels::Change{shape, pixels},
                                                          "resize " + nlohmann::json{width, height, int(fit_in), int(filling)}.dump())});
        return Ok{};
    }
    bool moves() const { return fit_in != Fit::Stretch; }
    Message summary() const
    {
        const Text how = fit_in == Fit::Crop ? LOOM_TEXT("cut to fit") : fit_in == Fit::Pad ? LOOM_TEXT("padded to fit") : LOOM_TEXT("stretched");
        return {LOOM_TEXT("%1×%2, %3"), height, width, how};
    }

private:
    /// Its size before what stands out is cut off, or what is missing is filled.
    PictureShape scaled(PictureShape from) const
    {
        if (fit_in == Fit::Stretch)
            return {from.channels, int(height), int(width)};
        const double across = double(width) / from.width, down = double(height) / from.height;
        const double scale = fit_in == Fit::Crop ? std::max(across, down) : std::min(across, down);
        const auto side = [&](int length, std::int64_t wanted) {
            const auto scaled = std::max<std::int64_t>(std::llround(scale * length), 1);
            return int(fit_in == Fit::Crop ? std::max(scaled, wanted) : std::min(scaled, wanted));
        };
        return {from.channels, side(from.height, height), side(from.width, width)};
    }
};

} // namespace

const StepType& picture_resize_step()
{
    static const StepType type = step<PictureResize>({
        .id = "picture_resize",
        .title = LOOM_TEXT("Resize pictures"),
        .help = LOOM_TEXT("All pictures get one size. The network sees them so, while training and in use."),
        .group = StepGroup::Pictures,
        .settings = {setting(&PictureResize::width, {.key = "width", .label = LOOM_TEXT("Width"), .help = {}, .unit = LOOM_TEXT("px"), .min = 1, .max = 4096}),
                     setting(&PictureResize::height, {.key = "height", .label = LOOM_TEXT("Height"), .help = {}, .unit = LOOM_TEXT("px"), .min = 1, .max = 4096}),
                     setting(&PictureResize::fit_in, {.key = "fit",
                                                      .label = LOOM_TEXT("Other proportions"),
                                                      .help = LOOM_TEXT("Cut: nothing is distorted, the longer side loses its ends. Pad: all of the picture is kept, with something around it."),
                                                      .choices = {{"crop", LOOM_TEXT("Cut off")}, {"pad", LOOM_TEXT("Pad")}, {"stretch", LOOM_TEXT("Stretch")}}}),
                     filling_setting(&PictureResize::filling)},
    });
    return type;
}

} // namespace loom
