#pragma once
#include <QFrame>

namespace loom {

class Label;

/// Why something cannot be done, said over the canvas where one looks. It goes with the next gesture.
class Notice : public QFrame {
    Q_OBJECT
public:
    explicit Notice(QWidget* canvas);
    /// Near a point of the canvas, wholly inside of it.
    void say(const QString& sentence, QPointF near);
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Label* words_;
};

} // namespace loom
