#pragma once
#include "bridge/run_list.h"
#include "bridge/training_session.h"
#include "runs/run_table.h"
#include "schema/recipe.h"
#include "train/usage.h"

#include <QWidget>

class QSlider;

namespace loom {

class Label;
class LegendRow;
class PlotGroup;
class PlotView;
class SegmentedControl;

/// The curves of the Train stage: loss and accuracy large, learning rate, samples per second, memory and processor time small
/// below, one legend, one x axis and one smoothing for all. Shows the runs that are ticked in the ledger; the one in progress grows.
class TrainPlots : public QWidget {
    Q_OBJECT
public:
    TrainPlots(RunList&, TrainingSession&, RunTableModel&);

    enum class Axis { Epoch, Step, Time };
    void set_axis(Axis);
    double smoothing() const;
    PlotView* loss() const { return loss_; }
    PlotView* accuracy() const { return accuracy_; }
    QList<PlotView*> views() const { return {loss_, accuracy_, rate_, speed_, memory_, cpu_}; }
    LegendRow* legend() const { return legend_; }
    /// A line at the end of an epoch (from 1) of a run, in all plots; 0: none. Moving the pointer over a plot takes it away.
    void show_epoch(const std::string& run, std::int64_t epoch);

signals:
    void failed(const QString& sentence);

protected:
    void changeEvent(QEvent*) override;

private:
    /// The curves of one run and what is needed to make them longer.
    struct RunCurves {
        std::string run;
        int series = 0;
        int val_loss = -1, train_loss = -1, raw_loss = -1, val_accuracy = -1, train_accuracy = -1;
        int rate = -1, speed = -1, memory = -1, cpu = -1;
        std::uintmax_t usage_read = 0; // Bytes of usage.jsonl.
        RecipeSettings recipe = {};
        double steps_per_epoch = 0;
        std::int64_t last_step = 0;
        double last_seconds = 0, seconds_per_step = 0, last_x = 0;
        double mean = 0, weight = 0; // Of the smoothed training loss.
        double best_goal = not_measured, best_x = 0;
    };
    void rebuild();
    void retranslate();
    RunCurves add_run(const std::string& run, int series);
    void add_steps(RunCurves&, const StepCurve&, std::size_t begin, std::size_t end);
    void add_marks(RunCurves&, const std::vector<MarkPoint>&);
    void add_epochs(RunCurves&, const std::vector<EpochPoint>&);
    void add_usage(RunCurves&, const std::vector<UsagePoint>&);
    std::vector<UsagePoint> new_usage(RunCurves&) const;
    void add_position(const Monitor::Position&);
    bool is_subject(const RunCurves&) const;
    RunCurves* live();
    double x_of(RunCurves&, double step) const;
    void set_reach();

    RunList& runs_;
    TrainingSession& training_;
    RunTableModel& model_;
    Axis axis_ = Axis::Epoch;
    std::vector<RunCurves> curves_;
    std::int64_t position_step_ = -1;
    PlotGroup* group_;
    LegendRow* legend_;
    PlotView *loss_, *accuracy_, *rate_, *speed_, *memory_, *cpu_;
    SegmentedControl* axis_choice_;
    QSlider* slider_;
    Label *smoothing_label_, *smoothing_value_;
};

} // namespace loom
