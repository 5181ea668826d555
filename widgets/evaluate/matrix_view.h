#pragma once
#include <QWidget>

#include <optional>
#include <vector>

namespace loom {

/// The confusion matrix: rows are the truth, columns the prediction. Right answers blue, errors orange by the logarithm
/// of their count, zeros blank. A click or the arrow keys choose a cell.
class MatrixView : public QWidget {
    Q_OBJECT
public:
    MatrixView();
    void set_matrix(const std::vector<std::vector<std::int64_t>>& confusion, const QStringList& classes);
    void set_percent(bool);
    struct Cell {
        int truth = 0, predicted = 0;
        bool operator==(const Cell&) const = default;
    };
    std::optional<Cell> chosen() const { return chosen_; }
    void choose(Cell);
    /// The error that happens most often; nothing where there is none.
    std::optional<Cell> worst() const;
    QRect cell_rect(Cell) const;
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

signals:
    void cell_chosen(int truth, int predicted);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool event(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    struct Places {
        int left, top, side; // Of the cells; side with the gap.
    };
    Places places() const;
    std::optional<Cell> at(QPoint) const;
    QRect cell_rect(const Places&, Cell) const;
    int label_width() const;

    std::vector<std::vector<std::int64_t>> confusion_;
    std::vector<std::int64_t> row_sums_;
    std::int64_t most_wrong_ = 0;
    QStringList classes_;
    bool percent_ = false;
    std::optional<Cell> chosen_;
};

} // namespace loom
