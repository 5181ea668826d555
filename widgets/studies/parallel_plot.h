#pragma once
#include "studies/study_words.h"

#include <QWidget>

#include <map>

namespace loom {

/// Parallel coordinates: one axis per setting and the result at the right, one line per trial, in the colour of its result. A stretch
/// that is dragged along an axis keeps only the lines through it bright; a click on the axis lets it go. The line next to the pointer is
/// highlighted and told; a click chooses it. Left and right go from trial to trial, Escape lets all stretches go.
class ParallelPlot : public QWidget {
    Q_OBJECT
public:
    ParallelPlot();
    /// Stretches stay where the axes are the same.
    void show_picture(StudyPicture);
    /// 0: none.
    void set_current(std::int64_t trial);
    std::int64_t current() const { return current_; }
    /// The stretch of an axis, from 0 to 1 from below.
    void set_stretch(std::size_t axis, std::optional<std::pair<double, double>>);
    /// Whether all stretches have the line.
    bool is_kept(const StudyLine&) const;
    /// Of a place on an axis, in pixels of the widget.
    QPointF place(std::size_t axis, double at) const;
    QSize sizeHint() const override { return {560, 260}; }
    QSize minimumSizeHint() const override { return {280, 220}; }

signals:
    /// By click or key.
    void chosen(qint64 trial);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QRectF area() const;
    std::optional<std::size_t> axis_at(QPointF) const;
    double at(QPointF) const;
    const StudyLine* line_at(QPointF) const;
    const StudyLine* line_of(std::int64_t trial) const;
    void paint_axis(QPainter&, std::size_t) const;
    void paint_line(QPainter&, const StudyLine&, const QPen&) const;
    void choose(std::int64_t trial);
    void tell();

    StudyPicture picture_;
    std::map<std::size_t, std::pair<double, double>> stretches_;
    std::int64_t current_ = 0, hovered_ = 0;
    std::optional<std::size_t> dragged_;
    double drag_from_ = 0;
    bool moved_ = false;
};

} // namespace loom
