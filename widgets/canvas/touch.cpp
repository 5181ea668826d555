#include "canvas/canvas.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QStyleHints>
#include <QTimer>
#include <QTouchEvent>
#include <QWheelEvent>

#include <cmath>

// Wheel, touchpad and touch screen: what moves the view, and one finger as the mouse.
namespace loom {

void Canvas::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (event->phase() == Qt::ScrollMomentum) // The view stands still when the fingers are gone.
        return;
    const bool touchpad = event->phase() != Qt::NoScrollPhase || !event->pixelDelta().isNull() ||
                          event->pointingDevice()->type() == QInputDevice::DeviceType::TouchPad;
    if (event->modifiers() & Qt::ShiftModifier) {
        const QPointF d = event->angleDelta();
        set_view(origin_ - QPointF(d.x() + d.y(), 0) / zoom_, zoom_);
    } else if (touchpad && !(event->modifiers() & Qt::ControlModifier)) {
        const QPointF by = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / 2 : event->pixelDelta();
        set_view(origin_ - by / zoom_, zoom_);
    } else {
        double zoom = zoom_ * std::pow(1.2, event->angleDelta().y() / 120.0);
        if ((zoom_ < 1 && zoom > 1) || (zoom_ > 1 && zoom < 1) || std::abs(zoom - 1) < 0.005)
            zoom = 1; // 100% is always passed through.
        set_zoom(zoom, event->position());
    }
}

bool Canvas::native_gesture(QNativeGestureEvent* event)
{
    switch (event->gestureType()) {
    case Qt::ZoomNativeGesture:
        set_zoom(zoom_ * std::max(0.1, 1 + event->value()), event->position());
        return true;
    case Qt::PanNativeGesture:
        set_view(origin_ - event->delta() / zoom_, zoom_);
        return true;
    case Qt::SmartZoomNativeGesture: // Two fingers tap twice.
        zoom_ == 1 ? fit() : set_zoom(1, event->position());
        return true;
    case Qt::BeginNativeGesture:
    case Qt::EndNativeGesture:
        return true;
    default:
        return false;
    }
}

/// Two fingers move and zoom what lies under them; one is the mouse, its double tap the double click, and where it rests
/// it opens the menu.
void Canvas::touch(QTouchEvent* event)
{
    event->accept();
    std::vector<QPointF> fingers;
    for (const QEventPoint& point : event->points())
        if (point.state() != QEventPoint::Released)
            fingers.push_back(point.position());
    if (event->type() == QEvent::TouchCancel) {
        abandon();
        hold_->stop();
        touch_ = {};
        return;
    }
    // While the menu is open, fingers do not come here, not even when they are lifted: the next one is another.
    if (event->type() == QEvent::TouchBegin)
        touch_.held = false;
    if (touch_.held) {
        touch_.held = !fingers.empty();
        return;
    }
    if (fingers.size() >= 2) {
        hold_->stop();
        const QPointF centre = (fingers[0] + fingers[1]) / 2;
        const double spread = std::max(8.0, std::hypot(fingers[0].x() - fingers[1].x(), fingers[0].y() - fingers[1].y()));
        if (!std::exchange(touch_.pinching, true)) {
            abandon(); // What the first finger had begun.
            touch_.down = false;
        } else {
            const QPointF kept = to_scene(touch_.centre);
            const double zoom =
                std::clamp(zoom_ * spread / touch_.spread, measure::least_zoom, measure::most_zoom);
            set_view(kept - centre / zoom, zoom);
        }
        touch_.centre = centre;
        touch_.spread = spread;
        return;
    }
    if (touch_.pinching) { // Until both are lifted.
        touch_.pinching = !fingers.empty();
        return;
    }
    const QPointF at = event->points().isEmpty() ? QPointF() : event->points().first().position();
    const auto send = [&](QEvent::Type type, void (Canvas::*to)(QMouseEvent*)) {
        QMouseEvent mouse(type, at, mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, event->modifiers());
        (this->*to)(&mouse);
    };
    constexpr double still = 8;
    if (fingers.empty() || (touch_.down && (at - touch_.pressed).manhattanLength() > still))
        hold_->stop();
    if (fingers.empty()) {
        if (std::exchange(touch_.down, false))
            send(QEvent::MouseButtonRelease, &Canvas::mouseReleaseEvent);
    } else if (!std::exchange(touch_.down, true)) {
        const auto now = ulong(event->timestamp());
        const bool again = touch_.tapped && now - touch_.tapped < ulong(QGuiApplication::styleHints()->mouseDoubleClickInterval()) &&
                           (at - touch_.tap).manhattanLength() < 24;
        touch_.tapped = again ? 0 : std::max(1ul, now);
        touch_.tap = touch_.pressed = at;
        if (!again)
            hold_->start(QGuiApplication::styleHints()->mousePressAndHoldInterval());
        again ? send(QEvent::MouseButtonDblClick, &Canvas::mouseDoubleClickEvent)
              : send(QEvent::MouseButtonPress, &Canvas::mousePressEvent);
    } else {
        send(QEvent::MouseMove, &Canvas::mouseMoveEvent);
    }
}

void Canvas::hold_touch()
{
    const QPoint at = touch_.pressed.toPoint();
    touch_ = {};
    touch_.held = true;
    QContextMenuEvent menu(QContextMenuEvent::Mouse, at, mapToGlobal(at));
    contextMenuEvent(&menu);
}

} // namespace loom
