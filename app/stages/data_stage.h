#pragma once
#include "bridge/worker.h"
#include "data/row_order.h"
#include "data/statistics.h"
#include "datasets/row_list.h"
#include "session.h"
#include "stage.h"

#include <QElapsedTimer>
#include <QTimer>

class QPushButton;
class QSlider;
class QStackedWidget;

namespace loom {

class AuditPanel;
class DetailPanel;
class EmptyState;
class ErrorBar;
class Gallery;
class Label;
class LabelStrip;
class PanelSplitter;
class RowChanges;
class SearchField;
class SegmentedControl;
class SourcesPanel;
class StepEditor;
class SuggestionPanel;
class TableView;
class ThinBar;

/// Sources and parts at the left, all samples in the middle, what is worth knowing at the right.
class DataStage : public Stage {
    Q_OBJECT
public:
    explicit DataStage(Session&);
    QList<QWidget*> panels() const override;
    QList<QAction*> commands() const override;
    bool settled() const override;

protected:
    void changeEvent(QEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

private:
    static constexpr int quiet_ms = 300; // What is done faster shows no progress.
    enum Page { Nothing, Empty, Loading, Browse };
    void build_centre();
    void build_strip();
    void retranslate();
    void renew();
    void show_page();
    void show_example();
    void show_empty();
    void filter();
    void sort(const std::optional<RowSort>&);
    void look_up(bool keep_choice);
    void take_rows(RowOrder, bool keep_choice);
    void show_sort();
    void show_count();
    bool parse_condition();
    void measure_columns();
    void show_statistics(std::vector<ColumnStatistics>);
    void audit_data();
    void show_rows(const std::vector<std::uint32_t>&, const QString& why);
    void show_all_rows();
    void show_badge();
    void edit_step(const PreparationStep&, int place);
    void follow_steps();
    void close_editor();
    void show_current(int index);
    void show_choice();
    QStringList class_names() const;
    void show_looks();
    void show_column(int);
    void choose_file();
    void choose_folder();
    void suggest();
    void close_proposal();
    /// What is shown are the first rows of what is still being read.
    bool is_glance() const { return data_ && data_ == session_.data().first_rows(); }

    Session& session_;
    std::shared_ptr<const Dataset> data_;
    std::vector<ColumnStatistics> statistics_;
    bool had_dataset_ = false;

    QAction *open_file_, *open_folder_;
    PanelSplitter* splitter_;
    SourcesPanel* left_;
    QWidget* centre_;
    AuditPanel* right_;

    QStackedWidget* pages_;
    EmptyState* empty_;
    ThinBar* loading_;
    QTimer patience_, audit_later_, pause_; // patience_: until what is read slowly is told; pause_: in typing a condition.
    ErrorBar* error_;
    SegmentedControl *view_, *shown_part_;
    SearchField* condition_;
    Label* condition_error_; // What is wrong with it, once typing pauses.
    QPushButton* only_; // Takes off that some rows alone are shown.
    std::vector<std::uint32_t> only_rows_;
    std::optional<RowSort> sort_; // As it is wanted; the table shows what is there.
    QPushButton* sorted_;         // Beside tiles, which have no heads: by what they are sorted; takes it off.
    QWidget* amount_;
    Label* count_;
    QWidget* tile_box_;
    QSlider* tile_;
    QStackedWidget* views_;
    RowList* rows_;
    Gallery* gallery_;
    TableView* table_;
    LabelStrip* strip_;
    RowChanges* changes_;
    DetailPanel* detail_;
    QWidget* editor_line_;
    StepEditor* editor_;
    SuggestionPanel* proposal_; // In the same place.
    std::vector<PreparationStep> edited_list_; // As the open form knows the list.
    Worker finder_, statistician_, auditor_; // Last: they stop before what they report to goes.
    QElapsedTimer looking_; // Since the rows are looked through.
};

} // namespace loom
