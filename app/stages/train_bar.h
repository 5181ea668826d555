#pragma once
#include "bridge/training_session.h"

#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QMenu;
class QPushButton;
class QToolButton;

namespace loom {

class Chip;
class Label;
class ProgressLine;
class Session;
class ShownRun;
class YieldingRow;

/// The bar of Train: the run with its progress and figures, and the buttons, menu and commands that begin, pause and end it.
class TrainBar : public QWidget {
    Q_OBJECT
public:
    /// `chosen`: the run that is current in the ledger, if there is one.
    TrainBar(Session&, const ShownRun&, std::function<std::optional<std::string>()> chosen);

    QList<QAction*> commands() const;
    QPushButton* start_button() const { return start_; }
    QPushButton* add_button() const { return add_; }
    QPushButton* pause_button() const { return pause_; }
    QPushButton* stop_button() const { return stop_; }
    void refresh();

signals:
    void start_wanted();
    void resume_wanted(const QString& run);
    /// Into the queue; `later`: at a time that is asked for.
    void queue_wanted(bool later);
    /// Of the run in progress, 0 to 1.
    void moved(double share);

protected:
    void changeEvent(QEvent*) override;

private:
    void make_row();
    void add_buttons(YieldingRow*);
    void make_actions();
    void make_menu();
    void retranslate();
    std::optional<std::string> resumable() const;
    void refresh_state();
    void refresh_progress();
    void refresh_buttons();
    void refresh_ways_in();
    void refresh_ways_out();

    Session& session_;
    const ShownRun& run_;
    std::function<std::optional<std::string>()> chosen_;
    Label *name_, *left_title_, *left_, *speed_title_, *speed_, *best_title_, *best_;
    Chip* chip_;
    ProgressLine* progress_;
    QList<QWidget*> figures_;
    QPushButton *start_, *resume_, *pause_, *stop_, *add_;
    QToolButton* more_;
    QAction *start_action_, *add_action_, *add_later_action_, *pause_action_, *stop_action_, *discard_action_, *epoch_action_, *rate_back_;
    QMenu* rate_menu_;
};

} // namespace loom
