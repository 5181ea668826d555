#pragma once
#include <QDialog>

#include <cstdint>
#include <optional>

class QLineEdit;
class QPushButton;

namespace loom {

class Label;

/// "22:00", "tomorrow 22:00", "2026-12-04 22:00": a time (as base/wall_clock) by the clocks here, as it is seen today.
QString start_time_text(std::int64_t at);

/// Asks when a queued training may begin. Empty: as soon as it is its turn.
class QueueTime : public QDialog {
    Q_OBJECT
public:
    QueueTime(QWidget* parent, std::optional<std::int64_t> at);
    /// What was written, once it is accepted.
    std::optional<std::int64_t> at() const { return at_; }

private:
    void judge();

    QLineEdit* field_;
    Label* told_;
    QPushButton* set_;
    std::optional<std::int64_t> at_;
};

} // namespace loom
