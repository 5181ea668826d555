#pragma once
#include "runs/run_table_model.h"

#include <QStyledItemDelegate>
#include <QTableView>

class QMenu;

namespace loom {

/// The ledger as a table: rows 28, state as a chip, marks of the overlaid runs, tags as chips, heads that sort. Names and tags are
/// edited in place (F2); Ctrl+C copies the chosen rows with their heads, tabs between the columns that are seen. Which columns these
/// are is chosen in a menu on the heads, and remembered.
class RunTable : public QTableView {
    Q_OBJECT
public:
    explicit RunTable(RunTableModel&);
    void set_filter(const QString&);
    void set_grouping(RunTableModel::Grouping);
    std::optional<std::string> current_run() const;
    /// Each once, from the top.
    std::vector<std::string> selected_runs() const;
    void select_runs(const std::vector<std::string>&);
    /// Begins to edit a run's name or tags; `section`: of the model.
    void edit_run(const std::string& run, int section);
    /// An entry for each column.
    void fill_columns_menu(QMenu&);
    /// The chosen rows as Ctrl+C copies them.
    QString copied_text() const;

signals:
    void run_chosen(const QString& run);
    void selection_changed();

protected:
    void changeEvent(QEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    /// The rows reach to the right edge.
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    friend class RunDelegate;
    void follow_model();
    void size_columns();
    void show_columns();
    bool wanted(int section) const;
    int width_of(int section) const;
    void stretch_note();
    RunTableModel& model_;
    std::vector<std::string> ids_; // Of the columns that widths were made for.
    std::vector<std::string> selected_; // While the model is made anew.
    std::string current_;
    int hovered_ = -1;
    bool restoring_ = false;
};

} // namespace loom
