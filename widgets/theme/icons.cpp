#include "theme/icons.h"

#include "schema/types.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QMutex>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <tuple>
#include <unordered_map>

namespace loom {

static QByteArray svg_of(const QByteArray& name)
{
    static QMutex mutex;
    static QHash<QByteArray, QByteArray> files;
    const QMutexLocker lock(&mutex);
    const auto at = files.find(name);
    if (at != files.end())
        return *at;
    QFile file(QStringLiteral(":/icons/") + QString::fromLatin1(name) + QStringLiteral(".svg"));
    const bool open = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(open, "icon", name.constData());
    return *files.insert(name, open ? file.readAll() : QByteArray());
}

// In grid units, so that the line stays about 1.25 px.
static double stroke_at(int side)
{
    return side >= 24 ? 1.5 : side >= 20 ? 1.6 : side >= 16 ? 1.9 : 2.2;
}

static QByteArray coloured(const char* name, int side, const QColor& colour)
{
    QByteArray svg = svg_of(name);
    svg.replace("currentColor", colour.name().toLatin1());
    svg.replace("stroke-width=\"1.5\"", "stroke-width=\"" + QByteArray::number(stroke_at(side)) + '"');
    return svg;
}

QPixmap icon_pixmap(const char* name, int side, const QColor& colour, qreal pixel_ratio)
{
    using Key = std::tuple<QByteArray, int, QRgb, int>;
    struct Hash {
        std::size_t operator()(const Key& k) const
        {
            return qHashMulti(0, std::get<0>(k), std::get<1>(k), std::get<2>(k), std::get<3>(k));
        }
    };
    static std::unordered_map<Key, QPixmap, Hash> cache;
    const Key key(name, side, colour.rgba(), qRound(pixel_ratio * 100));
    if (const auto at = cache.find(key); at != cache.end())
        return at->second;

    QSvgRenderer renderer(coloured(name, side, colour));
    QPixmap pixmap(QSize(side, side) * pixel_ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(pixel_ratio);
    if (cache.size() > 2000) // Colours under an animation: start again rather than grow.
        cache.clear();
    cache.emplace(key, pixmap);
    return pixmap;
}

void paint_icon(QPainter& painter, const char* name, QPointF top_left, int side, const QColor& colour)
{
    const int device = painter.device()->devType();
    if (device != QInternal::Widget && device != QInternal::Pixmap) {
        // A file: lines stay lines, and any thread may draw them.
        QSvgRenderer(coloured(name, side, colour)).render(&painter, QRectF(top_left, QSizeF(side, side)));
        return;
    }
    painter.drawPixmap(top_left, icon_pixmap(name, side, colour, painter.device()->devicePixelRatioF()));
}

namespace {

class TokenIconEngine : public QIconEngine {
public:
    TokenIconEngine(QByteArray name, QColor Theme::*colour) : name_(std::move(name)), colour_(colour) {}

    // A rectangle wider than high keeps its rest free at the right: the air between icon and word.
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int side = std::min(rect.width(), rect.height());
        paint_icon(*painter, name_, QPointF(rect.left(), rect.top() + (rect.height() - side) / 2.0), side,
                   colour(mode, state));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt asks in device pixels; the line's width follows the logical size.
        const int side = std::min(size.width(), size.height());
        const QPixmap picture = icon_pixmap(name_, qRound(side / scale), colour(mode, state), scale);
        if (size.width() == size.height())
            return picture;
        QPixmap wide(size);
        wide.setDevicePixelRatio(scale);
        wide.fill(Qt::transparent);
        QPainter(&wide).drawPixmap(0, 0, picture);
        return wide;
    }
    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    QIconEngine* clone() const override { return new TokenIconEngine(*this); }

private:
    QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        const Theme& t = theme();
        if (mode == QIcon::Disabled)
            return t.disabled;
        return state == QIcon::On ? t.accent : t.*colour_;
    }

    QByteArray name_;
    QColor Theme::*colour_;
};

} // namespace

QIcon icon(const char* name, QColor Theme::*colour)
{
    return QIcon(new TokenIconEngine(name, colour));
}

const char* category_icon(Category c)
{
    constexpr const char* names[] = {"cat-io",         "cat-dense",     "cat-convolution", "cat-shape", "cat-normalise",
                                     "cat-activation", "cat-recurrent", "cat-attention",   "cat-merge"};
    return names[int(c)];
}

QColor Theme::*category_colour(Category c)
{
    constexpr QColor Theme::*tokens[] = {&Theme::c_io,  &Theme::c_lin, &Theme::c_conv, &Theme::c_shape, &Theme::c_norm,
                                         &Theme::c_act, &Theme::c_rec, &Theme::c_att,  &Theme::c_merge};
    return tokens[int(c)];
}

} // namespace loom
