#include "bridge/layer_picture.h"

#include "theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>
#include <map>

namespace loom {
namespace {

/// Draws in a field of layer_picture_size.
class Pencil {
public:
    Pencil(QPainter& painter, const LayerType& type, const Values& values, const Theme& theme)
        : p(painter), t(theme), type_(type), values_(values), colour(theme.category(type.category))
    {
    }

    // ---- Settings ----
    std::int64_t size(std::string_view key, std::int64_t usual, std::int64_t least, std::int64_t most) const
    {
        const auto at = type_.index_of(key);
        std::int64_t found = usual;
        if (at) {
            if (const auto* list = std::get_if<std::vector<std::int64_t>>(&values_[*at]); list && !list->empty())
                found = list->back();
            else if (const auto* one = std::get_if<std::int64_t>(&values_[*at]))
                found = *one;
        }
        return std::clamp(found, least, most);
    }
    double share(std::string_view key, double usual) const
    {
        const auto at = type_.index_of(key);
        const double* found = at ? std::get_if<double>(&values_[*at]) : nullptr;
        return found ? std::clamp(*found, 0.0, 1.0) : usual;
    }

    std::string choice(std::string_view key) const
    {
        const auto at = type_.index_of(key);
        const std::string* found = at ? std::get_if<std::string>(&values_[*at]) : nullptr;
        return found ? *found : std::string();
    }

    // ---- Marks ----
    QColor faint() const { return mixed(colour, t.raised, 0.14); }
    QColor strong() const { return mixed(colour, t.raised, 0.62); }
    QColor grade(double share) const { return mixed(colour, t.raised, 0.08 + 0.8 * share); }

