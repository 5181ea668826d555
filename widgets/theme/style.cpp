#include "theme/style.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusEvent>
#include <QFocusFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScreen>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTextEdit>

namespace loom {

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

namespace {

constexpr int widest_tip = 360;

/// Qt's tips are one line, however long. The tip takes its text and its size before it is shown, and again when another
/// text follows; both end in an event.
class TipWrapper : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* object, QEvent* event) override
    {
        auto* tip = qobject_cast<QLabel*>(object);
        if (tip && (event->type() == QEvent::Show || event->type() == QEvent::Resize))
            wrap(*tip);
        return false;
    }

private:
    static void wrap(QLabel& tip)
    {
        const int widest = int(widest_tip * ThemeManager::instance().font_scale());
        tip.setWordWrap(false);
        const QSize whole = tip.sizeHint();
        if (whole.width() <= widest)
            return;
        tip.setWordWrap(true);
        QRect place(tip.pos(), QSize(widest, tip.heightForWidth(widest)));
        if (const QScreen* screen = tip.screen()) {
            const QRect room = screen->availableGeometry();
            place.moveBottom(std::min(place.bottom(), room.bottom()));
            place.moveTop(std::max(place.top(), room.top()));
        }
        if (tip.geometry() != place)
            tip.setGeometry(place);
    }
};

} // namespace

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (widget->inherits("QTipLabel")) {
        static TipWrapper wrapper;
        widget->removeEventFilter(&wrapper);
        widget->installEventFilter(&wrapper);
    }
    // We paint the handle alone. Qt takes scroll bars for opaque, and would leave what was there before around it.
    if (qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    case PM_ToolBarIconSize:
        return 18;
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_DefaultFrameWidth:
        return 1;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 4;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return 16;
    case PM_MenuPanelWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* out) const
{
    switch (hint) {
    case SH_Menu_AllowActiveAndDisabled:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_UnderlineShortcut:
        return 1;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_ComboBox_Popup:
        return 0;
    case SH_Widget_Animation_Duration:
        return ThemeManager::instance().duration(QProxyStyle::styleHint(hint, option, widget, out));
    default:
        return QProxyStyle::styleHint(hint, option, widget, out);
    }
}

static void outlined(QPainter* p, const QRectF& rect, qreal radius, const QColor& ground, const QColor& edge,
                     qreal width = 1)
{
    p->setRenderHint(QPainter::Antialiasing);
    const qreal half = width / 2;
    p->setPen(QPen(edge, width));
    p->setBrush(ground);
    p->drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half);
}

static void paint_field(QPainter* p, const QRect& rect, const QStyleOption* o, const QWidget* w)
{
    const Theme& t = theme();
    const bool on = o->state & QStyle::State_Enabled;
    const bool focus = o->state & QStyle::State_HasFocus;
    const bool quiet = w && w->property("kind").toString() == QLatin1String("command");
    const bool wrong = w && !w->property("error").toString().isEmpty();
    const auto* edit = qobject_cast<const QLineEdit*>(w);
    const bool still = quiet || (edit && edit->isReadOnly());
    const QColor ground = !on || still ? t.sunken : t.field;
    const QColor edge = wrong                                ? t.err
                        : !on                                ? t.line
                        : focus                              ? t.accent
                        : still                              ? t.line
                        : o->state & QStyle::State_MouseOver ? t.text2
                                                             : t.edge;
    p->save();
    outlined(p, rect, size::radius, ground, edge, focus && on ? 2 : 1);
    p->restore();
}

