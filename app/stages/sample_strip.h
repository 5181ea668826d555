#pragma once
#include "bridge/activation_session.h"
#include "bridge/worker.h"

#include <QFrame>
#include <QImage>

#include <random>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace loom {

class Label;
class RunChoice;

/// The sample that Design shows, in the nodes and step by step: which row of the data, seen as what it is, and with which weights; and why there are none.
class SampleStrip : public QFrame {
    Q_OBJECT
public:
    SampleStrip(GraphDocument&, ActivationSession&, DataSession&, RunList&);

    bool settled() const { return !looks_.busy() && !painter_.busy() && !data_.is_loading(); }
    /// Why nothing is shown, or that it is being computed; empty where all is there.
    QString state() const;

    QSpinBox& row_field() const { return *row_; }
    QComboBox& class_choice() const { return *class_; }
    RunChoice& weights() const { return *weights_; }
    QToolButton& next_button() const { return *next_; }
    QToolButton& previous_button() const { return *previous_; }
    QToolButton& random_button() const { return *random_; }

protected:
    void changeEvent(QEvent*) override;

private:
    void follow_data();
    void show_row();
    void show_state();
    void follow_choice();
    SampleChoice& choice() const { return looks_.choice(); }
    /// The next row of the chosen class, in one direction, from the other end after the last.
    void step(int by);
    void go_to_any();
    bool fits(std::uint32_t row) const;
    void retranslate();

    GraphDocument& graph_;
    ActivationSession& looks_;
    DataSession& data_;
    std::shared_ptr<const Dataset> shown_;
    QLabel* picture_;
    Label *row_name_, *of_, *words_, *weights_name_, *state_;
    QSpinBox* row_;
    QToolButton *previous_, *next_, *random_;
    QComboBox* class_;
    RunChoice* weights_;
    QTimer patience_; // What is quick needs no word.
    std::mt19937 dice_{std::random_device()()};
    Worker painter_;
};

} // namespace loom
