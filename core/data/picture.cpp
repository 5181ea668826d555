#include "data/picture.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// For one axis: where each new pixel begins to read, and its weights.
struct Taps {
    std::vector<int> first;
    std::vector<float> weights; // `width` of them per new pixel.
    int width = 0;
};

Taps triangle(int from, int to)
{
    const double scale = double(from) / to, reach = std::max(1.0, scale);
    Taps taps;
    taps.width = int(std::ceil(reach)) * 2 + 1;
    taps.first.resize(std::size_t(to));
    taps.weights.assign(std::size_t(to) * std::size_t(taps.width), 0);
    for (int i = 0; i < to; ++i) {
        const double center = (i + 0.5) * scale - 0.5;
        const int begin = std::max(0, int(std::floor(center - reach)) + 1);
        const int end = std::min({from, int(std::ceil(center + reach)), begin + taps.width});
        float* w = taps.weights.data() + std::size_t(i) * std::size_t(taps.width);
        double sum = 0;
        for (int k = begin; k < end; ++k)
            sum += w[k - begin] = float(std::max(0.0, 1 - std::abs(k - center) / reach));
        for (int k = begin; k < end; ++k)
            w[k - begin] = float(w[k - begin] / sum);
        taps.first[std::size_t(i)] = begin;
    }
    return taps;
}

std::uint8_t to_byte(float v)
{
    return std::uint8_t(std::clamp(int(v + 0.5f), 0, 255));
}

void resize_channel(const std::uint8_t* in, int height, int width, std::uint8_t* out, int new_height, int new_width)
{
    const Taps across = triangle(width, new_width), down = triangle(height, new_height);
    std::vector<float> rows(std::size_t(height) * std::size_t(new_width));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < new_width; ++x) {
            const int first = across.first[std::size_t(x)], n = std::min(across.width, width - first);
            const float* w = across.weights.data() + std::size_t(x) * std::size_t(across.width);
            const std::uint8_t* p = in + std::size_t(y) * std::size_t(width) + first;
            float sum = 0;
            for (int k = 0; k < n; ++k)
                sum += w[k] * float(p[k]);
            rows[std::size_t(y) * std::size_t(new_width) + std::size_t(x)] = sum;
        }
    std::vector<float> line(static_cast<std::size_t>(new_width));
    for (int y = 0; y < new_height; ++y) {
        const int first = down.first[std::size_t(y)], n = std::min(down.width, height - first);
        const float* w = down.weights.data() + std::size_t(y) * std::size_t(down.width);
        std::ranges::fill(line, 0.0f);
        for (int k = 0; k < n; ++k) {
            const float* row = rows.data() + std::size_t(first + k) * std::size_t(new_width);
            for (int x = 0; x < new_width; ++x)
                line[std::size_t(x)] += w[k] * row[x];
        }
        for (int x = 0; x < new_width; ++x)
            out[std::size_t(y) * std::size_t(new_width) + std::size_t(x)] = to_byte(line[std::size_t(x)]);
    }
}

} // namespace

void fit_picture(std::span<const std::uint8_t> pixels, PictureShape from, PictureShape to, std::span<std::uint8_t> out)
{
    const std::size_t area = std::size_t(from.height) * std::size_t(from.width);
    const std::size_t new_area = std::size_t(to.height) * std::size_t(to.width);
    std::vector<std::uint8_t> grey;
    if (from.channels == 3 && to.channels == 1) {
        grey.resize(area);
        for (std::size_t i = 0; i < area; ++i)
            grey[i] = to_byte(0.299f * float(pixels[i]) + 0.587f * float(pixels[area + i]) +
                              0.114f * float(pixels[2 * area + i]));
        pixels = grey;
    }
    for (int c = 0; c < to.channels; ++c) {
        // Grey becomes three equal channels.
        const std::uint8_t* in = pixels.data() + (from.channels == to.channels ? std::size_t(c) * area : 0);
        std::uint8_t* const channel = out.data() + std::size_t(c) * new_area;
        if (from.height == to.height && from.width == to.width)
            std::copy_n(in, area, channel);
        else
            resize_channel(in, from.height, from.width, channel, to.height, to.width);
    }
}

} // namespace loom
