#pragma once
#include "data/step.h"

#include <QFrame>

#include <functional>

class QListView;
class QStandardItemModel;

namespace loom {

class Label;
class SearchField;

/// The icon that stands for a group of steps.
const char* step_icon(StepGroup);

/// A field and the preparation steps that match it, by group, with a word on the current one: type, arrow keys, Enter.
class StepSearch : public QFrame {
    Q_OBJECT
public:
    explicit StepSearch(QWidget* parent);
    /// Below (or above) `at` of the screen; only steps that `fits` says yes to.
    void open(const QRect& at, const std::function<bool(const StepType&)>& fits);

Q_SIGNALS:
    void chosen(const loom::StepType*);

protected:
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void fill();
    void go(int by);
    void choose();
    void show_help();
    SearchField* field_;
    QListView* list_;
    QStandardItemModel* model_;
    Label *nothing_, *help_;
    std::vector<const StepType*> types_;
};

} // namespace loom
