#pragma once
#include <QWidget>

namespace loom {

/// Epoch and step over a bar of 6 px with a mark at the best epoch.
class ProgressLine : public QWidget {
public:
    ProgressLine();
    /// `share`: 0 to 1; `mark`: as well, below 0 for none.
    void show_position(const QString& epoch, const QString& step, double share, double mark);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString epoch_, step_;
    double share_ = 0, mark_ = -1;
};

} // namespace loom
