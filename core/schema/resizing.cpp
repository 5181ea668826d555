#include "schema/resizing.h"

namespace loom {
namespace {

Shape resized(const std::vector<std::int64_t>& size, bool factor, const Shape& sample)
{
    Shape out{sample[0]};
    for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
        const auto entry = size.size() == 1 ? size[0] : size[i];
        out.push_back(factor ? entry * sample[i + 1] : entry);
    }
    return out;
}

} // namespace

std::vector<Choice> resize_choices()
{
    return {{"nearest", LOOM_TEXT("Nearest")}, {"linear", LOOM_TEXT("Linear")}};
}

Inferred infer_resize(Text layer, std::string_view key, const std::vector<std::int64_t>& size, bool factor,
                      const Shape& found)
{
    if (found.size() < 2 || found.size() > 4)
        return needs_axes(layer, found, 2,
                          [&](const Shape& picture) { return infer_resize(layer, key, size, factor, picture); });
    if (auto fault = entries_fault(key, size, {1, found.size() - 1}, found)) {
        const auto& mended = std::get<ChangeSetting>(fault->repairs[0].action).value;
        if (const Shape then = resized(std::get<std::vector<std::int64_t>>(mended), factor, found); !too_large(then))
            fault->assumed = then;
        return *fault;
    }
    const Shape result = resized(size, factor, found);
    return too_large(result) ? Inferred(too_large_fault(layer, result, std::string(key))) : result;
}

TensorId lower_resize(Builder& b, ResizeKind kind, const std::vector<std::int64_t>& size, bool factor, TensorId x)
{
    const Shape result = resized(size, factor, Shape(b.shape(x).begin() + 1, b.shape(x).end()));
    return b.resize(kind, x, Shape(result.begin() + 1, result.end()));
}

std::string torch_resize(ResizeKind kind, const std::vector<std::int64_t>& size, bool factor, const SourceValue& x)
{
    const Shape to = resized(size, factor, x.sample);
    static constexpr std::string_view linear[] = {"linear", "bilinear", "trilinear"};
    return "F.interpolate(" + x.text + ", " + python_tuple({to.begin() + 1, to.end()}) +
           (kind == ResizeKind::Linear ? ", mode=" + python_string(linear[to.size() - 2]) : "") + ")";
}

std::string keras_resize(SourceWriter& w, ResizeKind kind, const std::vector<std::int64_t>& size, bool factor,
                         const SourceValue& x)
{
    const std::string sizes = python_sizes(size);
    if (kind == ResizeKind::Nearest && factor)
        return w.make(with_axes("layers.UpSampling", x.sample.size() - 1, 'D'), {sizes}) + "(" + x.text + ")";
    const Shape to = resized(size, factor, x.sample);
    w.helper(R"(def resized(x, sizes, linear):
    """Brings every spatial axis to a size: by the nearest place, or between neighbours ("half pixel")."""
    for axis, size in enumerate(sizes, 1):
        length = x.shape[axis]
        if linear:
            at = np.clip((np.arange(size) + 0.5) * length / size - 0.5, 0, length - 1)
            low = np.floor(at).astype("int32")
            share = (at - low).astype("float32").reshape([-1] + [1] * (len(x.shape) - axis - 1))
            high = np.minimum(low + 1, length - 1)
            x = ops.take(x, low, axis=axis) * (1 - share) + ops.take(x, high, axis=axis) * share
        else:
            x = ops.take(x, np.arange(size) * length // size, axis=axis)
    return x)");
    return "resized(" + x.text + ", " + python_tuple({to.begin() + 1, to.end()}) + ", " +
           python(kind == ResizeKind::Linear) + ")";
}

Formula resize_formula(ResizeKind kind)
{
    std::vector<Formula::Word> where{{"c", LOOM_TEXT("which channel")},
                                     {"n", LOOM_TEXT("size of the input along the axis")},
                                     {"m", LOOM_TEXT("size of the result along the axis")}};
    if (kind == ResizeKind::Nearest)
        return {"y_{c,i} = x_{c, floor{i n / m}}", std::move(where)};
    where.push_back({"a", LOOM_TEXT("where in the input place i lies")});
    return {"y_{c,i} = (1 - r) x_{c, floor{a}} + r x_{c, floor{a} + 1} ;; a = (i + frac{1}{2}) frac{n}{m} - frac{1}{2} , r = a - floor{a}",
            std::move(where)};
}

} // namespace loom
