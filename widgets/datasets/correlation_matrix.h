#pragma once
#include <QStringList>
#include <QWidget>

#include <vector>

namespace loom {

/// How each pair of columns goes together, as a square of colours; −1 … 1 in the signed colours, 0 … 1 too. A click or the
/// arrow keys choose a pair.
class CorrelationMatrix : public QWidget {
    Q_OBJECT
public:
    explicit CorrelationMatrix(QWidget* parent = nullptr);
    /// `values`: names × names, row by row, NaN where there is none. `measure`: "Pearson".
    void set_values(QStringList names, std::vector<double> values, const QString& measure);
    /// Row and column; −1: none.
    int current_row() const { return row_; }
    int current_column() const { return column_; }
    void set_current(int row, int column);
    QSize sizeHint() const override { return {196, 196}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int w) const override { return w; }

Q_SIGNALS:
    void current_changed(int row, int column);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool event(QEvent*) override;

private:
    QRect square() const;
    QRectF cell(int row, int column) const;
    std::pair<int, int> at(QPointF) const;
    QString words(int row, int column) const;

    QStringList names_;
    std::vector<double> values_;
    QString measure_;
    int row_ = -1, column_ = -1;
};

} // namespace loom
