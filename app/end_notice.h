#pragma once
#include "bridge/desktop_notice.h"
#include "bridge/sound_player.h"
#include "train/monitor.h"

#include <QWidget>

namespace loom {

class Session;

/// Tells of the end of a training, a search or a k-fold, as the preferences wish: by a message of the desktop where the window is
/// not the one in use, and by a sound. What the user ended himself is not told.
class EndNotice : public QObject {
    Q_OBJECT
public:
    EndNotice(Session&, QWidget& window);

Q_SIGNALS:
    /// The window is wanted.
    void chosen();

private:
    void training_ended(const Outcome&);
    void search_ended();
    void folds_ended();
    void tell(bool well, const QString& title, const QString& text);

    Session& session_;
    QWidget& window_;
    DesktopNotice notice_;
    SoundPlayer sound_;
};

} // namespace loom
