#pragma once
#include "bridge/graph_document.h"
#include "bridge/search_session.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace loom {

class Chip;
class EmptyState;
class ErrorBar;
class ImportanceBars;
class Label;
class ParallelPlot;
class ParetoPlot;
class PinList;
class SearchFields;
class Section;
class SegmentedControl;
class ThinBar;
class TrialTable;

/// A search over settings: what is varied, limits, start and pause; the best trial, all trials as lines, which settings matter, and what
/// a result costs. One trial can be chosen in any of these; its settings can be taken over as one step.
class SearchPage : public QWidget {
    Q_OBJECT
public:
    SearchPage(GraphDocument&, SearchSession&);
    /// Whether a search can start now; else why not.
    void set_ready(bool, const QString& why = {});
    /// Whether there is a validation part to compare trials by; where not, that is said.
    void set_validated(bool);

    QPushButton* start_button() const { return start_; }
    QPushButton* use_button() const { return use_; }
    ParallelPlot* plot() const { return plot_; }
    ParetoPlot* pareto() const { return pareto_; }
    TrialTable* table() const { return table_; }
    PinList* pins() const { return pins_; }

signals:
    /// All but data, project, device and threads, which the page does not know.
    void start_wanted(const loom::SearchSession::Question&);

protected:
    void changeEvent(QEvent*) override;

private:
    QWidget* make_bar();
    QWidget* make_results();
    void ask(bool fresh);
    /// Where the project now asks something else than the search that is shown: which of them is meant. False: neither.
    bool settle(SearchSession::Question&);
    void retranslate();
    void refresh();
    void refresh_bar();
    void refresh_trials();
    void refresh_chosen();
    void refresh_pareto();
    void choose(std::int64_t trial);
    /// The chosen one, or the best; null where there is none.
    const Trial* shown_trial() const;
    const Document& document_of_study() const;
    QString progress_words() const;
    /// The number of the trial in progress; 0: none.
    std::int64_t trained() const;

    GraphDocument& graph_;
    SearchSession& session_;
    std::int64_t chosen_ = 0;
    bool ready_ = true;
    QString why_not_;

    ErrorBar* error_;
    Label* note_;
    SearchFields* fields_;
    QPushButton *start_, *fresh_, *use_;
    Chip* chip_;
    ThinBar* progress_;
    Section *varied_, *lines_section_, *matters_, *costs_, *table_section_;
    PinList* pins_;
    QStackedWidget* below_;
    EmptyState* empty_;
    Label *best_title_, *best_result_, *best_settings_;
    ParallelPlot* plot_;
    ImportanceBars* importance_;
    SegmentedControl* cost_;
    ParetoPlot* pareto_;
    TrialTable* table_;
};

} // namespace loom
