// Operators that enlarge, shrink or frame pictures. Along each axis they choose places, or mix them with weights that
// are known when the file is read: Gather and products with a matrix.
#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

/// Where an element of a padded axis comes from: mirrored without repeating the border, from the other end, or the border
/// itself.
std::int64_t source_of(std::int64_t place, std::int64_t size, std::string_view mode)
{
    if (mode == "wrap")
        return ((place % size) + size) % size;
    if (mode == "edge" || size == 1)
        return std::clamp<std::int64_t>(place, 0, size - 1);
    const auto period = 2 * (size - 1);
    place = ((place % period) + period) % period;
    return place < size ? place : period - place;
}

Values pad(const Node& n)
{
    TensorId x = n.in(0);
    const auto rank = std::size_t(n.rank(x));
    const bool attributes = n.opset() < 11;
    const auto given = attributes ? n.list("pads").value_or(Shape{}) : n.whole(1);
    // Since opset 18 only some axes may be named.
    const auto axes = n.has(3) ? std::optional(n.axes_in_order(n.whole(3), n.rank(x))) : std::nullopt;
    n.need_count("pads", given.size(), 2 * (axes ? axes->size() : rank));
    for (auto p : given)
        n.need_between("pads", p, -most_elements, most_elements);
    std::vector<std::int64_t> pads = given;
    if (axes) {
        pads.assign(2 * rank, 0);
        for (std::size_t i = 0; i < axes->size(); ++i) {
            pads[std::size_t((*axes)[i])] = given[i];
            pads[std::size_t((*axes)[i]) + rank] = given[i + axes->size()];
        }
    }
    const std::string mode = n.text("mode", "constant");
    n.need_one_of("mode", mode, {"constant", "reflect", "edge", "wrap"});
    TensorId filling = no_tensor;
    if (!attributes && n.has(2)) {
        filling = n.reshape(n.in(2), Shape(rank, 1));
        n.need_same_type(filling, x);
    } else {
        filling = n.b.constant(Shape(rank, 1), {.a = attributes ? n.real("value", 0) : 0}, n.dtype(x));
    }
    for (std::size_t axis = 0; axis < rank; ++axis) {
        const auto begin = pads[axis], end = pads[axis + rank];
        const auto cut_begin = std::max<std::int64_t>(0, -begin), cut_end = std::max<std::int64_t>(0, -end);
        if (cut_begin > 0 || cut_end > 0) {
            const auto left = n.shape(x)[axis] - cut_begin - cut_end;
            n.need(left >= 0, LOOM_TEXT("its pads cut off more than there is along axis %1"), axis);
            x = n.b.slice(x, int(axis), cut_begin, left);
        }
        const auto before = std::max<std::int64_t>(0, begin), after = std::max<std::int64_t>(0, end),
                   size = n.shape(x)[axis];
        if (before == 0 && after == 0)
            continue;
        if (mode != "constant") {
            n.need(size > 0, LOOM_TEXT("axis %1 has no elements"), axis);
            n.need_length("output", before + after + size, 0, most_made_elements);
            std::vector<std::int64_t> places;
            for (std::int64_t i = -before; i < size + after; ++i)
                places.push_back(source_of(i, size, mode));
            x = n.b.gather(x, n.whole_constant({before + size + after}, std::move(places)), int(axis));
            continue;
        }
        Values parts{x};
        auto frame = [&](std::int64_t width) {
            Shape shape = n.shape(x);
            shape[axis] = width;
            return n.broadcast_to(filling, shape);
        };
        if (before > 0)
            parts.insert(parts.begin(), frame(before));
        if (after > 0)
            parts.push_back(frame(after));
        x = n.b.concat(parts, int(axis));
    }
    return {x};
}

/// How a resized axis is laid over the old one.
struct Laying {
    std::string coordinates, nearest;
    double start = 0, end = 1; // Of tf_crop_and_resize.

