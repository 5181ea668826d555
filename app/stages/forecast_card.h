#pragma once
#include "bridge/forecast_session.h"

#include <QDateTime>
#include <QWidget>

class QGridLayout;

namespace loom {

class Label;
class PanelHead;
class Session;
class ShownRun;
struct Taken;

/// What training was foretold to take, beside what it takes: memory, time, end. Of the run that is shown, as it was foretold when that was
/// begun; without one, of the network as it is.
class ForecastCard : public QWidget {
    Q_OBJECT
public:
    ForecastCard(Session&, const ShownRun&);
    void refresh();

protected:
    void changeEvent(QEvent*) override;

private:
    QWidget* make_table();
    void make_row(QGridLayout*, int r);
    Taken told_now() const;
    void show_row(int r, double told, double took, QString (*text)(double));
    void show_end(const QDateTime& told, const QDateTime& took);
    QStringList notes_of(const Forecast&, const std::optional<ForecastSession::Measured>&) const;
    QStringList notes_now() const;
    QStringList run_notes() const;
    void retranslate();

    Session& session_;
    const ShownRun& run_;
    PanelHead* head_;
    Label* heads_[3];
    Label* rows_[3][4]; // Memory to train, per epoch, finish: name, forecast, actual, off by.
    Label* note_;
};

} // namespace loom
