#pragma once
#include "stage.h"

#include "bridge/worker.h"
#include "evaluate/evaluation.h"

class QPushButton;
class QStackedWidget;
class QTableView;

namespace loom {

class Chip;
class ClassList;
class EmptyState;
class ErrorBar;
class Label;
class MatrixView;
class RowTableModel;
class RunChoice;
class SampleGrid;
class ScatterView;
class SegmentedControl;
class ThinBar;

/// How good a trained network is on data it did not learn from, and where it errs: key figures, confusion matrix with the
/// samples of each cell, measures of each class; for numbers predicted against true.
class EvaluateStage : public Stage {
    Q_OBJECT
public:
    explicit EvaluateStage(Session&);

    QList<QWidget*> panels() const override;
    void entered() override;
    bool settled() const override;

    MatrixView* matrix() const { return matrix_; }
    SampleGrid* samples() const { return grid_; }
    ClassList* classes() const { return classes_; }
    RunChoice* choice() const { return choice_; }
    bool busy() const { return worker_.busy(); }
    const Evaluation* evaluation() const { return evaluation_.get(); }

protected:
    void changeEvent(QEvent*) override;

private:
    struct Figure {
        QWidget* box;
        Label *title, *value, *note;
    };
    QWidget* make_bar();
    QWidget* make_figures();
    QWidget* make_cards();
    void retranslate();
    void refresh();
    /// Judges the chosen checkpoint on the chosen part, unless that is what is shown.
    void judge();
    void show_result();
    void show_objects(int only);
    void show_cell(int truth, int predicted);
    void show_rows(std::vector<struct JudgedSample>, const QString& title, const QString& predicted, const QString& truth);
    Part part() const;

    Session& session_;
    Worker worker_;
    bool visible_once_ = false;
    std::string shown_key_;
    std::shared_ptr<const Evaluation> evaluation_;
    std::shared_ptr<const Model> model_;
    std::shared_ptr<const class Dataset> dataset_; // What was judged on.
    double seconds_ = 0;
    bool arranging_ = false; // The result is there, its layout not yet.

    Label *name_, *count_;
    RunChoice* choice_;
    SegmentedControl* part_choice_;
    Chip* changed_;
    ErrorBar* error_;
    Figure figures_[4];
    QWidget* figures_row_;
    QStackedWidget *pages_, *left_, *list_;
    EmptyState* empty_;
    ThinBar* loading_;
    QTimer patience_; // Nothing is shown of a load that is quick.
    Label *matrix_title_, *matrix_hint_, *samples_title_, *samples_count_, *samples_order_, *sample_, *classes_title_, *classes_scale_,
        *matrix_key_, *class_key_;
    SegmentedControl* unit_;
    MatrixView* matrix_;
    ScatterView* scatter_;
    SampleGrid* grid_;
    QTableView* rows_;
    RowTableModel* row_model_;
    QPushButton* sort_;
    ClassList* classes_;
    QWidget *matrix_card_, *samples_card_, *sample_foot_, *classes_card_;
};

Stage* make_evaluate_stage(Session&);

} // namespace loom
