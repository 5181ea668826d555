#pragma once
#include "bridge/worker.h"
#include "evaluate/flips.h"
#include "session.h"

#include <QDialog>

class QListWidget;
class QStackedWidget;
class QTableWidget;

namespace loom {

class Label;
class PanelHead;
class SampleGrid;
class SegmentedControl;

/// Two runs side by side: what differs in network, recipe and data, what came of both, and the samples that only one of them has right.
/// The samples are judged off the window's thread.
class RunDiff : public QDialog {
    Q_OBJECT
public:
    RunDiff(Session&, const RunRecord& before, const RunRecord& after, QWidget* parent = nullptr);

    bool settled() const { return !worker_.busy(); }
    const std::optional<JudgedRuns>& judged() const { return judged_; }
    QTableWidget* figures() const { return figures_; }
    QListWidget* differences() const { return differences_; }
    SegmentedControl* part() const { return part_; }
    Label* sentence() const { return sentence_; }

protected:
    void changeEvent(QEvent*) override;

private:
    /// Samples that one run has right and the other wrong.
    struct Side {
        PanelHead* head = nullptr;
        QStackedWidget* pages = nullptr;
        SampleGrid* grid = nullptr;
        QListWidget* list = nullptr;
    };
    QWidget* make_top();
    QWidget* make_samples();
    Side make_side();
    void show_differences();
    void show_figures();
    void judge();
    void show_flips();
    void show_side(Side&, const std::vector<std::uint32_t>& rows);
    QString answers(std::uint32_t row) const;
    void retranslate();
    QString name(int which) const;

    Session& session_;
    RunRecord runs_[2];
    Label *title_, *sentence_, *verdict_;
    PanelHead *differences_head_, *figures_head_, *samples_head_;
    QListWidget* differences_;
    QTableWidget* figures_;
    SegmentedControl* part_;
    Side mended_, broken_;
    std::optional<JudgedRuns> judged_;
    std::optional<Error> refused_; // Why the samples cannot be judged.
    Worker worker_;
};

} // namespace loom
