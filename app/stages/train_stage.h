#pragma once
#include "stage.h"

#include "bridge/data_session.h"
#include "bridge/run_list.h"
#include "bridge/search_session.h"
#include "bridge/training_session.h"
#include "bridge/worker.h"

#include <QDateTime>

class QMenu;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace loom {

class Chip;
class EmptyState;
class EpochPanel;
class ErrorBar;
class Label;
class PanelHead;
class PanelSplitter;
class ProgressLine;
class QueuePanel;
class RecipeForm;
class RunLedger;
class RunTable;
class RunTableModel;
class SearchPage;
class SegmentedControl;
class TrainPlots;

/// Recipe, device, forecast; start, pause, resume, stop; live curves; the ledger of runs.
class TrainStage : public Stage {
    Q_OBJECT
public:
    explicit TrainStage(Session&);

    QList<QAction*> commands() const override;
    QList<QWidget*> panels() const override;
    void entered() override;
    bool settled() const override;

    RecipeForm* recipe() const { return recipe_; }
    TrainPlots* plots() const { return plots_; }
    RunLedger* ledger() const { return ledger_; }
    EpochPanel* epochs() const { return epochs_; }
    QueuePanel* queue() const { return queue_; }
    RunTable* table() const;
    SearchPage* search_page() const { return search_; }
    QPushButton* start_button() const { return start_; }
    QPushButton* add_button() const { return add_; }
    QPushButton* pause_button() const { return pause_; }
    QPushButton* stop_button() const { return stop_; }

protected:
    void changeEvent(QEvent*) override;
    void hideEvent(QHideEvent*) override;

private:
    QWidget* make_bar();
    QWidget* make_centre();
    QWidget* make_side();
    void retranslate();
    void refresh();
    void refresh_bar();
    void refresh_problems();
    QWidget* diagnosis_card(const Diagnosis&);
    void refresh_forecast();
    void refresh_search();
    void start(const std::optional<std::string>& resume);
    /// Puts the project as it is into the queue.
    void enqueue(bool ask_time);
    /// Whether the project as it is can be trained; tells why not.
    bool ready();
    void search(SearchSession::Question);
    void ended(const Outcome&);
    /// Whether the run in progress, or the one that has just ended, is of this project: what was found in it and foretold of it is shown.
    bool shows_run() const;
    std::optional<std::string> resumable() const;

    Session& session_;
    Worker device_finder_;
    bool devices_asked_ = false;
    std::optional<Outcome> last_;
    QDateTime started_;

    Label *name_, *left_title_, *left_, *speed_title_, *speed_, *best_title_, *best_;
    Chip* chip_;
    ProgressLine* progress_;
    QList<QWidget*> figures_;
    QPushButton *start_, *resume_, *pause_, *stop_, *add_;
    QToolButton* more_;
    QAction *start_action_, *add_action_, *add_later_action_, *pause_action_, *stop_action_, *discard_action_, *epoch_action_, *rate_back_;
    QMenu* rate_menu_;
    ErrorBar* error_;
    PanelSplitter* panels_;
    QWidget *left_panel_, *right_panel_;
    PanelHead *recipe_head_, *problems_head_, *forecast_head_;
    RecipeForm* recipe_;
    SegmentedControl* views_;
    QStackedWidget *view_, *centre_; // Runs or search; of runs, none or some.
    SearchPage* search_;
    QueuePanel* queue_;
    EmptyState* empty_;
    RunTableModel* model_;
    RunLedger* ledger_;
    TrainPlots* plots_;
    QWidget* problems_;
    Label* heads_[3];
    Label* rows_[3][4]; // Memory to train, per epoch, finish: name, forecast, actual, off by.
    Label* largest_note_;
    EpochPanel* epochs_;
};

Stage* make_train_stage(Session&);

} // namespace loom
