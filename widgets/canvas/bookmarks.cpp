#include "canvas/canvas.h"

#include "graph/unit_change.h"
#include "theme/language.h"

#include <QAction>
#include <QMenu>

#include <cmath>

// Places to come back to: Alt+1…9 sets one, 1…9 goes there.
namespace loom {

void Canvas::set_bookmark(int number)
{
    const QPointF centre = visible_area().center();
    const Bookmark place{graph_.graph(), {std::round(centre.x()), std::round(centre.y())}, zoom_, graph_.path()};
    if (perform(bookmarking(graph_.document(), std::to_string(number), place)))
        Q_EMIT said(tr("Bookmark %1 is set; the key %1 goes there").arg(number));
}

void Canvas::go_to_bookmark(int number)
{
    const auto& all = graph_.document().bookmarks();
    const auto found = all.find(std::to_string(number));
    if (found == all.end())
        return Q_EMIT said(tr("There is no bookmark %1; Alt+%1 sets it").arg(number));
    const Bookmark place = found->second;
    // Into the copy that it was set in; where that is gone, into the first one.
    if (place.in != graph_.graph() || !place.path.empty())
        graph_.follow(place.path);
    if (place.in != graph_.graph())
        if (auto first = graph_.path_to(place.in))
            graph_.follow(std::move(*first));
    if (place.in != graph_.graph())
        return Q_EMIT said(tr("The graph of bookmark %1 is not used any more").arg(number));
    glide_to(QPointF(place.centre.x, place.centre.y) - QPointF(width(), height()) / 2 / place.zoom, place.zoom);
}

void Canvas::add_bookmarks(QMenu& menu)
{
    QMenu* bookmarks = menu.addMenu(tr("Bookmarks"));
    const auto& all = graph_.document().bookmarks();
    // The keys are shown only: the canvas has them itself.
    const auto add = [&](const QString& text, const QString& keys, auto act) { bookmarks->addAction(keys.isEmpty() ? text : text + QLatin1Char('\t') + keys, this, act); };
    for (int n = 1; n <= 9; ++n)
        if (const auto found = all.find(std::to_string(n)); found != all.end()) {
            const Unit* unit = graph_.document().find(found->second.in);
            add(tr("Go to bookmark %1 in %2").arg(n).arg(unit ? shown(unit->name) : tr("main graph")), QString::number(n), [this, n] { go_to_bookmark(n); });
        }
    if (!all.empty())
        bookmarks->addSeparator();
    for (int n = 1; n <= 9; ++n)
        add(tr("Set bookmark %1 here").arg(n), QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + n)).toString(QKeySequence::NativeText), [this, n] { set_bookmark(n); });
    if (all.empty())
        return;
    bookmarks->addSeparator();
    for (int n = 1; n <= 9; ++n)
        if (all.contains(std::to_string(n)))
            add(tr("Delete bookmark %1").arg(n), {}, [this, n] { perform(bookmarking(graph_.document(), std::to_string(n), std::nullopt)); });
}

} // namespace loom
