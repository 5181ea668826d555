#pragma once
#include "theme/numbers.h"

#include <QSharedPointer>

#include <qcustomplot.h>

namespace loom {

/// Steps of 1, 2 or 5 times a power of ten, and labels with equal decimals: "2,000", "0.05", "1e-3".
class NiceTicker : public QCPAxisTicker {
public:
    explicit NiceTicker(int about = 5) { setTickCount(about); }
    /// Steps below 1 mean nothing on this axis (epochs).
    void set_whole(bool on) { least_step_ = on ? 1 : 0; }

protected:
    double getTickStep(const QCPRange&) override;
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;
    QVector<double> createTickVector(double step, const QCPRange&) override;

private:
    double step_ = 1, most_ = 1, least_step_ = 0;
};

/// Labels 1, 2 and 5 of each decade; fewer where decades are many, evenly spaced ones where there is less than one.
class NiceLogTicker : public QCPAxisTicker {
public:
    explicit NiceLogTicker(int most = 9) { setTickCount(most); }

protected:
    double getTickStep(const QCPRange&) override { return 1; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;
    QVector<double> createTickVector(double step, const QCPRange&) override;
};

/// The largest of 1, 2, 5 × 10^n that is at most `rough`, or the least that is at least it.
double nice_step(double rough);

} // namespace loom
