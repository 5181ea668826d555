#pragma once
#include <QAbstractButton>
#include <QFrame>

class QButtonGroup;

namespace loom {

/// One stage on the rail: icon 24, label 11, a badge or a ring at the top right.
class RailItem : public QAbstractButton {
    Q_OBJECT
public:
    RailItem(const char* icon, QWidget* parent);
    void set_badge(int errors);
    void set_ring(double share);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    const char* icon_;
    int badge_ = 0;
    double ring_ = -1;
};

/// The stages, and the settings at the bottom.
class Rail : public QFrame {
    Q_OBJECT
public:
    Rail();
    RailItem* add(const QString& name, const char* icon, bool at_bottom);
    RailItem* item(const QString& name) const;
    void set_current(const QString& name);

signals:
    void chosen(const QString& name);

private:
    QButtonGroup* group_;
};

} // namespace loom
