#include "canvas/gesture_list.h"

#include <QCoreApplication>

namespace loom {

QList<GestureRow> canvas_gestures()
{
    struct Row {
        const char *what, *mouse, *keys;
    };
    constexpr Row rows[] = {
        {QT_TRANSLATE_NOOP("gestures", "Add a layer"), QT_TRANSLATE_NOOP("gestures", "Double click on empty canvas, or drag it from the list"),
         QT_TRANSLATE_NOOP("gestures", "Tab")},
        {QT_TRANSLATE_NOOP("gestures", "Add a layer behind a node"), QT_TRANSLATE_NOOP("gestures", "Drag a wire from its output to empty canvas"),
         QT_TRANSLATE_NOOP("gestures", "Choose the node, Tab")},
        {QT_TRANSLATE_NOOP("gestures", "Put a layer into a link"), QT_TRANSLATE_NOOP("gestures", "Drop it on the link, or double click the link"),
         QT_TRANSLATE_NOOP("gestures", "K chooses the link, then Tab")},
        {QT_TRANSLATE_NOOP("gestures", "Link two nodes"), QT_TRANSLATE_NOOP("gestures", "Drag from port to port"),
         QT_TRANSLATE_NOOP("gestures", "L, arrows choose the port, Enter")},
        {QT_TRANSLATE_NOOP("gestures", "Remove a link"), QT_TRANSLATE_NOOP("gestures", "Drag its end from the input to empty canvas"),
         QT_TRANSLATE_NOOP("gestures", "K chooses the link, then Delete")},
        {QT_TRANSLATE_NOOP("gestures", "Choose a node"), QT_TRANSLATE_NOOP("gestures", "Click"), QT_TRANSLATE_NOOP("gestures", "Arrows follow links")},
        {QT_TRANSLATE_NOOP("gestures", "Choose several"), QT_TRANSLATE_NOOP("gestures", "Drag a rectangle, or with Alt a lasso; Shift adds, Ctrl takes out"),
         QT_TRANSLATE_NOOP("gestures", "Shift+arrows, Ctrl+Shift+Up grows")},
        {QT_TRANSLATE_NOOP("gestures", "Move nodes"), QT_TRANSLATE_NOOP("gestures", "Drag; Alt leaves out the alignment"),
         QT_TRANSLATE_NOOP("gestures", "Alt+arrows")},
        {QT_TRANSLATE_NOOP("gestures", "Move a frame with its nodes"), QT_TRANSLATE_NOOP("gestures", "Drag its title; its edges change the size"),
         QT_TRANSLATE_NOOP("gestures", "Shift+F chooses it, Alt+arrows, Alt+Shift+arrows")},
        {QT_TRANSLATE_NOOP("gestures", "Write on a frame or note"), QT_TRANSLATE_NOOP("gestures", "Double click"),
         QT_TRANSLATE_NOOP("gestures", "F2; Ctrl+Enter keeps a note")},
        {QT_TRANSLATE_NOOP("gestures", "Lead a link by a point"), QT_TRANSLATE_NOOP("gestures", "Alt+click on the link, then drag the point"),
         QT_TRANSLATE_NOOP("gestures", "K chooses the link, J adds a point, Alt+arrows move it")},
        {QT_TRANSLATE_NOOP("gestures", "Places to come back to"), QT_TRANSLATE_NOOP("gestures", "Right click, Bookmarks"),
         QT_TRANSLATE_NOOP("gestures", "Alt+1 to 9 sets a bookmark, 1 to 9 goes there")},
        {QT_TRANSLATE_NOOP("gestures", "Settings of a node"), QT_TRANSLATE_NOOP("gestures", "Double click"), QT_TRANSLATE_NOOP("gestures", "Enter")},
        {QT_TRANSLATE_NOOP("gestures", "Commands for what is chosen"), QT_TRANSLATE_NOOP("gestures", "Right click, or a finger that rests"),
         QT_TRANSLATE_NOOP("gestures", "Menu key, or Shift+F10")},
        {QT_TRANSLATE_NOOP("gestures", "Move the view"), QT_TRANSLATE_NOOP("gestures", "Middle button or Space and drag; two fingers"),
         QT_TRANSLATE_NOOP("gestures", "Arrows bring the chosen node into sight")},
        {QT_TRANSLATE_NOOP("gestures", "Zoom"), QT_TRANSLATE_NOOP("gestures", "Wheel, Ctrl+wheel on a touchpad, or pinch"),
         QT_TRANSLATE_NOOP("gestures", "Ctrl+plus, Ctrl+minus, Ctrl+0, Ctrl+9")},
        {QT_TRANSLATE_NOOP("gestures", "Reconnect after deleting"), QT_TRANSLATE_NOOP("gestures", "Click the offer"), QT_TRANSLATE_NOOP("gestures", "R")},
        {QT_TRANSLATE_NOOP("gestures", "Leave what was begun"), QT_TRANSLATE_NOOP("gestures", "Right click"), QT_TRANSLATE_NOOP("gestures", "Esc")},
        {QT_TRANSLATE_NOOP("gestures", "The graph as a list"), QT_TRANSLATE_NOOP("gestures", "Outline, below the canvas"),
         QT_TRANSLATE_NOOP("gestures", "F6 leads there")},
    };
    const auto words = [](const char* text) { return QCoreApplication::translate("gestures", text); };
    QList<GestureRow> all;
    for (const Row& row : rows)
        all.append({words(row.what), words(row.mouse), words(row.keys)});
    return all;
}

} // namespace loom
