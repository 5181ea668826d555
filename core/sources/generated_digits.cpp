#include "base/files.h"
#include "base/random.h"
#include "base/threads.h"
#include "data/table.h"
#include "schema/types.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <type_traits>

namespace loom {
namespace {

/// One digit of one font, in font units, as FreeType wants it back.
struct Glyph {
    template <class T>
    using Elements = std::vector<std::remove_pointer_t<T>>;
    // Signed up to FreeType 2.13.2, unsigned from then on.
    Elements<decltype(FT_Outline::points)> points;
    Elements<decltype(FT_Outline::tags)> tags;
    Elements<decltype(FT_Outline::contours)> contours;
    double left = 0, right = 0, bottom = 0, top = 0;
};
using Font = std::array<Glyph, 10>;

constexpr std::size_t most_fonts = 200;

std::vector<fs::path> font_files()
{
    std::vector<fs::path> folders = {"/usr/share/fonts", "/usr/local/share/fonts"};
    if (const char* home = std::getenv("HOME"); home && *home) {
        folders.push_back(fs::path(home) / ".local/share/fonts");
        folders.push_back(fs::path(home) / ".fonts");
    }
    std::vector<fs::path> files;
    for (const fs::path& folder : folders) {
        std::error_code error;
        for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
             !error && it != end; it.increment(error)) {
            const std::string ending = it->path().extension().string();
            if (ending == ".ttf" || ending == ".otf" || ending == ".ttc")
                files.push_back(it->path());
        }
    }
    std::ranges::sort(files);
    return files;
}

/// The ten digits, where the font has them all as outlines and they are digits.
bool load_font(FT_Library library, const fs::path& file, Font& font)
{
    FT_Face face = nullptr;
    if (FT_New_Face(library, file.c_str(), 0, &face) != 0)
        return false;
    const std::string family = face->family_name ? face->family_name : "";
    bool good = FT_IS_SCALABLE(face) && face->charmap && face->charmap->encoding == FT_ENCODING_UNICODE;
    for (const char* pictures : {"Symbol", "Dingbats", "Emoji", "Icons", "Barcode", "Wingdings"})
        good = good && family.find(pictures) == family.npos;
    for (FT_ULong digit = 0; good && digit < 10; ++digit) {
        const FT_UInt index = FT_Get_Char_Index(face, '0' + digit);
        good = index != 0 && FT_Load_Glyph(face, index, FT_LOAD_NO_SCALE) == 0 &&
               face->glyph->format == FT_GLYPH_FORMAT_OUTLINE && face->glyph->outline.n_points > 0 &&
               face->glyph->outline.n_contours > 0;
        if (!good)
            break;
        const FT_Outline& o = face->glyph->outline;
        Glyph& glyph = font[digit];
        glyph.points.assign(o.points, o.points + o.n_points);
        glyph.tags.assign(o.tags, o.tags + o.n_points);
        glyph.contours.assign(o.contours, o.contours + o.n_contours);
        const auto [x0, x1] = std::ranges::minmax(glyph.points, {}, &FT_Vector::x);
        const auto [y0, y1] = std::ranges::minmax(glyph.points, {}, &FT_Vector::y);
        glyph.left = double(x0.x);
        glyph.right = double(x1.x);
        glyph.bottom = double(y0.y);
        glyph.top = double(y1.y);
        good = glyph.top > glyph.bottom && glyph.right > glyph.left;
    }
    FT_Done_Face(face);
    return good;
}

/// Draws a digit, bent by random numbers, into size × size bytes.
void draw_digit(FT_Library library, const Glyph& glyph, int size, Random random, std::span<std::uint8_t> out)
{
    auto between = [&](double a, double b) { return a + (b - a) * random.uniform(); };
    const double height = size * between(0.58, 0.78);
    const double scale = std::min(height / (glyph.top - glyph.bottom), size * 0.78 / (glyph.right - glyph.left));
    const double turn = between(-14, 14) * std::numbers::pi / 180, shear = between(-0.22, 0.22),
                 wide = between(0.85, 1.12);
    const double reach = size * 0.07;
    const double center_x = size / 2.0 + between(-reach, reach), center_y = size / 2.0 + between(-reach, reach);
    Glyph bent = glyph;
    for (FT_Vector& p : bent.points) {
        const double x = (double(p.x) - (glyph.left + glyph.right) / 2) * scale * wide;
        const double y = (double(p.y) - (glyph.bottom + glyph.top) / 2) * scale;
        const double leaning = x + shear * y;
        p.x = FT_Pos(std::lround(64 * (center_x + leaning * std::cos(turn) - y * std::sin(turn))));
        p.y = FT_Pos(std::lround(64 * (center_y + leaning * std::sin(turn) + y * std::cos(turn))));
    }
    FT_Outline outline{};
    outline.n_contours = decltype(outline.n_contours)(bent.contours.size());
    outline.n_points = decltype(outline.n_points)(bent.points.size());
    outline.points = bent.points.data();
    outline.tags = bent.tags.data();
    outline.contours = bent.contours.data();
    const double thicker = 64 * size / 28.0 * between(-0.4, 1.1);
    FT_Outline_Embolden(&outline, FT_Pos(thicker));
    FT_Outline_Translate(&outline, FT_Pos(-thicker / 2), FT_Pos(-thicker / 2));
    FT_Bitmap bitmap{};
    bitmap.rows = bitmap.width = unsigned(size);
    bitmap.pitch = size;
    bitmap.buffer = out.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    FT_Outline_Get_Bitmap(library, &outline, &bitmap);
    const double ink = between(0.7, 1), noise = between(0, 14);
    for (std::uint8_t& v : out)
        v = std::uint8_t(std::clamp(v * ink + noise * random.normal(), 0.0, 255.0));
}

struct GeneratedDigits {
    std::int64_t rows = 12'000;
    std::int64_t size = 28;
    double test_share = 1.0 / 6;
    std::int64_t seed = 1;

