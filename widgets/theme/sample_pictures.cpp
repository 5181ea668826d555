#include "theme/sample_pictures.h"

#include "theme/theme.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace loom {

// Strokes of the ten digits in a box of 0…1: numbers are x,y pairs, a NaN lifts the pen.
static const QList<QList<QPointF>>& digit_strokes(int digit)
{
    static const QList<QList<QList<QPointF>>> all = [] {
        const auto arc = [](double cx, double cy, double rx, double ry, double from, double to) {
            QList<QPointF> points;
            for (int i = 0; i <= 24; ++i) {
                const double a = (from + (to - from) * i / 24) * std::numbers::pi / 180;
                points << QPointF(cx + rx * std::cos(a), cy + ry * std::sin(a));
            }
            return points;
        };
        QList<QList<QList<QPointF>>> d(10);
        d[0] = {arc(.5, .5, .27, .38, 0, 360)};
        d[1] = {{{.36, .3}, {.54, .12}, {.5, .88}}};
        d[2] = {arc(.5, .34, .23, .22, 185, 390) + QList<QPointF>{{.28, .86}, {.78, .84}}};
        d[3] = {arc(.47, .31, .22, .19, 200, 430), arc(.47, .67, .25, .21, 285, 515)};
        d[4] = {{{.36, .14}, {.26, .56}, {.76, .54}}, {{.64, .2}, {.58, .9}}};
        d[5] = {QList<QPointF>{{.74, .14}, {.36, .15}, {.32, .47}} + arc(.48, .64, .25, .22, 235, 500)};
        d[6] = {QList<QPointF>{{.66, .12}, {.42, .36}} + arc(.5, .66, .23, .22, 190, 545)};
        d[7] = {{{.24, .16}, {.76, .15}, {.44, .88}}};
        d[8] = {arc(.5, .3, .19, .18, 0, 360), arc(.5, .68, .24, .21, 0, 360)};
        d[9] = {arc(.5, .34, .22, .21, 0, 360) + QList<QPointF>{{.68, .6}, {.56, .9}}};
        return d;
    }();
    return all[digit];
}

