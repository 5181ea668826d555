#include "runs/filter_sheet.h"

#include "theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace loom {

static constexpr int side = 28, sheet_gap = 4;

FilterSheet::FilterSheet() { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

int FilterSheet::in_row(int width) const { return std::max(1, (width + sheet_gap) / (side + sheet_gap)); }

int FilterSheet::heightForWidth(int width) const
{
    const int n = in_row(width);
    return std::max(0, (int(layout_.count) + n - 1) / n * (side + sheet_gap) - sheet_gap);
}

void FilterSheet::set_filters(const AlbumLayout::Filters& layout, std::span<const float> values)
{
    const bool other = layout != layout_;
    layout_ = layout;
    values_.assign(values.begin(), values.end());
    prepare();
    if (other)
        setFixedHeight(heightForWidth(width()));
    update();
}

void FilterSheet::prepare()
{
    const Theme& t = theme();
    pictures_.clear();
    float largest = 1e-12f;
    for (const float v : values_)
        largest = std::max(largest, std::abs(v));
    const auto area = std::size_t(layout_.height * layout_.width);
    for (std::int64_t k = 0; k < layout_.count; ++k) {
        QImage picture(int(layout_.width), int(layout_.height), QImage::Format_RGB32);
        const float* planes = values_.data() + std::size_t(k * layout_.channels) * area;
        for (std::size_t i = 0; i < area; ++i) {
            const auto level = [&](std::size_t channel) { return std::clamp(int(128 + 127 * planes[channel * area + i] / largest), 0, 255); };
            picture.setPixelColor(int(i % std::size_t(layout_.width)), int(i / std::size_t(layout_.width)),
                                  layout_.channels == 3 ? QColor(level(0), level(1), level(2)) : t.signed_heat(double(planes[i] / largest)));
        }
        pictures_.push_back(std::move(picture));
    }
}

void FilterSheet::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const int n = in_row(width());
    p.setPen(theme().line);
    for (int i = 0; i < int(pictures_.size()); ++i) {
        const QRect r(i % n * (side + sheet_gap), i / n * (side + sheet_gap), side, side);
        p.drawImage(r, pictures_[std::size_t(i)]);
        p.drawRect(QRectF(r).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void FilterSheet::resizeEvent(QResizeEvent*) { setFixedHeight(heightForWidth(width())); }

void FilterSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        prepare();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
