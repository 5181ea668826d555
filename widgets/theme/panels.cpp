#include "theme/controls.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QSettings>
#include <QStackedWidget>
#include <QStyle>
#include <QToolTip>
#include <QVBoxLayout>

#include <cmath>

namespace loom {

// --- SegmentedControl ------------------------------------------------------------------------------------------------

SegmentedControl::SegmentedControl(const QStringList& texts)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    set_texts(texts);
}

void SegmentedControl::set_texts(const QStringList& texts)
{
    if (texts.size() != texts_.size()) {
        enabled_ = QList<bool>(texts.size(), true);
        why_ = QStringList(texts.size(), QString());
        current_ = 0;
    }
    texts_ = texts;
    setAccessibleName(texts.join(QLatin1String(", ")));
    updateGeometry();
    update();
}

void SegmentedControl::set_current(int i)
{
    current_ = i;
    update();
}

void SegmentedControl::set_item_enabled(int i, bool on, const QString& why)
{
    enabled_[i] = on;
    why_[i] = why;
    update();
}

// Bold is wider: the choice must not move its neighbours.
int SegmentedControl::width_of(int i) const
{
    return 24 + int(std::ceil(QFontMetricsF(loom::font(FontRole::Small, true)).horizontalAdvance(texts_[i])));
}

QSize SegmentedControl::sizeHint() const
{
    int w = 1;
    for (int i = 0; i < texts_.size(); ++i)
        w += width_of(i) + 1;
    return {w, std::max(size::control, line_height(FontRole::Small) + 8)};
}

int SegmentedControl::at(QPoint p) const
{
    int x = 1;
    for (int i = 0; i < texts_.size(); ++i) {
        const int w = width_of(i) + 1;
        if (p.x() >= x && p.x() < x + w)
            return i;
        x += w;
    }
    return -1;
}

void SegmentedControl::choose(int i)
{
    if (i < 0 || i >= texts_.size() || !enabled_[i] || i == current_)
        return;
    set_current(i);
    Q_EMIT changed(i);
}

void SegmentedControl::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5.5, 5.5);
    p.fillPath(outline, t.surface);
    p.setClipPath(outline);
    int x = 1;
    for (int i = 0; i < texts_.size(); ++i) {
        const int w = width_of(i);
        const QRect cell(x, 1, w, height() - 2);
        const bool on = isEnabled() && enabled_[i];
        if (i == current_)
            p.fillRect(cell.adjusted(-1, 0, 1, 0), t.accentbg);
        else if (i == hovered_ && on)
            p.fillRect(cell, t.hover);
        if (i + 1 < texts_.size())
            p.fillRect(QRect(x + w, 1, 1, height() - 2), t.line);
        p.setFont(loom::font(FontRole::Small, i == current_));
        p.setPen(!on ? t.disabled : i == current_ ? t.accent : t.text2);
        p.drawText(cell, Qt::AlignCenter, texts_[i]);
        x += w + 1;
    }
    p.setClipping(false);
    p.setPen(QPen(isEnabled() ? t.edge : t.line, 1));
    p.setBrush(Qt::NoBrush);
    p.drawPath(outline);
}

void SegmentedControl::mousePressEvent(QMouseEvent* e)
{
    choose(at(e->pos()));
}

void SegmentedControl::mouseMoveEvent(QMouseEvent* e)
{
    hovered_ = at(e->pos());
    update();
}

void SegmentedControl::leaveEvent(QEvent*)
{
    hovered_ = -1;
    update();
}

void SegmentedControl::keyPressEvent(QKeyEvent* e)
{
    const int step = e->key() == Qt::Key_Right || e->key() == Qt::Key_Down ? 1
                     : e->key() == Qt::Key_Left || e->key() == Qt::Key_Up  ? -1
                                                                           : 0;
    if (!step)
        return QWidget::keyPressEvent(e);
    int i = current_ + step;
    while (i >= 0 && i < texts_.size() && !enabled_[i])
        i += step;
    choose(i);
}

void SegmentedControl::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(e);
}

bool SegmentedControl::event(QEvent* e)
{
    if (e->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(e);
        const int i = at(help->pos());
        if (i >= 0 && !why_[i].isEmpty()) {
            QToolTip::showText(help->globalPos(), why_[i], this);
            return true;
        }
    }
    return QWidget::event(e);
}

// --- SplitBar --------------------------------------------------------------------------------------------------------

static constexpr int bar_high = 6;

SplitBar::SplitBar()
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SplitBar::set_parts(const QList<Part>& parts)
{
    parts_ = parts;
    QStringList words;
    for (const Part& part : parts)
        words << QStringLiteral("%1 %2").arg(part.name).arg(part.count);
    setAccessibleName(words.join(QLatin1String(", ")));
    updateGeometry();
    update();
}

