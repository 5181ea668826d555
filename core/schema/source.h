#pragma once
#include "base/result.h"
#include "base/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loom {

// How a layer is written as Python: its file says it beside infer() and lower(), once for PyTorch and once for Keras.

/// Numbers on their way from the layout of our weights to that of a framework.
struct Array {
    Shape shape;
    std::vector<float> values;
};
Array filled(Shape, float);
/// Axis i of the result is axis order[i].
Array permuted(const Array&, const std::vector<int>& order);
Array reshaped(Array, Shape);
/// Behind each other along the first axis; the other sizes agree.
Array stacked(const std::vector<Array>&);
/// The last axis cut into equal blocks, which then stand in this order.
Array reordered(const Array&, const std::vector<int>& blocks);

/// What flows into a layer: a variable, and the shape of a sample as we store it, {channels, spatial…}. In PyTorch it
/// holds {batch, channels, spatial…}, in Keras {batch, spatial…, channels}, which is how Keras runs on every processor.
struct SourceValue {
    std::string text;
    Shape sample;
};

/// Where a layer writes itself. Names are the writer's: they follow the node. `part` tells several parts of one layer
/// apart; most have one, without a name.
class SourceWriter {
public:
    using Arguments = std::vector<std::string>;

    virtual ~SourceWriter() = default;
    /// A tensor of the layer as lower() named it, with the trained values.
    virtual Array own(std::string_view name) = 0;
    /// A part that is made once, `nn.Linear(20, 10)` or `layers.Dense(10)`, as text to call it with: `make(…) + "(x)"`.
    virtual std::string make(std::string_view type, const Arguments&, std::string_view part = {}) = 0;
    /// What another layer with the same weights has made as this part, to call it or to read its weights; empty where this
    /// layer is the first. A layer that does not ask for it can share weights with its own kind alone.
    virtual std::string shared(std::string_view part = {}) = 0;
    /// Another layer has the same weights: what only this one does then stands apart from the part that makes them.
    virtual bool has_sharers() const = 0;
    /// Values of a part that make() made. PyTorch finds them by their name, Keras takes them in the order of these calls.
    virtual void weight(std::string_view name, Array, std::string_view part = {}) = 0;
    /// A variable of this layer's own for a value that is wanted more than once.
    virtual std::string let(const std::string& expression, std::string_view part) = 0;
    /// A class or function in front of the network, once, however many layers ask for it.
    virtual void helper(std::string_view code) = 0;
    /// What the reader should know, above the layer's line.
    virtual void note(std::string_view sentence) = 0;
};

/// Weight and bias of a product along the features: nn.Linear's, layers.Dense's. The own tensors are "<name>" and
/// "<name>_bias".
void torch_linear(SourceWriter&, const std::string& name, const std::string& prefix, bool bias = true,
                  std::string_view part = {});
void keras_dense(SourceWriter&, const std::string& name, const std::string& prefix, bool bias = true,
                 std::string_view part = {});

// ---- Python's texts -------------------------------------------------------------------------------------------------
/// "0.001", "3": digits enough to be the same number again.
std::string python(double);
std::string python(std::int64_t);
std::string python(bool);
/// "3" where all sizes are alike, else "(3, 2)".
std::string python_sizes(const std::vector<std::int64_t>&);
/// "(28, 28, 1)", "(10,)".
std::string python_tuple(const std::vector<std::int64_t>&);
/// In quotes.
std::string python_string(std::string_view);
/// "key=value".
std::string keyword(std::string_view key, const std::string& value);

/// For a shape with spatial axes: "Conv2d", "Conv2D".
std::string with_axes(std::string_view type, std::size_t spatial, char d);

/// PyTorch's numbers of the spatial axes: {2, 3} for a picture.
std::vector<std::int64_t> spatial_axes(const Shape& sample);

/// Keras: values in the order {batch, channels, spatial…}, and back.
std::string keras_channels_first(SourceWriter&, const std::string& x, const Shape& sample, std::string_view part);
std::string keras_channels_last(SourceWriter&, const std::string& x, const Shape& sample, std::string_view part);

} // namespace loom
