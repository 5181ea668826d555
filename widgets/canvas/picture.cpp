#include "canvas/picture.h"

#include "canvas/paint.h"
#include "canvas/remark_paint.h"
#include "canvas/thumbnails.h"
#include "theme/language.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>

namespace loom {
namespace {

constexpr double margin = 24;
constexpr int resolution = 96;              // Of the canvas; sizes of type are counted in it.
constexpr double most_side = 30000;         // Of a PNG: QPainter's limit is 32767.
constexpr double most_points = 400e6;       // 1.6 GB while it is drawn.
constexpr double most_page = 14400;         // Points (1/72 inch): what viewers of PDF can show.

QRectF whole(const Scene& scene)
{
    QRectF all = scene.bounds();
    for (const Wire& wire : scene.wires())
        all |= wire.bounds;
    return all.adjusted(-margin, -margin, margin, margin);
}

using Looks = std::map<NodeId, NodeLook>;
constexpr double sharpness = 2; // Of thumbnails, which have points in every kind of picture.

Scene scene_of(const Document& document, const Analysis& analysis, const Looks* looks = nullptr)
{
    Scene scene;
    scene.build(document, analysis, {}, looks ? measure::Form::Pictures : measure::Form::Plain);
    return scene;
}

void paint_all(QPainter& painter, const Scene& scene, const DataFacts* facts, const Looks* looks)
{
    const Theme& t = light_theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-whole(scene).topLeft());
    for (const RemarkBox& remark : scene.remarks())
        paint_remark(painter, remark, {}, t);
    painter.setBrush(Qt::NoBrush);
    for (const Wire& wire : scene.wires()) {
        painter.setPen(wire_pen(wire.state == Wire::State::Error     ? WireLook::Error
                                : wire.state == Wire::State::Assumed ? WireLook::Assumed
                                                                     : WireLook::Sound,
                                t));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(wire.path);
    }
    for (const Box& box : scene.boxes()) {
        const auto look = looks ? looks->find(box.id) : Looks::const_iterator();
        const bool known = looks && look != looks->end();
        const QImage image = known ? look_image(look->second, sharpness, t) : QImage();
        paint_box(painter, box, {.thumbnails = image.isNull() ? nullptr : &image, .broken = known && look->second.broken > 0}, facts, t);
        const QColor& category = t.category(box.type->category);
        for (int port = 0; port < box.inputs; ++port)
            paint_port(painter, box.input(port), PortMark::Plain, category, false, t);
        if (box.gives)
            paint_port(painter, box.output(), PortMark::Plain, category, box.links_out > 1, t);
    }
}

} // namespace

QSizeF picture_size(const Document& document)
{
    return whole(scene_of(document, {})).size();
}

Status save_picture(const fs::path& file, const Document& document, const Analysis& analysis, const DataFacts* facts,
                    double scale, const Looks* looks)
{
    std::string kind = file.extension().string();
    std::ranges::transform(kind, kind.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (kind != ".svg" && kind != ".pdf" && kind != ".png")
        return Error{Message(LOOM_TEXT("%1 is no kind of picture that can be written."), path_text(file.filename())),
                     LOOM_TEXT("Let the name end in .svg, .pdf or .png."), Blame::Call};
    if (document.nodes().empty())
        return Error{LOOM_TEXT("There are no layers to draw."), LOOM_TEXT("Add a layer first."), Blame::Call};
    if (!(scale > 0) || scale > 100)
        return Error{Message(LOOM_TEXT("A scale of %1 cannot be drawn."), scale), LOOM_TEXT("Choose one between 0 and 100."),
                     Blame::Call};
    const Scene scene = scene_of(document, analysis, looks);
    QSizeF size = whole(scene).size() * scale;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    bool good = true;
    if (kind == ".svg") {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setResolution(resolution);
        svg.setSize(QSizeF(std::ceil(size.width()), std::ceil(size.height())).toSize());
        svg.setViewBox(QRectF(QPointF(), size));
        svg.setTitle(QCoreApplication::applicationName());
        QPainter painter(&svg);
        painter.scale(scale, scale);
        paint_all(painter, scene, facts, looks);
        good = painter.end();
    } else if (kind == ".pdf") {
        const double points = 72.0 / resolution;
        const double fit = std::min(1.0, most_page / (std::max(size.width(), size.height()) * points));
        size *= fit;
        QPdfWriter pdf(&buffer);
        pdf.setResolution(resolution);
        pdf.setCreator(QCoreApplication::applicationName());
        pdf.setPageSize(QPageSize(size * points, QPageSize::Point, {}, QPageSize::ExactMatch));
        pdf.setPageMargins(QMarginsF());
        QPainter painter(&pdf);
        painter.scale(scale * fit, scale * fit);
        paint_all(painter, scene, facts, looks);
        good = painter.end();
    } else {
        if (size.width() > most_side || size.height() > most_side || size.width() * size.height() > most_points)
            return Error{Message(LOOM_TEXT("The picture would have %1 × %2 points, too many for a PNG."),
                                 std::int64_t(size.width()), std::int64_t(size.height())),
                         LOOM_TEXT("Choose a smaller scale, or SVG or PDF, which have no points."), Blame::Call};
        QImage image(QSizeF(std::ceil(size.width()), std::ceil(size.height())).toSize(), QImage::Format_ARGB32_Premultiplied);
        if (image.isNull())
            return Error{LOOM_TEXT("There is not enough memory for the picture."), LOOM_TEXT("Choose a smaller scale."),
                         Blame::Machine};
        image.setDotsPerMeterX(int(std::lround(resolution / 0.0254)));
        image.setDotsPerMeterY(int(std::lround(resolution / 0.0254)));
        image.fill(light_theme().surface);
        QPainter painter(&image);
        painter.scale(scale, scale);
        paint_all(painter, scene, facts, looks);
        painter.end();
        good = image.save(&buffer, "PNG");
    }
    if (!good)
        return Error{LOOM_TEXT("The picture could not be drawn."), {}, Blame::Machine};
    return write_file(file, std::string_view(bytes.constData(), std::size_t(bytes.size())));
}

} // namespace loom
