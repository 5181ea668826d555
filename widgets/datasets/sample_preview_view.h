#pragma once
#include "data/sample_preview.h"

#include <QImage>
#include <QWidget>

namespace loom {

struct StepType;

/// Samples before and behind a step, a line for each: pictures as they are, spectrograms with the low pitches below. As many
/// lines as there is room for, side by side where they are short.
class SamplePreviewView : public QWidget {
    Q_OBJECT
public:
    explicit SamplePreviewView(QWidget* parent = nullptr);
    void show_preview(const SamplePreview&, const StepType&);
    QSize sizeHint() const override;
    /// What is painted now.
    int lines() const { return int(lines_.size()); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    struct Line {
        QList<QImage> before, behind;
    };
    QList<Line> lines_;
    QString caption_;
};

} // namespace loom
