#pragma once
#include "bridge/box_paint.h"

#include <QImage>
#include <QWidget>

#include <functional>
#include <vector>

namespace loom {

/// One sample of the chosen cell, with what the network said.
struct JudgedSample {
    std::uint32_t row = 0;
    float predicted = 0, truth = 0; // Probabilities, 0–1.
    QString words = {};             // Below the picture, in the place of these.
    std::vector<ShownBox> boxes = {}; // Over the picture.
};

/// Pictures of the samples that share one cell, the most confident errors first; below each how sure the network was of
/// its answer and of the right one. Only what is in sight is drawn.
class SampleGrid : public QWidget {
    Q_OBJECT
public:
    SampleGrid();
    /// `picture` gives the picture of a row; called when it comes into sight.
    void set_samples(std::vector<JudgedSample>, std::function<QImage(std::uint32_t)> picture, const QString& predicted_name,
                     const QString& true_name);
    /// Pictures at least so wide, also where there are words below them.
    void set_least_tile(int least) { least_tile_ = least; }
    std::size_t count() const { return samples_.size(); }
    const std::vector<JudgedSample>& samples() const { return samples_; }
    int chosen() const { return chosen_; }
    void choose(int index);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void sample_chosen(quint32 row);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    int least_tile() const;
    int columns(int width) const;
    int tile(int width) const;
    int row_height(int width) const;
    QRect place(int index) const;
    std::vector<JudgedSample> samples_;
    std::function<QImage(std::uint32_t)> picture_;
    QString predicted_name_, true_name_;
    int chosen_ = -1, least_tile_ = 0; // 0: by what is shown.
    std::vector<QImage> pictures_; // Of those that were in sight.
};

} // namespace loom
