#pragma once
#include <QWidget>

#include <vector>

namespace loom {

/// Result against cost (parameters, or time). Trials of which no other is better at the same or less cost (the Pareto front) are bright
/// and joined by a line; the others are dim. A click chooses the nearest.
class ParetoPlot : public QWidget {
    Q_OBJECT
public:
    struct Dot {
        std::int64_t trial;
        double cost, goal; // Goal: the less the better.
        QString words;     // "Trial 3 · 1,234 · 97.2%"
    };
    ParetoPlot();
    void set_dots(std::vector<Dot>, const QString& cost_title, const QString& result_title, QString (*cost_text)(double), QString (*goal_text)(double));
    void set_current(std::int64_t trial);
    /// By cost: their trials.
    std::vector<std::int64_t> front_trials() const;
    QPointF place(const Dot&) const;
    const std::vector<Dot>& dots() const { return dots_; }
    QSize sizeHint() const override { return {320, 200}; }
    QSize minimumSizeHint() const override { return {220, 180}; }

signals:
    void chosen(qint64 trial);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QRectF area() const;
    const Dot* dot_at(QPointF) const;
    void tell();

    std::vector<Dot> dots_;
    std::vector<std::size_t> front_;
    QString cost_title_, result_title_;
    QString (*cost_text_)(double) = nullptr;
    QString (*goal_text_)(double) = nullptr;
    double least_cost_ = 0, most_cost_ = 1, best_ = 0, worst_ = 1;
    std::int64_t current_ = 0;
};

} // namespace loom