static void paint_tick_box(QPainter* p, const QStyleOption* o, bool round)
{
    const Theme& t = theme();
    const bool on = o->state & QStyle::State_Enabled;
    const bool ticked = o->state & (QStyle::State_On | QStyle::State_NoChange);
    const QRect r = o->rect;
    p->save();
    const QColor ground = !on      ? t.sunken
                          : ticked ? (o->state & QStyle::State_MouseOver ? t.accenthov : t.accent)
                                   : t.field;
    const QColor edge = !on ? t.line : ticked ? ground : o->state & QStyle::State_MouseOver ? t.text2 : t.edge;
    outlined(p, r, round ? r.width() / 2.0 : size::radius_small, ground, edge);
    const QColor mark = on ? t.onaccent : t.disabled;
    if (ticked && round) {
        p->setPen(Qt::NoPen);
        p->setBrush(mark);
        p->drawEllipse(QRectF(r).center(), 3, 3);
    } else if (ticked) {
        p->setPen(QPen(mark, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        p->translate(r.topLeft());
        if (o->state & QStyle::State_NoChange)
            p->drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
        else
            p->drawPolyline(QPolygonF{{4.5, 8.3}, {7, 10.8}, {11.7, 5.6}});
    }
    p->restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    switch (element) {
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && frame->lineWidth > 0)
            paint_field(painter, option->rect, option, widget);
        return;
    }
    case PE_FrameLineEdit:
    case PE_FrameFocusRect:
    case PE_PanelScrollAreaCorner:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paint_tick_box(painter, option, false);
        return;
    case PE_IndicatorRadioButton:
        paint_tick_box(painter, option, true);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            paint_icon(*painter, option->state & State_Open ? "chevron-down" : "chevron-right",
                       QRectF(option->rect).center() - QPointF(6, 6), 12, theme().text2);
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowRight: {
        const int side = 12;
        paint_icon(*painter, element == PE_IndicatorArrowDown ? "chevron-down" : "chevron-right",
                   QRectF(option->rect).center() - QPointF(side / 2, side / 2), side,
                   option->state & State_Enabled ? theme().text2 : theme().disabled);
        return;
    }
    case PE_IndicatorHeaderArrow:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
            header && header->sortIndicator != QStyleOptionHeader::None)
            paint_icon(*painter, header->sortIndicator == QStyleOptionHeader::SortUp ? "chevron-down" : "chevron-up",
                       QRectF(option->rect).center() - QPointF(6, 6), 12, theme().text2);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    const Theme& t = theme();
    const bool on = option->state & State_Enabled;
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option); control == CC_ComboBox && combo) {
        paint_field(painter, option->rect, option, widget);
        const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        paint_icon(*painter, "chevron-down", QRectF(arrow).center() - QPointF(6, 6), 12, on ? t.text2 : t.disabled);
        return;
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); control == CC_SpinBox && spin) {
        paint_field(painter, option->rect, option, widget);
        if (on && option->state & (State_MouseOver | State_HasFocus) &&
            spin->buttonSymbols != QAbstractSpinBox::NoButtons)
            for (auto [part, name, step] :
                 {std::tuple{SC_SpinBoxUp, "chevron-up", QAbstractSpinBox::StepUpEnabled},
                  std::tuple{SC_SpinBoxDown, "chevron-down", QAbstractSpinBox::StepDownEnabled}}) {
                const QRect r = proxy()->subControlRect(CC_SpinBox, option, part, widget);
                paint_icon(*painter, name, QRectF(r).center() - QPointF(6, 6), 12,
                           spin->stepEnabled & step ? t.text2 : t.disabled);
            }
        return;
    }
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option); slider && control == CC_ScrollBar) {
        const QRect handle = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        const bool flat = slider->orientation == Qt::Horizontal;
        const bool active = option->state & (State_MouseOver | State_Sunken);
        const qreal thick = active ? 6 : 4;
        QRectF r = handle;
        if (flat)
            r = QRectF(r.left() + 2, r.center().y() - thick / 2, r.width() - 4, thick);
        else
            r = QRectF(r.center().x() - thick / 2, r.top() + 2, thick, r.height() - 4);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(active ? t.edge : t.disabled);
        painter->drawRoundedRect(r, thick / 2, thick / 2);
        painter->restore();
        return;
    }
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option); slider && control == CC_Slider) {
        const QRectF r = option->rect;
        const QPointF knob = QRectF(proxy()->subControlRect(CC_Slider, option, SC_SliderHandle, widget)).center();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.line);
        const bool flat = slider->orientation == Qt::Horizontal;
        const QRectF track =
            flat ? QRectF(r.left(), knob.y() - 2, r.width(), 4) : QRectF(knob.x() - 2, r.top(), 4, r.height());
        painter->drawRoundedRect(track, 2, 2);
        painter->setBrush(on ? t.accent : t.disabled);
        QRectF done = track;
        if (flat)
            done.setRight(knob.x());
        else
            done.setTop(knob.y());
        painter->drawRoundedRect(done, 2, 2);
        painter->setPen(QPen(on ? t.accent : t.disabled, 1.25));
        painter->setBrush(t.surface);
        painter->drawEllipse(knob, 7, 7);
        painter->restore();
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    return which == SP_LineEditClearButton ? icon("close", &Theme::text2) : QProxyStyle::standardIcon(which, option, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        element == CE_ComboBoxLabel && combo) {
        QRect r = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
        if (!combo->currentIcon.isNull()) {
            const int side = combo->iconSize.width();
            combo->currentIcon.paint(painter, QRect(r.left(), r.center().y() - side / 2, side, side));
            r.setLeft(r.left() + side + 6);
        }
        painter->setPen(option->state & State_Enabled ? theme().text : theme().disabled);
        painter->drawText(r, Qt::AlignLeft | Qt::AlignVCenter,
                          option->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, r.width()));
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const
{
    const QRect r = option->rect;
    if (control == CC_ComboBox) {
        switch (part) {
        case SC_ComboBoxArrow:
            return QRect(r.right() - 26, r.top(), 24, r.height());
        case SC_ComboBoxEditField:
            return r.adjusted(9, 1, -27, -1);
        default:
            break;
        }
    }
    if (control == CC_SpinBox) {
        const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        const int buttons = spin && spin->buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : 18;
        switch (part) {
        case SC_SpinBoxUp:
            return QRect(r.right() - buttons - 1, r.top() + 2, buttons, r.height() / 2 - 2);
        case SC_SpinBoxDown:
            return QRect(r.right() - buttons - 1, r.top() + r.height() / 2, buttons, r.height() / 2 - 2);
        case SC_SpinBoxEditField:
            return r.adjusted(7, 1, -buttons - 3, -1);
        default:
            break;
        }
    }
    if (control == CC_ScrollBar) {
        // No arrows: the handle has the whole length.
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        const bool flat = bar->orientation == Qt::Horizontal;
        const int length = flat ? r.width() : r.height();
        const int range = bar->maximum - bar->minimum;
        int handle = length;
        if (range > 0)
            handle =
                std::min(length, std::max(24, int(qint64(bar->pageStep) * length / (qint64(range) + bar->pageStep))));
        const int start =
            sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
        switch (part) {
        case SC_ScrollBarSlider:
            return flat ? QRect(r.left() + start, r.top(), handle, r.height())
                        : QRect(r.left(), r.top() + start, r.width(), handle);
        case SC_ScrollBarGroove:
            return r;
        case SC_ScrollBarSubPage:
            return flat ? QRect(r.left(), r.top(), start, r.height()) : QRect(r.left(), r.top(), r.width(), start);
        case SC_ScrollBarAddPage:
            return flat ? QRect(r.left() + start + handle, r.top(), length - start - handle, r.height())
                        : QRect(r.left(), r.top() + start + handle, r.width(), length - start - handle);
        default:
            return {};
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        return frame && frame->lineWidth > 0 ? option->rect.adjusted(7, 1, -7, -1) : option->rect;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    QSize s = QProxyStyle::sizeFromContents(type, option, size, widget);
    const auto at_least = [&](int h) { return std::max(h, option->fontMetrics.height() + 8); };
    switch (type) {
    case CT_LineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            s = QSize(size.width() + 14, at_least(size::control));
        break;
    case CT_ComboBox:
        s = QSize(size.width() + 42,
                  at_least(widget && widget->property("kind").toString() == QLatin1String("small") ? size::small
                                                                                                   : size::control));
        break;
    case CT_SpinBox:
        s = QSize(size.width() + 34, at_least(size::control)); // The buttons and the air around the text.
        break;
    default:
        break;
    }
    return s;
}

namespace {

/// Shown only while the keyboard leads.
class FocusFrame : public QFocusFrame {
protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(QPen(theme().accent, 2));
        p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), size::radius + 2, size::radius + 2);
    }
};