QSize SplitBar::sizeHint() const
{
    const bool notes = std::any_of(parts_.begin(), parts_.end(), [](const Part& p) { return !p.note.isEmpty(); });
    const QFontMetrics m(number_font(FontRole::Small, true));
    int column = 60;
    for (const Part& part : parts_)
        column = std::max({column, QFontMetrics(loom::font(FontRole::Small)).horizontalAdvance(part.name) + 18,
                           m.horizontalAdvance(QString::number(part.count)) + 12});
    return {column * int(parts_.size()),
            bar_high + 6 + 2 * line_height(FontRole::Small) + (notes ? line_height(FontRole::Caption) : 0)};
}

void SplitBar::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    const QColor colours[] = {t.s1, t.s5, t.s6};
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    qint64 total = 0;
    for (const Part& part : parts_)
        total += part.count;
    QPainterPath clip;
    clip.addRoundedRect(QRectF(0, 0, width(), bar_high), 3, 3);
    p.setClipPath(clip);
    p.fillRect(QRect(0, 0, width(), bar_high), t.sunken);
    const int gaps = 2 * std::max(0, int(parts_.size()) - 1);
    double x = 0;
    for (int i = 0; i < parts_.size() && total > 0; ++i) {
        const double w = double(parts_[i].count) / double(total) * (width() - gaps);
        p.fillRect(QRectF(x, 0, w, bar_high), colours[i % 3]);
        p.fillRect(QRectF(x + w, 0, 2, bar_high), t.surface);
        x += w + 2;
    }
    p.setClipping(false);
    const double column = width() / std::max(1.0, double(parts_.size()));
    for (int i = 0; i < parts_.size(); ++i) {
        const double left = i * column;
        int y = bar_high + 6;
        p.setPen(Qt::NoPen);
        p.setBrush(colours[i % 3]);
        p.drawRoundedRect(QRectF(left, y + (line_height(FontRole::Small) - 8) / 2.0, 8, 8), 2, 2);
        p.setPen(t.text2);
        p.setFont(loom::font(FontRole::Small));
        p.drawText(QRectF(left + 13, y, column - 13, line_height(FontRole::Small)), Qt::AlignVCenter, parts_[i].name);
        y += line_height(FontRole::Small);
        p.setPen(t.text);
        p.setFont(number_font(FontRole::Small, true));
        QString n = QString::number(parts_[i].count);
        for (qsizetype k = n.size() - 3; k > 0; k -= 3)
            n.insert(k, QLatin1Char(','));
        p.drawText(QRectF(left, y, column, line_height(FontRole::Small)), Qt::AlignVCenter, n);
        y += line_height(FontRole::Small);
        p.setPen(t.text3);
        p.setFont(loom::font(FontRole::Caption));
        p.drawText(QRectF(left, y, column, line_height(FontRole::Caption)), Qt::AlignVCenter, parts_[i].note);
    }
}

void SplitBar::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(e);
}

// --- SearchField -----------------------------------------------------------------------------------------------------

SearchField::SearchField(const char* name) : icon_(name)
{
    apply_margins();
}

void SearchField::set_key_hint(const QString& hint)
{
    hint_ = hint;
    apply_margins();
    update();
}

void SearchField::apply_margins()
{
    constexpr int left = 22, air = 18; // Of icon and edges.
    const int hint = hint_.isEmpty() ? 0 : QFontMetrics(loom::font(FontRole::Caption)).horizontalAdvance(hint_) + 16;
    // What the field is for comes before the key that leads to it.
    const int words = QFontMetrics(loom::font(FontRole::Body)).horizontalAdvance(placeholderText());
    shows_hint_ = hint && words + left + hint + air <= width();
    setTextMargins(left, 0, shows_hint_ ? hint : 0, 0);
}

void SearchField::paintEvent(QPaintEvent* e)
{
    QLineEdit::paintEvent(e);
    const Theme& t = theme();
    QPainter p(this);
    paint_icon(p, icon_, QPointF(9, (height() - 14) / 2.0), 14, t.text2);
    if (!shows_hint_ || !text().isEmpty())
        return;
    p.setRenderHint(QPainter::Antialiasing);
    p.setFont(loom::font(FontRole::Caption));
    const int w = p.fontMetrics().horizontalAdvance(hint_) + 10;
    const QRectF box(width() - w - 8.5, height() / 2 - 8.5, w, 17);
    p.setPen(t.line);
    p.setBrush(Qt::NoBrush);
    p.drawRoundedRect(box, 4, 4);
    p.setPen(t.text3);
    p.drawText(box, Qt::AlignCenter, hint_);
}

