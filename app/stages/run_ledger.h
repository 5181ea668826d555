#pragma once
#include "bridge/worker.h"
#include "session.h"

#include <QWidget>

#include <optional>

class QMenu;
class QPushButton;
class QToolButton;

namespace loom {

class PanelHead;
class RunTable;
class RunTableModel;
class SearchField;

/// The ledger of runs below the curves: the table with its filter, its groups and columns, and what can be done with the chosen runs.
class RunLedger : public QWidget {
    Q_OBJECT
public:
    RunLedger(Session&, RunTableModel&);

    RunTable* table() const { return table_; }
    QPushButton* compare_button() const { return compare_; }
    QPushButton* group_button() const { return group_; }
    SearchField* filter() const { return filter_; }
    void set_count(const QString&);
    /// Opens the dialog that compares the two chosen runs.
    void compare();
    /// Puts network, recipe and data of a run in the place of the project's, as one step.
    void bring_back(const std::string& run);

    /// Event files of TensorBoard, a folder for each, of the chosen runs; of all that are seen, where none is chosen.
    void write_events(const fs::path& folder);
    QPushButton* export_button() const { return export_; }
    bool writing() const { return writer_.busy(); }

signals:
    void resume_wanted(const QString& run);
    /// A new run that goes on from this state of another one; `more_epochs` as Job's.
    void continue_wanted(const loom::Origin&, qint64 more_epochs);
    void failed(const loom::Error&);

protected:
    void changeEvent(QEvent*) override;

private:
    void refresh();
    void retranslate();
    void show_menu(QPoint);
    void edit_tags(const std::vector<std::string>& runs);
    void edit_note(const std::string& run);
    void add_continuing(QMenu&, const RunRecord&);
    void choose_state(const std::string& run);
    void show_export_menu();
    void save_csv();
    void choose_events_folder();
    void tell(const Status&);

    Session& session_;
    RunTableModel& model_;
    PanelHead* head_;
    SearchField* filter_;
    QPushButton *group_, *compare_, *columns_, *export_;
    RunTable* table_;
    Worker writer_; // Last: stops before what it reports to goes.
};

} // namespace loom