class FocusWatcher : public QObject {
public:
    explicit FocusWatcher(QObject* parent) : QObject(parent) {}

    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn && object->isWidgetType()) {
            const auto reason = static_cast<QFocusEvent*>(event)->reason();
            auto* w = static_cast<QWidget*>(object);
            if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason)
                show_at(shows_its_own(w) ? nullptr : w);
            else if (reason == Qt::MouseFocusReason)
                show_at(nullptr);
        } else if (event->type() == QEvent::FocusOut || event->type() == QEvent::MouseButtonPress) {
            show_at(nullptr);
        }
        return false;
    }

private:
    // Fields have a 2 px edge inside; large views show their current item.
    static bool shows_its_own(QWidget* w)
    {
        return qobject_cast<QLineEdit*>(w) || qobject_cast<QAbstractSpinBox*>(w) || qobject_cast<QComboBox*>(w) ||
               qobject_cast<QAbstractScrollArea*>(w) || w->property("own_focus").toBool() || w->isWindow();
    }
    void show_at(QWidget* w)
    {
        if (!w && !frame_)
            return;
        if (!frame_)
            frame_ = new FocusFrame;
        frame_->setWidget(w);
    }
    QPointer<FocusFrame> frame_; // Lives and dies with the window it is in.
};

} // namespace

void install_focus_frame()
{
    qApp->installEventFilter(new FocusWatcher(qApp));
}

} // namespace loom
