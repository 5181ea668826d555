#include "canvas/look_tip.h"

#include "canvas/measures.h"
#include "canvas/thumbnails.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace loom {
namespace {

constexpr double times = 2, scale_height = 6, gap = 8;

QString words(const char* text, int n = -1) { return QCoreApplication::translate("loom::Canvas", text, nullptr, n); }

QString number_words(double value) { return (value < 0 ? QStringLiteral("−") : QString()) + measure_text(std::abs(value)); }

/// Colours have a scale with both ends; heights of bars have none.
void paint_scale(QPainter& painter, const NodeLook& look, const QRectF& rect, const Theme& t)
{
    painter.setFont(number_font(FontRole::Caption));
    const QString low = number_words(look.low), high = number_words(look.high);
    const QFontMetricsF metrics(painter.font());
    const double left = metrics.horizontalAdvance(low) + gap, right = metrics.horizontalAdvance(high) + gap;
    painter.setPen(t.text2);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, high);
    const QRectF bar(rect.left() + left, rect.center().y() - scale_height / 2, rect.width() - left - right, scale_height);
    const auto colours = look_colours(look, t);
    for (std::size_t i = 0; i < colours.size(); ++i)
        painter.fillRect(QRectF(bar.left() + bar.width() * double(i) / 256, bar.top(), bar.width() / 256 + 0.5, bar.height()), QColor(colours[i]));
}

} // namespace

QString look_words(const NodeLook& look)
{
    const QString range = words(QT_TRANSLATE_NOOP("loom::Canvas", "values from %1 to %2")).arg(number_words(look.low), number_words(look.high));
    if (look.broken == 0)
        return range;
    return words(QT_TRANSLATE_NOOP("loom::Canvas", "%1; not finite: %2")).arg(range, counted(qint64(look.broken)));
}

QString look_tip(const NodeLook& look, const QString& name, const std::optional<Shape>& output, double pixel_ratio)
{
    const Theme& t = theme();
    const QImage enlarged = look_image(look, times * pixel_ratio, t);
    const bool scale = look.form != NodeLook::Form::Bars && look.high > look.low;
    const double width = times * measure::thumb_width, line = line_height(FontRole::Caption);
    const QSizeF size(width, times * measure::thumb_side + (scale ? gap + line : 0));
    QImage picture((size * pixel_ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(pixel_ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.drawImage(QRectF(QPointF(), enlarged.deviceIndependentSize() * times), enlarged);
    if (scale)
        paint_scale(painter, look, QRectF(0, size.height() - line, width, line), t);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    picture.save(&buffer, "PNG");
    QString head = name;
    if (output)
        head += QStringLiteral(" · ") + QString::fromStdString(shape_text(*output));
    if (look.form == NodeLook::Form::Maps && output && !output->empty() && output->front() > std::int64_t(look.maps.size()))
        head += QStringLiteral(" · ") + words(QT_TRANSLATE_NOOP("loom::Canvas", "channels 1 to %1")).arg(look.maps.size());
    return QStringLiteral("<p><img width=\"%1\" height=\"%2\" src=\"data:image/png;base64,%3\"></p><p>%4<br>%5</p>")
        .arg(int(size.width()))
        .arg(int(size.height()))
        .arg(QString::fromLatin1(png.toBase64()), head.toHtmlEscaped(), look_words(look).toHtmlEscaped());
}

} // namespace loom
