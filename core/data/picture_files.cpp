#include "data/picture.h"

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>

#include <jerror.h> // Needs jpeglib.h before it.

#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace loom {
namespace {

using ByteSpan = std::span<const std::uint8_t>;

Error broken(Text what)
{
    return {what, LOOM_TEXT("Open the picture in another program and save it again, or take it away.")};
}
constexpr Text cut_off = LOOM_TEXT("The picture is damaged or cut off.");

Result<PictureShape> checked(std::int64_t channels, std::int64_t height, std::int64_t width)
{
    if (height < 1 || width < 1)
        return broken(LOOM_TEXT("The picture has no pixels."));
    if (height > largest_picture || width > largest_picture || height * width > largest_picture)
        return Error{
            Message(LOOM_TEXT("The picture says that it has %1 × %2 pixels; more than %3 million are not opened."),
                    width, height, largest_picture / 1'000'000),
            LOOM_TEXT("Make the picture smaller in another program, or take it away.")};
    return PictureShape{int(channels), int(height), int(width)};
}

std::uint32_t little(ByteSpan b, std::size_t at, std::size_t n)
{
    std::uint32_t v = 0;
    for (std::size_t i = 0; i < n; ++i)
        v |= std::uint32_t(b[at + i]) << (8 * i);
    return v;
}

std::uint32_t big(ByteSpan b, std::size_t at, std::size_t n)
{
    std::uint32_t v = 0;
    for (std::size_t i = 0; i < n; ++i)
        v = (v << 8) | b[at + i];
    return v;
}

/// From pixel by pixel, as decoders write, to channel by channel.
Picture planar(const std::uint8_t* interleaved, PictureShape shape)
{
    Picture picture{shape, std::vector<std::uint8_t>(shape.bytes())};
    const std::size_t area = std::size_t(shape.height) * std::size_t(shape.width),
                      channels = std::size_t(shape.channels);
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t i = 0; i < area; ++i)
            picture.pixels[c * area + i] = interleaved[i * channels + c];
    return picture;
}

// ---- PNG ------------------------------------------------------------------------------------------------------------

/// The header of a PNG: colour type 0 and 4 are grey. A palette counts as colour.
Result<PictureShape> inspect_png(ByteSpan b)
{
    if (b.size() < 26 || big(b, 12, 4) != 0x49484452)
        return broken(cut_off);
    return checked(b[25] == 0 || b[25] == 4 ? 1 : 3, big(b, 20, 4), big(b, 16, 4));
}

Result<Picture> decode_png(ByteSpan b, PictureShape shape)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, b.data(), b.size()))
        return broken(cut_off);
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    image.format = shape.channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    const png_color white{255, 255, 255};
    std::vector<std::uint8_t> pixels(shape.bytes());
    if (!png_image_finish_read(&image, &white, pixels.data(), 0, nullptr)) {
        png_image_free(&image);
        return broken(cut_off);
    }
    return planar(pixels.data(), shape);
}

// ---- JPEG -----------------------------------------------------------------------------------------------------------

/// Calls `visit(marker, data)` for each segment before the picture's data, until it returns false. False when the file
/// ends too early.
template <class F>
bool for_each_segment(ByteSpan b, F visit)
{
    for (std::size_t at = 2; at + 4 <= b.size();) {
        if (b[at] != 0xFF) {
            ++at; // Filling that some programs leave.
            continue;
        }
        const int marker = b[at + 1];
        if (marker == 0xFF || marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        const std::size_t length = big(b, at + 2, 2);
        if (length < 2 || at + 2 + length > b.size())
            return false;
        if (!visit(marker, b.subspan(at + 4, length - 2)) || marker == 0xDA)
            return true;
        at += 2 + length;
    }
    return false;
}

/// 1 to 8 as in EXIF; 1 is upright.
int exif_orientation(ByteSpan data)
{
    if (data.size() < 14 || std::memcmp(data.data(), "Exif\0\0", 6) != 0)
        return 1;
    const ByteSpan tiff = data.subspan(6);
    const bool intel = tiff[0] == 'I';
    auto read = [&](std::size_t at, std::size_t n) -> std::uint32_t {
        return at + n > tiff.size() ? 0 : intel ? little(tiff, at, n) : big(tiff, at, n);
    };
    const std::size_t directory = read(4, 4);
    const std::size_t entries = read(directory, 2);
    for (std::size_t i = 0; i < entries; ++i)
        if (const std::size_t entry = directory + 2 + 12 * i; read(entry, 2) == 0x0112) {
            const auto value = read(entry + 8, 2);
            return value >= 1 && value <= 8 ? int(value) : 1;
        }
    return 1;
}

struct JpegHeader {
    PictureShape shape; // As stored, before turning.
    int orientation = 1;
};

std::optional<JpegHeader> jpeg_header(ByteSpan b)
{
    JpegHeader header;
    bool found = false;
    for_each_segment(b, [&](int marker, ByteSpan data) {
        if (marker == 0xE1 && header.orientation == 1)
            header.orientation = exif_orientation(data);
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && data.size() >= 6) {
            header.shape = {data[5] == 1 ? 1 : 3, int(big(data, 1, 2)), int(big(data, 3, 2))};
            found = true;
        }
        return !found;
    });
    return found ? std::optional(header) : std::nullopt;
}

