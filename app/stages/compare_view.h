#pragma once
#include "bridge/graph_document.h"
#include "bridge/run_list.h"
#include "bridge/worker.h"
#include "canvas/compared_canvas.h"

#include <QListView>
#include <QTimer>

class QMenu;
class QStandardItemModel;
class QToolButton;

namespace loom {

class Label;

/// Two graphs side by side with what differs marked, and a list of it below. Each side is the project as it is, one of its
/// runs, or a project in a file. Files are read and differences found on a thread.
class CompareView : public QWidget {
    Q_OBJECT
public:
    enum Side { Before, After };

    explicit CompareView(GraphDocument& now, QWidget* parent = nullptr);
    /// Whose runs can be chosen.
    void follow(RunList& runs) { runs_ = &runs; }
    /// The choices of a side, as entries of a menu.
    void fill(QMenu&, Side);
    void choose_project(Side);
    void choose_run(Side, const std::string& name);
    void choose_file(Side, const QString& path);
    /// Another project is open.
    void forget();

    bool settled() const { return !worker_.busy() && !soon_.isActive(); }
    /// Out of the unit that is shown; false where none is.
    bool leave_unit();
    QToolButton& leave_button() const { return *leave_; }
    ComparedCanvas& canvas(Side side) const { return *sides_[side].canvas; }
    QListView& list() const { return *list_; }
    Label& summary() const { return *summary_; }
    QList<QWidget*> panels() const;

signals:
    /// Something was chosen to be compared.
    void chosen();
    void closed();

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void showEvent(QShowEvent*) override;

private:
    struct Half {
        QToolButton* choice = nullptr;
        Label* facts = nullptr;
        std::unique_ptr<GraphDocument> graph;
        ComparedCanvas* canvas = nullptr;
        std::string run; // One of these, or neither: the project as it is.
        QString file;
    };
    struct Found {
        Document documents[2];
        std::optional<DataFacts> facts[2];
        Difference difference;
        std::vector<DifferenceRow> rows;
        std::optional<Error> error; // Then there is nothing else.
    };

    QWidget* make_half(Side);
    void compare();
    void start();
    void follow_project();
    void show_found(Found);
    void enter(Side, const UnitPath&);
    void step_out();
    void measure_distance();
    Side deeper() const;
    void show_way();
    void mark();
    void show_all();
    void follow_view(Side moved);
    void choose_node(Side, NodeId);
    void go(int row);
    void show_words();
    QString title(const Half&) const;
    std::optional<NodeId> partner(Side, NodeId) const;
    void retranslate();

    GraphDocument& now_;
    RunList* runs_ = nullptr;
    Half sides_[2];
    QToolButton *back_, *leave_, *fit_;
    Label *title_, *summary_;
    QListView* list_;
    QStandardItemModel* rows_model_;
    Difference difference_;
    std::vector<DifferenceRow> rows_;
    std::optional<Error> error_;
    QPointF apart_;        // Where the same node stands in the second graph, seen from the first.
    bool moved_ = false;   // The user has chosen what is seen.
    Document of_;          // The project as it was compared.
    std::optional<DataFacts> of_facts_;
    bool again_ = false;   // The same sides once more: what is seen stays.
    QTimer soon_;          // Not at every figure that is typed.
    bool syncing_ = false, choosing_ = false;
    Worker worker_;
};

} // namespace loom
