#include "data/changed_pixels.h"

namespace loom {
namespace {

struct PictureGrey {
    using Learned = NothingLearned;
    static bool takes(const Column& c) { return holds_pictures(c); }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const { return Learned{}; }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto store = pictures_to_change(table, column);
        if (!store)
            return store.error();
        const auto shape = [](PictureShape from) { return PictureShape{1, from.height, from.width}; };
        const auto pixels = [](const Picture& from, Picture& to) { fit_picture(from.pixels, from.shape, to.shape, to.pixels); };
        put_column(table, column,
                   {column, ColumnType::Image, std::make_shared<const ChangedPixels>(*store, ChangedPixels::Change{shape, pixels}, "grey")});
        return Ok{};
    }
    Message summary() const { return LOOM_TEXT("1 channel"); }
};

} // namespace

const StepType& picture_grey_step()
{
    static const StepType type = step<PictureGrey>({
        .id = "picture_grey",
        .title = LOOM_TEXT("Make pictures grey"),
        .help = LOOM_TEXT("Colours go, how light each pixel is stays: a third of the numbers for the network, where colour says nothing."),
        .group = StepGroup::Pictures,
    });
    return type;
}

} // namespace loom
