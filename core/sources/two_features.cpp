#include "base/random.h"
#include "data/table.h"
#include "schema/types.h"

#include <cmath>
#include <numbers>

namespace loom {
namespace {

enum class Form { Line, Moons, Circles, Spirals };

struct TwoFeatures {
    Form shape = Form::Line;
    std::int64_t rows = 400;
    double noise = 0.1;
    std::int64_t seed = 1;

    static double recognises(const Place&) { return 0; }

    Result<std::shared_ptr<const Table>> open(const Place&, Progress*) const
    {
        auto table = std::make_shared<Table>();
        table->source = "two_features";
        table->target = "class";
        std::vector<double> x, y;
        std::vector<std::int32_t> label;
        if (shape == Form::Line) {
            // The 100 rows of the first lesson, (2k, 2k+1), of class 1 up to the fiftieth.
            table->scored_on_all = true;
            for (int k = 1; k <= 100; ++k) {
                x.push_back(2 * k);
                y.push_back(2 * k + 1);
                label.push_back(k <= 50);
            }
        } else {
            for (std::int64_t i = 0; i < rows; ++i) {
                Random random(std::uint64_t(seed), stream_of("two features") + std::uint64_t(i));
                const int side = int(i % 2);
                const auto [px, py] = point(side, random.uniform());
                x.push_back(px + noise * random.normal());
                y.push_back(py + noise * random.normal());
                label.push_back(side);
            }
        }
        table->rows = x.size();
        table->columns.push_back({"x", ColumnType::Number, std::move(x)});
        table->columns.push_back({"y", ColumnType::Number, std::move(y)});
        table->columns.push_back({"class", ColumnType::Category, Codes{std::move(label), {"0", "1"}}});
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    /// Where the point at `t` in [0, 1) of one side lies.
    std::pair<double, double> point(int side, double t) const
    {
        constexpr double pi = std::numbers::pi;
        switch (shape) {
        case Form::Moons:
            return side ? std::pair(1 - std::cos(pi * t), 0.5 - std::sin(pi * t))
                        : std::pair(std::cos(pi * t), std::sin(pi * t));
        case Form::Circles: {
            const double radius = side ? 0.5 : 1;
            return {radius * std::cos(2 * pi * t), radius * std::sin(2 * pi * t)};
        }
        case Form::Spirals: {
            const double radius = 0.2 + 1.8 * t, angle = 3 * pi * t + (side ? pi : 0); // One and a half turns.
            return {radius * std::cos(angle), radius * std::sin(angle)};
        }
        case Form::Line:
            break;
        }
        return {};
    }
};

} // namespace

const SourceType& two_features_source()
{
    static const SourceType type = source<TwoFeatures>({
        .id = "two_features",
        .title = LOOM_TEXT("Two features"),
        .help = LOOM_TEXT("Points in the plane of two classes, for a first network."),
        .generated = true,
        .settings = {setting(&TwoFeatures::shape,
                             {.key = "shape",
                              .label = LOOM_TEXT("Shape"),
                              .help = LOOM_TEXT(
                                  "How the two classes lie. “Line” is 100 fixed rows, scored on all of them."),
                              .choices = {{"line", LOOM_TEXT("Line")},
                                          {"moons", LOOM_TEXT("Moons")},
                                          {"circles", LOOM_TEXT("Circles")},
                                          {"spirals", LOOM_TEXT("Spirals")}}}),
                     setting(&TwoFeatures::rows, {.key = "rows",
                                                  .label = LOOM_TEXT("Rows"),
                                                  .help = LOOM_TEXT("How many points; both classes get half of them."),
                                                  .min = 10,
                                                  .max = 1'000'000}),
                     setting(&TwoFeatures::noise,
                             {.key = "noise",
                              .label = LOOM_TEXT("Noise"),
                              .help = LOOM_TEXT("How far points stray from their shape (standard deviation)."),
                              .min = 0,
                              .max = 10}),
                     setting(&TwoFeatures::seed, {.key = "seed",
                                                  .label = LOOM_TEXT("Seed"),
                                                  .help = LOOM_TEXT("The same seed gives the same rows."),
                                                  .min = 0,
                                                  .max = 2147483647})},
    });
    return type;
}

} // namespace loom
