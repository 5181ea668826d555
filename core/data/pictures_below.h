#pragma once
#include "base/threads.h"
#include "data/picture.h"
#include "data/place.h"

#include <functional>
#include <optional>
#include <vector>

namespace loom {

/// By its ending: PNG, JPEG, WebP or BMP.
bool named_as_picture(const Place&);

/// The sizes of so many pictures, none of which is decoded; nothing where it was stopped before.
std::vector<std::optional<Result<PictureShape>>> picture_shapes(std::size_t count, const std::function<const Place&(std::size_t)>& file, Progress*);

/// All files below a folder, those of folders behind each other, by natural order of their names; hidden ones are left out. At
/// most so many of each folder, 2 million in all, and 32 folders deep: what lies beyond is no set of pictures.
std::vector<Place> files_below(const Place& folder, std::size_t of_each = 2'000'000);

} // namespace loom
