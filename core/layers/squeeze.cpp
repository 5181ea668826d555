#include "schema/formula.h"
#include "schema/shapes.h"

#include <algorithm>

namespace loom {
namespace {

struct Squeeze {
    Inferred infer(std::span<const Shape> in) const { return shape_from_sizes(kept(in[0])); }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]), sample(x.begin() + 1, x.end());
        Shape sizes = kept(sample);
        if (sizes.size() == sample.size())
            return in[0];
        if (leaves_channels(sample)) {
            Shape to = shape_from_sizes(sizes);
            to.insert(to.begin(), x[0]);
            return b.reshape(in[0], std::move(to));
        }
        // The last place axis becomes the channels, which come first here.
        sizes.insert(sizes.begin(), x[0]);
        std::vector<int> order{0, int(sizes.size()) - 1};
        for (int axis = 1; axis + 1 < int(sizes.size()); ++axis)
            order.push_back(axis);
        const TensorId places = b.reshape(in[0], std::move(sizes));
        return order.size() == 2 ? places : b.permute(places, std::move(order));
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        const Shape& sample = in[0].sample;
        const Shape sizes = kept(sample);
        if (sizes.size() == sample.size())
            return in[0].text;
        const bool same_order = leaves_channels(sample) || sizes.size() == 1;
        const std::string to = python_tuple(same_order ? shape_from_sizes(sizes) : sizes);
        return in[0].text + ".reshape(-1, " + to.substr(1, to.size() - (sizes.size() == 1 ? 3 : 2)) + ")" +
               (same_order ? "" : ".movedim(-1, 1)");
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const Shape sizes = kept(in[0].sample);
        return sizes.size() == in[0].sample.size()
                   ? in[0].text
                   : w.make("layers.Reshape", {python_tuple(sizes)}) + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return {"y_m = x_m", {{"m", LOOM_TEXT("the values in their order, without the sizes of 1")}}};
    }

    Message summary() const { return LOOM_TEXT("sizes of 1 left out"); }

private:
    /// The sizes other than 1 as people see them, channels last; one at least.
    static Shape kept(const Shape& sample)
    {
        Shape sizes = sizes_from_shape(sample);
        std::erase(sizes, 1);
        return sizes.empty() ? Shape{1} : sizes;
    }
    static bool leaves_channels(const Shape& sample) { return sample[0] != 1; }
};

} // namespace

const LayerType& squeeze_layer()
{
    static const LayerType type = layer<Squeeze>({
        .id = "squeeze",
        .title = LOOM_TEXT("Squeeze"),
        .help = LOOM_TEXT("Leaves out every size of 1: a picture of one channel becomes a sequence of its rows, one place "
                          "with channels a vector. Nothing is computed."),
        .category = Category::Pooling,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
    });
    return type;
}

} // namespace loom
