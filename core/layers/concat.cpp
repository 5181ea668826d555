#include "schema/formula.h"
#include "schema/merging.h"
#include "schema/sequences.h"

namespace loom {
namespace {

constexpr Text concat_title = LOOM_TEXT("Concat");

struct ConcatLayer {
    std::int64_t inputs_count = 2;

    std::vector<Port> inputs() const
    {
        return lettered_ports(inputs_count, LOOM_TEXT("Vectors, or pictures of the same height and width."));
    }

    Inferred infer(std::span<const Shape> in) const
    {
        // Beside a vector all must be vectors; pictures must have the size of the smallest.
        const bool vectors = std::ranges::any_of(in, [](const Shape& s) { return s.size() == 1; });
        const Shape smallest =
            *std::ranges::min_element(in, {}, [](const Shape& s) { return count(s) / std::size_t(s[0]); });
        Shape out = vectors ? Shape{0} : smallest;
        out[0] = 0;
        for (const Shape& s : in)
            out[0] += vectors ? std::int64_t(count(s)) : s[0];
        for (std::size_t port = 0; port < in.size(); ++port)
            if (vectors ? in[port].size() != 1 : !same_size(in[port], smallest))
                return vectors ? mixed(in, port, out) : sizes_differ(in, port, smallest, out);
        if (too_large(out))
            return too_large_fault(concat_title, out, "inputs");
        return out;
    }

    std::optional<Text> needs_whole(std::span<const Shape> in) const { return whole_vector(in); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return b.concat({in.begin(), in.end()}, 1); }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return "torch.cat([" + listed(", ", in) + "], dim=1)";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_merged(w, "layers.Concatenate", in);
    }

    Formula formula() const
    {
        return merged_formula(inputs_count, ", ", "[", "]");
    }

    Message summary() const { return joined({inputs_text(inputs_count), LOOM_TEXT("along channels")}); }

private:
    static bool same_size(const Shape& a, const Shape& b)
    {
        return a.size() == b.size() && std::equal(a.begin() + 1, a.end(), b.begin() + 1);
    }

    static Fault mixed(std::span<const Shape> in, std::size_t port, const Shape& out)
    {
        const std::string here(1, char('a' + port));
        return {.message = Message(LOOM_TEXT("Input %1 is %2, but another input is a vector. They cannot be joined."),
                                   here, shape_text(in[port])),
                .hint = LOOM_TEXT("Make a vector of it with Flatten, or with Global average pool."),
                .port = int(port),
                .expected = Shape{std::int64_t(count(in[port]))},
                .found = in[port],
                .repairs = {{LOOM_TEXT("Insert Flatten"), InsertBefore{int(port), "flatten", {}}}},
                .assumed = out};
    }

    static Fault sizes_differ(std::span<const Shape> in, std::size_t port, const Shape& smallest, const Shape& out)
    {
        const Shape& found = in[port];
        const auto other = std::size_t(std::ranges::find(in, smallest) - in.begin());
        Shape expected = smallest;
        expected[0] = found[0];
        Fault fault{.message = Message(found.size() == 2 ? LOOM_TEXT("Input %1 is %2, input %3 is %4. The number of steps must agree.")
                                                         : LOOM_TEXT("Input %1 is %2, input %3 is %4. Height and width must agree."),
                                       std::string(1, char('a' + port)), shape_text(found),
                                       std::string(1, char('a' + other)), shape_text(smallest)),
                    .hint = LOOM_TEXT("Pool the larger picture, or give convolutions in front padding “same”."),
                    .port = int(port),
                    .expected = expected,
                    .found = found,
                    .assumed = out};
        const std::vector<std::int64_t> places(smallest.begin() + 1, smallest.end());
        if (const auto size = stride_between(found, smallest))
            fault.repairs.push_back(
                {Message(LOOM_TEXT("Insert Max pool %1"), value_text(*size)),
                 InsertBefore{int(port), "max_pool", {{"size", *size}, {"padding", std::string("same")}}}});
        else if (found.size() == smallest.size())
            fault.repairs.push_back({Message(LOOM_TEXT("Insert Adaptive average pool to %1"), value_text(places)),
                                     InsertBefore{int(port), "adaptive_avg_pool", {{"size", places}}}});
        return fault;
    }
};

} // namespace

const LayerType& concat_layer()
{
    static const LayerType type = layer<ConcatLayer>({
        .id = "concat",
        .title = concat_title,
        .help = LOOM_TEXT("Puts its inputs behind each other: channels of pictures of the same size, or values of "
                          "vectors. Nothing is "
                          "computed, so the next layer sees everything and decides what to use."),
        .category = Category::Merge,
        .inputs = {},
        .settings = {setting(&ConcatLayer::inputs_count, {.key = "inputs",
                                                          .label = LOOM_TEXT("Inputs"),
                                                          .help = LOOM_TEXT("How many inputs come together."),
                                                          .min = 2,
                                                          .max = 8})},
    });
    return type;
}

} // namespace loom
