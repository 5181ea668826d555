#pragma once
#include <QProxyStyle>

namespace loom {

/// Fusion with our measures, and own painting of what a style sheet cannot do: fields, combo and spin boxes, tick
/// boxes, sliders, scroll bars. The rest is in resources/layerloom.qss.
class Style : public QProxyStyle {
public:
    Style();
    using QProxyStyle::polish;
    void polish(QWidget*) override;
    int pixelMetric(PixelMetric, const QStyleOption*, const QWidget*) const override;
    int styleHint(StyleHint, const QStyleOption*, const QWidget*, QStyleHintReturn*) const override;
    void drawPrimitive(PrimitiveElement, const QStyleOption*, QPainter*, const QWidget*) const override;
    void drawControl(ControlElement, const QStyleOption*, QPainter*, const QWidget*) const override;
    void drawComplexControl(ComplexControl, const QStyleOptionComplex*, QPainter*, const QWidget*) const override;
    QRect subControlRect(ComplexControl, const QStyleOptionComplex*, SubControl, const QWidget*) const override;
    QRect subElementRect(SubElement, const QStyleOption*, const QWidget*) const override;
    QIcon standardIcon(StandardPixmap, const QStyleOption*, const QWidget*) const override;
    QSize sizeFromContents(ContentsType, const QStyleOption*, const QSize&, const QWidget*) const override;
};

/// The one focus ring: follows the focus after Tab, a shortcut or an arrow key; hidden after a click. Fields show it as
/// their own edge; a widget that paints its own has the property own_focus.
void install_focus_frame();

} // namespace loom
