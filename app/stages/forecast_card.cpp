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

ForecastCard::ForecastCard(Session& session, const ShownRun& run) : session_(session), run_(run)
{
    auto* lines = column(this);
    head_ = new PanelHead;
    note_ = new Label({}, FontRole::Small, "text3");
    note_->wrap();
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
    const TrainingSession& training = session_.training();
    const QString none = QStringLiteral("–");
    const auto off = [&](double actual, double foretold) {
        if (!(foretold > 0) || !(actual > 0))
            return none;
        const double by = (actual / foretold - 1) * 100;
        return (by < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + QString::number(std::abs(by), 'f', 1) + QLatin1Char('%');
    };
    const bool showing = run_.is_here();

    const std::optional<Forecast>& told = session_.forecast().forecast();
    const double foretold = told ? double(told->added_bytes) : 0;
    const auto& position = training.position();
    const double used = showing && position.memory_bytes > position.held_bytes ? double(position.memory_bytes - position.held_bytes) : 0;
    rows_[0][1]->setText(foretold > 0 ? bytes_text(foretold) : none);
    rows_[0][2]->setText(used > 0 ? bytes_text(used) : none);
    rows_[0][3]->setText(off(used, foretold));

    // As it was measured before the start; else what an epoch took the last time, for a network of the same size.
    const auto& measured = session_.forecast().measured();
    double before = told && measured ? measured->pace.epoch(told->steps_per_epoch) : 0;
    for (const RunRecord& r : session_.run_list().records()) {
        if (before > 0)
            break;
        if (!told || r.parameters != told->parameters || (showing && r.name == training.run()))
            continue;
        const RunMetrics& m = session_.run_list().metrics(r.name);
        double seconds = 0;
        for (const EpochPoint& e : m.epochs)
            seconds += e.seconds / double(m.epochs.size());
        before = seconds;
    }
    double now = 0;
    const auto& epochs = training.metrics().epochs;
    for (const EpochPoint& e : epochs)
        now += e.seconds;
    now = epochs.empty() || !showing ? 0 : now / double(epochs.size());
    rows_[1][1]->setText(before > 0 ? duration_text(before) : none);
    rows_[1][2]->setText(now > 0 ? duration_text(now) : none);
    rows_[1][3]->setText(off(now, before));

    const auto clock = [](const QDateTime& t) { return QLocale().toString(t.time(), QStringLiteral("HH:mm")); };
    const auto epochs_asked = double(unpack_recipe((showing ? training.job().document : session_.graph().document()).recipe().settings).epochs);
    const QDateTime begin = training.active() ? run_.started() : QDateTime::currentDateTime();
    const double all = measured ? measured->seconds : before * epochs_asked;
    const QDateTime wanted = begin.addMSecs(qint64(all * 1000));
    rows_[2][1]->setText(before > 0 ? clock(wanted) : none);
    rows_[2][2]->setText(none);
    rows_[2][3]->setText(none);
    if (training.active() && std::isfinite(training.seconds_left())) {
        const QDateTime end = QDateTime::currentDateTime().addMSecs(qint64(training.seconds_left() * 1000));
        rows_[2][2]->setText(clock(end));
        if (before > 0) {
            const qint64 s = wanted.secsTo(end);
            const double apart = double(std::abs(s));
            rows_[2][3]->setText((s < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + (apart < 60     ? duration_text(apart)
                                                                                            : apart < 3600 ? tr("%1 min").arg(std::lround(apart / 60))
                                                                                                           : tr("%1 h").arg(apart / 3600, 0, 'f', 1)));
        }
    }
    if (!told) {
        note_->setText(tr("The forecast needs data and a network without errors."));
        return;
    }
    QStringList notes{tr("%1 parameters, %2 multiply-adds per sample, %3 steps per epoch")
                          .arg(counted(told->parameters), short_count(double(told->multiply_adds)), counted(told->steps_per_epoch))};
    if (session_.forecast().measuring())
        notes += tr("The pace is being measured …");
    if (measured && measured->largest_batch > 0)
        notes += tr("Batches of up to %1 fit into the memory that is free.").arg(counted(measured->largest_batch));
    if (measured && measured->pace.wait > measured->pace.step / 10)
        notes += tr("%1 of each step is waiting for data.").arg(percent_text(measured->pace.wait / measured->pace.step, 0));
    if (measured && measured->pace.joules)
        notes += tr("An epoch draws about %1 J, with all else that this machine does.").arg(counted(qint64(*measured->pace.joules * double(told->steps_per_epoch))));
    if (showing && position.rate_scale != 1)
        notes += tr("The learning rate is %1 times what the schedule says.").arg(measure_text(position.rate_scale));
    if (showing && position.parts > 0)
        notes += tr("Memory is short: each batch is taken in %1 parts, one after the other. What is learned stays the same.").arg(position.parts);
    note_->setText(notes.join(QLatin1Char('\n')));
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
