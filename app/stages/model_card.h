#pragma once
#include "base/text.h"
#include "evaluate/evaluation.h"

#include <QImage>
#include <QString>

namespace loom {

/// What a model card says.
struct CardFacts {
    QString project;     // Its name.
    QString file;        // Of the project, as the command line takes it.
    RunRecord run;
    std::int64_t train = 0, validation = 0, test = 0; // Samples.
    std::shared_ptr<const Evaluation> evaluation;     // On the test part; null while it is not known.
    bool judging = false;                             // It will be known soon.
    QList<QImage> errors;                             // The surest errors, for pictures.
};

/// The card as a page of its own, in either language: what the model reads and answers, how good it is, where it errs,
/// what it learned from and how to repeat it. `own_page`: colours for paper, else those of the window.
QString model_card_html(const CardFacts&, Language, bool own_page);

} // namespace loom
