#include "datasets/sample_preview_view.h"

#include "bridge/sample_image.h"
#include "data/step.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace loom {

static constexpr int view_padding = size::panel_padding, view_gap = 4, view_arrow = 20, between_lines = 8, apart = 24;
static constexpr int smallest = 36, largest = 112;
static constexpr int sharp_below = 64; // As in the gallery.

/// `low` and `high`: what the colours of a sound's values go between.
static QImage image_of(const SamplePreview::Shown& shown, float low, float high)
{
    const SampleForm& form = shown.form;
    if (!form.is_sound()) {
        std::vector<std::uint8_t> planes;
        for (const float v : shown.values)
            planes.push_back(std::uint8_t(std::lround(std::clamp(v, 0.0f, 255.0f))));
        return picture_image({int(form.channels), int(form.height), int(form.width)}, planes);
    }
    QImage image(int(form.width), int(form.height), QImage::Format_Indexed8);
    const auto colours = heat_table();
    image.setColorTable(QList<QRgb>(colours.begin(), colours.end()));
    const float scale = high > low ? 255 / (high - low) : 0;
    for (std::size_t y = 0; y < form.height; ++y) {
        uchar* line = image.scanLine(int(form.height - 1 - y));
        for (std::size_t x = 0; x < form.width; ++x)
            line[x] = uchar(std::lround(std::clamp((shown.values[y * form.width + x] - low) * scale, 0.0f, 255.0f)));
    }
    return image;
}

SamplePreviewView::SamplePreviewView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize SamplePreviewView::sizeHint() const
{
    return {400, 240};
}

void SamplePreviewView::show_preview(const SamplePreview& preview, const StepType& type)
{
    lines_.clear();
    for (const auto& line : preview.lines) {
        const auto& first = line.before.front().values;
        const auto [low, high] = std::ranges::minmax(first);
        Line images;
        for (const auto& shown : line.before)
            images.before << image_of(shown, low, high);
        for (const auto& shown : line.behind)
            images.behind << image_of(shown, low, high);
        lines_ << images;
    }
    caption_ = type.mix ? tr("Two samples, and what some draws mix of them") : type.augments ? tr("Before, and what some draws make of it") : tr("Before and after");
    setAccessibleName(caption_);
    update();
}

void SamplePreviewView::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.fillRect(rect(), t.surface);
    if (lines_.isEmpty())
        return;
    const int caption = line_height(FontRole::Caption), top = caption + between_lines;
    p.setFont(loom::font(FontRole::Caption));
    p.setPen(t.text3);
    p.drawText(QRect(view_padding, 0, width() - 2 * view_padding, caption), Qt::AlignLeft | Qt::AlignVCenter,
               p.fontMetrics().elidedText(caption_, Qt::ElideRight, width() - 2 * view_padding));

    // The largest tiles with which all lines have room, in so many columns as that takes.
    const int tiles = int(lines_.front().before.size() + lines_.front().behind.size());
    const auto wide = [&](int side) { return tiles * (side + view_gap) + view_arrow + apart; };
    const auto columns = [&](int side) { return std::max(1, (width() - 2 * view_padding + apart) / wide(side)); };
    const auto rows = [&](int side) { return (height() - top) / (side + between_lines); };
    int side = largest;
    while (side > smallest && (columns(side) * rows(side) < lines_.size() || wide(side) > width()))
        side -= 2;
    p.setRenderHint(QPainter::Antialiasing);
    const auto tile = [&](const QImage& image, const QRect& r) {
        QPainterPath round;
        round.addRoundedRect(r, size::radius, size::radius);
        p.save();
        p.setClipPath(round);
        p.fillRect(r, t.sunken);
        p.setRenderHint(QPainter::SmoothPixmapTransform, std::max(image.width(), image.height()) > sharp_below);
        const QSize fitted = image.size().scaled(r.size(), Qt::KeepAspectRatio);
        p.drawImage(QRect(r.center() - QPoint(fitted.width() / 2 - 1, fitted.height() / 2 - 1), fitted), image);
        p.restore();
    };
    const int in_a_row = columns(side), shown = std::min(int(lines_.size()), in_a_row * std::max(1, rows(side)));
    for (int i = 0; i < shown; ++i) {
        int x = view_padding + i % in_a_row * wide(side);
        const int y = top + i / in_a_row * (side + between_lines);
        for (const QImage& image : lines_[i].before) {
            tile(image, QRect(x, y, side, side));
            x += side + view_gap;
        }
        paint_icon(p, "chevron-right", QPointF(x, y + (side - 12) / 2.0), 12, t.text3);
        x += view_arrow - view_gap;
        for (const QImage& image : lines_[i].behind) {
            tile(image, QRect(x, y, side, side));
            x += side + view_gap;
        }
    }
}

} // namespace loom
