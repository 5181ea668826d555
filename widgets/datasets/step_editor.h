#pragma once
#include "bridge/worker.h"
#include "data/sample_preview.h"
#include "data/step.h"

#include <QFrame>
#include <QTimer>

class QCheckBox;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace loom {

class Label;
class SamplePreviewView;
class SettingsForm;
class StepPreviewView;

/// The form of one preparation step: its columns, its settings, and what it does to real rows. Nothing is changed but by
/// Apply, and that only once the preview says that it can be done. Esc is Cancel.
class StepEditor : public QFrame {
    Q_OBJECT
public:
    explicit StepEditor(QWidget* parent = nullptr);

    /// A step of the list at `place`; a place behind its end: a new one.
    void open(std::shared_ptr<const Dataset>, std::vector<PreparationStep> list, std::size_t place, const PreparationStep&);
    /// Other data or another list, as far as steps before this one may have changed; what is chosen stays.
    void set_data(std::shared_ptr<const Dataset>, std::vector<PreparationStep> list, std::size_t place);
    void close_it();
    /// To the first field that can be changed.
    void take_focus();
    bool is_open() const { return type_ != nullptr; }
    bool is_new() const { return place_ >= list_.size(); }
    std::size_t place() const { return place_; }
    const PreparationStep& step() const { return step_; }
    /// The preview shown is that of the step as it is now.
    bool settled() const { return !is_open() || (!worker_.busy() && !wait_.isActive()); }

Q_SIGNALS:
    void applied(const loom::PreparationStep&);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    struct Answer {
        std::shared_ptr<const StepInput> input;
        StepPreview preview;
        SamplePreview samples; // In place of rows, where they show better what the step does.
        std::vector<std::pair<std::string, ColumnType>> columns; // That it may be done to.
    };
    void build_form(QWidget*);
    void retranslate();
    void changed();
    void compute();
    void show_answer(const Answer&);
    QString effect_words(const StepPreview&) const;
    void show_columns();
    void columns_ticked();
    void say(const QString& what, const char* ink, const QString& hint = {});
    bool all_by_itself() const { return type_ && (type_->each || !type_->changes_columns()); }
    bool lacks_columns() const { return !all_columns_ && step_.columns.empty(); }
    QString network_words(const StepPreview&) const;

    std::shared_ptr<const Dataset> data_;
    std::vector<PreparationStep> list_;
    std::size_t place_ = 0;
    PreparationStep step_, before_; // before_: as it is in the list.
    const StepType* type_ = nullptr;
    bool all_columns_ = false; // Whatever it takes, named or not.
    Answer answer_;

    QLabel* icon_;
    Label *title_, *state_, *columns_title_, *what_, *hint_, *network_, *help_;
    QPushButton *apply_, *cancel_;
    QWidget* columns_box_;
    QCheckBox* all_;
    QListWidget* columns_;
    SettingsForm* form_;
    QScrollArea* scroll_ = nullptr;
    QStackedWidget* views_; // One of the two.
    StepPreviewView* view_;
    SamplePreviewView* samples_;
    QTimer wait_, patience_;
    Worker worker_; // Last: stops before what it reports to goes.
};

} // namespace loom