    /// The place in the old axis, as a fraction, of an element of the new one. `to`: the new size, as a fraction where
    /// it was rounded off.
    double place(std::int64_t i, std::int64_t from, double to, double scale) const
    {
        const double x = double(i);
        if (coordinates == "half_pixel_symmetric") // What the rounding of the size cut off is missing on both sides.
            return double(from) / 2 * (1 - std::floor(to) / to) + (x + 0.5) / scale - 0.5;
        if (coordinates == "half_pixel" || (coordinates == "pytorch_half_pixel" && to > 1))
            return (x + 0.5) / scale - 0.5;
        if (coordinates == "pytorch_half_pixel")
            return 0;
        if (coordinates == "align_corners")
            return to == 1 ? 0 : x * double(from - 1) / (to - 1);
        if (coordinates == "asymmetric")
            return x / scale;
        if (coordinates == "tf_half_pixel_for_nn")
            return (x + 0.5) / scale;
        return to > 1 ? start * double(from - 1) + x * (end - start) * double(from - 1) / (to - 1)
                      : 0.5 * (start + end) * double(from - 1);
    }
    double rounded(double x) const
    {
        if (nearest == "round_prefer_floor")
            return std::ceil(x - 0.5);
        if (nearest == "round_prefer_ceil")
            return std::floor(x + 0.5);
        return nearest == "floor" ? std::floor(x) : std::ceil(x);
    }
};

