#include "canvas/thumbnails.h"

#include "canvas/measures.h"

#include <QPainter>

#include <cmath>

namespace loom {
namespace {

using measure::thumb_gap, measure::thumb_side, measure::thumb_width;

/// How large a look is in a node.
QSizeF size_of(const NodeLook& look)
{
    if (look.form != NodeLook::Form::Maps)
        return {thumb_width, thumb_side};
    const auto maps = double(look.maps.size());
    return {maps * thumb_side + (maps - 1) * thumb_gap, thumb_side};
}

QSize points_of(const NodeLook& look, double scale)
{
    const QSizeF size = size_of(look) * scale;
    return {std::max(1, int(std::ceil(size.width()))), std::max(1, int(std::ceil(size.height())))};
}

/// Enlarged without smoothing, but so that all points are equally large.
QImage scaled(const NodeLook::Map& map, const std::array<QRgb, 256>& colours, QSize to)
{
    QImage image(map.width, map.height, QImage::Format_RGB32);
    for (int y = 0; y < map.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < map.width; ++x)
            line[x] = colours[map.shades[std::size_t(y) * std::size_t(map.width) + std::size_t(x)]];
    }
    if (to.width() >= map.width || to.height() >= map.height) {
        const auto times = [](int wanted, int points) { return points * std::max(1, (wanted + points - 1) / points); };
        image = image.scaled(times(to.width(), map.width), times(to.height(), map.height));
    }
    return image.size() == to ? image : image.scaled(to, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

void paint_bars(QPainter& painter, const NodeLook& look, const Theme& t)
{
    const NodeLook::Map& map = look.maps.front();
    const double low = std::min(0.0, look.low), high = std::max(0.0, look.high), range = high > low ? high - low : 1;
    const double zero = 1 + (thumb_side - 2) * high / range;
    const double pitch = thumb_width / std::max(4, map.width), width = std::min(pitch - 3, 24.0);
    for (int i = 0; i < map.width; ++i) {
        const double number = look.number(map.shades[std::size_t(i)]);
        const double height = (thumb_side - 2) * std::abs(number) / range;
        painter.fillRect(QRectF(i * pitch, number < 0 ? zero : zero - height, width, height), number < 0 ? t.s1 : t.s2);
    }
    painter.fillRect(QRectF(0, zero - 0.5, map.width * pitch - 3, 1), t.edge);
}

void paint_cells(QPainter& painter, const NodeLook& look, const std::array<QRgb, 256>& colours, const Theme& t)
{
    const NodeLook::Map& map = look.maps.front();
    const double across = thumb_width / 16, down = thumb_side / 4;
    for (int i = 0; i < map.width * map.height; ++i) {
        const QRectF cell(i % map.width * across, i / map.width * down, across - 1, down - 1);
        painter.fillRect(cell, i < map.cells ? QColor(colours[map.shades[std::size_t(i)]]) : t.sunken);
    }
}

} // namespace

QColor colour_of(const NodeLook& look, double number, const Theme& t)
{
    const double far = std::max(std::abs(look.low), std::abs(look.high));
    if (look.low < 0)
        return t.signed_heat(far > 0 ? number / far : 0);
    return t.heat(look.high > look.low ? (number - look.low) / (look.high - look.low) : 0);
}

std::array<QRgb, 256> look_colours(const NodeLook& look, const Theme& t)
{
    std::array<QRgb, 256> colours;
    for (int shade = 0; shade < 256; ++shade)
        colours[std::size_t(shade)] = colour_of(look, look.number(std::uint8_t(shade)), t).rgb();
    return colours;
}

QImage look_image(const NodeLook& look, double scale, const Theme& t)
{
    if (look.maps.empty() || look.maps.front().cells == 0)
        return {};
    QImage image(points_of(look, scale), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const auto colours = look_colours(look, t);
    QPainter painter(&image);
    // Zero has the colour of the ground there.
    const auto put = [&](QPointF corner, const QImage& map) {
        painter.drawImage(corner, map);
        if (look.low < 0) {
            painter.setPen(t.line);
            painter.drawRect(QRectF(corner, map.size() - QSize(1, 1)));
        }
    };
    if (look.form == NodeLook::Form::Maps) {
        for (std::size_t i = 0; i < look.maps.size(); ++i) {
            const NodeLook::Map& map = look.maps[i];
            const double side = thumb_side * scale / std::max(map.width, map.height);
            const QSize to(std::max(1, int(std::lround(map.width * side))), std::max(1, int(std::lround(map.height * side))));
            const QPointF corner(double(i) * (thumb_side + thumb_gap) * scale + (thumb_side * scale - to.width()) / 2, (thumb_side * scale - to.height()) / 2);
            put({std::round(corner.x()), std::round(corner.y())}, scaled(map, colours, to));
        }
    } else if (look.form == NodeLook::Form::Steps) {
        put({0, 0}, scaled(look.maps.front(), colours, image.size()));
    } else {
        painter.scale(scale, scale);
        if (look.form == NodeLook::Form::Bars)
            paint_bars(painter, look, t);
        else
            paint_cells(painter, look, colours, t);
    }
    painter.end();
    image.setDevicePixelRatio(scale);
    return image;
}

Thumbnails::Thumbnails(QObject* parent, std::size_t budget) : QObject(parent), budget_(budget)
{
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &Thumbnails::make);
}

void Thumbnails::follow(ActivationSession& session)
{
    session_ = &session;
    connect(session_, &ActivationSession::changed, this, &Thumbnails::make);
    make();
}

void Thumbnails::show_graph(const UnitPath& path)
{
    if (path == path_)
        return;
    path_ = path;
    clear(); // The same nodes in another copy give something else.
    make();
}

void Thumbnails::set_scale(double scale)
{
    if (std::exchange(scale_, scale) != scale)
        make();
}

const NodeLook* Thumbnails::look(NodeId id) const
{
    return session_ ? session_->look(path_, id) : nullptr;
}

const QImage* Thumbnails::image(NodeId id) const
{
    const auto found = images_.find(std::int64_t(id));
    return found == images_.end() ? nullptr : &found->second;
}

void Thumbnails::clear()
{
    images_.clear();
    bytes_ = 0;
}

void Thumbnails::make()
{
    looks_ = session_ ? session_->looks() : nullptr;
    const auto nodes = looks_ ? looks_->find(path_) : NodeLooks::const_iterator();
    if (!looks_ || nodes == looks_->end()) {
        worker_.cancel();
        clear();
        Q_EMIT changed();
        return;
    }
    worker_.start<Made>([looks = looks_, path = path_, scale = scale_, budget = budget_,
                         dark = theme().dark](Progress& progress) { return make_all(looks->at(path), scale, budget, dark ? dark_theme() : light_theme(), progress); },
                        [this](Made made) {
                            images_ = std::move(made.images);
                            bytes_ = made.bytes;
                            Q_EMIT changed();
                        });
}

Thumbnails::Made Thumbnails::make_all(const std::map<NodeId, NodeLook>& looks, double scale, std::size_t budget, const Theme& t, Progress& progress)
{
    const auto bytes = [&](double at) {
        std::size_t sum = 0;
        for (const auto& [id, look] : looks) {
            const QSize points = points_of(look, at);
            sum += 4 * std::size_t(points.width()) * std::size_t(points.height());
        }
        return sum;
    };
    while (bytes(scale) > budget && scale > 0.01)
        scale *= 0.9;
    Made made;
    for (const auto& [id, look] : looks) {
        if (progress.cancelled)
            return {};
        if (QImage image = look_image(look, scale, t); !image.isNull()) {
            made.bytes += std::size_t(image.sizeInBytes());
            made.images.emplace(std::int64_t(id), std::move(image));
        }
    }
    return made;
}

} // namespace loom
