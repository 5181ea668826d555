#pragma once
#include "bridge/step_session.h"

#include <QStringList>

namespace loom {

/// Why a number is what it is, in sentences with the numbers themselves, the first reason first: "0.21 × 1.4 + … = 0.66",
/// "ReLU leaves it: 0.66".
QStringList told_reasons(const StepReasons&);
/// The same of a number of a node's tensor: what another node has made is told to come from there, and of a gradient that
/// several nodes send back that it is their sum.
QStringList told_number_of(const StepTensor&, bool backward, const StepReasons&);
/// What a weight is called: "weight", "query bias".
QString weight_words(const std::string& name);
/// The terms of the sum (or window, or share) among them, the largest first: what each is made of, and its value.
struct ToldTerm {
    QString what;   // "weight [0, 2] × Input [0]"
    QString numbers; // "0.412 × 1.4"
    QString value;
};
/// At most `most`; `left` says what the others come to.
std::vector<ToldTerm> told_terms(const StepReasons&, const StepSession&, std::size_t most, QString* left);
/// One step of training for a weight, in a sentence.
QString told_step(const OneStep&, const QString& optimiser);
/// A number as the panel has it.
QString told_number(double);

} // namespace loom
