#pragma once
#include "data/dataset.h"
#include "theme/controls.h"

#include <memory>

class QAction;
class QVBoxLayout;

namespace loom {

class ClassBars;
class Session;
class SettingsForm;
class SourceRow;
class SplitSection;
class StepsSection;

/// The left panel of the Data stage: where the data come from and how they are read, the classes, what is done to the
/// columns, the parts.
class SourcesPanel : public QFrame {
    Q_OBJECT
public:
    /// The actions open a file or a folder; they are the "+" of the head.
    SourcesPanel(Session&, QAction* open_file, QAction* open_folder);
    /// Null: there is none.
    void show_data(std::shared_ptr<const Dataset>);
    void retranslate();
    /// The class that is filtered by, or −1.
    int chosen_class() const;
    void choose_class(int);
    StepsSection& steps() { return *steps_; }

    /// Proposes a network for the data; enabled where there is some.
    QAction* suggest_action() const { return suggest_action_; }
    void focus_suggestion();

Q_SIGNALS:
    void class_chosen(int);

protected:
    void changeEvent(QEvent*) override;

private:
    void fit_fields();
    void build_source(QVBoxLayout*);
    void show_source();

    Session& session_;
    std::shared_ptr<const Dataset> data_;
    PanelHead *sources_head_, *classes_head_;
    QToolButton* add_;
    SourceRow* source_;
    SettingsForm* reading_;
    QWidget *content_, *classes_box_;
    ClassBars* bars_;
    StepsSection* steps_;
    SplitSection* split_;
    QPushButton* suggest_;
    QAction* suggest_action_;
};

} // namespace loom
