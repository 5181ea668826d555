#pragma once
#include "data/step_effect.h"

#include <QAbstractScrollArea>

namespace loom {

/// Rows before and behind a step, side by side: what is changed has its own ground, what is left out is struck through.
class StepPreviewView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit StepPreviewView(QWidget* parent = nullptr);
    void show_preview(StepPreview);
    const StepPreview& preview() const { return preview_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    struct Cell {
        QString text;
        bool missing = false, changed = false, gone = false, right = false;
    };
    struct Strip { // One column of cells.
        QString title, caption;
        const char* icon = nullptr;
        bool joins = false; // Belongs to the one at its left: the title is that one's.
        std::vector<Cell> cells;
        int width = 0;
    };
    void build();
    Strip strip_of(const Column&, const std::vector<bool>* changed) const;
    void measure();
    int head_height() const;
    int row_height() const;

    StepPreview preview_;
    std::vector<Strip> strips_;
};

} // namespace loom