    static double recognises(const Place&) { return 0; }

    Result<std::shared_ptr<const Table>> open(const Place&, Progress* progress) const
    {
        std::vector<Font> fonts;
        FT_Library library = nullptr;
        if (FT_Init_FreeType(&library) == 0) {
            for (const fs::path& file : font_files())
                if (Font font; fonts.size() < most_fonts && load_font(library, file, font))
                    fonts.push_back(std::move(font));
            FT_Done_FreeType(library);
        }
        if (fonts.empty())
            return Error{LOOM_TEXT("No font with digits is installed, so no digits can be drawn."),
                         LOOM_TEXT("Install a font, for example the package fonts-dejavu-core."), Blame::Machine};

        const PictureShape shape{1, int(size), int(size)};
        auto table = std::make_shared<Table>();
        table->source = "generated_digits";
        table->target = "label";
        table->rows = std::size_t(rows);
        table->notes.push_back(Message(LOOM_TEXT("Drawn from %1 installed fonts."), fonts.size()));
        std::vector<std::uint8_t> pixels(table->rows * shape.bytes());
        std::vector<std::int32_t> labels(table->rows);
        if (progress)
            progress->total = rows;
        constexpr std::size_t piece = 500;
        parallel_for((table->rows + piece - 1) / piece, allowed_processors(), [&](std::size_t p) {
            FT_Library own = nullptr;
            if (FT_Init_FreeType(&own) != 0)
                return; // Out of memory: blank pictures.
            const std::size_t end = std::min(table->rows, (p + 1) * piece);
            for (std::size_t i = p * piece; i < end; ++i) {
                Random random(std::uint64_t(seed), stream_of("generated digits") + i);
                const std::size_t digit = i % 10, font = random.below(fonts.size());
                labels[i] = std::int32_t(digit);
                draw_digit(own, fonts[font][digit], int(size), random,
                           std::span(pixels).subspan(i * shape.bytes(), shape.bytes()));
            }
            FT_Done_FreeType(own);
            if (progress)
                progress->done += std::int64_t(end - p * piece);
        });
        // Every row is drawn for itself, so the last ones test as well as any.
        const auto train = table->rows - std::size_t(std::llround(test_share * double(rows)));
        table->split.assign(table->rows, Part::Train);
        std::fill(table->split.begin() + std::ptrdiff_t(train), table->split.end(), Part::Test);
        table->columns.push_back(
            {"image", ColumnType::Image, std::make_shared<const MemoryPixels>(shape, std::move(pixels))});
        table->columns.push_back({"label", ColumnType::Category, Codes{std::move(labels), {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}}});
        return std::shared_ptr<const Table>(std::move(table));
    }
};

} // namespace

const SourceType& generated_digits_source()
{
    static const SourceType type = source<GeneratedDigits>({
        .id = "generated_digits",
        .title = LOOM_TEXT("Generated digits"),
        .help =
            LOOM_TEXT("Digits drawn from the installed fonts, shifted, turned, made thicker and noisy. Needs no data."),
        .generated = true,
        .settings = {setting(&GeneratedDigits::rows,
                             {.key = "rows",
                              .label = LOOM_TEXT("Rows"),
                              .help = LOOM_TEXT("How many pictures; every digit gets a tenth of them."),
                              .min = 20,
                              .max = 1'000'000}),
                     setting(&GeneratedDigits::size, {.key = "size",
                                                      .label = LOOM_TEXT("Size"),
                                                      .help = LOOM_TEXT("Height and width of the pictures."),
                                                      .unit = LOOM_TEXT("px"),
                                                      .min = 8,
                                                      .max = 128}),
                     setting(&GeneratedDigits::test_share,
                             {.key = "test_share",
                              .label = LOOM_TEXT("Test share"),
                              .help = LOOM_TEXT("Which share of the rows is kept for the test at the end."),
                              .min = 0,
                              .max = 0.9}),
                     setting(&GeneratedDigits::seed, {.key = "seed",
                                                      .label = LOOM_TEXT("Seed"),
                                                      .help = LOOM_TEXT("The same seed gives the same rows."),
                                                      .min = 0,
                                                      .max = 2147483647})},
    });
    return type;
}

} // namespace loom
