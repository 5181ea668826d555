#pragma once
#include "train/diagnosis.h"

#include <QWidget>

namespace loom {

class FindingCard;
class PanelHead;
class Session;
class ShownRun;

/// What stands in the way of training, and what ails the run that is shown: a card each, with what can be done.
class TrainDoctor : public QWidget {
    Q_OBJECT
public:
    TrainDoctor(Session&, const ShownRun&);
    void refresh();

signals:
    /// As Stage's.
    void stage_wanted(const QString& name);

private:
    void clear();
    void add(FindingCard*);
    int add_problems();
    int add_shortage();
    int add_diagnoses();
    FindingCard* diagnosis_card(const Diagnosis&);
    QString calm_words() const;

    Session& session_;
    const ShownRun& run_;
    PanelHead* head_;
    QWidget* cards_;
};

} // namespace loom
