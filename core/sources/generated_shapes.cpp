#include "base/random.h"
#include "base/threads.h"
#include "data/boxes.h"
#include "schema/types.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

using Colour = std::array<double, 3>;

constexpr std::array<const char*, 3> names = {"circle", "square", "triangle"};

/// How far a point is outside of a shape, in points; negative within.
double outside(std::size_t kind, const ObjectBox& box, double x, double y)
{
    const double half = double(box.width) / 2, dx = std::abs(x - double(box.x)), dy = y - double(box.y);
    if (kind == 0)
        return std::hypot(dx, dy) - half;
    if (kind == 1)
        return std::max(dx, std::abs(dy)) - half;
    // As wide as high, the tip above: its sides fall two points for one aside.
    return std::max(dy - half, (2 * dx - dy - half) / std::sqrt(5.0));
}

/// Draws one to `most` shapes into 3 × size × size bytes, and says where they are.
std::vector<Marked> draw(Random random, int size, std::int64_t most, std::span<std::uint8_t> out)
{
    const auto between = [&](double a, double b) { return a + (b - a) * random.uniform(); };
    const auto area = std::size_t(size) * std::size_t(size);
    Colour ground, slope;
    for (std::size_t c = 0; c < 3; ++c) {
        ground[c] = between(20, 200);
        slope[c] = between(-40, 40);
    }
    std::vector<double> pixels(3 * area);
    for (std::size_t i = 0; i < 3 * area; ++i)
        pixels[i] = ground[i / area] + slope[i / area] * (double(i % area) / double(area) - 0.5);

    std::vector<Marked> shapes;
    const auto wanted = 1 + random.below(std::uint64_t(most));
    for (int attempt = 0; attempt < 50 && shapes.size() < wanted; ++attempt) {
        const std::size_t kind = random.below(names.size());
        const double side = size * between(0.16, 0.4), reach = size - side;
        const ObjectBox box{float(side / 2 + between(0, reach)), float(side / 2 + between(0, reach)), float(side), float(side)};
        if (std::ranges::any_of(shapes, [&](const Marked& m) { return overlap(m.box, box) > 0; }))
            continue;
        Colour colour;
        do { // Enough unlike the ground to be seen.
            for (double& c : colour)
                c = between(0, 255);
        } while (std::abs(colour[0] - ground[0]) + std::abs(colour[1] - ground[1]) + std::abs(colour[2] - ground[2]) < 150);
        for (std::size_t i = 0; i < area; ++i) {
            const double far = outside(kind, box, double(i % std::size_t(size)) + 0.5, double(i / std::size_t(size)) + 0.5);
            const double share = std::clamp(0.5 - far, 0.0, 1.0);
            for (std::size_t c = 0; c < 3; ++c)
                pixels[c * area + i] += share * (colour[c] - pixels[c * area + i]);
        }
        shapes.push_back({names[kind], box});
    }
    for (Marked& m : shapes)
        m.box = {m.box.x / float(size), m.box.y / float(size), m.box.width / float(size), m.box.height / float(size)};
    const double noise = between(0, 14);
    for (std::size_t i = 0; i < 3 * area; ++i)
        out[i] = std::uint8_t(std::clamp(pixels[i] + noise * random.normal(), 0.0, 255.0));
    return shapes;
}

struct GeneratedShapes {
    std::int64_t rows = 3'000;
    std::int64_t size = 64;
    std::int64_t objects = 3;
    double test_share = 1.0 / 6;
    std::int64_t seed = 1;

    static double recognises(const Place&) { return 0; }

    Result<std::shared_ptr<const Table>> open(const Place&, Progress* progress) const
    {
        const PictureShape shape{3, int(size), int(size)};
        auto table = std::make_shared<Table>();
        table->source = "generated_shapes";
        table->target = "boxes";
        table->rows = std::size_t(rows);
        std::vector<std::uint8_t> pixels(table->rows * shape.bytes());
        std::vector<std::string> boxes(table->rows);
        if (progress)
            progress->total = rows;
        parallel_for(table->rows, allowed_processors(), [&](std::size_t i) {
            const Random random(std::uint64_t(seed), stream_of("generated shapes") + i);
            boxes[i] = boxes_text(draw(random, int(size), objects, std::span(pixels).subspan(i * shape.bytes(), shape.bytes())));
            if (progress)
                ++progress->done;
        });
        Texts texts;
        for (const std::string& text : boxes)
            texts.push_back(text);
        // Every row is drawn for itself, so the last ones test as well as any.
        const auto train = table->rows - std::size_t(std::llround(test_share * double(rows)));
        table->split.assign(table->rows, Part::Train);
        std::fill(table->split.begin() + std::ptrdiff_t(train), table->split.end(), Part::Test);
        table->columns.push_back({"image", ColumnType::Image, std::make_shared<const MemoryPixels>(shape, std::move(pixels))});
        table->columns.push_back({"boxes", ColumnType::Text, std::move(texts)});
        return std::shared_ptr<const Table>(std::move(table));
    }
};

} // namespace

const SourceType& generated_shapes_source()
{
    static const SourceType type = source<GeneratedShapes>({
        .id = "generated_shapes",
        .title = LOOM_TEXT("Generated shapes"),
        .help = LOOM_TEXT("Circles, squares and triangles of any colour on noisy grounds, and where they are. Needs no data."),
        .generated = true,
        .settings = {setting(&GeneratedShapes::rows, {.key = "rows", .label = LOOM_TEXT("Rows"), .help = LOOM_TEXT("How many pictures."), .min = 20, .max = 1'000'000}),
                     setting(&GeneratedShapes::size, {.key = "size", .label = LOOM_TEXT("Size"), .help = LOOM_TEXT("Height and width of the pictures."), .unit = LOOM_TEXT("px"), .min = 16, .max = 256}),
                     setting(&GeneratedShapes::objects, {.key = "objects", .label = LOOM_TEXT("Objects"), .help = LOOM_TEXT("How many shapes a picture has at most."), .min = 1, .max = 20}),
                     setting(&GeneratedShapes::test_share, {.key = "test_share", .label = LOOM_TEXT("Test share"), .help = LOOM_TEXT("Which share of the rows is kept for the test at the end."), .min = 0, .max = 0.9}),
                     setting(&GeneratedShapes::seed, {.key = "seed", .label = LOOM_TEXT("Seed"), .help = LOOM_TEXT("The same seed gives the same rows."), .min = 0, .max = 2147483647})},
    });
    return type;
}

} // namespace loom
