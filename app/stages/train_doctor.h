#pragma once
#include "train/diagnosis.h"

#include <QWidget>

#include <functional>

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
    void failed(const loom::Error&);

private:
    void clear();
    void add(FindingCard*);
    int add_problems();
    int add_shortage();
    int add_diagnoses();
    FindingCard* diagnosis_card(const Diagnosis&);
    void offer_to_ignore(FindingCard*, const Diagnosis&);
    void offer_ignored(int count);
    /// What the user does not want to see of this run: Diagnosis::key().
    std::vector<std::string> ignored() const;
    void change_ignored(const std::function<void(std::vector<std::string>&)>&);
    QString calm_words() const;

    Session& session_;
    const ShownRun& run_;
    PanelHead* head_;
    QWidget* cards_;
};

} // namespace loom
