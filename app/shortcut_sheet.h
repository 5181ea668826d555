#pragma once
#include <QFrame>
#include <QPointer>

class QAction;

namespace loom {

/// All commands with their keys, and what the mouse does on the canvas with the keys that do the same. Lies over the
/// window; Esc closes it and gives the focus back.
class ShortcutSheet : public QFrame {
    Q_OBJECT
public:
    struct Group {
        QString title;
        QList<QAction*> actions; // Those without a shortcut and null are passed over.
    };
    /// Shown at once. It deletes itself when it is closed.
    ShortcutSheet(QWidget* window, const QList<Group>&);
    void leave();

protected:
    void changeEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void place();
    QPointer<QWidget> before_;
};

} // namespace loom
