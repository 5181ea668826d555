#pragma once
#include "bridge/worker.h"
#include "data/sounds.h"

#include <optional>

namespace loom {

/// Plays one sound at a time through ALSA's default device, which is what the desktop's own sound server offers too. The
/// library is loaded when the first sound is played, on the thread that plays; no device and no library are told.
class SoundPlayer : public QObject {
    Q_OBJECT
public:
    explicit SoundPlayer(QObject* parent = nullptr);
    /// In place of what is playing. `read` runs on the thread.
    void play(std::function<Result<Sound>()> read);
    void stop() { worker_.cancel(); }
    bool is_playing() const { return worker_.busy(); }

Q_SIGNALS:
    void changed();
    void failed(const loom::Error&);

private:
    Worker worker_; // Last: stops before what it reports to goes.
};

} // namespace loom
