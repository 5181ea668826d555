#include "datasets/class_bars.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace loom {
namespace {
constexpr int padding = size::panel_padding;

int line_of_class()
{
    return std::max(24, line_height(FontRole::Small) + 8);
}

QString counted(std::size_t n)
{
    return QLocale(QLocale::English).toString(qulonglong(n));
}
}

ClassBars::ClassBars(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Classes"));
}

void ClassBars::set_classes(const QStringList& names, std::vector<std::size_t> counts)
{
    chosen_ = chosen_ < 0 ? -1 : int(names.indexOf(names_[chosen_]));
    names_ = names;
    counts_ = std::move(counts);
    current_ = std::max(0, chosen_);
    updateGeometry();
    update();
}

void ClassBars::choose(int index)
{
    index = index == chosen_ ? -1 : index;
    if (index >= names_.size() || index == chosen_)
        return;
    chosen_ = index;
    update();
    Q_EMIT chosen_changed(index);
}

QSize ClassBars::sizeHint() const
{
    return {200, int(names_.size()) * line_of_class()};
}

void ClassBars::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Theme& t = theme();
    const int line = line_of_class();
    const QFont plain = loom::font(FontRole::Small), bold = loom::font(FontRole::Small, true),
                numbers = number_font(FontRole::Small);
    int name_width = 12, count_width = 0;
    for (const QString& name : names_)
        name_width = std::max(name_width, QFontMetrics(bold).horizontalAdvance(name) + 4);
    name_width = std::min(name_width, width() / 3);
    std::size_t most = 1;
    for (std::size_t c : counts_) {
        most = std::max(most, c);
        count_width = std::max(count_width, QFontMetrics(numbers).horizontalAdvance(counted(c)));
    }
    for (int i = 0; i < names_.size(); ++i) {
        const QRect r(0, i * line, width(), line);
        if (i == hovered_)
            p.fillRect(r, t.hover);
        const bool on = i == chosen_;
        p.setPen(on ? t.accent : t.text2);
        p.setFont(on ? bold : plain);
        p.drawText(QRect(padding, r.top(), name_width, line), Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(names_[i], Qt::ElideRight, name_width));
        const QRect track(padding + name_width + 8, r.center().y() - 3,
                          width() - 2 * padding - name_width - count_width - 20, 7);
        p.fillRect(track, t.sunken);
        QRect bar = track;
        bar.setWidth(int(double(track.width()) * double(counts_[std::size_t(i)]) / double(most)));
        p.fillRect(bar, on ? t.accent : t.c_io);
        p.setPen(t.text);
        p.setFont(numbers);
        p.drawText(QRect(track.right(), r.top(), width() - track.right() - padding, line),
                   Qt::AlignRight | Qt::AlignVCenter, counted(counts_[std::size_t(i)]));
        if (hasFocus() && i == current_) {
            p.setPen(QPen(t.accent, 2));
            p.drawRoundedRect(QRectF(r).adjusted(3, 1, -3, -1), 4, 4);
        }
    }
}

void ClassBars::mousePressEvent(QMouseEvent* event)
{
    current_ = event->pos().y() / line_of_class();
    choose(current_);
}

void ClassBars::mouseMoveEvent(QMouseEvent* event)
{
    hovered_ = event->pos().y() / line_of_class();
    update();
}

void ClassBars::leaveEvent(QEvent*)
{
    hovered_ = -1;
    update();
}

void ClassBars::keyPressEvent(QKeyEvent* event)
{
    const int last = int(names_.size()) - 1;
    if (event->key() == Qt::Key_Up)
        current_ = std::max(0, current_ - 1);
    else if (event->key() == Qt::Key_Down)
        current_ = std::min(last, current_ + 1);
    else if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return)
        choose(current_);
    else
        return QWidget::keyPressEvent(event);
    update();
}

void ClassBars::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Classes"));
    if (event->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(event);
    update();
}

} // namespace loom
