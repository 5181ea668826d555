#pragma once
#include "session.h"

#include <QWidget>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace loom {

class Label;
class PanelHead;
class QueueRow;

/// What waits to be trained, in its order: moved, timed, taken out. Takes no room while nothing is queued.
class QueuePanel : public QWidget {
    Q_OBJECT
public:
    explicit QueuePanel(Session&);
    /// "10 epochs · Adam 0.001 · batches of 64", after the project's name where it is not `project`.
    static QString text_of(const QueueEntry&, const fs::path& project);

    /// The project as it is now.
    void add(std::optional<std::int64_t> at = {});
    /// The same, after asking for its time.
    void add_later();
    QPushButton* pause_button() const { return pause_; }

signals:
    void failed(const loom::Error&);

protected:
    void changeEvent(QEvent*) override;

private:
    void retranslate();
    void refresh();
    void ask_time(std::int64_t number);
    void ask_to_remove(std::int64_t number);
    void tell(const Status&);
    QueueRow* row_of(std::int64_t number);
    /// Null where it is gone.
    const QueueEntry* entry(std::int64_t number) const;

    Session& session_;
    PanelHead* head_;
    QPushButton* pause_;
    Label* note_;
    QWidget* list_;
    QVBoxLayout* lines_;
    QScrollArea* area_;
    std::map<std::int64_t, QueueRow*> rows_; // By the entries' numbers.
};

} // namespace loom