static void paint_digit(QPainter& p, const QRectF& box, int digit, double lean, double width)
{
    // Data keep their own colours: black ground, white ink.
    p.fillRect(box, Qt::black);
    p.save();
    p.setClipRect(box);
    p.translate(box.center());
    p.shear(lean, 0);
    p.scale(box.width() * 0.82, box.height() * 0.82);
    p.translate(-.5, -.5);
    p.setPen(QPen(Qt::white, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const auto& stroke : digit_strokes(digit))
        p.drawPolyline(stroke.constData(), int(stroke.size()));
    p.restore();
}

static void paint_digits(QPainter& p, const QRect& r)
{
    constexpr int digits[] = {0, 7, 4, 1, 8, 5, 2, 9, 6, 3, 0, 7};
    const double side = std::min(28.0, (r.width() - 5 * 5 - 24) / 6.0), gap = 5;
    const double left = r.center().x() - (6 * side + 5 * gap) / 2, top = r.center().y() - (2 * side + gap + 3) / 2;
    for (int i = 0; i < 12; ++i)
        paint_digit(p, QRectF(left + i % 6 * (side + gap), top + i / 6 * (side + gap + 3), side, side), digits[i],
                    -0.25 + 0.1 * (i * 7 % 4), 0.075 + 0.02 * (i * 5 % 3));
}

static void paint_layers(QPainter& p, const QRect& r, const Theme& t)
{
    const double side = std::min(56.0, r.height() - 40.0);
    const QRectF digit(r.center().x() - 92, r.center().y() - side / 2, side, side);
    paint_digit(p, digit, 3, -0.12, 0.1);
    const int counts[] = {7, 5, 4};
    QList<QList<QPointF>> columns;
    for (int k = 0; k < 3; ++k) {
        QList<QPointF> column;
        for (int i = 0; i < counts[k]; ++i)
            column << QPointF(digit.right() + 30 + k * 40, r.center().y() + (i - (counts[k] - 1) / 2.0) * 14);
        columns << column;
    }
    p.setPen(QPen(mixed(t.c_lin, t.sunken, 0.35), 1));
    for (int k = 0; k < 2; ++k)
        for (const QPointF& a : columns[k])
            for (const QPointF& b : columns[k + 1])
                p.drawLine(a, b);
    p.setPen(QPen(t.c_lin, 1.5));
    for (int k = 0; k < 3; ++k)
        for (int i = 0; i < columns[k].size(); ++i) {
            p.setBrush(k == 2 && i == 2 ? t.c_lin : t.surface);
            p.drawEllipse(columns[k][i], 4, 4);
        }
}

// Photos are enlarged without smoothing: 8×8 blocks drawn from simple scenes.
static void paint_photos(QPainter& p, const QRect& r)
{
    const auto pixel = [](int scene, double x, double y) {
        const double wave = std::sin(x * 9 + scene) * std::cos(y * 7 - scene) * 0.06;
        switch (scene) {
        case 0: // Sky, and something that flies.
            return std::abs(y - 0.45 - (x - 0.5) * 0.2) < 0.07 || std::hypot(x - 0.45, (y - 0.42) * 2) < 0.14
                       ? QColor::fromHsvF(0.58, 0.05, 0.95 + wave / 2)
                       : QColor::fromHsvF(0.57, 0.45 - y * 0.2, 0.85 + wave);
        case 1: // A road and a car.
            return y > 0.72                           ? QColor::fromHsvF(0.6, 0.06, 0.42 + wave)
                   : y > 0.42 && x > 0.15 && x < 0.85 ? QColor::fromHsvF(0.01, 0.75, 0.72 + wave)
                   : y > 0.25 && x > 0.3 && x < 0.7   ? QColor::fromHsvF(0.55, 0.3, 0.45 + wave)
                                                      : QColor::fromHsvF(0.25, 0.25, 0.62 + wave);
        case 2: // Leaves and a frog.
            return std::hypot(x - 0.5, (y - 0.6) * 1.3) < 0.3 ? QColor::fromHsvF(0.2, 0.75, 0.62 + wave)
                                                              : QColor::fromHsvF(0.33, 0.6, 0.3 + wave);
        case 3: // The sea and a ship.
            return y > 0.66                           ? QColor::fromHsvF(0.58, 0.6, 0.45 + wave)
                   : y > 0.5 && x > 0.2 && x < 0.8    ? QColor::fromHsvF(0.05, 0.5, 0.35 + wave)
                   : y > 0.25 && x > 0.45 && x < 0.55 ? QColor::fromHsvF(0.1, 0.1, 0.85)
                                                      : QColor::fromHsvF(0.56, 0.2, 0.88 + wave);
        case 4: // A cat.
            return std::hypot(x - 0.5, y - 0.55) < 0.3 ||
                           (y < 0.35 && y > 0.15 && std::abs(std::abs(x - 0.5) - 0.2) < 0.08)
                       ? QColor::fromHsvF(0.08, 0.45, 0.62 + wave * 2)
                       : QColor::fromHsvF(0.1, 0.2, 0.8 + wave);
        default: // A horse on a meadow.
            return y > 0.7 ? QColor::fromHsvF(0.28, 0.55, 0.5 + wave)
                   : std::hypot((x - 0.5) * 0.8, y - 0.55) < 0.2 || (x > 0.65 && x < 0.8 && y > 0.2 && y < 0.55)
                       ? QColor::fromHsvF(0.06, 0.65, 0.4 + wave)
                       : QColor::fromHsvF(0.55, 0.25, 0.85 + wave);
        }
    };
    const double side = 40, gap = 6;
    const double left = r.center().x() - (3 * side + 2 * gap) / 2, top = r.center().y() - (2 * side + gap) / 2;
    for (int i = 0; i < 6; ++i)
        for (int y = 0; y < 10; ++y)
            for (int x = 0; x < 10; ++x)
                p.fillRect(QRectF(left + i % 3 * (side + gap) + x * 4, top + i / 3 * (side + gap) + y * 4, 4, 4),
                           pixel(i, (x + 0.5) / 10, (y + 0.5) / 10));
}

static void paint_two_classes(QPainter& p, const QRect& r, const Theme& t)
{
    p.setPen(Qt::NoPen);
    for (int i = 0; i < 44; ++i) {
        const double a = i * 0.2, radius = 8 + a * 5.6, wobble = std::sin(i * 2.3) * 2;
        p.setBrush(t.s1);
        p.drawEllipse(QPointF(r.center().x() + (radius + wobble) * std::cos(a + 3.1),
                              r.center().y() + (radius + wobble) * 0.85 * std::sin(a + 3.1)),
                      2.8, 2.8);
        p.setBrush(t.s2);
        const QPointF c(r.center().x() + (radius - wobble) * std::cos(a),
                        r.center().y() + (radius - wobble) * 0.85 * std::sin(a));
        p.drawRect(QRectF(c.x() - 2.5, c.y() - 2.5, 5, 5));
    }
}

void paint_sample_picture(QPainter& p, const QRect& r, const QByteArray& id, const Theme& t)
{
    p.setRenderHint(QPainter::Antialiasing);
    if (id == "digits-cnn")
        paint_digits(p, r);
    else if (id == "digits-mlp")
        paint_layers(p, r, t);
    else if (id == "cifar-cnn")
        paint_photos(p, r);
    else
        paint_two_classes(p, r, t);
}

} // namespace loom
