#pragma once
#include "bridge/step_session.h"

#include <QWidget>

#include <memory>

class QHBoxLayout;
class QSpinBox;
class QToolButton;

namespace loom {

class EmptyState;
class FormulaView;
class Label;
class RunChoice;
class SegmentedControl;
class TensorView;

/// One sample, walked through the network node by node, forward and back: for the selected node its formula, the numbers
/// that come in, the weights and the numbers that come out, or how the loss grows with each of them; and for a number that is
/// clicked, the very sum that made it.
class StepPanel : public QWidget {
    Q_OBJECT
public:
    explicit StepPanel(GraphDocument&, QWidget* parent = nullptr);
    /// Until then there is nothing to walk through.
    void follow(StepSession&, RunList&);

    /// Whether sample and weights are chosen here: not where the strip above the canvas does.
    void offer_choice(bool);

    enum class Way { Forward, Backward };
    void set_way(Way);
    Way way() const;
    /// To the next node of the walk, or the one before: on the way back, against the wires.
    void go(int steps);
    /// Where nothing is selected, or the selection is elsewhere: at the walk's beginning.
    void begin();
    bool settled() const;

    // For tests.
    SegmentedControl& ways() const { return *ways_; }
    QToolButton& next_button() const { return *next_; }
    QToolButton& previous_button() const { return *previous_; }
    QSpinBox& row_field() const { return *row_; }
    RunChoice& weights() const { return *weights_; }
    FormulaView& formula() const { return *formula_; }
    EmptyState& empty() const { return *empty_; }
    bool shows_numbers() const;
    /// Inputs, weights and output of the node, as they are shown.
    std::vector<TensorView*> tensors() const;
    /// The sentences about the chosen number.
    QString told() const;

protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;

private:
    QWidget* bar();
    void retranslate();
    void refresh();
    void show_node();
    void show_tensors();
    void show_end();
    void show_reasons();
    void choose(std::size_t tensor, qint64 element);
    void show_choice();
    QString title_of(const StepTensor&) const;
    std::vector<std::string> names_of(const StepTensor&) const;
    const DataFacts* facts_of(NodeId) const;

    GraphDocument& graph_;
    StepSession* session_ = nullptr;
    SegmentedControl* ways_;
    QToolButton *previous_, *next_;
    Label *place_, *state_, *row_name_, *weights_name_;
    QSpinBox* row_;
    RunChoice* weights_ = nullptr; // Once there are runs to choose from.
    QHBoxLayout* tools_;
    QWidget *content_, *words_, *terms_, *flow_;
    FormulaView *formula_, *loss_formula_, *step_formula_;
    Label *node_name_, *node_help_, *chosen_name_, *letters_, *told_, *step_told_, *end_told_, *loss_title_, *step_title_;
    EmptyState* empty_;
    std::vector<TensorView*> tensors_; // Made when needed, kept.
    std::shared_ptr<const StepView> shown_;
    std::size_t chosen_tensor_ = std::size_t(-1);
    bool offers_choice_ = true;
};

} // namespace loom
