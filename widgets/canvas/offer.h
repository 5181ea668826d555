#pragma once
#include <QFrame>

class QPushButton;

namespace loom {

class Label;

/// A quiet offer over the canvas: one button with the key that presses it. Whoever does not want it goes on.
class Offer : public QFrame {
    Q_OBJECT
public:
    explicit Offer(QWidget* canvas);
    /// The caller shows and places it.
    void set(const QString& what, const QKeySequence& key);
    /// In the middle of `place`, wholly inside the canvas.
    void move_to(const QRectF& place);

signals:
    void accepted();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QPushButton* button_;
    Label* key_;
};

} // namespace loom
