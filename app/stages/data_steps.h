#pragma once
#include "bridge/worker.h"
#include "data/step_effect.h"
#include "schema/data_setup.h"

#include <QWidget>

class QAction;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace loom {

class Label;
class PanelHead;
class Session;
class StepList;
class StepSearch;
struct StepType;

/// What is done to the data before it is learned from: the steps of the project, which are edited here, and below them
/// what happens by itself. Every change is one step of the history.
class StepsSection : public QWidget {
    Q_OBJECT
public:
    explicit StepsSection(Session&);
    /// Null: there is none.
    void show_data(std::shared_ptr<const Dataset>);
    void retranslate();
    /// What the steps do is not known yet.
    bool busy() const { return worker_.busy(); }
    /// The place whose form is open, or −1.
    void set_opened(int place);
    QAction* add_action() const { return add_action_; }
    void focus_list();

    /// Puts `step` at `place` of the list, in the place of the one there or behind all.
    void put(const PreparationStep& step, std::size_t place);

Q_SIGNALS:
    /// The form of a step is asked for: of one of the list, or of a new one behind them.
    void form_wanted(const loom::PreparationStep&, int place);

private:
    struct Found {
        std::vector<std::optional<StepEffect>> effects;
        std::vector<std::size_t> missing; // One per column behind all steps, in the rows that are used.
        bool several_sizes = false;       // Of pictures.
    };
    const std::vector<PreparationStep>& steps() const;
    void change(const Message& name, const std::function<void(std::vector<PreparationStep>&)>&);
    void choose_type();
    /// Whether there is something in the data that such a step could be done to.
    bool fits(const StepType&) const;
    void show_menu(int place, QPoint at);
    void move(int from, int to);
    void switch_step(int place, bool on);
    void remove(int place);
    void show_steps();
    void show_automatic();
    QString note_of(const PreparationStep&, const StepType&, const StepEffect*) const;

    Session& session_;
    std::shared_ptr<const Dataset> data_;
    Found found_;
    std::vector<PreparationStep> found_for_;
    QAction* add_action_;
    PanelHead* head_;
    QToolButton* add_;
    StepSearch* search_;
    QWidget* empty_;
    Label *empty_words_, *note_, *automatic_title_;
    QPushButton* empty_add_;
    StepList* list_;
    QWidget* automatic_;
    Worker worker_; // Last: stops before what it reports to goes.
};

/// The title of a step, or its id where this program does not know it.
Message step_title(const PreparationStep&);

} // namespace loom
