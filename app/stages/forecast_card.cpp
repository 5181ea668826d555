#include "stages/forecast_card.h"

#include "schema/recipe.h"
#include "session.h"
#include "stages/shown_run.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QEvent>
#include <QGridLayout>

#include <cmath>

namespace loom {

static QString not_known() { return QStringLiteral("–"); }

ForecastCard::ForecastCard(Session& session, const ShownRun& run) : session_(session), run_(run)
{
    auto* lines = column(this);
    head_ = new PanelHead;
    note_ = new Label({}, FontRole::Small, "text3");
    note_->wrap();
    note_->setObjectName(QStringLiteral("forecast-note"));
    lines->addWidget(head_);
    lines->addWidget(make_table());
    auto* note = column(nullptr);
    note->setContentsMargins(12, 8, 12, 8);
    note->addWidget(note_);
    lines->addLayout(note);
    retranslate();
}

QWidget* ForecastCard::make_table()
{
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    auto* head = ground("sunken");
    head->setFixedHeight(size::row);
    grid->addWidget(head, 0, 0, 1, 4);
    for (int c = 0; c < 3; ++c) {
        heads_[c] = new Label({}, FontRole::Small, "text2", true);
        heads_[c]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        heads_[c]->setContentsMargins(4, 0, c == 2 ? 12 : 4, 0);
        grid->addWidget(heads_[c], 0, c + 1, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (int r = 0; r < 3; ++r)
        make_row(grid, r);
    return table;
}

void ForecastCard::make_row(QGridLayout* grid, int r)
{
    grid->setRowMinimumHeight(2 * r + 1, size::row);
    for (int c = 0; c < 4; ++c) {
        Label*& cell = rows_[r][c];
        cell = new Label({}, FontRole::Small, c == 3 ? "text2" : "text", c == 2);
        cell->setObjectName(QStringLiteral("forecast-%1-%2").arg(r).arg(c));
        if (c == 0) {
            cell->wrap(); // It is the names that give way.
            cell->setContentsMargins(12, 0, 4, 0);
        } else {
            cell->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            cell->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
            cell->numbers()->reserve({c == 3 ? QStringLiteral("\u221299.9%") : QStringLiteral("99.9 MiB")});
            cell->setContentsMargins(4, 0, c == 3 ? 12 : 4, 0);
        }
        grid->addWidget(cell, 2 * r + 1, c, c == 0 ? Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    }
    grid->addWidget(separator(Qt::Horizontal), 2 * r + 2, 0, 1, 4);
}

void ForecastCard::refresh()
{
    const bool here = run_.is_here();
    const Taken told = here ? run_.foretold() : told_now(), took = here ? run_.taken() : Taken();
    show_row(0, told.bytes, took.bytes, bytes_text);
    show_row(1, told.epoch, took.epoch, duration_text);
    show_end(told.end, took.end);
    head_->set_count(here && !session_.training().run().empty() ? session_.run_list().title_of(session_.training().run()) : QString());
    note_->setText((here ? run_notes() : notes_now()).join(QLatin1Char('\n')));
}

/// Of the network as it is.
Taken ForecastCard::told_now() const
{
    Taken taken;
    const ForecastSession& session = session_.forecast();
    const auto& told = session.forecast();
    if (!told)
        return taken;
    const auto& measured = session.measured();
    taken.bytes = double(told->added_bytes);
    // As it was measured; else what an epoch took the last time, for a network of the same size.
    taken.epoch = measured ? measured->pace.epoch(told->steps_per_epoch) : run_.epoch_of_others(told->parameters);
    const double all = measured ? measured->seconds : taken.epoch * double(unpack_recipe(session_.graph().document().recipe().settings).epochs);
    if (all > 0)
        taken.end = QDateTime::currentDateTime().addMSecs(qint64(all * 1000));
    return taken;
}

void ForecastCard::show_row(int r, double told, double took, QString (*text)(double))
{
    rows_[r][1]->setText(told > 0 ? text(told) : not_known());
    rows_[r][2]->setText(took > 0 ? text(took) : not_known());
    if (!(told > 0) || !(took > 0))
        return rows_[r][3]->setText(not_known());
    const double by = (took / told - 1) * 100;
    rows_[r][3]->setText((by < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + QString::number(std::abs(by), 'f', 1) + QLatin1Char('%'));
}

void ForecastCard::show_end(const QDateTime& told, const QDateTime& took)
{
    const auto clock = [](const QDateTime& t) { return t.isValid() ? QLocale().toString(t.time(), QStringLiteral("HH:mm")) : not_known(); };
    rows_[2][1]->setText(clock(told));
    rows_[2][2]->setText(clock(took));
    // Who stopped it did not mean the end that was foretold.
    const bool whole = !run_.outcome() || run_.outcome()->kind == Outcome::Kind::Finished;
    if (!told.isValid() || !took.isValid() || !whole)
        return rows_[2][3]->setText(not_known());
    const qint64 s = told.secsTo(took);
    const double apart = double(std::abs(s));
    rows_[2][3]->setText((s < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + (apart < 60     ? duration_text(apart)
                                                                                    : apart < 3600 ? tr("%1 min").arg(std::lround(apart / 60))
                                                                                                   : tr("%1 h").arg(apart / 3600, 0, 'f', 1)));
}

QStringList ForecastCard::notes_of(const Forecast& told, const std::optional<ForecastSession::Measured>& measured) const
{
    QStringList notes{tr("%1 parameters, %2 multiply-adds per sample, %3 steps per epoch")
                          .arg(counted(told.parameters), short_count(double(told.multiply_adds)), counted(told.steps_per_epoch))};
    if (measured && measured->largest_batch > 0)
        notes += tr("Batches of up to %1 fit into the memory that is free.").arg(counted(measured->largest_batch));
    if (measured && measured->pace.wait > measured->pace.step / 10)
        notes += tr("%1 of each step is waiting for data.").arg(percent_text(measured->pace.wait / measured->pace.step, 0));
    if (measured && measured->pace.joules)
        notes += tr("An epoch draws about %1 J, with all else that this machine does.").arg(counted(qint64(*measured->pace.joules * double(told.steps_per_epoch))));
    return notes;
}

QStringList ForecastCard::notes_now() const
{
    const ForecastSession& session = session_.forecast();
    if (!session.forecast())
        return {tr("The forecast needs data and a network without errors.")};
    QStringList notes = notes_of(*session.forecast(), session.measured());
    if (session.measuring())
        notes.insert(1, tr("The pace is being measured …"));
    return notes;
}

QStringList ForecastCard::run_notes() const
{
    const TrainingSession& training = session_.training();
    const auto& position = training.position();
    QStringList notes = run_.forecast() ? notes_of(*run_.forecast(), run_.measured()) : QStringList();
    if (position.rate_scale != 1)
        notes += tr("The learning rate is %1 times what the schedule says.").arg(measure_text(position.rate_scale));
    if (position.parts > 0)
        notes += tr("Memory is short: each batch is taken in %1 parts, one after the other. What is learned stays the same.").arg(position.parts);
    if (!training.active() && !session_.forecast().is_of(training.job().document, training.job().dataset.get()))
        if (const Taken now = told_now(); now.bytes > 0)
            notes += now.epoch > 0 ? tr("As the network is now: %1 to train, %2 per epoch.").arg(bytes_text(now.bytes), duration_text(now.epoch))
                                   : tr("As the network is now: %1 to train.").arg(bytes_text(now.bytes));
    return notes;
}

void ForecastCard::retranslate()
{
    head_->set_title(tr("Forecast and actual"));
    const QString heads[] = {tr("Forecast"), tr("Actual"), tr("Off by")};
    for (int c = 0; c < 3; ++c)
        heads_[c]->setText(heads[c]);
    rows_[0][0]->setText(tr("Memory to train"));
    rows_[1][0]->setText(tr("Per epoch"));
    rows_[2][0]->setText(tr("Finish"));
}

void ForecastCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
