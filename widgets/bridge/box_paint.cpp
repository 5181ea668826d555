#include "bridge/box_paint.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <map>

namespace loom {

void paint_boxes(QPainter& painter, const QRectF& picture, const std::vector<ShownBox>& boxes)
{
    const Theme& t = theme();
    const QFont font = loom::font(FontRole::Caption, true);
    const QFontMetricsF metrics(font);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto place = [&](const ObjectBox& b) {
        return QRectF(picture.left() + double(b.left()) * picture.width(), picture.top() + double(b.top()) * picture.height(),
                      double(b.width) * picture.width(), double(b.height) * picture.height());
    };
    QColor edge = t.surface; // Around the line, so that it is seen on any picture.
    edge.setAlphaF(0.75f);
    for (const ShownBox& b : boxes) {
        painter.setPen(QPen(edge, 4));
        painter.drawRect(place(b.box));
        painter.setPen(QPen(b.found ? t.s2 : t.s1, 2, b.found ? Qt::DashLine : Qt::SolidLine));
        painter.drawRect(place(b.box));
    }
    painter.setFont(font);
    for (const ShownBox& b : boxes) {
        const double width = metrics.horizontalAdvance(b.words) + 6, height = metrics.height();
        if (b.words.isEmpty() || width > picture.width())
            continue;
        const QRectF at = place(b.box);
        QRectF words(at.left(), b.found ? at.bottom() + 1 : at.top() - height - 1, width, height);
        words.moveLeft(std::clamp(words.left(), picture.left(), picture.right() - width));
        words.moveTop(std::clamp(words.top(), picture.top(), picture.bottom() - height));
        painter.setPen(Qt::NoPen);
        painter.setBrush(b.found ? t.s2 : t.s1);
        painter.drawRoundedRect(words, size::radius_small, size::radius_small);
        painter.setPen(t.surface);
        painter.drawText(words, Qt::AlignCenter, b.words);
    }
    painter.restore();
}

std::vector<ShownBox> boxes_of(const QString& text)
{
    std::vector<ShownBox> shown;
    if (const auto boxes = boxes_in(text.toStdString()))
        for (const Marked& m : *boxes)
            shown.push_back({m.box, {}});
    return shown;
}

QString objects_in_words(const QString& text)
{
    const auto boxes = boxes_in(text.toStdString());
    if (!boxes)
        return text;
    std::map<std::string, int> counts;
    for (const Marked& m : *boxes)
        ++counts[m.name];
    QStringList words;
    for (const auto& [name, n] : counts)
        words << (n == 1 ? QString::fromStdString(name) : QStringLiteral("%1 × %2").arg(n).arg(QString::fromStdString(name)));
    return words.isEmpty() ? QCoreApplication::translate("loom::Boxes", "no objects") : words.join(QStringLiteral(", "));
}

} // namespace loom