/// Turns and mirrors as EXIF says.
Picture upright(Picture in, int orientation)
{
    if (orientation <= 1)
        return in;
    const bool swapped = orientation >= 5;
    const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const int h = in.shape.height, w = in.shape.width;
    Picture out{{in.shape.channels, swapped ? w : h, swapped ? h : w}, std::vector<std::uint8_t>(in.pixels.size())};
    const std::size_t area = std::size_t(h) * std::size_t(w);
    for (std::size_t c = 0; c < std::size_t(in.shape.channels); ++c)
        for (int y = 0; y < out.shape.height; ++y)
            for (int x = 0; x < out.shape.width; ++x) {
                const int along = swapped ? x : y, across = swapped ? y : x;
                const int sy = flip_y ? h - 1 - along : along, sx = flip_x ? w - 1 - across : across;
                out.pixels[c * area + std::size_t(y) * std::size_t(out.shape.width) + std::size_t(x)] =
                    in.pixels[c * area + std::size_t(sy) * std::size_t(w) + std::size_t(sx)];
            }
    return out;
}

Result<PictureShape> inspect_jpeg(ByteSpan b)
{
    const auto header = jpeg_header(b);
    if (!header)
        return broken(cut_off);
    const bool swapped = header->orientation >= 5;
    return checked(header->shape.channels, swapped ? header->shape.width : header->shape.height,
                   swapped ? header->shape.height : header->shape.width);
}

struct JpegState {
    jpeg_decompress_struct info;
    jpeg_error_mgr errors;
    jpeg_progress_mgr progress;
    std::jmp_buf jump;
};

/// Decodes into memory that `allocate` gives, so that nothing with a destructor lives here: errors jump out.
bool decode_jpeg_plain(ByteSpan b, PictureShape enough, JpegState& s, std::uint8_t* (*allocate)(void*, std::size_t),
                       void* owner, PictureShape& shape)
{
    s.info.err = jpeg_std_error(&s.errors);
    s.info.client_data = &s;
    s.errors.error_exit = [](j_common_ptr info) { std::longjmp(static_cast<JpegState*>(info->client_data)->jump, 1); };
    s.errors.output_message = [](j_common_ptr) {};
    s.errors.emit_message = [](j_common_ptr info, int level) {
        // Warnings that mean lost pixels. libjpeg would go on with grey.
        const int code = info->err->msg_code;
        if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE))
            std::longjmp(static_cast<JpegState*>(info->client_data)->jump, 1);
    };
    // A progressive file can ask for millions of scans.
    s.progress.progress_monitor = [](j_common_ptr info) {
        if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > 500)
            std::longjmp(static_cast<JpegState*>(info->client_data)->jump, 1);
    };
    jpeg_create_decompress(&s.info);
    if (setjmp(s.jump)) {
        jpeg_destroy_decompress(&s.info);
        return false;
    }
    s.info.progress = &s.progress;
    jpeg_mem_src(&s.info, b.data(), b.size());
    jpeg_read_header(&s.info, TRUE);
    if (std::int64_t(s.info.image_height) * s.info.image_width > largest_picture)
        std::longjmp(s.jump, 1);
    const bool cmyk = s.info.jpeg_color_space == JCS_CMYK || s.info.jpeg_color_space == JCS_YCCK;
    s.info.out_color_space = cmyk ? JCS_CMYK : s.info.jpeg_color_space == JCS_GRAYSCALE ? JCS_GRAYSCALE : JCS_RGB;
    s.info.scale_num = s.info.scale_denom = 8;
    if (enough.height > 0 && enough.width > 0)
        for (unsigned eighths : {1u, 2u, 4u})
            if (s.info.image_height * eighths >= unsigned(enough.height) * 8 &&
                s.info.image_width * eighths >= unsigned(enough.width) * 8) {
                s.info.scale_num = eighths;
                break;
            }
    jpeg_start_decompress(&s.info);
    const std::size_t stride = std::size_t(s.info.output_width) * std::size_t(s.info.output_components);
    std::uint8_t* pixels = allocate(owner, stride * s.info.output_height);
    while (s.info.output_scanline < s.info.output_height) {
        JSAMPROW row = pixels + stride * s.info.output_scanline;
        jpeg_read_scanlines(&s.info, &row, 1);
    }
    shape = {s.info.output_components, int(s.info.output_height), int(s.info.output_width)};
    const bool inverted = s.info.saw_Adobe_marker;
    jpeg_finish_decompress(&s.info);
    jpeg_destroy_decompress(&s.info);
    if (cmyk) {
        const std::size_t area = std::size_t(shape.height) * std::size_t(shape.width);
        for (std::size_t i = 0; i < area; ++i) {
            const std::uint8_t* in = pixels + 4 * i;
            const int black = inverted ? in[3] : 255 - in[3];
            for (std::size_t c = 0; c < 3; ++c)
                pixels[3 * i + c] = std::uint8_t((inverted ? in[c] : 255 - in[c]) * black / 255);
        }
        shape.channels = 3;
    }
    return true;
}

