#pragma once
#include "base/growing_file.h"
#include "bridge/run_list.h"
#include "bridge/training_session.h"
#include "bridge/worker.h"
#include "plots/curve.h"
#include "runs/run_table.h"
#include "stages/run_lines.h"
#include "train/metrics_reader.h"

#include <QElapsedTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QSlider;

namespace loom {

class Label;
class LegendRow;
class PlotGroup;
class PlotView;
class SegmentedControl;

/// The curves of the Train stage: loss and accuracy large, learning rate, norm of the gradients, samples per second, memory and processor time
/// small below, one legend, one x axis and one smoothing for all. Shows the runs that are ticked in the ledger, or the means of those that
/// differ in the seed only; the one in progress grows, and so do those that other programs train. Of several Outputs, loss and accuracy are those
/// of all together, or of one that is chosen.
class TrainPlots : public QWidget {
    Q_OBJECT
public:
    TrainPlots(RunList&, TrainingSession&, RunTableModel&);

    using Axis = LineStyle::Axis;
    void set_axis(Axis);
    double smoothing() const;
    PlotView* loss() const { return loss_; }
    PlotView* accuracy() const { return accuracy_; }
    PlotView* norm() const { return norm_; }
    QList<PlotView*> views() const { return {loss_, accuracy_, rate_, speed_, memory_, cpu_, norm_}; }
    LegendRow* legend() const { return legend_; }
    QSlider* smoothing_slider() const { return slider_; }
    /// Whether runs that differ in the seed only are one line; seen where some do.
    QCheckBox* means() const { return means_; }
    /// Which Output loss and accuracy are of; seen where a run has several.
    QComboBox* output_choice() const { return output_choice_; }
    /// Curves are read from the disk, or drawn anew, on threads.
    bool busy() const { return reading_.busy() || drawing_.busy(); }
    /// A line at the end of an epoch (from 1) of a run, in all plots; 0: none. Moving the pointer over a plot takes it away.
    void show_epoch(const std::string& run, std::int64_t epoch);

signals:
    void failed(const QString& sentence, const QString& hint);

protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;

private:
    /// One of several of a run.
    struct RunOutput {
        std::string name;
        bool classes = false; // It has right answers to be counted.
    };
    /// What is known of a run that is ticked.
    struct Source {
        explicit Source(const fs::path& folder) : reader(folder) {}
        RunPoints points;
        MetricsReader reader;
        std::array<FileStamp, 3> seen = {}; // Of its files, when they were read.
        int turn = 0;                       // An answer that was asked for in an earlier one comes too late.
        bool own = false;                   // The training of this window tells its points; of the disk it needs what it was not told.
        bool ready = false, waits = true;   // The points are there; the disk is to be read.
        bool told = false;                  // What is wrong with its files.
        std::optional<std::vector<RunOutput>> outputs = {}; // As its points have their parts; empty of a single one, nothing until they are looked for.
    };
    /// What has one line in the legend: a run, or several of which the mean is shown.
    struct Entry {
        QString key, name;
        int series = 0;
        std::vector<std::string> runs;
        bool same(const Entry& other) const { return key == other.key && series == other.series && runs == other.runs; }
    };
    struct Shown : Entry {
        RunLines lines;
        bool blank = true;        // Nothing is there that could be made longer.
        int asked = 1, drawn = 0; // How often it was to be drawn anew; the one of these that is seen.
    };
    struct Read;
    struct Place;

    QWidget* make_head();
    void watch(TrainingSession&);
    void retranslate();

    // What is shown.
    std::vector<std::size_t> groups() const;
    std::vector<Entry> entries(const std::vector<std::size_t>& groups) const;
    void sync();
    void sync_sources();
    void add_shown(Entry);
    void remove_shown(std::size_t);
    void name_curves(std::size_t shown);
    void show_lines(std::size_t shown);
    void refresh_heads();
    void show_values();
    void set_reach();
    std::size_t subject() const;
    static std::span<const Place> places();
    int curve(std::size_t shown, RunLines::Line) const;
    int per_entry(const PlotView*) const;
    QString column_of(const Place&) const;
    static std::vector<RunOutput> outputs_in(const RunRecord&);
    void sync_outputs();
    void choose_output(const QString& name);
    std::optional<std::size_t> part_of(const std::string& run) const;
    bool counts_right_answers(const std::string& run, const Source&) const;
    void show_accuracy();

    // Where its points come from.
    Source* own_source();
    bool is_own(const std::string& run) const;
    void adopt(const std::string& run, Source&);
    void begin_anew(const std::string& run, Source&);
    void disown();
    void look();
    void read_on();
    void take_read(const std::string& run, Read);
    void add_position(const Monitor::Position&);

    // How they become lines.
    LineStyle style() const { return {axis_, smoothing()}; }
    LineFacts facts_of(const std::string& run) const;
    bool outdated(const Shown&) const;
    void redraw_all();
    void draw_otherwise();
    bool is_as_chosen(const Shown&, const RunLines&) const;
    void redraw(const std::string& run);
    void extend(const std::string& run, bool epochs);
    std::vector<RunLines::Member> members(const Shown&) const;
    std::vector<std::size_t> waiting() const;
    void draw_on();
    void draw_beside(std::size_t shown);
    void take_lines(std::size_t shown, RunLines, int asked);
    void retire(RunLines);
    std::shared_ptr<std::vector<RunLines>> take_retired();
    void let_go();

    RunList& runs_;
    TrainingSession& training_;
    RunTableModel& model_;
    Axis axis_ = Axis::Epoch;
    std::string output_; // Empty: all together.
    fs::path project_; // Whose runs these are.
    std::map<std::string, Source> sources_;
    std::vector<Shown> shown_;
    std::vector<RunLines> retired_; // Millions of points take a while to be let go of: not on this thread.
    std::size_t last_drawn_ = 0;
    std::int64_t position_step_ = -1;
    QElapsedTimer speed_told_;
    Worker reading_, drawing_;
    QTimer look_; // While it is seen.
    PlotGroup* group_;
    LegendRow* legend_;
    PlotView *loss_, *accuracy_, *rate_, *speed_, *memory_, *cpu_, *norm_;
    SegmentedControl* axis_choice_;
    QCheckBox* means_;
    QComboBox* output_choice_;
    QSlider* slider_;
    Label *smoothing_label_, *smoothing_value_;
};

} // namespace loom
