#include "evaluate/class_list.h"

#include "theme/language.h"
#include "theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {

static constexpr int head = 28, most_row = 36;

static int least_row() { return line_height(FontRole::Small) + 6; }

ClassList::ClassList()
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Precision, recall and F1 of each class"));
}

void ClassList::set_classes(const std::vector<ClassMeasures>& classes, const QStringList& names)
{
    classes_ = classes;
    names_ = names;
    double least = 1;
    weakest_ = -1;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (classes[i].support == 0)
            continue;
        least = std::min({least, classes[i].precision, classes[i].recall});
        if (weakest_ < 0 || classes[i].f1 < classes[std::size_t(weakest_)].f1)
            weakest_ = int(i);
    }
    // The round figure below the least value, so that the dots use the line.
    for (const double from : {0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0.0})
        if (least >= from) {
            from_ = from;
            break;
        }
    arrange();
}

void ClassList::set_sort(Sort s)
{
    sort_ = s;
    arrange();
}

void ClassList::arrange()
{
    order_.resize(classes_.size());
    std::iota(order_.begin(), order_.end(), 0);
    const auto at = [this](int i) -> const ClassMeasures& { return classes_[std::size_t(i)]; };
    if (sort_ == ByF1)
        std::ranges::stable_sort(order_, [&](int a, int b) { return at(a).f1 < at(b).f1; });
    else if (sort_ == BySupport)
        std::ranges::stable_sort(order_, [&](int a, int b) { return at(a).support > at(b).support; });
    updateGeometry();
    update();
}

int ClassList::row_height() const
{
    return std::clamp((height() - head) / std::max(1, int(classes_.size())), least_row(), std::max(most_row, least_row()));
}

QSize ClassList::sizeHint() const { return {300, head + int(classes_.size()) * 30}; }

QSize ClassList::minimumSizeHint() const { return {260, head + int(classes_.size()) * least_row()}; }

void ClassList::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QFont small = loom::font(FontRole::Small), small_bold = loom::font(FontRole::Small, true);
    const QFont number = number_font(FontRole::Small), number_bold = number_font(FontRole::Small, true);
    const QFontMetrics metrics(number_bold), names(small_bold);
    const int percent = metrics.horizontalAdvance(QStringLiteral("100.0%")) + 6;
    const int f1 = metrics.horizontalAdvance(QStringLiteral("0.0000")) + 8;
    int name = 0;
    for (const QString& s : names_)
        name = std::max(name, names.horizontalAdvance(s));
    name = std::min(name, width() / 4) + 10;
    const int line = std::max(24, (width() - name - 2 * percent - f1 - 28) / 2);
    const int x1 = name, x2 = x1 + line + percent + 10, x3 = width() - f1;

    p.setFont(loom::font(FontRole::Caption));
    p.setPen(t.text3);
    p.drawText(QRect(x1, 0, line + percent, head), Qt::AlignLeft | Qt::AlignVCenter, tr("precision"));
    p.drawText(QRect(x2, 0, line + percent, head), Qt::AlignLeft | Qt::AlignVCenter, tr("recall"));
    p.drawText(QRect(x3, 0, f1, head), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("F1"));

    const int h = row_height();
    const auto dots = [&](int x, int y, double value, bool square, const QColor& colour) {
        const double middle = y + h / 2.0;
        p.setPen(QPen(t.line, 2));
        p.drawLine(QPointF(x + 4, middle), QPointF(x + line - 4, middle));
        p.setPen(QPen(t.edge, 1));
        p.drawLine(QPointF(x + 3.5, middle - 4), QPointF(x + 3.5, middle + 4));
        p.drawLine(QPointF(x + line - 3.5, middle - 4), QPointF(x + line - 3.5, middle + 4));
        const double at = x + 4 + (line - 8) * std::clamp((value - from_) / (1 - from_), 0.0, 1.0);
        p.setPen(Qt::NoPen);
        p.setBrush(colour);
        if (square)
            p.drawRect(QRectF(at - 3.5, middle - 3.5, 7, 7));
        else
            p.drawEllipse(QPointF(at, middle), 4, 4);
    };
    for (std::size_t k = 0; k < order_.size(); ++k) {
        const int i = order_[k];
        const ClassMeasures& m = classes_[std::size_t(i)];
        const int y = head + int(k) * h;
        const bool bold = i == weakest_;
        p.setPen(t.text);
        p.setFont(bold ? small_bold : small);
        p.drawText(QRect(0, y, name - 6, h), Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(names_.value(i), Qt::ElideRight, name - 6));
        p.setFont(bold ? number_bold : number);
        if (m.support == 0) {
            p.setPen(t.text3);
            p.drawText(QRect(x1, y, width() - x1, h), Qt::AlignLeft | Qt::AlignVCenter, tr("no samples"));
            continue;
        }
        dots(x1, y, m.precision, false, t.s1);
        dots(x2, y, m.recall, true, t.s5);
        p.setPen(t.text);
        p.drawText(QRect(x1 + line, y, percent, h), Qt::AlignRight | Qt::AlignVCenter, percent_text(m.precision));
        p.drawText(QRect(x2 + line, y, percent, h), Qt::AlignRight | Qt::AlignVCenter, percent_text(m.recall));
        p.drawText(QRect(x3, y, f1, h), Qt::AlignRight | Qt::AlignVCenter, QString::number(m.f1, 'f', 4));
    }
}

void ClassList::mousePressEvent(QMouseEvent* event)
{
    const int k = (event->pos().y() - head) / row_height();
    if (event->pos().y() >= head && k < int(order_.size()))
        Q_EMIT class_chosen(order_[std::size_t(k)]);
}

void ClassList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Precision, recall and F1 of each class"));
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace loom
