#pragma once
#include "theme/icons.h"
#include "theme/theme.h"

#include <QPainter>
#include <QWidget>

namespace loom {

/// An icon of 20 on a tinted plate of 36: what a card is about.
class IconPlate : public QWidget {
public:
    IconPlate(const char* icon, QColor Theme::*ink, QColor Theme::*ground, double radius) : icon_(icon), ink_(ink), ground_(ground), radius_(radius)
    {
        setFixedSize(36, 36);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        p.setBrush(theme().*ground_);
        p.drawRoundedRect(rect(), radius_, radius_);
        paint_icon(p, icon_, QPointF(8, 8), 20, theme().*ink_);
    }

private:
    const char* icon_;
    QColor Theme::*ink_;
    QColor Theme::*ground_;
    double radius_;
};

} // namespace loom
