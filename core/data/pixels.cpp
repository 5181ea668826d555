#include "data/pixels.h"

#include <bit>
#include <cstring>

namespace loom {

std::uint64_t hash_bytes(std::span<const std::uint8_t> bytes, std::uint64_t seed)
{
    // Four lanes of multiply and rotate, then a finish that mixes them (the shape of xxHash64).
    constexpr std::uint64_t p1 = 0x9E3779B185EBCA87, p2 = 0xC2B2AE3D27D4EB4F;
    std::uint64_t lane[4] = {seed + p1, seed ^ p2, seed, seed - p1};
    std::size_t i = 0;
    for (; i + 32 <= bytes.size(); i += 32)
        for (std::size_t k = 0; k < 4; ++k) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data() + i + 8 * k, 8);
            lane[k] = std::rotl(lane[k] + word * p2, 31) * p1;
        }
    std::uint64_t h = bytes.size();
    for (std::uint64_t v : lane)
        h = std::rotl(h ^ v, 27) * p1 + p2;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, 8);
        h = std::rotl(h ^ (word * p2), 27) * p1;
    }
    for (; i < bytes.size(); ++i)
        h = std::rotl(h ^ (bytes[i] * p1), 11) * p2;
    h = (h ^ (h >> 33)) * p2;
    return h ^ (h >> 29);
}

std::uint64_t hash_text(std::string_view text, std::uint64_t seed)
{
    return hash_bytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, seed);
}

Result<Picture> MemoryPixels::picture(std::size_t i, PictureShape) const
{
    const auto pixels = in_memory(i);
    return Picture{shape_, {pixels.begin(), pixels.end()}};
}

std::uint64_t MemoryPixels::fingerprint() const
{
    return hash_bytes(pixels_, shape_.bytes() ^ (std::uint64_t(shape_.width) << 32));
}

Result<Picture> FilePixels::picture(std::size_t i, PictureShape enough) const
{
    return read_picture(root_ / files_[i].name, enough);
}

std::uint64_t FilePixels::fingerprint() const
{
    // Names, lengths and sizes: reading every file would make opening slow.
    std::uint64_t h = files_.size();
    for (const File& f : files_)
        h = hash_text(f.name, h ^ f.bytes ^ (std::uint64_t(f.shape.width) << 40));
    return h;
}

Result<Picture> read_picture(const Place& place, PictureShape enough)
{
    const auto file = place.read(std::size_t{1} << 30);
    if (!file)
        return file.error();
    auto picture = decode_picture({reinterpret_cast<const std::uint8_t*>(file->data()), file->size()}, enough);
    if (!picture)
        return Error{Message(LOOM_TEXT("%1: %2"), path_text(place.path()), picture.error().message), picture.error().hint};
    return picture;
}

} // namespace loom
