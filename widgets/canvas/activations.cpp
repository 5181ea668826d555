#include "bridge/sample_words.h"
#include "canvas/canvas.h"
#include "canvas/look_tip.h"
#include "canvas/thumbnails.h"
#include "theme/language.h"

#include <QAction>
#include <QHelpEvent>
#include <QToolTip>

// What nodes give for a sample, on the canvas.
namespace loom {

void Canvas::follow(ActivationSession& session)
{
    thumbnails_->follow(session);
    rebuild();
}

measure::Form Canvas::form() const
{
    const bool possible = thumbnails_on_ && thumbnails_->session() && !graph_.document().data().source.empty();
    return possible ? measure::Form::Pictures : measure::Form::Plain;
}

void Canvas::set_thumbnails(bool on)
{
    if (std::exchange(thumbnails_on_, on) == on)
        return;
    thumbnails_action_->setChecked(on);
    rebuild();
    Q_EMIT thumbnails_changed(on);
}

/// What the sample is, beside its picture in the node that takes it.
QString Canvas::sample_words() const
{
    const ActivationSession* session = thumbnails_->session();
    const auto& of = session->of_data();
    if (!of)
        return {};
    const QString number = tr("sample %1").arg(counted(qint64(session->choice().row()) + 1)), target = target_words(*of, session->choice().row());
    return target.isEmpty() ? number : number + QLatin1Char('\n') + target;
}

bool Canvas::show_thumbnail_tip(QHelpEvent* event)
{
    const QPointF at = to_scene(event->pos());
    const Box* box = scene_.box_at(at);
    if (!box || box->form != measure::Form::Pictures || zoom_ < measure::least_full)
        return false;
    const QRectF place(box->rect.topLeft() + QPointF(measure::thumb_left, measure::thumb_top), QSizeF(measure::thumb_width, measure::thumb_side));
    const NodeLook* look = place.contains(at) ? thumbnails_->look(box->id) : nullptr;
    if (!look)
        return false;
    QToolTip::showText(event->globalPos(), look_tip(*look, shown(box->node.name), box->facts.output, devicePixelRatioF()), this,
                       QRectF(to_view(place.topLeft()), place.size() * zoom_).toRect());
    return true;
}

} // namespace loom
