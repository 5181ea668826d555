#include "evaluate/sample_grid.h"

#include "theme/language.h"
#include "theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollArea>

#include <algorithm>

namespace loom {

static constexpr int gap = 12;

SampleGrid::SampleGrid()
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void SampleGrid::set_samples(std::vector<JudgedSample> samples, std::function<QImage(std::uint32_t)> picture,
                             const QString& predicted_name, const QString& true_name)
{
    samples_ = std::move(samples);
    picture_ = std::move(picture);
    predicted_name_ = predicted_name;
    true_name_ = true_name;
    pictures_.assign(samples_.size(), {});
    chosen_ = -1;
    setMinimumHeight(heightForWidth(std::max(width(), 1)));
    updateGeometry();
    update();
}

/// What is over a picture needs more of it.
int SampleGrid::least_tile() const { return least_tile_ > 0 ? least_tile_ : !samples_.empty() && !samples_[0].words.isEmpty() ? 168 : 88; }

int SampleGrid::columns(int width) const { return std::max(1, (width + gap) / (least_tile() + gap)); }

int SampleGrid::tile(int width) const
{
    return std::clamp((width + gap) / columns(width) - gap, 32, least_tile() * 4 / 3);
}

int SampleGrid::row_height(int width) const
{
    const int lines = true_name_ == predicted_name_ ? 1 : 2;
    return tile(width) + 6 + lines * line_height(FontRole::Caption) + 14;
}

int SampleGrid::heightForWidth(int width) const
{
    const int n = int(samples_.size()), c = columns(width);
    return (n + c - 1) / c * row_height(width);
}

QSize SampleGrid::sizeHint() const { return {4 * (least_tile() + gap), heightForWidth(std::max(width(), 1))}; }

QRect SampleGrid::place(int i) const
{
    const int c = columns(width()), side = tile(width());
    return {i % c * (side + gap), i / c * row_height(width()) + 3, side, side};
}

void SampleGrid::choose(int i)
{
    if (i < 0 || i >= int(samples_.size()))
        return;
    chosen_ = i;
    update();
    // Into sight.
    for (QWidget* w = parentWidget(); w; w = w->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(w)) {
            const QRect r = place(i);
            area->ensureVisible(r.center().x(), r.center().y(), r.width() / 2, row_height(width()) / 2);
            break;
        }
    Q_EMIT sample_chosen(samples_[std::size_t(i)].row);
}

void SampleGrid::paintEvent(QPaintEvent* event)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const int side = tile(width()), step = row_height(width()), c = columns(width());
    const int first = std::max(0, event->rect().top() / step * c);
    const int last = std::min(int(samples_.size()), (event->rect().bottom() / step + 1) * c);
    const QFont bold = loom::font(FontRole::Caption, true), number = number_font(FontRole::Caption);
    const int line = line_height(FontRole::Caption);
    const QFontMetrics metrics(number), names(bold);
    const int percent = metrics.horizontalAdvance(QStringLiteral("100.0%"));
    const int name = std::min(std::max(names.horizontalAdvance(predicted_name_), names.horizontalAdvance(true_name_)), side / 3) + 6;
    for (int i = first; i < last; ++i) {
        const JudgedSample& s = samples_[std::size_t(i)];
        QImage& picture = pictures_[std::size_t(i)];
        if (picture.isNull() && picture_)
            picture = picture_(s.row);
        const QRect r = place(i);
        QPainterPath clip;
        clip.addRoundedRect(r, size::radius, size::radius);
        p.fillPath(clip, t.sunken);
        p.save();
        p.setClipPath(clip);
        if (!picture.isNull()) {
            // Small pictures keep their pixels.
            p.setRenderHint(QPainter::SmoothPixmapTransform, std::max(picture.width(), picture.height()) > 64);
            const QSize fitted = picture.size().scaled(r.size(), Qt::KeepAspectRatio);
            const QRect inside(r.center() - QPoint(fitted.width() / 2 - 1, fitted.height() / 2 - 1), fitted);
            p.drawImage(inside, picture);
            paint_boxes(p, inside, s.boxes);
        }
        p.restore();
        if (i == chosen_) {
            p.setPen(QPen(t.accent, 2));
            p.setBrush(Qt::NoBrush);
            p.drawRoundedRect(QRectF(r).adjusted(-2, -2, 2, 2), size::radius + 2, size::radius + 2);
        }
        const auto bar = [&](int y, const QString& text, float share, const QColor& colour, bool wrong) {
            p.setFont(bold);
            p.setPen(wrong ? t.err : t.text);
            p.drawText(QRect(r.left(), y, name, line), Qt::AlignLeft | Qt::AlignVCenter,
                       names.elidedText(text, Qt::ElideRight, name - 4));
            const int room = side - name - percent - 6;
            p.setPen(Qt::NoPen);
            p.setBrush(colour);
            p.drawRoundedRect(QRectF(r.left() + name, y + line / 2.0 - 3, std::max(1.0, room * double(share)), 6), 2, 2);
            p.setFont(number);
            p.setPen(t.text);
            p.drawText(QRect(r.right() - percent, y, percent + 1, line), Qt::AlignRight | Qt::AlignVCenter, percent_text(double(share)));
        };
        if (!s.words.isEmpty()) {
            p.setFont(loom::font(FontRole::Caption));
            p.setPen(t.text);
            p.drawText(QRect(r.left(), r.bottom() + 6, side, line), Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(s.words, Qt::ElideRight, side));
            continue;
        }
        const bool wrong = predicted_name_ != true_name_;
        bar(r.bottom() + 6, predicted_name_, s.predicted, wrong ? t.s2 : t.s1, wrong);
        if (wrong)
            bar(r.bottom() + 6 + line, true_name_, s.truth, t.s1, false);
    }
}

void SampleGrid::mousePressEvent(QMouseEvent* event)
{
    for (int i = 0; i < int(samples_.size()); ++i)
        if (place(i).contains(event->pos()))
            return choose(i);
}

void SampleGrid::keyPressEvent(QKeyEvent* event)
{
    const int c = columns(width());
    switch (event->key()) {
    case Qt::Key_Left: choose(chosen_ - 1); return;
    case Qt::Key_Right: choose(chosen_ + 1); return;
    case Qt::Key_Up: choose(chosen_ - c); return;
    case Qt::Key_Down: choose(chosen_ < 0 ? 0 : chosen_ + c); return;
    default: QWidget::keyPressEvent(event);
    }
}

void SampleGrid::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::LanguageChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace loom
