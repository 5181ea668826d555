#pragma once
#include "bridge/folds_session.h"
#include "bridge/graph_document.h"
#include "bridge/run_list.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace loom {

class Chip;
class EmptyState;
class ErrorBar;
class FlowRow;
class FoldModel;
class Label;
class ThinBar;

/// A k-fold with repeats, by itself or against a run or another project: how good it is on what it has not seen, with the interval, and
/// whether one is better.
class FoldsPage : public QWidget {
    Q_OBJECT
public:
    FoldsPage(GraphDocument&, RunList&, FoldsSession&);
    /// Whether it can start now; else why not.
    void set_ready(bool, const QString& why = {});
    /// What the first side is called.
    void set_name(const QString&);
    /// The file of another project, as by hand.
    void compare_with(const fs::path& project);

    QPushButton* start_button() const { return start_; }
    QTableView* table() const { return table_; }

signals:
    /// All but data, project, device and threads, which the page does not know; projects that are files have theirs.
    void start_wanted(const loom::FoldsSession::Question&);

protected:
    void changeEvent(QEvent*) override;

private:
    QWidget* make_bar();
    QWidget* make_results();
    QWidget* add_field(QWidget* field, const char* name, int width);
    void ask(bool fresh);
    /// Nothing, with the reason at the field, where one says no number.
    std::optional<FoldsSession::Question> question();
    std::optional<FoldsSession::Side> other_side() const;
    void choose_other(int);
    void show_last();
    void show_error();
    void fill_others();
    void retranslate();
    void refresh();
    void refresh_bar();
    void refresh_results();
    QString interval_words(const FoldsSession::Judged&) const;
    QString verdict() const;

    GraphDocument& graph_;
    RunList& runs_;
    FoldsSession& session_;
    bool ready_ = true;
    QString why_not_, name_;
    fs::path other_file_; // That was chosen; empty: none.

    ErrorBar* error_;
    FlowRow* flow_;
    QLineEdit *folds_, *repeats_, *epochs_;
    QComboBox* other_;
    std::vector<Label*> titles_;
    QPushButton *start_, *fresh_;
    Chip* chip_;
    ThinBar* progress_;
    QStackedWidget* below_;
    EmptyState* empty_;
    Label *results_[2], *verdict_;
    FoldModel* model_;
    QTableView* table_;
};

} // namespace loom