    void cell(double x, double y, double side, const QColor& fill, bool outlined = true)
    {
        p.setPen(outlined ? QPen(mixed(colour, t.raised, 0.5), 0.8) : QPen(Qt::NoPen));
        p.setBrush(fill);
        p.drawRect(QRectF(x, y, side, side));
    }
    template <class Fill>
    void cells(double x, double y, int columns, int rows, double side, Fill fill)
    {
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c)
                cell(x + c * side, y + r * side, side, fill(c, r));
    }
    void plain(double x, double y, int columns, int rows, double side)
    {
        cells(x, y, columns, rows, side, [&](int, int) { return faint(); });
    }
    void line(double x1, double y1, double x2, double y2, double width = 1.2, Qt::PenStyle style = Qt::SolidLine)
    {
        p.setPen(QPen(t.edge, width, style, Qt::RoundCap));
        p.drawLine(QPointF(x1, y1), QPointF(x2, y2));
    }
    void arrow(double x1, double y1, double x2, double y2)
    {
        line(x1, y1, x2, y2, 1.4);
        const double length = std::hypot(x2 - x1, y2 - y1), dx = (x2 - x1) / length * 5, dy = (y2 - y1) / length * 5;
        p.setBrush(t.edge);
        p.setPen(Qt::NoPen);
        p.drawPolygon(QPolygonF{{x2, y2}, {x2 - dx - dy * 0.6, y2 - dy + dx * 0.6}, {x2 - dx + dy * 0.6, y2 - dy - dx * 0.6}});
    }
    void frame(double x, double y, double w, double h, double width = 1.8)
    {
        p.setPen(QPen(colour, width));
        p.setBrush(Qt::NoBrush);
        p.drawRect(QRectF(x, y, w, h));
    }
    void box(double x, double y, double w, double h, const QColor& fill)
    {
        p.setPen(QPen(colour, 1.2));
        p.setBrush(fill);
        p.drawRoundedRect(QRectF(x, y, w, h), 4, 4);
    }
    void dot(double x, double y, double r, const QColor& fill)
    {
        p.setPen(QPen(colour, 1.2));
        p.setBrush(fill);
        p.drawEllipse(QPointF(x, y), r, r);
    }
    void cross(double x, double y, double side)
    {
        p.setPen(QPen(t.text3, 1.2, Qt::SolidLine, Qt::RoundCap));
        p.drawLine(QPointF(x + 3, y + 3), QPointF(x + side - 3, y + side - 3));
        p.drawLine(QPointF(x + 3, y + side - 3), QPointF(x + side - 3, y + 3));
    }
    void words(double x, double y, double w, double h, const QString& text, bool bold = false)
    {
        QFont in = font(FontRole::Caption, bold);
        in.setPixelSize(11);
        p.setFont(in);
        p.setPen(bold ? t.text : t.text2);
        p.drawText(QRectF(x, y, w, h), Qt::AlignCenter, text);
    }
    /// Over [0, 1]; f gives 0 … 1 upwards.
    template <class F>
    void curve(double x, double y, double w, double h, F f, const QColor& ink, double width = 2)
    {
        QPolygonF points;
        for (int i = 0; i <= 48; ++i)
            points << QPointF(x + w * i / 48, y + h * (1 - f(i / 48.0)));
        p.setPen(QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        p.setBrush(Qt::NoBrush);
        p.drawPolyline(points);
    }
    void bars(double x, double y, double h, std::initializer_list<double> heights, double width = 7)
    {
        p.setPen(Qt::NoPen);
        p.setBrush(strong());
        int i = 0;
        for (double v : heights)
            p.drawRect(QRectF(x + i++ * (width + 1), y + h * (1 - v), width, h * v));
        line(x - 2, y + h, x + double(heights.size()) * (width + 1) + 1, y + h, 1);
    }

    QPainter& p;
    const Theme& t;

private:
    const LayerType& type_;
    const Values& values_;

public:
    const QColor colour;
};

// ---- Windows that slide ---------------------------------------------------------------------------------------------

void convolution(Pencil& d)
{
    const int k = int(d.size("kernel", 3, 1, 5)), stride = int(d.size("stride", 1, 1, 3));
    const int out = std::max(1, (7 - k) / stride + 1);
    constexpr double side = 9, x = 16, y = 12.5, far = 146;
    const int at = out > 1 ? 1 : 0;
    d.plain(x, y, 7, 7, side);
    const double wx = x + at * stride * side, wy = y + at * stride * side;
    d.cells(wx, wy, k, k, side, [&](int, int) { return d.strong(); });
    d.frame(wx, wy, k * side, k * side);
    const double top = 44 - out * side / 2;
    d.plain(far, top, out, out, side);
    d.cell(far + at * side, top + at * side, side, d.strong());
    d.line(wx + k * side, wy, far + at * side, top + at * side, 1, Qt::DashLine);
    d.line(wx + k * side, wy + k * side, far + at * side, top + (at + 1) * side, 1, Qt::DashLine);
    d.frame(far + at * side, top + at * side, side, side);
}

void convolution_1d(Pencil& d)
{
    const int k = int(d.size("kernel", 3, 1, 7)), stride = int(d.size("stride", 1, 1, 3));
    const int out = std::max(1, (12 - k) / stride + 1), at = out > 1 ? 1 : 0;
    constexpr double side = 14;
    d.cells(24, 56, 12, 1, side, [&](int c, int) { return c >= at * stride && c < at * stride + k ? d.strong() : d.faint(); });
    d.frame(24 + at * stride * side, 56, k * side, side);
    const double left = 108 - out * side / 2, middle = left + (at + 0.5) * side;
    d.cells(left, 18, out, 1, side, [&](int c, int) { return c == at ? d.strong() : d.faint(); });
    d.frame(left + at * side, 18, side, side);
    d.line(24 + at * stride * side, 56, middle - side / 2, 32, 1, Qt::DashLine);
    d.line(24 + (at * stride + k) * side, 56, middle + side / 2, 32, 1, Qt::DashLine);
}

void convolution_3d(Pencil& d)
{
    const int k = int(d.size("kernel", 3, 1, 4));
    for (int plane = 3; plane >= 0; --plane) {
        const double x = 14 + plane * 9, y = 32 - plane * 8;
        d.plain(x, y, 5, 5, 10);
        if (plane < k) {
            d.cells(x, y, k, k, 10, [&](int, int) { return d.strong(); });
            d.frame(x, y, k * 10, k * 10);
        }
    }
    d.arrow(112, 44, 138, 44);
    for (int plane = 1; plane >= 0; --plane)
        d.plain(150 + plane * 9, 32 - plane * 8, 3, 3, 10);
    d.cell(150, 32, 10, d.strong());
    d.frame(150, 32, 10, 10);
}

void transposed(Pencil& d)
{
    const int k = int(d.size("kernel", 3, 1, 4));
    d.plain(24, 26, 3, 3, 12);
    d.cell(36, 38, 12, d.strong());
    d.frame(36, 38, 12, 12);
    constexpr double side = 10, x = 124, y = 9;
    d.plain(x, y, 7, 7, side);
    d.cells(x + 2 * side, y + 2 * side, k, k, side, [&](int, int) { return d.strong(); });
    d.frame(x + 2 * side, y + 2 * side, k * side, k * side);
    d.line(48, 38, x + 2 * side, y + 2 * side, 1, Qt::DashLine);
    d.line(48, 50, x + 2 * side, y + (2 + k) * side, 1, Qt::DashLine);
}

/// Each plane by itself; `joined`: then across the planes.
void planes_apart(Pencil& d, bool joined)
{
    const int k = int(d.size("kernel", 3, 1, 4));
    for (int plane = 0; plane < 3; ++plane) {
        const double y = 4 + plane * 28;
        d.plain(18, y, 6, 4, 6);
        d.cells(18 + 6, y, std::min(k, 4), std::min(k, 4), 6, [&](int, int) { return d.grade(0.3 + 0.25 * plane); });
        d.arrow(60, y + 12, 84, y + 12);
        d.cells(90, y + 3, 4, 3, 6, [&](int, int) { return d.grade(0.3 + 0.25 * plane); });
    }
    if (!joined)
        return;
    for (int plane = 0; plane < 3; ++plane)
        d.line(118, 16 + plane * 28, 150, 44, 1);
    d.arrow(140, 44, 160, 44);
    d.cells(166, 35, 4, 3, 6, [&](int, int) { return d.strong(); });
}

// ---- Pooling and shape ----------------------------------------------------------------------------------------------

enum class Of { Largest, Mean, Root };

void pooling(Pencil& d, Of of)
{
    constexpr int values[4][4] = {{1, 3, 2, 0}, {4, 8, 1, 1}, {0, 2, 5, 3}, {6, 0, 7, 1}};
    constexpr double side = 18, x = 22, y = 8;
    for (int r = 0; r < 4; ++r)
        for (int c = 0; c < 4; ++c) {
            int most = 0;
            for (int i = 0; i < 4; ++i)
                most = std::max(most, values[r / 2 * 2 + i / 2][c / 2 * 2 + i % 2]);
            const bool chosen = of != Of::Largest || values[r][c] == most;
            d.cell(x + c * side, y + r * side, side, chosen ? d.grade(of == Of::Largest ? 0.6 : 0.25) : d.faint());
            d.words(x + c * side, y + r * side, side, side, QString::number(values[r][c]), chosen && of == Of::Largest);
        }
    for (int block = 0; block < 4; ++block)
        d.frame(x + block % 2 * 2 * side, y + block / 2 * 2 * side, 2 * side, 2 * side, 1.4);
    d.arrow(104, 44, 132, 44);
    for (int block = 0; block < 4; ++block) {
        int most = 0, sum = 0, squares = 0;
        for (int i = 0; i < 4; ++i) {
            const int v = values[block / 2 * 2 + i / 2][block % 2 * 2 + i % 2];
            most = std::max(most, v);
            sum += v;
            squares += v * v;
        }
        const double result = of == Of::Largest ? most : of == Of::Mean ? sum / 4.0 : std::sqrt(squares);
        const double bx = 144 + block % 2 * 26, by = 18 + block / 2 * 26;
        d.cell(bx, by, 26, d.grade(0.45));
        d.words(bx, by, 26, 26, QString::number(result, 'g', 2), true);
    }
}

void pooling_1d(Pencil& d, Of of)
{
    constexpr int values[] = {1, 4, 3, 8, 0, 2, 6, 5};
    for (int i = 0; i < 8; ++i) {
        const int other = values[i ^ 1];
        const bool chosen = of != Of::Largest || values[i] > other;
        d.cell(20 + i * 22, 54, 22, chosen ? d.grade(0.5) : d.faint());
        d.words(20 + i * 22, 54, 22, 22, QString::number(values[i]), chosen);
        if (i % 2)
            continue;
        const double result = of == Of::Largest ? std::max(values[i], other)
                              : of == Of::Mean  ? (values[i] + other) / 2.0
                                                : std::hypot(values[i], other);
        d.frame(20 + i * 22, 54, 44, 22, 1.4);
        d.line(42 + i * 22, 54, 42 + i * 22, 36);
        d.cell(31 + i * 22, 12, 22, d.grade(0.45));
        d.words(31 + i * 22, 12, 22, 22, QString::number(result, 'g', 2), true);
    }
}

void pooling_global(Pencil& d, Of of)
{
    for (int plane = 2; plane >= 0; --plane)
        d.cells(24 + plane * 10, 26 - plane * 8, 5, 5, 10, [&](int c, int r) { return d.grade(((c * 3 + r * 5 + plane * 4) % 7) / 8.0); });
    d.arrow(108, 44, 140, 44);
    d.words(104, 22, 40, 16, of == Of::Largest ? QStringLiteral("max") : of == Of::Mean ? QStringLiteral("x̄") : QStringLiteral("‖x‖"));
    for (int plane = 0; plane < 3; ++plane)
        d.cell(156, 17 + plane * 18, 18, d.grade(0.25 + 0.25 * plane));
}

void flatten(Pencil& d)
{
    d.cells(20, 26, 3, 3, 12, [&](int c, int r) { return d.grade((r * 3 + c) / 9.0); });
    d.arrow(66, 44, 88, 44);
    d.cells(96, 38, 9, 1, 12, [&](int c, int) { return d.grade(c / 9.0); });
}

void reshape(Pencil& d)
{
    d.cells(22, 32, 6, 2, 12, [&](int c, int r) { return d.grade((r * 6 + c) / 12.0); });
    d.arrow(104, 44, 128, 44);
    d.cells(138, 26, 4, 3, 12, [&](int c, int r) { return d.grade((r * 4 + c) / 12.0); });
}

void permute(Pencil& d)
{
    d.cells(30, 32, 4, 2, 13, [&](int c, int r) { return d.grade(r * 0.5 + c * 0.12); });
    d.arrow(96, 44, 124, 44);
    d.cells(142, 18, 2, 4, 13, [&](int c, int r) { return d.grade(c * 0.5 + r * 0.12); });
}

void slice(Pencil& d)
{
    d.cells(22, 14, 6, 5, 12, [&](int c, int r) { return c >= 2 && c < 5 && r >= 1 && r < 4 ? d.strong() : d.faint(); });
    d.frame(46, 26, 36, 36);
    d.arrow(104, 44, 132, 44);
    d.cells(146, 26, 3, 3, 12, [&](int, int) { return d.strong(); });
}

void squeeze(Pencil& d)
{
    // A plane of one row, seen from the side, and the row alone.
    for (int i = 0; i < 6; ++i) {
        d.p.setPen(QPen(d.colour, 0.8));
        d.p.setBrush(d.grade(i / 6.0));
        d.p.drawPolygon(QPolygonF{{16.0 + i * 13, 46}, {29.0 + i * 13, 46}, {37.0 + i * 13, 34}, {24.0 + i * 13, 34}});
    }
    d.words(16, 52, 86, 18, QStringLiteral("1 × 6 × 1"));
    d.arrow(106, 40, 124, 40);
    d.cells(130, 34, 6, 1, 13, [&](int c, int) { return d.grade(c / 6.0); });
    d.words(130, 52, 78, 18, QStringLiteral("6"), true);
}

void expand(Pencil& d)
{
    d.cells(30, 20, 1, 4, 12, [&](int, int r) { return d.grade(r / 4.0); });
    d.arrow(60, 44, 92, 44);
    d.cells(106, 20, 6, 4, 12, [&](int, int r) { return d.grade(r / 4.0); });
}

void split(Pencil& d)
{
    d.cells(24, 37, 6, 1, 14, [&](int c, int) { return d.grade(c < 3 ? 0.25 : 0.7); });
    d.arrow(112, 40, 136, 26);
    d.arrow(112, 48, 136, 62);
    d.cells(146, 16, 3, 1, 14, [&](int, int) { return d.grade(0.25); });
    d.cells(146, 58, 3, 1, 14, [&](int, int) { return d.grade(0.7); });
}

void larger(Pencil& d)
{
    const auto shade = [&](int c, int r) { return d.grade((c * 2 + r) / 4.0); };
    d.cells(36, 28, 2, 2, 16, shade);
    d.arrow(80, 44, 108, 44);
    d.cells(124, 12, 4, 4, 16, [&](int c, int r) { return shade(c / 2, r / 2); });
}

void pixel_shuffle(Pencil& d)
{
    for (int plane = 0; plane < 4; ++plane)
        d.cells(24 + plane % 2 * 36, 12 + plane / 2 * 36, 2, 2, 14, [&](int, int) { return d.grade(plane / 4.0); });
    d.arrow(98, 44, 122, 44);
    d.cells(136, 14, 4, 4, 15, [&](int c, int r) { return d.grade((c % 2 + r % 2 * 2) / 4.0); });
}

void border(Pencil& d, bool added)
{
    const auto large = [&](double x) {
        d.cells(x, 14, 5, 5, 12, [&](int c, int r) { return c == 0 || r == 0 || c == 4 || r == 4 ? d.t.raised : d.strong(); });
    };
    const auto small = [&](double x) { d.cells(x, 26, 3, 3, 12, [&](int, int) { return d.strong(); }); };
    added ? small(36) : large(24);
    d.arrow(96, 44, 122, 44);
    added ? large(136) : small(148);
}

// ---- Dense, norms, noise --------------------------------------------------------------------------------------------

void dense(Pencil& d)
{
    for (int a = 0; a < 5; ++a)
        for (int b = 0; b < 4; ++b)
            d.line(62, 12 + a * 16, 154, 20 + b * 16, 0.9);
    for (int a = 0; a < 5; ++a)
        d.dot(62, 12 + a * 16, 5, d.t.raised);
    for (int b = 0; b < 4; ++b)
        d.dot(154, 20 + b * 16, 5, d.strong());
}

/// Which values are taken together: of a table with samples down and channels across.
enum class Together { Column, Row, Block, Part, Near };

void norm(Pencil& d, Together together)
{
    d.cells(12, 18, 6, 4, 9, [&](int c, int r) {
        const bool chosen = together == Together::Column  ? c == 1
                            : together == Together::Row   ? r == 1
                            : together == Together::Block ? r == 1 && c < 3
                            : together == Together::Part  ? r == 1 && c == 1
                                                          : r == 1 && c >= 1 && c < 4;
        return chosen ? d.strong() : d.faint();
    });
    const auto bell = [](double middle, double width) {
        return [=](double x) { return 0.95 * std::exp(-(x - middle) * (x - middle) / (2 * width * width)); };
    };
    d.curve(78, 24, 48, 40, bell(0.72, 0.2), d.t.edge);
    d.line(76, 64, 128, 64, 1);
    d.line(102, 64, 102, 68, 1);
    d.arrow(132, 44, 150, 44);
    d.curve(156, 24, 48, 40, bell(0.5, 0.13), d.colour);
    d.line(154, 64, 206, 64, 1);
    d.line(180, 64, 180, 68, 1);
    d.words(170, 68, 20, 14, QStringLiteral("0"));
    d.words(92, 68, 20, 14, QStringLiteral("0"));
}

void dropout(Pencil& d, bool columns)
{
    const double rate = d.share("rate", 0.5);
    constexpr int order[] = {7, 2, 16, 11, 4, 19, 0, 13, 9, 17, 5, 1, 14, 10, 6, 18, 3, 12, 8, 15};
    const int gone = columns ? std::clamp(int(std::lround(rate * 5)), 1, 4) : std::clamp(int(std::lround(rate * 20)), 1, 19);
    std::array<bool, 20> dropped{};
    for (int k = 0; k < gone; ++k)
        if (columns)
            for (int r = 0; r < 4; ++r)
                dropped[std::size_t(r * 5 + (k * 2 + 1) % 5)] = true;
        else
            dropped[std::size_t(order[k])] = true;
    d.cells(14, 12, 5, 4, 16, [&](int c, int r) { return d.grade(0.3 + ((c * 7 + r * 3) % 5) / 10.0); });
    d.arrow(98, 44, 118, 44);
    for (int i = 0; i < 20; ++i) {
        const double x = 124 + i % 5 * 16, y = 12 + i / 5 * 16;
        const bool out = dropped[std::size_t(i)];
        d.cell(x, y, 16, out ? d.t.raised : d.grade(0.3 + ((i % 5 * 7 + i / 5 * 3) % 5) / 10.0));
        if (out)
            d.cross(x, y, 16);
    }
}

void drop_path(Pencil& d)
{
    d.line(20, 58, 196, 58, 1.6);
    d.line(50, 58, 50, 26, 1.6);
    d.line(50, 26, 80, 26, 1.6, Qt::DashLine);
    d.box(80, 14, 56, 24, d.faint());
    d.cross(96, 14, 24);
    d.line(136, 26, 166, 26, 1.6, Qt::DashLine);
    d.line(166, 26, 166, 58, 1.6);
    d.dot(166, 58, 8, d.t.raised);
    d.words(158, 50, 16, 16, QStringLiteral("+"), true);
}

double jitter(int i)
{
    return std::sin(i * 12.9898) * 43758.5453 - std::floor(std::sin(i * 12.9898) * 43758.5453) - 0.5;
}

void noisy(Pencil& d)
{
    const auto wave = [](double x) { return 0.5 + 0.32 * std::sin(x * 7); };
    d.curve(14, 16, 76, 56, wave, d.t.edge);
    d.arrow(98, 44, 118, 44);
    d.curve(126, 16, 76, 56, [&](double x) { return wave(x) + 0.22 * jitter(int(std::lround(x * 48))); }, d.colour, 1.4);
}

void noise_source(Pencil& d)
{
    d.cells(28, 10, 12, 5, 13.5, [&](int c, int r) { return d.grade(jitter(r * 12 + c + 1) + 0.5); });
}

// ---- Curves ---------------------------------------------------------------------------------------------------------

template <class F>
void function(Pencil& d, F f) // Over −3 … 3; f in the same units.
{
    d.line(58, 62, 158, 62, 1);
    d.line(108, 8, 108, 82, 1);
    d.curve(58, 8, 100, 72, [&](double x) { return std::clamp((f(x * 6 - 3) + 1) / 4, 0.0, 1.0); }, d.colour, 2.4);
}

void softmax(Pencil& d)
{
    d.bars(24, 16, 56, {0.5, 0.72, 0.3, 0.95, 0.42, 0.6}, 9);
    d.arrow(96, 44, 118, 44);
    d.bars(130, 16, 56, {0.1, 0.24, 0.06, 0.9, 0.08, 0.16}, 9);
    d.words(126, 0, 72, 16, QStringLiteral("Σ = 1"));
}

/// The chosen curve, with the usual slope and alpha.
void activation(Pencil& d)
{
    const std::string curve = d.choice("curve");
    if (curve == "softmax")
        return softmax(d);
    const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    const auto softplus = [](double x) { return std::log1p(std::exp(x)); };
    function(d, [&](double x) {
        if (curve == "leaky_relu")
            return x > 0 ? x : 0.1 * x; // Steeper than usual, so that it is seen.
        if (curve == "tanh")
            return std::tanh(x);
        if (curve == "sigmoid")
            return sigmoid(x);
        if (curve == "gelu" || curve == "gelu_tanh")
            return x * (1 + std::erf(x / std::sqrt(2.0))) / 2;
        if (curve == "silu")
            return x * sigmoid(x);
        if (curve == "elu")
            return x > 0 ? x : std::expm1(x);
        if (curve == "selu")
            return 1.0507 * (x > 0 ? x : 1.6733 * std::expm1(x));
        if (curve == "softplus")
            return softplus(x);
        if (curve == "hard_sigmoid")
            return std::clamp(x / 6 + 0.5, 0.0, 1.0);
        if (curve == "hard_swish")
            return x * std::clamp(x / 6 + 0.5, 0.0, 1.0);
        if (curve == "relu6")
            return std::clamp(x, 0.0, 6.0);
        if (curve == "mish")
            return x * std::tanh(softplus(x));
        if (curve == "softsign")
            return x / (1 + std::abs(x));
        return std::max(0.0, x);
    });
}

void formula(Pencil& d)
{
    d.arrow(24, 44, 64, 44);
    d.box(68, 22, 80, 44, d.faint());
    d.words(68, 22, 80, 44, QStringLiteral("ƒ(x)"), true);
    d.arrow(152, 44, 192, 44);
}

// ---- Sequences ------------------------------------------------------------------------------------------------------

void recurrent(Pencil& d, int memories)
{
    for (int step = 0; step < 3; ++step) {
        const double x = 28 + step * 60;
        d.arrow(x + 18, 84, x + 18, 64);
        d.box(x, 30, 36, 32, step == 1 ? d.strong() : d.faint());
        d.arrow(x + 18, 30, x + 18, 8);
        if (step < 2)
            for (int m = 0; m < memories; ++m)
                d.arrow(x + 36, 46 + (memories > 1 ? m * 12 - 6 : 0), x + 60, 46 + (memories > 1 ? m * 12 - 6 : 0));
    }
    d.line(8, 46, 28, 46, 1.2, Qt::DashLine);
    d.line(184, 46, 206, 46, 1.2, Qt::DashLine);
}

void gated(Pencil& d)
{
    recurrent(d, 1);
    for (int step = 0; step < 3; ++step)
        for (int gate = 0; gate < 2; ++gate)
            d.dot(38 + step * 60 + gate * 16, 46, 4, d.t.raised);
}

void embedding(Pencil& d)
{
    d.words(8, 34, 28, 20, QStringLiteral("3"), true);
    d.arrow(36, 44, 60, 44);
    d.cells(68, 9, 5, 7, 10, [&](int c, int r) { return r == 3 ? d.grade(0.3 + c * 0.14) : d.faint(); });
    d.frame(68, 39, 50, 10);
    d.arrow(124, 44, 144, 44);
    d.cells(150, 39, 5, 1, 10, [&](int c, int) { return d.grade(0.3 + c * 0.14); });
}

void attention(Pencil& d)
{
    constexpr double side = 13;
    d.cells(16, 26, 1, 4, side, [&](int, int r) { return d.grade(0.2 + r * 0.15); });
    d.cells(40, 6, 4, 1, side, [&](int c, int) { return d.grade(0.2 + c * 0.15); });
    constexpr double weights[4][4] = {{0.9, 0.1, 0.05, 0.1}, {0.3, 0.6, 0.2, 0.05}, {0.05, 0.8, 0.3, 0.2}, {0.4, 0.1, 0.1, 0.7}};
    d.cells(40, 26, 4, 4, side, [&](int c, int r) { return d.grade(weights[r][c]); });
    d.words(98, 34, 24, 36, QStringLiteral("×"), true);
    d.cells(122, 26, 2, 4, side, [&](int c, int r) { return d.grade(0.15 + r * 0.1 + c * 0.2); });
    d.arrow(154, 52, 172, 52);
    d.cells(178, 26, 2, 4, side, [&](int c, int r) { return d.grade(0.55 - r * 0.08 + c * 0.15); });
}

/// Parts behind each other, each with a way round it.
void block(Pencil& d, int parts)
{
    const double pitch = 180.0 / parts, w = pitch - 26;
    d.line(8, 56, 208, 56, 1.4);
    for (int i = 0; i < parts; ++i) {
        const double x = 24 + i * pitch;
        d.line(x - 8, 56, x - 8, 20);
        d.line(x - 8, 20, x + w + 8, 20);
        d.arrow(x + w + 8, 20, x + w + 8, 50);
        d.box(x, 42, w, 28, i + 1 == parts ? d.faint() : d.strong());
        if (i + 1 < parts) {
            d.cells(x + w / 2 - 9, 47, 3, 3, 6, [&](int c, int r) { return d.grade(c == r ? 0.95 : 0.15); });
        } else {
            d.line(x + 6, 50, x + 6, 62, 3);
            d.line(x + w / 2, 45, x + w / 2, 67, 3);
            d.line(x + w - 6, 50, x + w - 6, 62, 3);
        }
        d.dot(x + w + 8, 56, 5, d.t.raised);
        d.words(x + w + 3, 51, 10, 10, QStringLiteral("+"), true);
    }
}

void feed_forward(Pencil& d)
{
    d.cells(30, 24, 1, 3, 13, [&](int, int) { return d.grade(0.3); });
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 6; ++b) {
            d.line(43, 30.5 + a * 13, 102, 10.5 + b * 13, 0.7);
            d.line(115, 10.5 + b * 13, 172, 30.5 + a * 13, 0.7);
        }
    d.cells(102, 4, 1, 6, 13, [&](int, int) { return d.grade(0.6); });
    d.cells(172, 24, 1, 3, 13, [&](int, int) { return d.grade(0.3); });
}

void patches(Pencil& d)
{
    d.cells(18, 16, 6, 6, 9, [&](int c, int r) { return d.grade((c / 2 + r / 2 * 3) / 9.0); });
    for (int i = 0; i < 9; ++i)
        d.frame(18 + i % 3 * 18, 16 + i / 3 * 18, 18, 18, 1.2);
    d.arrow(80, 44, 102, 44);
    for (int i = 0; i < 9; ++i)
        d.cells(110 + i * 10.5, 24, 1, 4, 10, [&](int, int) { return d.grade(i / 9.0); });
}

void positions(Pencil& d)
{
    for (int wave = 0; wave < 3; ++wave)
        d.curve(20, 6 + wave * 26, 110, 24, [&](double x) { return 0.5 + 0.45 * std::sin(x * (14 - wave * 5)); }, d.grade(0.5 + wave * 0.2), 1.6);
    d.words(132, 32, 20, 24, QStringLiteral("+"), true);
    d.cells(156, 14, 3, 5, 12, [&](int c, int r) { return d.grade((c + r) % 3 / 3.0); });
}

// ---- Joining --------------------------------------------------------------------------------------------------------

void joined_by(Pencil& d, const QString& sign)
{
    d.cells(16, 26, 3, 3, 12, [&](int c, int r) { return d.grade((c + r) / 6.0); });
    d.words(52, 30, 38, 28, sign, true);
    d.cells(90, 26, 3, 3, 12, [&](int c, int r) { return d.grade((4 - c - r) / 6.0 + 0.1); });
    d.words(126, 30, 24, 28, QStringLiteral("="));
    d.cells(154, 26, 3, 3, 12, [&](int, int) { return d.strong(); });
}

void concat(Pencil& d)
{
    d.cells(24, 18, 3, 1, 14, [&](int, int) { return d.grade(0.25); });
    d.cells(24, 56, 4, 1, 14, [&](int, int) { return d.grade(0.7); });
    d.arrow(84, 28, 104, 40);
    d.arrow(84, 60, 104, 48);
    d.cells(108, 37, 7, 1, 14, [&](int c, int) { return d.grade(c < 3 ? 0.25 : 0.7); });
}

void stacked(Pencil& d)
{
    d.cells(30, 10, 4, 2, 14, [&](int, int) { return d.grade(0.25); });
    d.cells(30, 50, 4, 2, 14, [&](int, int) { return d.grade(0.7); });
    d.arrow(92, 44, 120, 44);
    d.cells(132, 16, 4, 4, 14, [&](int, int r) { return d.grade(r < 2 ? 0.25 : 0.7); });
}

void squeeze_excite(Pencil& d)
{
    for (int plane = 0; plane < 3; ++plane) {
        d.cells(12, 4 + plane * 28, 4, 4, 6, [&](int, int) { return d.grade(0.35); });
        d.arrow(40, 16 + plane * 28, 60, 16 + plane * 28);
        d.cell(64, 10 + plane * 28, 12, d.grade(0.35));
        d.words(128, 4 + plane * 28, 20, 24, QStringLiteral("×"), true);
        d.cell(112, 10 + plane * 28, 12, d.grade(plane * 0.4));
        d.cells(154, 4 + plane * 28, 4, 4, 6, [&](int, int) { return d.grade(plane * 0.4); });
    }
    d.box(84, 10, 18, 68, d.faint());
}

// ---- Ends -----------------------------------------------------------------------------------------------------------

void input(Pencil& d)
{
    d.cells(40, 14, 6, 6, 10, [&](int c, int r) { return d.grade(std::abs(std::hypot(c - 2.5, r - 2.5) - 2) < 0.7 ? 0.9 : 0.05); });
    d.arrow(116, 44, 176, 44);
}

void output(Pencil& d)
{
    d.arrow(36, 44, 92, 44);
    d.bars(110, 14, 60, {0.1, 0.06, 0.16, 0.92, 0.12, 0.08, 0.2}, 8);
}

void constant(Pencil& d)
{
    d.cells(40, 20, 4, 4, 12, [&](int c, int r) { return d.grade((c * 5 + r * 3) % 7 / 7.0); });
    d.frame(40, 20, 48, 48);
    d.arrow(100, 44, 160, 44);
}

using Draw = void (*)(Pencil&);

const std::map<std::string_view, Draw>& table()
{
    static const std::map<std::string_view, Draw> all = {
        {"conv2d", convolution},
        {"conv1d", convolution_1d},
        {"conv3d", convolution_3d},
        {"conv_transpose1d", transposed},
        {"conv_transpose2d", transposed},
        {"conv_transpose3d", transposed},
        {"depthwise_conv2d", [](Pencil& d) { planes_apart(d, false); }},
        {"separable_conv2d", [](Pencil& d) { planes_apart(d, true); }},
        {"max_pool", [](Pencil& d) { pooling(d, Of::Largest); }},
        {"max_pool1d", [](Pencil& d) { pooling_1d(d, Of::Largest); }},
        {"max_pool3d", [](Pencil& d) { pooling(d, Of::Largest); }},
        {"adaptive_max_pool", [](Pencil& d) { pooling(d, Of::Largest); }},
        {"avg_pool", [](Pencil& d) { pooling(d, Of::Mean); }},
        {"avg_pool1d", [](Pencil& d) { pooling_1d(d, Of::Mean); }},
        {"avg_pool3d", [](Pencil& d) { pooling(d, Of::Mean); }},
        {"adaptive_avg_pool", [](Pencil& d) { pooling(d, Of::Mean); }},
        {"lp_pool", [](Pencil& d) { pooling(d, Of::Root); }},
        {"lp_pool1d", [](Pencil& d) { pooling_1d(d, Of::Root); }},
        {"lp_pool3d", [](Pencil& d) { pooling(d, Of::Root); }},
        {"global_max_pool", [](Pencil& d) { pooling_global(d, Of::Largest); }},
        {"global_avg_pool", [](Pencil& d) { pooling_global(d, Of::Mean); }},
        {"global_lp_pool", [](Pencil& d) { pooling_global(d, Of::Root); }},
        {"flatten", flatten},
        {"reshape", reshape},
        {"permute", permute},
        {"slice", slice},
        {"squeeze", squeeze},
        {"expand", expand},
        {"split", split},
        {"upsample", larger},
        {"resize", larger},
        {"pixel_shuffle", pixel_shuffle},
        {"pad", [](Pencil& d) { border(d, true); }},
        {"crop", [](Pencil& d) { border(d, false); }},
        {"squeeze_excite", squeeze_excite},
        {"dense", dense},
        {"batch_norm", [](Pencil& d) { norm(d, Together::Column); }},
        {"layer_norm", [](Pencil& d) { norm(d, Together::Row); }},
        {"rms_norm", [](Pencil& d) { norm(d, Together::Row); }},
        {"group_norm", [](Pencil& d) { norm(d, Together::Block); }},
        {"instance_norm", [](Pencil& d) { norm(d, Together::Part); }},
        {"local_response_norm", [](Pencil& d) { norm(d, Together::Near); }},
        {"dropout", [](Pencil& d) { dropout(d, false); }},
        {"random_mask", [](Pencil& d) { dropout(d, false); }},
        {"spatial_dropout", [](Pencil& d) { dropout(d, true); }},
        {"drop_path", drop_path},
        {"gaussian_noise", noisy},
        {"noise", noise_source},
        {"activation", activation},
        {"prelu", [](Pencil& d) { function(d, [](double x) { return x > 0 ? x : 0.25 * x; }); }},
        {"clip", [](Pencil& d) { function(d, [](double x) { return std::clamp(x, -0.7, 1.6); }); }},
        {"softmax", softmax},
        {"lambda", formula},
        {"rnn", [](Pencil& d) { recurrent(d, 1); }},
        {"lstm", [](Pencil& d) { recurrent(d, 2); }},
        {"gru", gated},
        {"embedding", embedding},
        {"attention", attention},
        {"dot_product_attention", attention},
        {"token_scores", dense},
        {"encoder_block", [](Pencil& d) { block(d, 2); }},
        {"decoder_block", [](Pencil& d) { block(d, 3); }},
        {"feed_forward", feed_forward},
        {"patch_embedding", patches},
        {"positions", positions},
        {"add", [](Pencil& d) { joined_by(d, QStringLiteral("+")); }},
        {"subtract", [](Pencil& d) { joined_by(d, QStringLiteral("−")); }},
        {"multiply", [](Pencil& d) { joined_by(d, QStringLiteral("×")); }},
        {"average", [](Pencil& d) { joined_by(d, QStringLiteral("mean")); }},
        {"maximum", [](Pencil& d) { joined_by(d, QStringLiteral("max")); }},
        {"dot", [](Pencil& d) { joined_by(d, QStringLiteral("·")); }},
        {"concat", concat},
        {"real_and_made", stacked},
        {"input", input},
        {"output", output},
        {"unit_input", input},
        {"unit_output", output},
        {"unit", [](Pencil& d) { block(d, 2); }},
        {"constant", constant},
        {"opaque", [](Pencil& d) { joined_by(d, QStringLiteral("?")); }},
    };
    return all;
}

Draw of_category(Category category)
{
    constexpr Draw all[] = {input, dense, convolution, reshape, [](Pencil& d) { norm(d, Together::Column); },
                            [](Pencil& d) { function(d, [](double x) { return std::max(0.0, x); }); },
                            [](Pencil& d) { recurrent(d, 1); }, attention, concat};
    return all[int(category)];
}

} // namespace

void paint_layer_picture(QPainter& painter, const QRectF& rect, const LayerType& type, const Values& values, const Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = std::min(rect.width() / layer_picture_size.width(), rect.height() / layer_picture_size.height());
    painter.translate(rect.center());
    painter.scale(scale, scale);
    painter.translate(-layer_picture_size.width() / 2, -layer_picture_size.height() / 2);
    Pencil pencil(painter, type, values, theme);
    const auto own = table().find(type.id);
    (own == table().end() ? of_category(type.category) : own->second)(pencil);
    painter.restore();
}

bool has_own_picture(const LayerType& type)
{
    return table().contains(type.id);
}

} // namespace loom
