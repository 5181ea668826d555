#pragma once
#include <QWidget>

class QGridLayout;

namespace loom {

class Label;
class PanelHead;
class Session;
class ShownRun;

/// What training was foretold to take, beside what it takes: memory, time, end.
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
    void retranslate();

    Session& session_;
    const ShownRun& run_;
    PanelHead* head_;
    Label* heads_[3];
    Label* rows_[3][4]; // Memory to train, per epoch, finish: name, forecast, actual, off by.
    Label* note_;
};

} // namespace loom
