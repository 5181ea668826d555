#include "bridge/sample_image.h"

namespace loom {

QImage sample_image(const Dataset& data, std::uint32_t row)
{
    const PictureShape shape = data.encoder().picture;
    if (!data.encoder().pictures())
        return {};
    std::vector<std::uint8_t> planes(shape.bytes());
    if (!data.samples().picture(row, planes))
        return {};
    return picture_image(shape, planes);
}

QImage picture_image(const PictureShape& shape, std::span<const std::uint8_t> planes)
{
    const auto area = std::size_t(shape.width) * std::size_t(shape.height);
    const bool grey = shape.channels == 1;
    QImage image(int(shape.width), int(shape.height), grey ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y) {
        uchar* line = image.scanLine(y);
        const std::size_t from = std::size_t(y) * std::size_t(shape.width);
        for (int x = 0; x < image.width(); ++x) {
            const std::size_t at = from + std::size_t(x);
            if (grey)
                line[x] = planes[at];
            else
                for (int c = 0; c < 3; ++c) // Planes one after the other become points.
                    line[3 * x + c] = planes[std::size_t(std::min<std::int64_t>(c, shape.channels - 1)) * area + at];
        }
    }
    return image;
}

} // namespace loom