void SearchField::keyPressEvent(QKeyEvent* e)
{
    if (e->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(e);
}

void SearchField::resizeEvent(QResizeEvent* e)
{
    apply_margins();
    QLineEdit::resizeEvent(e);
}

// --- PanelSplitter ---------------------------------------------------------------------------------------------------

/// Larger type needs wider panels, but the centre keeps most of the window.
static double growth()
{
    return std::clamp(ThemeManager::instance().font_scale(), 1.0, 1.2);
}

PanelSplitter::PanelSplitter(const QString& name) : name_(name)
{
    setChildrenCollapsible(false);
    setHandleWidth(1);
    connect(this, &QSplitter::splitterMoved, this, [this] {
        for (Side& side : sides_)
            if (side.stack->currentIndex() == 0)
                side.wanted = int(std::lround(side.stack->width() / growth()));
    });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &PanelSplitter::arrange);
}

int PanelSplitter::grown(int width)
{
    return int(std::lround(width * growth()));
}

PanelSplitter::~PanelSplitter()
{
    QSettings settings;
    for (const Side& side : sides_)
        if (side.wanted != side.width)
            settings.setValue(QStringLiteral("panels/%1/%2").arg(name_).arg(indexOf(side.stack)), side.wanted);
}

void PanelSplitter::add_side(QWidget* panel, int width, const char* icon_name, const QString& title)
{
    auto* stack = new QStackedWidget;
    stack->addWidget(panel);
    auto* strip = tool_button(icon_name, title);
    strip->setProperty("kind", QStringLiteral("strip"));
    auto* strip_ground = ground("surface");
    auto* l = column(strip_ground);
    l->addWidget(strip);
    l->addStretch(1);
    stack->addWidget(strip_ground);
    addWidget(stack);
    const int at = int(sides_.size());
    const int wanted = QSettings().value(QStringLiteral("panels/%1/%2").arg(name_).arg(indexOf(stack)), width).toInt();
    sides_.append({stack, panel, strip, width, std::clamp(wanted, width * 6 / 10, width * 14 / 10)});
    fold(sides_.back(), false);
    setStretchFactor(indexOf(stack), 0);
    connect(strip, &QToolButton::clicked, this, [this, at] {
        sides_[at].opened = true;
        arrange();
    });
}

void PanelSplitter::add_centre(QWidget* centre, int least_width)
{
    centre_ = centre;
    least_centre_ = least_width;
    addWidget(centre);
    setStretchFactor(indexOf(centre), 1);
}

void PanelSplitter::set_side_title(QWidget* panel, const QString& title)
{
    for (Side& side : sides_)
        if (side.panel == panel)
            set_name(side.strip, title);
}

void PanelSplitter::fold(Side& side, bool folded)
{
    side.stack->setCurrentIndex(folded ? 1 : 0);
    side.stack->setMinimumWidth(folded ? 40 : grown(side.width * 6 / 10));
    side.stack->setMaximumWidth(folded ? 40 : grown(side.width * 14 / 10));
}

void PanelSplitter::arrange()
{
    if (arranging_ || !centre_)
        return;
    arranging_ = true;
    int room = width() - least_centre_;
    for (const Side& side : sides_)
        room -= grown(side.wanted);
    // The right one first. A panel opened by hand in a narrow window folds the other.
    QList<int> order;
    for (int i = int(sides_.size()) - 1; i >= 0; --i)
        if (!sides_[i].opened)
            order << i;
    for (int i = int(sides_.size()) - 1; i >= 0; --i)
        if (sides_[i].opened)
            order << i;
    QList<bool> folded(sides_.size(), false);
    for (int i : order)
        if (room < 0 && !(sides_[i].opened && i == order.back())) {
            folded[i] = true;
            room += grown(sides_[i].wanted) - 40;
        }
    for (int i = 0; i < sides_.size(); ++i)
        fold(sides_[i], folded[i]);
    QList<int> sizes;
    for (int i = 0; i < count(); ++i) {
        int w = widget(i) == centre_ ? 100000 : 0;
        for (int k = 0; k < sides_.size(); ++k)
            if (sides_[k].stack == widget(i))
                w = folded[k] ? 40 : grown(sides_[k].wanted);
        sizes << w;
    }
    int taken = handleWidth() * (count() - 1);
    for (int w : sizes)
        taken += w == 100000 ? 0 : w;
    for (int& w : sizes)
        if (w == 100000)
            w = std::max(least_centre_, width() - taken);
    setSizes(sizes);
    arranging_ = false;
}

void PanelSplitter::resizeEvent(QResizeEvent* e)
{
    QSplitter::resizeEvent(e);
    if (e->size().width() > e->oldSize().width())
        for (Side& side : sides_)
            side.opened = false;
    arrange();
}

void set_field_error(QWidget* field, const QString& sentence)
{
    field->setProperty("error", sentence);
    field->setToolTip(sentence);
    field->update();
}

} // namespace loom
