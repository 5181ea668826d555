#include "datasets/tile_image.h"
#include "bridge/sample_image.h"
#include "data/sound_look.h"
#include "theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr int tile_side = 96;
constexpr std::size_t few_words = 40; // Bytes of a text on average.

/// Column by column, what a draws between low and high of −1 … 1. At least a line.
template <class Draw>
void draw_outline(const Sound& sound, int width, const QRect& box, Draw draw)
{
    const auto outline = outline_of(sound, width);
    for (int x = 0; x < int(outline.size()); ++x) {
        const auto [low, high] = outline[std::size_t(x)];
        const auto y = [&](float v) { return box.top() + int(std::lround((1 - std::clamp(v, -1.0F, 1.0F)) / 2 * float(box.height() - 1))); };
        draw(box.left() + x, y(high), y(low));
    }
}

} // namespace

const Column* tile_column(const Dataset& data)
{
    const auto& columns = data.table().columns;
    if (data.encoder().pictures())
        return data.table().image_column();
    for (const Column& c : columns)
        if (c.sounds())
            return &c;
    for (const Column& c : columns)
        if (const auto* texts = std::get_if<Texts>(&c.cells); texts && c.type == ColumnType::Text && texts->bytes().size() >= few_words * texts->size())
            return &c;
    return nullptr;
}

TileKind tile_kind(const Dataset& data)
{
    const Column* column = tile_column(data);
    return !column                    ? TileKind::None
           : data.encoder().pictures() ? TileKind::Pictures
           : column->sounds()          ? TileKind::Sounds
                                       : TileKind::Texts;
}

QImage tile_image(const Dataset& data, std::uint32_t row)
{
    const Column* column = tile_column(data);
    if (!column || !column->sounds())
        return sample_image(data, row);
    const auto sound = column->sounds()->sound(row, 0);
    if (!sound)
        return {};
    QImage ink(tile_side, tile_side, QImage::Format_Alpha8);
    ink.fill(0);
    draw_outline(*sound, tile_side, ink.rect().adjusted(0, 12, 0, -12), [&](int x, int top, int bottom) {
        for (int y = top; y <= bottom; ++y)
            ink.scanLine(y)[x] = 255;
    });
    return ink;
}

QImage inked(const QImage& image)
{
    if (image.format() != QImage::Format_Alpha8)
        return image;
    QImage coloured(image.size(), QImage::Format_ARGB32_Premultiplied);
    coloured.fill(theme().s1);
    QPainter painter(&coloured);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    painter.drawImage(0, 0, image);
    return coloured;
}

QImage sound_picture(const Sound& sound, QSize size, bool dark)
{
    const Theme& t = dark ? dark_theme() : light_theme();
    QImage image(size, QImage::Format_RGB32);
    image.fill(t.sunken);
    const int above = size.height() / 3;
    const QRgb ink = t.s1.rgb();
    draw_outline(sound, size.width(), QRect(0, 0, size.width(), above), [&](int x, int top, int bottom) {
        for (int y = top; y <= bottom; ++y)
            reinterpret_cast<QRgb*>(image.scanLine(y))[x] = ink;
    });
    const Spectrogram s = spectrogram_of(sound, size.width());
    const auto colours = heat_table();
    const int first = above + 4, high = size.height() - first;
    for (int y = 0; y < high && s.columns > 0; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(first + y));
        // The loudest of the bands that share a line: none is passed over.
        const int band = (high - 1 - y) * Spectrogram::bands / high, next = std::max(band + 1, (high - y) * Spectrogram::bands / high);
        for (int x = 0; x < s.columns; ++x) {
            const auto column = s.decibels.begin() + std::ptrdiff_t(x) * Spectrogram::bands;
            const float v = 1 - *std::max_element(column + band, column + next) / Spectrogram::quietest;
            line[x] = colours[std::size_t(std::clamp(v * 255, 0.0F, 255.0F))];
        }
    }
    return image;
}

} // namespace loom
