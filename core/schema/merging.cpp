#include "schema/merging.h"

namespace loom {
namespace {

/// The shape that most inputs have; of equally frequent ones the smaller picture with more channels, because
/// convolutions lead from large to small and from few channels to many.
const Shape& meant(std::span<const Shape> in)
{
    auto better = [&](const Shape& a, const Shape& b) {
        const auto na = std::ranges::count(in, a), nb = std::ranges::count(in, b);
        if (na != nb || a.size() != b.size())
            return na != nb ? na > nb : a.size() < b.size();
        const auto area_a = count(a) / std::size_t(a[0]), area_b = count(b) / std::size_t(b[0]);
        return area_a != area_b ? area_a < area_b : a[0] > b[0];
    };
    return *std::ranges::min_element(in, better);
}

Fault differs(std::span<const Shape> in, std::size_t port, const Shape& wanted)
{
    const Shape& found = in[port];
    const auto other = std::size_t(std::ranges::find(in, wanted) - in.begin());
    const std::string here(1, char('a' + port)), there(1, char('a' + other));
    const bool channels_only = found.size() > 1 && found.size() == wanted.size() &&
                               std::ranges::equal(found.begin() + 1, found.end(), wanted.begin() + 1, wanted.end());
    Fault fault{
        .message = channels_only
                       ? Message(LOOM_TEXT("Input %1 has %2 channels, input %3 has %4. Both must have the same shape."),
                                 here, found[0], there, wanted[0])
                       : Message(LOOM_TEXT("Input %1 is %2, input %3 is %4. Both must have the same shape."), here,
                                 shape_text(found), there, shape_text(wanted)),
        .hint = LOOM_TEXT("Change the layers in front, or bring one input to the shape of the other."),
        .port = int(port),
        .expected = wanted,
        .found = found,
        .assumed = wanted};
    auto insert = [&](Message label, std::string layer, std::vector<std::pair<std::string, Value>> settings) {
        fault.repairs.push_back({std::move(label), InsertBefore{int(port), std::move(layer), std::move(settings)}});
    };
    using List = std::vector<std::int64_t>;
    auto insert_adaptive = [&] {
        const List size(wanted.begin() + 1, wanted.end());
        insert(Message(LOOM_TEXT("Insert Adaptive average pool to %1"), value_text(size)), "adaptive_avg_pool", {{"size", size}});
    };
    if (channels_only && found.size() == 3) {
        insert(LOOM_TEXT("Insert 1×1 convolution"), "conv2d", {{"filters", wanted[0]}, {"kernel", List{1, 1}}});
    } else if (channels_only) {
        insert(Message(LOOM_TEXT("Insert Dense with %1 units at each place"), wanted[0]), "dense",
               {{"units", wanted[0]}, {"each_place", true}});
    } else if (found.size() == 3 && wanted.size() == 3) {
        if (const auto stride = stride_between(found, wanted)) {
            if (found[0] == wanted[0])
                insert(LOOM_TEXT("Insert Average pool"), "avg_pool",
                       {{"size", *stride}, {"padding", std::string("same")}});
            insert(Message(LOOM_TEXT("Insert 1×1 convolution with stride %1"), value_text(*stride)), "conv2d",
                   {{"filters", wanted[0]},
                    {"kernel", List{1, 1}},
                    {"stride", *stride},
                    {"padding", std::string("same")}});
        } else if (found[0] == wanted[0]) {
            insert_adaptive();
        }
    } else if (found.size() > 1 && found.size() == wanted.size() && found[0] == wanted[0]) {
        insert_adaptive();
    } else if (found.size() == 1 && wanted.size() == 1) {
        insert(Message(LOOM_TEXT("Insert Dense with %1 units"), wanted[0]), "dense", {{"units", wanted[0]}});
    } else if (wanted.size() == 1 && std::int64_t(count(found)) == wanted[0]) {
        insert(LOOM_TEXT("Insert Flatten"), "flatten", {});
    } else if (wanted.size() == 1 && found[0] == wanted[0]) {
        insert(LOOM_TEXT("Insert Global average pool"), "global_avg_pool", {});
    }
    return fault;
}

} // namespace

Inferred merged_shape(std::span<const Shape> in)
{
    const Shape& wanted = meant(in);
    for (std::size_t port = 0; port < in.size(); ++port)
        if (in[port] != wanted)
            return differs(in, port, wanted);
    return in[0];
}

std::string listed(const std::string& between, std::span<const SourceValue> in)
{
    std::string text;
    for (const SourceValue& x : in)
        text += (text.empty() ? "" : between) + x.text;
    return text;
}

std::string torch_merged(std::string_view sign, std::span<const SourceValue> in)
{
    return listed(" " + std::string(sign) + " ", in);
}

std::string keras_merged(SourceWriter& w, std::string_view type, std::span<const SourceValue> in,
                         const SourceWriter::Arguments& arguments)
{
    return w.make(type, arguments) + "([" + listed(", ", in) + "])";
}

std::vector<Port> merged_ports(std::int64_t n)
{
    return lettered_ports(n, LOOM_TEXT("Values of the same shape as the other inputs."));
}

} // namespace loom
