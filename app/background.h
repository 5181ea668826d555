#pragma once
#include <QObject>

#include <memory>

class QAction;
class QMainWindow;
class QMenu;
class QSystemTrayIcon;

namespace loom {

class Session;

/// The window closed while something is in progress: it goes on, with an entry in the desktop's tray to come back by. Where
/// there is no tray the window is made small instead.
class Background : public QObject {
    Q_OBJECT
public:
    Background(Session&, QMainWindow&);
    ~Background() override;

    /// Whether the window may close. Asks where a training or a search is in progress, or a queue waits, and the user was not asked yet.
    bool may_close();
    /// The window as it was, in front.
    void bring_back();

private:
    bool busy() const;
    /// How many trainings the queue will go on with by itself.
    int queued() const;
    void go_on();
    void show_state();

    Session& session_;
    QMainWindow& window_;
    std::unique_ptr<QMenu> menu_;
    QSystemTrayIcon* tray_ = nullptr; // Once it was needed.
    QAction *show_ = nullptr, *pause_ = nullptr, *stop_ = nullptr, *quit_ = nullptr;
    bool leaving_ = false;
};

} // namespace loom
