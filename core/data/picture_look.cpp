#include "data/picture_look.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr PictureShape enough{3, 32, 32};
constexpr int blank_range = 3; // Of 255: what JPEG leaves of one colour.

PictureLook look(std::span<const std::uint8_t> pixels, PictureShape shape)
{
    PictureLook out;
    const std::array sizes = {std::uint8_t(shape.channels), std::uint8_t(shape.height & 255), std::uint8_t(shape.height >> 8 & 255)};
    out.content = hash_bytes(pixels, hash_bytes(sizes, 1));
    const std::size_t area = pixels.size() / std::size_t(shape.channels);
    out.blank = true;
    for (std::size_t c = 0; c < std::size_t(shape.channels) && out.blank; ++c) {
        const auto [low, high] = std::ranges::minmax(pixels.subspan(c * area, area));
        out.blank = high - low <= blank_range;
    }
    std::array<std::uint8_t, 72> small{};
    fit_picture(pixels, shape, {1, 8, 9}, small);
    for (std::size_t i = 0; i < 64; ++i)
        out.perceptual = out.perceptual << 1 | std::uint64_t(small[i / 8 * 9 + i % 8] > small[i / 8 * 9 + i % 8 + 1]);
    return out;
}

} // namespace

std::vector<PictureLook> look_at_pictures(const Column& column, int threads, Progress* progress)
{
    const PixelStore* store = column.pixels();
    if (!store)
        return {};
    std::vector<PictureLook> looks(store->size());
    if (progress) {
        progress->done = 0;
        progress->total = std::int64_t(store->size());
    }
    parallel_for(store->size(), threads, [&](std::size_t i) {
        if (progress) {
            if (progress->cancelled)
                return;
            ++progress->done;
        }
        if (const auto pixels = store->in_memory(i); !pixels.empty())
            looks[i] = look(pixels, store->shape(i));
        else if (const auto picture = store->picture(i, enough))
            looks[i] = look(picture->pixels, picture->shape);
        else
            looks[i].error = picture.error();
    });
    if (progress && progress->cancelled)
        looks.clear();
    return looks;
}

bool same_picture(const PixelStore& store, std::size_t a, std::size_t b)
{
    if (!(store.shape(a) == store.shape(b)))
        return false;
    const auto x = store.in_memory(a), y = store.in_memory(b);
    if (!x.empty() && !y.empty())
        return std::ranges::equal(x, y);
    const auto first = store.picture(a), second = store.picture(b);
    return first && second && first->shape == second->shape && first->pixels == second->pixels;
}

std::optional<Thumbnail> thumbnail(const PixelStore& store, std::size_t i)
{
    Thumbnail out{};
    if (const auto pixels = store.in_memory(i); !pixels.empty()) {
        fit_picture(pixels, store.shape(i), {1, 16, 16}, out);
        return out;
    }
    const auto picture = store.picture(i, enough);
    if (!picture)
        return {};
    fit_picture(picture->pixels, picture->shape, {1, 16, 16}, out);
    return out;
}

double likeness(const Thumbnail& a, const Thumbnail& b)
{
    double mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        mean_a += a[i] / 256.0;
        mean_b += b[i] / 256.0;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double u = a[i] - mean_a, v = b[i] - mean_b;
        aa += u * u;
        bb += v * v;
        ab += u * v;
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

} // namespace loom
