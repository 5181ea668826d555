#include "bridge/layer_tip.h"

#include "bridge/layer_picture.h"
#include "bridge/layers.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QBuffer>
#include <QHelpEvent>
#include <QImage>
#include <QPainter>
#include <QToolTip>

namespace loom {

static constexpr int tip_width = 300;

QString layer_tip(const LayerType& type, const Values& values, const QString& words, qreal pixel_ratio)
{
    const QSize size = layer_picture_size.toSize();
    QImage picture(size * pixel_ratio, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(pixel_ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paint_layer_picture(painter, QRectF(QPointF(), layer_picture_size), type, values, theme());
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    picture.save(&buffer, "PNG");
    // A table has a width, at which words wrap; a paragraph of a tip has none.
    return QStringLiteral("<table width=\"%1\"><tr><td width=\"%1\"><p><img width=\"%2\" height=\"%3\" src=\"data:image/png;base64,%4\"></p><p>%5</p></td></tr></table>")
        .arg(tip_width)
        .arg(size.width())
        .arg(size.height())
        .arg(QString::fromLatin1(png.toBase64()), words.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("</p><p>")));
}

namespace {

class Tips : public QObject {
public:
    Tips(QAbstractItemView& view, int role) : QObject(&view), view_(view), role_(role)
    {
        view.viewport()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip)
            return false;
        const auto* help = static_cast<QHelpEvent*>(event);
        const QModelIndex index = view_.indexAt(help->pos());
        const auto* type = index.data(role_).value<const LayerType*>();
        if (!type)
            return false;
        const QString words = shown(type->title) + QStringLiteral(": ") + shown(type->help);
        QToolTip::showText(help->globalPos(), layer_tip(*type, defaults(*type), words, view_.devicePixelRatioF()),
                           view_.viewport(), view_.visualRect(index));
        return true;
    }

private:
    QAbstractItemView& view_;
    int role_;
};

} // namespace

void show_layer_tips(QAbstractItemView& view, int role)
{
    new Tips(view, role);
}

} // namespace loom