/// The share of a neighbour at a distance: a triangle, or Keys 1981.
double linear_share(double d) { return std::max(0.0, 1 - std::abs(d)); }
double cubic_share(double d, double a)
{
    d = std::abs(d);
    return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

/// x with `axis` multiplied by a matrix {old size, new size}.
TensorId mixed(const Node& n, TensorId x, int axis, TensorId matrix)
{
    const bool last = axis + 1 == n.rank(x), row = n.rank(x) == 1;
    std::vector<int> perm(std::size_t(n.rank(x)));
    std::iota(perm.begin(), perm.end(), 0);
    std::swap(perm[std::size_t(axis)], perm.back());
    TensorId turned = last ? x : n.b.permute(x, perm);
    if (row)
        turned = n.unsqueezed(turned, {0});
    const TensorId product = n.b.matmul(turned, matrix);
    if (row)
        return n.reshape(product, {n.shape(product)[1]});
    return last ? product : n.b.permute(product, perm);
}

/// The resized axis, with what lies outside the old one as it comes.
TensorId laid(const Node& n, TensorId x, int axis, std::int64_t to, double scale, const std::string& mode,
              const Laying& laying)
{
    const auto from = n.shape(x)[std::size_t(axis)];
    if (mode == "nearest") {
        std::vector<std::int64_t> places;
        for (std::int64_t i = 0; i < to; ++i) {
            const double at = laying.rounded(laying.place(i, from, double(from) * scale, scale));
            places.push_back(std::int64_t(std::clamp(at, 0.0, double(from - 1))));
        }
        return n.b.gather(x, n.whole_constant({to}, std::move(places)), axis);
    }
    n.need_real(x);
    n.need_length("Y", to, 1, most_made_elements / from);
    const bool cubic = mode == "cubic", inside_only = n.whole("exclude_outside", 0) != 0;
    // Against aliasing, what is shrunk takes from all that becomes one.
    const double narrow = n.whole("antialias", 0) != 0 ? std::min(scale, 1.0) : 1, reach = (cubic ? 2 : 1) / narrow;
    const double a = n.real("cubic_coeff_a", -0.75);
    std::vector<double> matrix(std::size_t(from * to), 0.0);
    for (std::int64_t i = 0; i < to; ++i) {
        const double at = laying.place(i, from, double(from) * scale, scale);
        const auto first = std::int64_t(std::floor(at - reach)) + 1, last = std::int64_t(std::ceil(at + reach)) - 1;
        std::vector<double> shares;
        for (auto place = first; place <= last; ++place) {
            const double d = (double(place) - at) * narrow;
            shares.push_back(inside_only && (place < 0 || place >= from) ? 0 : cubic ? cubic_share(d, a) : linear_share(d));
        }
        if (inside_only || narrow < 1) {
            const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
            for (double& s : shares)
                s /= sum;
        }
        for (std::size_t k = 0; k < shares.size(); ++k)
            matrix[std::size_t(std::clamp<std::int64_t>(first + std::int64_t(k), 0, from - 1) * to + i)] += shares[k];
    }
    return mixed(n, x, axis, n.b.constant({from, to}, {.values = std::move(matrix)}, n.dtype(x)));
}

TensorId resized(const Node& n, TensorId x, int axis, std::int64_t to, double scale, const std::string& mode,
                 const Laying& laying)
{
    const auto from = n.shape(x)[std::size_t(axis)];
    const TensorId out = laid(n, x, axis, to, scale, mode, laying);
    if (laying.coordinates != "tf_crop_and_resize")
        return out;
    std::vector<std::int64_t> outside;
    for (std::int64_t i = 0; i < to; ++i) {
        const double at = laying.place(i, from, double(to), scale);
        outside.push_back(at < 0 || at > double(from - 1));
    }
    Shape along(n.shape(x).size(), 1);
    along[std::size_t(axis)] = to;
    const TensorId mask = n.b.constant(std::move(along), {.whole = std::move(outside)}, DType::Bool);
    return n.b.where(mask, n.number(n.real("extrapolation_value", 0), n.dtype(x)), out);
}

Values resize(const Node& n)
{
    TensorId x = n.in(0);
    const auto rank = std::size_t(n.rank(x));
    const bool new_form = n.op() == "Resize" && n.opset() >= 11;
    const int scales_input = new_form ? 2 : 1;
    std::vector<double> scales;
    std::optional<std::vector<std::int64_t>> sizes;
    if (n.op() == "Upsample" && n.opset() < 9)
        scales = n.real_list("scales").value_or(std::vector<double>{});
    else if (n.has(scales_input) && !(new_form && n.has(3) && count(n.shape(n.in(scales_input))) == 0))
        scales = n.reals(scales_input);
    if (scales.empty() && new_form && n.has(3))
        sizes = n.whole(3);
    // Since opset 18 only some axes may be named; the others stay as they are.
    std::vector<int> axes(rank);
    std::iota(axes.begin(), axes.end(), 0);
    if (const auto named = n.list("axes"))
        axes = n.axes_in_order(*named, n.rank(x));
    n.need_count(sizes ? "sizes" : "scales", sizes ? sizes->size() : scales.size(), axes.size());
    std::string mode = n.text("mode", "nearest");
    n.need_one_of("mode", mode, {"nearest", "linear", "bilinear", "cubic"});
    if (mode == "bilinear")
        mode = "linear";
    Laying laying{n.text("coordinate_transformation_mode", new_form ? "half_pixel" : "asymmetric"),
                  n.text("nearest_mode", new_form ? "round_prefer_floor" : "floor")};
    n.need_one_of("coordinate_transformation_mode", laying.coordinates,
                  {"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_half_pixel_for_nn",
                   "tf_crop_and_resize", "half_pixel_symmetric"});
    n.need_one_of("nearest_mode", laying.nearest, {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"});
    std::vector<double> region;
    if (laying.coordinates == "tf_crop_and_resize") {
        region = n.reals(1);
        n.need_count("roi", region.size(), 2 * axes.size());
        for (const double end : region) // Times a size, it is still a whole number's.
            n.need(std::abs(end) <= double(most_made_elements), LOOM_TEXT("its roi has %1, which must be a number between −%2 and %2"), end, most_made_elements);
    }
    const std::string policy = n.text("keep_aspect_ratio_policy", "stretch");
    n.need_one_of("keep_aspect_ratio_policy", policy, {"stretch", "not_larger", "not_smaller"});
    std::optional<double> common; // One scale for all axes.
    for (std::size_t i = 0; sizes && policy != "stretch" && i < axes.size(); ++i) {
        const double scale = double((*sizes)[i]) / double(n.shape(x)[std::size_t(axes[i])]);
        common = !common ? scale : policy == "not_larger" ? std::min(*common, scale) : std::max(*common, scale);
    }
    Shape to = n.shape(x);
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const auto axis = std::size_t(axes[i]);
        const auto from = n.shape(x)[axis];
        // Scales are f32, and so is the product that the size comes from.
        const double wanted = common  ? std::floor(*common * double(from) + 0.5)
                              : sizes ? double((*sizes)[i])
                                      : double(std::floor(float(from) * float(scales[i])));
        n.need(wanted >= (from == 0 ? 0 : 1) && wanted <= (from == 0 ? 0 : double(most_made_elements)),
               LOOM_TEXT("axis %1 with %2 elements cannot get %3"), axis, from, wanted);
        to[axis] = std::int64_t(wanted);
    }
    if (count(to) == 0)
        return {n.b.constant(to, {}, n.dtype(x))};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const auto axis = std::size_t(axes[i]);
        const auto from = n.shape(x)[axis];
        const double scale = common ? *common : sizes ? double(to[axis]) / double(from) : scales[i];
        if (!region.empty()) {
            laying.start = region[i];
            laying.end = region[i + axes.size()];
        }
        const bool whole_axis = laying.start == 0 && laying.end == 1;
        if (to[axis] != from || scale != 1 || !whole_axis)
            x = resized(n, x, int(axis), to[axis], scale, mode, laying);
    }
    return {x};
}

} // namespace

std::span<const Operator> resampling_operators()
{
    static const Operator table[] = {{"Pad", 1, pad}, {"Resize", 1, resize}, {"Upsample", 1, resize}};
    return table;
}

} // namespace loom::onnx_import
