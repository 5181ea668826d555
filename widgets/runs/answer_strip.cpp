#include "runs/answer_strip.h"

#include "theme/language.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace loom {

static constexpr int in_row = 6, gap = 8, bars = 3, usual_side = 37, narrowest_side = 32;

AnswerStrip::AnswerStrip()
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int AnswerStrip::rows() const { return (int(answers_.size()) + in_row - 1) / in_row; }

int AnswerStrip::side() const { return std::max(narrowest_side, std::min((width() - (in_row - 1) * gap) / in_row, 48)); }

int AnswerStrip::row_height() const { return 48 + 4 + line_height(FontRole::Small) + line_height(FontRole::Caption) + 4; }

QSize AnswerStrip::sizeHint() const
{
    return {in_row * usual_side + (in_row - 1) * gap, rows() * row_height() + (answers_.empty() ? 0 : 4 + bars * (line_height(FontRole::Caption) + 2))};
}

QSize AnswerStrip::minimumSizeHint() const
{
    return {in_row * narrowest_side + (in_row - 1) * gap, sizeHint().height()};
}

void AnswerStrip::set_answers(std::vector<Answer> answers)
{
    const bool other = answers.size() != answers_.size();
    answers_ = std::move(answers);
    chosen_ = std::clamp(chosen_, 0, std::max(0, int(answers_.size()) - 1));
    int right = 0;
    for (const Answer& a : answers_)
        right += a.right;
    setAccessibleDescription(tr("%1 of %2 right").arg(right).arg(answers_.size()));
    if (other)
        updateGeometry();
    update();
}

QRect AnswerStrip::tile(int index) const { return {index % in_row * (side() + gap), index / in_row * row_height() + 2, side(), side()}; }

void AnswerStrip::choose(int index)
{
    if (index < 0 || index >= int(answers_.size()) || index == chosen_)
        return;
    chosen_ = index;
    update();
    Q_EMIT chosen_changed(index);
}

void AnswerStrip::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QFont bold = loom::font(FontRole::Small, true), number = number_font(FontRole::Caption), small = loom::font(FontRole::Caption);
    for (int i = 0; i < int(answers_.size()); ++i) {
        const Answer& a = answers_[std::size_t(i)];
        const QRect r = tile(i);
        const bool known = !a.best.isEmpty(), wrong = known && !a.right;
        QPainterPath clip;
        clip.addRoundedRect(r, size::radius_small, size::radius_small);
        p.fillPath(clip, t.sunken);
        if (a.picture.isNull()) {
            p.setFont(small);
            p.setPen(t.text2);
            p.drawText(r.adjusted(2, 0, -2, 0), Qt::AlignCenter, QFontMetrics(small).elidedText(a.truth, Qt::ElideRight, r.width() - 4));
        } else {
            p.save();
            p.setClipPath(clip);
            p.setRenderHint(QPainter::SmoothPixmapTransform, std::max(a.picture.width(), a.picture.height()) > 64); // Small pictures keep their pixels.
            const QSize fitted = a.picture.size().scaled(r.size(), Qt::KeepAspectRatio);
            p.drawImage(QRect(r.center() - QPoint(fitted.width() / 2 - 1, fitted.height() / 2 - 1), fitted), a.picture);
            p.restore();
        }
        p.setBrush(Qt::NoBrush);
        if (wrong) {
            p.setPen(QPen(t.err, 2));
            p.drawRoundedRect(QRectF(r).adjusted(-1, -1, 1, 1), size::radius_small + 1, size::radius_small + 1);
        }
        const QRect name(r.left() - gap / 2, r.bottom() + 4, r.width() + gap, line_height(FontRole::Small));
        p.setFont(bold);
        p.setPen(wrong ? t.err : t.text);
        p.drawText(name, Qt::AlignCenter, known ? QFontMetrics(bold).elidedText(a.best.front(), Qt::ElideRight, name.width() - 2) : QStringLiteral("–"));
        const QRect below(name.left(), name.bottom() + 1, name.width(), line_height(FontRole::Caption));
        p.setFont(number);
        p.setPen(t.text2);
        if (known)
            p.drawText(below, Qt::AlignCenter, percent_text(double(a.share.front()), a.share.front() >= 0.9995f ? 0 : 1));
        if (i == chosen_) { // What the bars below are of.
            p.setPen(QPen(hasFocus() ? t.accent : t.text2, hasFocus() ? 2 : 1));
            p.drawLine(r.left(), below.bottom() + 2, r.right(), below.bottom() + 2);
        }
    }
    if (chosen_ >= int(answers_.size()))
        return;
    const Answer& a = answers_[std::size_t(chosen_)];
    const int line = line_height(FontRole::Caption) + 2, percent = QFontMetrics(number).horizontalAdvance(QStringLiteral("100.0%"));
    const QFontMetrics names(small);
    int name = 0;
    for (const QString& best : a.best)
        name = std::max(name, names.horizontalAdvance(best));
    name = std::min(name, width() / 3) + 8;
    for (int k = 0; k < int(a.best.size()); ++k) {
        const int y = rows() * row_height() + 4 + k * line;
        const bool is_true = a.best[k] == a.truth;
        p.setFont(is_true ? loom::font(FontRole::Caption, true) : small);
        p.setPen(t.text);
        p.drawText(QRect(0, y, name - 4, line), Qt::AlignLeft | Qt::AlignVCenter, names.elidedText(a.best[k], Qt::ElideRight, name - 6));
        const QRectF track(name, y + line / 2.0 - 3, width() - name - percent - 8, 6);
        p.setPen(Qt::NoPen);
        p.setBrush(t.sunken);
        p.drawRoundedRect(track, 2, 2);
        p.setBrush(is_true ? t.s1 : t.s2);
        p.drawRoundedRect(QRectF(track.left(), track.top(), std::max(1.0, track.width() * double(a.share[std::size_t(k)])), 6), 2, 2);
        p.setFont(number);
        p.setPen(t.text);
        p.drawText(QRect(width() - percent, y, percent, line), Qt::AlignRight | Qt::AlignVCenter, percent_text(double(a.share[std::size_t(k)])));
    }
}

void AnswerStrip::mousePressEvent(QMouseEvent* event)
{
    for (int i = 0; i < int(answers_.size()); ++i)
        if (tile(i).adjusted(-gap / 2, 0, gap / 2, row_height() - side()).contains(event->pos()))
            return choose(i);
}

void AnswerStrip::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: choose(chosen_ - 1); return;
    case Qt::Key_Right: choose(chosen_ + 1); return;
    case Qt::Key_Up: choose(chosen_ - in_row); return;
    case Qt::Key_Down: choose(chosen_ + in_row); return;
    case Qt::Key_Home: choose(0); return;
    case Qt::Key_End: choose(int(answers_.size()) - 1); return;
    default: QWidget::keyPressEvent(event);
    }
}

bool AnswerStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (int i = 0; i < int(answers_.size()); ++i)
            if (tile(i).contains(help->pos())) {
                const Answer& a = answers_[std::size_t(i)];
                QStringList lines{tr("True: %1").arg(a.truth)};
                if (!a.words.isEmpty())
                    lines.append(a.words);
                QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void AnswerStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::LanguageChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
