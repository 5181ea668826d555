#pragma once
#include "graph/analysis.h"

#include <QFrame>

#include <functional>

class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace loom {

class GraphDocument;
class Label;

/// What is wrong with a node: found and expected, one repair with its cost, further ones in a menu. Esc closes it.
class ErrorPopover : public QFrame {
    Q_OBJECT
public:
    ErrorPopover(GraphDocument&, QWidget* canvas);
    /// Fills itself from the finding; the caller places and shows it.
    void show_finding(const Finding&);
    /// What a repair adds to the network in words; empty where it cannot be made.
    static QString cost_of(const GraphDocument&, const Fix&);
    /// Beside a node's rectangle in the canvas, on the side with room; `free` tells where no node lies. False: the canvas
    /// is too small for all of it.
    bool place(const QRectF& node, const std::function<bool(const QRectF&)>& free);

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    GraphDocument& graph_;
    QVBoxLayout* column_;
    QWidget* content_ = nullptr;
    QString words_; // What it says; it is made anew only when that is different.
};

} // namespace loom
