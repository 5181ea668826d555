#include "runs/spread_rows.h"

#include "theme/language.h"
#include "theme/numbers.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {

static constexpr int ridge = 26, strip_height = 18, row_gap = 10, columns = 96;

SpreadRows::SpreadRows() { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

int SpreadRows::row_height() const { return ridge + 2 + strip_height + row_gap; }

int SpreadRows::name_width() const { return width() / 4 + 8; }

QSize SpreadRows::sizeHint() const { return {200, row_count() * row_height()}; }

void SpreadRows::set_rows(std::vector<Row> rows)
{
    const bool other = rows.size() != rows_.size();
    rows_ = std::move(rows);
    prepare();
    if (other)
        updateGeometry();
    update();
}

void SpreadRows::set_page(int page)
{
    page_ = page;
    update();
}

int SpreadRows::place_of(int row) const
{
    const auto& pages = rows_[std::size_t(row)].pages;
    for (int i = std::min(page_, int(pages.size()) - 1); i >= 0; --i)
        if (pages[std::size_t(i)] && pages[std::size_t(i)]->known())
            return i;
    return -1;
}

const ValueSpread* SpreadRows::shown(int row) const
{
    const int at = place_of(row);
    return at < 0 ? nullptr : rows_[std::size_t(row)].pages[std::size_t(at)];
}

/// How much lies at each of `columns` places between least and most, the largest being 1.
static std::array<double, columns> density(const ValueSpread& s, double least, double most)
{
    std::array<double, columns> out{};
    const double width = double(s.most) - double(s.least);
    double largest = 0;
    for (int c = 0; c < columns; ++c) {
        const double from = least + (most - least) * c / columns, to = least + (most - least) * (c + 1) / columns;
        if (width <= 0) { // All values are one.
            out[std::size_t(c)] = double(s.least) >= from && (double(s.least) < to || c + 1 == columns) ? 1 : 0;
        } else {
            const double low = (from - double(s.least)) / width * album_bins, high = (to - double(s.least)) / width * album_bins;
            for (int b = std::max(0, int(low)); b < std::min(double(album_bins), high); ++b)
                out[std::size_t(c)] += double(s.counts[std::size_t(b)]) * std::max(0.0, std::min(high, b + 1.0) - std::max(low, double(b)));
        }
        largest = std::max(largest, out[std::size_t(c)]);
    }
    for (double& d : out)
        d /= std::max(largest, 1e-12);
    return out;
}

/// From where to where all lies but a few hundredths of a per cent at each end: one far value leaves room for the others.
static std::pair<double, double> bulk(const ValueSpread& s)
{
    const double all = std::accumulate(s.counts.begin(), s.counts.end(), 0.0), few = all * 0.0005, width = (double(s.most) - double(s.least)) / album_bins;
    int first = 0, last = int(album_bins) - 1;
    for (double sum = 0; first < last && (sum += double(s.counts[std::size_t(first)])) <= few;)
        ++first;
    for (double sum = 0; last > first && (sum += double(s.counts[std::size_t(last)])) <= few;)
        --last;
    return {double(s.least) + first * width, double(s.least) + (last + 1) * width};
}

void SpreadRows::prepare()
{
    const Theme& t = theme();
    std::array<QRgb, 65> colours{};
    for (std::size_t i = 0; i < colours.size(); ++i)
        colours[i] = mixed(t.s1, t.sunken, std::sqrt(double(i) / 64)).rgb();
    drawn_.assign(rows_.size(), {});
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        const Row& row = rows_[r];
        Drawn& d = drawn_[r];
        double least = INFINITY, most = -INFINITY;
        for (const ValueSpread* s : row.pages)
            if (s && s->known()) {
                const auto [low, high] = bulk(*s);
                least = std::min(least, low);
                most = std::max(most, high);
            }
        if (least > most)
            continue;
        if (least == most) {
            least -= 0.5;
            most += 0.5;
        }
        d.least = least;
        d.most = most;
        d.strip = QImage(columns, int(row.pages.size()), QImage::Format_RGB32);
        d.strip.fill(t.sunken);
        const ValueSpread* last = nullptr; // Where layers are not looked into after each epoch, a look holds until the next.
        for (int y = 0; y < d.strip.height(); ++y) {
            const ValueSpread* s = row.pages[std::size_t(y)];
            last = s && s->known() ? s : last;
            if (!last)
                continue;
            const auto shares = density(*last, least, most);
            auto* line = reinterpret_cast<QRgb*>(d.strip.scanLine(y));
            for (std::size_t c = 0; c < columns; ++c)
                line[c] = colours[std::size_t(shares[c] * 64)];
        }
    }
}

void SpreadRows::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QFont small = loom::font(FontRole::Small);
    const int left = name_width(), room = width() - left;
    for (int r = 0; r < row_count(); ++r) {
        const int y = r * row_height();
        const Drawn& d = drawn_[std::size_t(r)];
        p.setFont(small);
        p.setPen(t.text2);
        p.drawText(QRect(0, y, left - 8, ridge), Qt::AlignLeft | Qt::AlignBottom, QFontMetrics(small).elidedText(rows_[std::size_t(r)].name, Qt::ElideMiddle, left - 8));
        const ValueSpread* s = shown(r);
        if (!s)
            continue;
        const auto shares = density(*s, d.least, d.most);
        QPainterPath line;
        const double floor = y + ridge;
        line.moveTo(left, floor);
        for (int c = 0; c < columns; ++c)
            line.lineTo(left + (c + 0.5) * room / columns, floor - shares[std::size_t(c)] * (ridge - 3));
        line.lineTo(width(), floor);
        QColor fill = t.s1;
        fill.setAlphaF(0.3f);
        p.fillPath(line, fill);
        p.setPen(QPen(t.s1, 1.5));
        p.setBrush(Qt::NoBrush);
        p.drawPath(line);
        const QRectF strip(left, floor + 2, room, strip_height);
        p.setRenderHint(QPainter::SmoothPixmapTransform, false);
        p.drawImage(strip, d.strip);
        const double at = strip.top() + (std::max(0, page_) + 0.5) * strip.height() / std::max(1, d.strip.height());
        p.setPen(QPen(t.text, 1));
        p.drawLine(QPointF(strip.left(), at), QPointF(strip.right(), at));
        if (d.least < 0 && d.most > 0) {
            const double zero = left - d.least / (d.most - d.least) * room;
            p.setPen(QPen(t.text3, 1, Qt::DotLine));
            p.drawLine(QPointF(zero, y + 2), QPointF(zero, strip.bottom()));
        }
    }
}

bool SpreadRows::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = help->pos().y() / row_height();
        const int at = row >= 0 && row < row_count() ? place_of(row) : -1;
        if (at < 0) {
            QToolTip::hideText();
            return true;
        }
        const Row& r = rows_[std::size_t(row)];
        const ValueSpread& s = *r.pages[std::size_t(at)];
        QToolTip::showText(help->globalPos(), tr("%1, epoch %2: from %3 to %4").arg(r.name, counted(r.epochs[std::size_t(at)]), measure_text(double(s.least)), measure_text(double(s.most))), this);
        return true;
    }
    return QWidget::event(event);
}

void SpreadRows::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        prepare();
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
