#pragma once
#include "bridge/graph_document.h"

#include <QFrame>

#include <functional>

class QButtonGroup;
class QHBoxLayout;
class QListView;
class QStackedWidget;
class QStringListModel;
class QToolButton;

namespace loom {

class Label;
class Outline;

/// One finding: icon, the way to the node, the sentence, its first repair. A click leads to the node, in the copy that has it.
class ProblemRow : public QWidget {
    Q_OBJECT
public:
    using Findings = std::function<std::vector<Finding>()>;
    /// `all`: the findings as they are when the repair is pressed.
    ProblemRow(GraphDocument&, const Finding&, Findings all);
    std::optional<NodeId> node() const { return finding_.node; }
    /// Whether a node that has it is chosen.
    void show_selection();
    /// What its name takes, and what all names get.
    int name_width() const;
    void set_name_width(int);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    GraphDocument& graph_;
    const Finding finding_;
    Label* name_;
    bool selected_ = false;
};

/// Below the canvas: problems, the outline, the history, and pages of others.
class ProblemsPanel : public QFrame {
    Q_OBJECT
public:
    explicit ProblemsPanel(GraphDocument&, QWidget* parent = nullptr);
    enum Page { Problems, OutlinePage, History };
    void show_page(int);
    int page() const;
    /// Behind the others, with a tab of its own; gives the page's number. The title is the owner's to set, on LanguageChange too.
    int add_page(QWidget*);
    void set_page_title(int page, const QString&);
    /// The tab of a page.
    QToolButton* tab(int page) const;
    /// Null past the last one.
    QWidget* row_at(int) const;
    /// Findings that the document alone does not tell; asked at each change of it and by look_again().
    void set_beside(ProblemRow::Findings);
    void look_again() { fill_problems(); }

signals:
    /// By whatever way it was opened, also where it was open already.
    void page_shown(int);

protected:
    void changeEvent(QEvent*) override;

private:
    void refresh();
    std::vector<Finding> findings() const;
    void fill_problems();
    void fill_history();
    void show_selection();
    void retranslate();
    GraphDocument& graph_;
    QButtonGroup* pages_;
    QHBoxLayout* tabs_;
    struct Count {
        QWidget* icon;
        Label* number;
    };
    Count counts_[3];
    QStackedWidget* stack_;
    QWidget* rows_;
    Label* fine_;
    Outline* outline_;
    QListView* history_;
    QStringListModel* steps_;
    ProblemRow::Findings beside_;
    std::vector<ProblemRow*> problem_rows_;
    std::vector<std::string> shown_words_; // What the rows say.
};

} // namespace loom