Result<Picture> decode_jpeg(ByteSpan b, PictureShape enough)
{
    const auto header = jpeg_header(b);
    if (!header)
        return broken(cut_off);
    if (header->orientation >= 5)
        std::swap(enough.height, enough.width);
    std::vector<std::uint8_t> pixels;
    PictureShape shape;
    JpegState state{};
    auto allocate = [](void* owner, std::size_t bytes) {
        auto& v = *static_cast<std::vector<std::uint8_t>*>(owner);
        v.resize(bytes);
        return v.data();
    };
    if (!decode_jpeg_plain(b, enough, state, allocate, &pixels, shape))
        return broken(cut_off);
    return upright(planar(pixels.data(), shape), header->orientation);
}

// ---- WebP -----------------------------------------------------------------------------------------------------------

Result<PictureShape> inspect_webp(ByteSpan b)
{
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(b.data(), b.size(), &features) != VP8_STATUS_OK)
        return broken(cut_off);
    if (features.has_animation)
        return broken(LOOM_TEXT("The picture is an animation."));
    return checked(3, features.height, features.width);
}

Result<Picture> decode_webp(ByteSpan b, PictureShape shape)
{
    std::vector<std::uint8_t> rgba(shape.bytes() / 3 * 4);
    if (!WebPDecodeRGBAInto(b.data(), b.size(), rgba.data(), rgba.size(), shape.width * 4))
        return broken(cut_off);
    Picture picture{shape, std::vector<std::uint8_t>(shape.bytes())};
    const std::size_t area = rgba.size() / 4;
    for (std::size_t i = 0; i < area; ++i)
        for (std::size_t c = 0; c < 3; ++c) {
            const int alpha = rgba[4 * i + 3];
            picture.pixels[c * area + i] = std::uint8_t((rgba[4 * i + c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    return picture;
}

// ---- BMP ------------------------------------------------------------------------------------------------------------

struct BmpHeader {
    std::size_t offset = 0, palette = 0, palette_entry = 4, colours = 0;
    std::int64_t width = 0, height = 0;
    bool from_top = false;
    int bits = 0;
};

Result<BmpHeader> bmp_header(ByteSpan b)
{
    if (b.size() < 26)
        return broken(cut_off);
    BmpHeader h;
    h.offset = little(b, 10, 4);
    const std::size_t size = little(b, 14, 4);
    std::uint32_t compression = 0;
    if (size == 12) {
        h.width = little(b, 18, 2);
        h.height = little(b, 20, 2);
        h.bits = int(little(b, 24, 2));
        h.palette_entry = 3;
    } else {
        if (size < 40 || b.size() < 54)
            return broken(cut_off);
        h.width = std::int32_t(little(b, 18, 4));
        h.height = std::int32_t(little(b, 22, 4));
        h.bits = int(little(b, 28, 2));
        compression = little(b, 30, 4);
        h.colours = little(b, 46, 4);
        h.from_top = h.height < 0;
        h.height = std::abs(h.height);
    }
    h.palette = 14 + size;
    // Bit fields (3, 6) are what programs write for 32 bits in the usual order.
    const bool plain = compression == 0 || ((compression == 3 || compression == 6) && h.bits == 32);
    if (!plain || (h.bits != 1 && h.bits != 4 && h.bits != 8 && h.bits != 24 && h.bits != 32))
        return broken(LOOM_TEXT("This kind of BMP picture cannot be read."));
    return h;
}

Result<PictureShape> inspect_bmp(ByteSpan b)
{
    const auto h = bmp_header(b);
    if (!h)
        return h.error();
    return checked(3, h->height, h->width);
}

Result<Picture> decode_bmp(ByteSpan b, PictureShape shape)
{
    const BmpHeader h = *bmp_header(b);
    const auto width = std::size_t(h.width), height = std::size_t(h.height), bits = std::size_t(h.bits);
    const std::size_t stride = (width * bits + 31) / 32 * 4;
    if (h.offset > b.size() || b.size() - h.offset < stride * (height - 1) + (width * bits + 7) / 8)
        return broken(cut_off);
    const std::size_t colours = h.bits > 8 ? 0 : h.colours && h.colours < 256 ? h.colours : std::size_t{1} << h.bits;
    if (h.palette + colours * h.palette_entry > b.size())
        return broken(cut_off);
    Picture picture{shape, std::vector<std::uint8_t>(shape.bytes())};
    const std::size_t area = width * height;
    for (std::size_t y = 0; y < height; ++y) {
        const std::size_t row = h.offset + stride * (h.from_top ? y : height - 1 - y);
        for (std::size_t x = 0; x < width; ++x) {
            std::size_t at = row + x * bits / 8; // Of blue; green and red follow.
            if (bits <= 8) {
                const std::size_t shift = 8 - bits - x * bits % 8;
                const std::size_t index = (std::size_t(b[at]) >> shift) & ((std::size_t{1} << bits) - 1);
                if (index >= colours)
                    return broken(cut_off);
                at = h.palette + index * h.palette_entry;
            }
            for (std::size_t c = 0; c < 3; ++c)
                picture.pixels[c * area + y * width + x] = b[at + 2 - c];
        }
    }
    return picture;
}

} // namespace

PictureFormat picture_format(ByteSpan b)
{
    auto starts = [&](std::string_view mark, std::size_t at = 0) {
        return b.size() >= at + mark.size() && std::memcmp(b.data() + at, mark.data(), mark.size()) == 0;
    };
    if (starts("\x89PNG\r\n\x1a\n"))
        return PictureFormat::Png;
    if (starts("\xFF\xD8\xFF"))
        return PictureFormat::Jpeg;
    if (starts("RIFF") && starts("WEBP", 8))
        return PictureFormat::Webp;
    // "BM" alone is two letters: the reserved fields and the header's size must fit too.
    if (starts("BM") && b.size() >= 18 && little(b, 6, 4) == 0 &&
        (little(b, 14, 4) == 12 || (little(b, 14, 4) >= 40 && little(b, 14, 4) <= 124)))
        return PictureFormat::Bmp;
    return PictureFormat::None;
}

Result<PictureShape> inspect_picture(ByteSpan b)
{
    switch (picture_format(b)) {
    case PictureFormat::Png:
        return inspect_png(b);
    case PictureFormat::Jpeg:
        return inspect_jpeg(b);
    case PictureFormat::Webp:
        return inspect_webp(b);
    case PictureFormat::Bmp:
        return inspect_bmp(b);
    case PictureFormat::None:
        break;
    }
    return b.empty() ? broken(LOOM_TEXT("The file is empty."))
                     : broken(LOOM_TEXT("The file is not a PNG, JPEG, WebP or BMP picture."));
}

Result<Picture> decode_picture(ByteSpan b, PictureShape enough)
{
    const auto shape = inspect_picture(b);
    if (!shape)
        return shape.error();
    switch (picture_format(b)) {
    case PictureFormat::Png:
        return decode_png(b, *shape);
    case PictureFormat::Jpeg:
        return decode_jpeg(b, enough);
    case PictureFormat::Webp:
        return decode_webp(b, *shape);
    case PictureFormat::Bmp:
        return decode_bmp(b, *shape);
    case PictureFormat::None:
        break;
    }
    return broken(cut_off);
}

} // namespace loom
