#pragma once
#include "stage.h"

#include "bridge/data_session.h"
#include "bridge/folds_session.h"
#include "bridge/run_list.h"
#include "bridge/search_session.h"
#include "bridge/training_session.h"
#include "bridge/worker.h"

class QPushButton;
class QStackedWidget;

namespace loom {

class EmptyState;
class EpochPanel;
class ErrorBar;
class FoldsPage;
class ForecastCard;
class PanelHead;
class PanelSplitter;
class QueuePanel;
class RecipeForm;
class RunLedger;
class RunTable;
class RunTableModel;
class SearchPage;
class SegmentedControl;
class ShownRun;
class TrainBar;
class TrainDoctor;
class TrainFacts;
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
    FoldsPage* folds_page() const { return folds_; }
    QPushButton* start_button() const;
    QPushButton* add_button() const;
    QPushButton* pause_button() const;
    QPushButton* stop_button() const;

protected:
    void changeEvent(QEvent*) override;
    void hideEvent(QHideEvent*) override;

private:
    QWidget* make_centre();
    QWidget* make_side();
    void follow_session();
    void follow_parts();
    void retranslate();
    void refresh();
    void refresh_empty();
    void refresh_unread();
    void refresh_bar();
    void refresh_studies();
    QString study_words() const;
    /// What a training of the project as it is takes.
    Job job() const;
    void start(const std::optional<std::string>& resume);
    /// A new run from a state of another one: with the network and the recipe that the project has; with more epochs, with those of that run.
    void go_on_from(const Origin&, std::int64_t more_epochs);
    /// Puts the project as it is into the queue.
    void enqueue(bool ask_time);
    /// Whether there is data to train with; tells why not.
    bool ready();
    bool idle();
    bool sound();
    void search(SearchSession::Question);
    void fold(FoldsSession::Question);
    void ended(const Outcome&);
    void tell(const Error&);

    Session& session_;
    Worker device_finder_;
    bool devices_asked_ = false;

    ShownRun* run_;
    TrainFacts* status_;
    TrainBar* bar_;
    ErrorBar *error_, *unread_;
    QString told_unread_; // Told once: who closes it has seen it.
    PanelSplitter* panels_;
    QWidget *left_panel_, *right_panel_;
    PanelHead* recipe_head_;
    RecipeForm* recipe_;
    SegmentedControl* views_;
    QStackedWidget *view_, *centre_; // Runs, search or folds; of runs, none or some.
    SearchPage* search_;
    FoldsPage* folds_;
    QueuePanel* queue_;
    EmptyState* empty_;
    RunTableModel* model_;
    RunLedger* ledger_;
    TrainPlots* plots_;
    TrainDoctor* doctor_;
    ForecastCard* forecast_;
    EpochPanel* epochs_;
};

Stage* make_train_stage(Session&);

} // namespace loom
