#include "shortcut_sheet.h"

#include "base/text.h"
#include "canvas/gesture_list.h"
#include "theme/command.h"
#include "theme/controls.h"

#include <QAction>
#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace loom {

ShortcutSheet::ShortcutSheet(QWidget* window, const QList<Group>& groups) : QFrame(window), before_(window->focusWidget())
{
    setProperty("kind", QStringLiteral("popover"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Keyboard shortcuts"));
    auto* whole = column(this);
    whole->setContentsMargins(1, 1, 1, 1);
    auto* head = new PanelHead(tr("Keyboard shortcuts"));
    auto* shut = tool_button("close", tr("Close"));
    set_name(shut, tr("Close"), QKeySequence(Qt::Key_Escape));
    connect(shut, &QToolButton::clicked, this, &ShortcutSheet::leave);
    head->add(shut);
    whole->addWidget(head);

    auto* content = new QWidget;
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(16, 8, 16, 16);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 4);
    grid->setColumnStretch(1, 6);
    grid->setColumnStretch(2, 4);
    int line = 0;
    const auto title = [&](const QString& words, const QString& second, const QString& third) {
        if (line > 0)
            grid->setRowMinimumHeight(line++, 12);
        grid->addWidget(new Label(words, FontRole::Body, "text", true), line, 0);
        grid->addWidget(new Label(second, FontRole::Small, "text3"), line, 1);
        grid->addWidget(new Label(third, FontRole::Small, "text3"), line++, 2);
    };
    const auto add = [&](const QString& what, const QString& mouse, const QString& keys) {
        for (const auto& [at, words, ink] : {std::tuple(0, what, "text"), std::tuple(1, mouse, "text2"), std::tuple(2, keys, "text")})
            if (!words.isEmpty())
                grid->addWidget((new Label(words, FontRole::Small, ink))->wrap(), line, at, Qt::AlignTop);
        ++line;
    };
    title(tr("On the canvas"), tr("Mouse and touch"), tr("Keys"));
    for (const GestureRow& row : canvas_gestures())
        add(row.what, row.mouse, row.keys);
    const bool chinese = language() == Language::Chinese;
    for (const Group& group : groups) {
        bool first = true;
        for (const QAction* action : group.actions) {
            if (!action || action->shortcut().isEmpty())
                continue;
            if (std::exchange(first, false))
                title(group.title, {}, tr("Keys"));
            add(chinese ? chinese_name(action) : english_name(action), {}, action->shortcut().toString(QKeySequence::NativeText));
        }
    }
    auto* area = scrolled(content);
    whole->addWidget(area, 1);
    window->installEventFilter(this);
    place();
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void ShortcutSheet::place()
{
    const QSize room = parentWidget()->size();
    const QSize wanted(std::min(860, room.width() - 48), std::min(720, room.height() - 96));
    setGeometry(QRect(QPoint((room.width() - wanted.width()) / 2, (room.height() - wanted.height()) / 2), wanted));
}

void ShortcutSheet::leave()
{
    if (before_ && before_->isVisible())
        before_->setFocus(Qt::OtherFocusReason);
    close();
}

void ShortcutSheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return leave();
    auto* bar = findChild<QScrollArea*>();
    QFrame::keyPressEvent(event);
    if (!event->isAccepted() && bar)
        QApplication::sendEvent(bar, event); // Arrows and pages scroll.
}

bool ShortcutSheet::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(object, event);
}

void ShortcutSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        close();
    QFrame::changeEvent(event);
}

} // namespace loom
