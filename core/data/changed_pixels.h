#pragma once
#include "data/step.h"

namespace loom {

/// The pictures of another store, changed when they are asked for. They are decoded in full size, for the change is
/// counted in their own pixels.
class ChangedPixels : public PixelStore {
public:
    struct Change {
        std::function<PictureShape(PictureShape)> shape;
        /// From a picture to one whose shape and size are right already.
        std::function<void(const Picture& from, Picture& to)> pixels;
    };
    /// `how`: the change in words that no other change has.
    ChangedPixels(std::shared_ptr<const PixelStore> from, Change change, std::string how)
        : from_(std::move(from)), change_(std::move(change)), how_(std::move(how))
    {
    }
    std::size_t size() const override { return from_->size(); }
    PictureShape shape(std::size_t i) const override { return change_.shape(from_->shape(i)); }
    Result<Picture> picture(std::size_t i, PictureShape enough) const override;
    std::string name(std::size_t i) const override { return from_->name(i); }
    std::uint64_t fingerprint() const override { return hash_text(how_, from_->fingerprint()); }

private:
    std::shared_ptr<const PixelStore> from_;
    Change change_;
    std::string how_;
};

/// Of steps that learn nothing, but take every column that they can where none is named.
struct NothingLearned {};
void to_json(nlohmann::json&, const NothingLearned&);
void from_json(const nlohmann::json&, NothingLearned&);

bool holds_pictures(const Column&);
/// The store of a column, which is put in its place again, changed. An error where it holds no pictures.
Result<std::shared_ptr<const PixelStore>> pictures_to_change(Table&, const std::string& column);

/// What stands around a picture that is smaller than its place.
enum class Filling { Black, White, Edge };
template <class P>
SettingBinding<P> filling_setting(Filling P::*member)
{
    return setting(member, {.key = "filling",
                            .label = LOOM_TEXT("Around it"),
                            .help = {},
                            .choices = {{"black", LOOM_TEXT("Black")}, {"white", LOOM_TEXT("White")}, {"edge", LOOM_TEXT("The edge's own colour")}}});
}

/// Lays `from` into `to` with its upper left corner there; what stands out is cut off. As many channels in both.
void lay_picture(const Picture& from, int left, int top, Picture& to, Filling);
/// In the middle.
void lay_picture(const Picture& from, Picture& to, Filling);

} // namespace loom
