#pragma once
#include "schema/types.h"

namespace loom {

// A sequence is {features, steps} per sample, as Conv1D, ONNX and PyTorch have it; people read steps×features. What
// works step by step sees it in another order, which costs nothing between two such layers.

/// For a layer that walks over steps. `infer` gives the layer's answer to a repaired input.
Fault needs_sequence(Text layer, const Shape& found, int port, const std::function<Inferred(const Shape&)>& infer);

/// For a layer that mixes features and treats all steps alike: the features of a vector are what would be its steps.
inline std::optional<Text> whole_vector(std::span<const Shape> in)
{
    return in[0].size() == 1 ? std::optional(LOOM_TEXT("It takes all steps together for one vector.")) : std::nullopt;
}
/// Whether steps of zeros at the end of a sequence only fill up, for a layer with these settings.
bool knows_padding(const LayerType&, const Values&);
/// The rows of a table {steps, width} that go with the steps at hand, as they go with {batch, steps, width}: all of them,
/// or where the program walks {batch, 1, width}, those of each row's position.
TensorId of_steps(Builder&, TensorId table);

/// {batch, features, steps} as {steps, batch, features}, what Recurrent walks over; and back.
TensorId time_first(Builder&, TensorId x);
TensorId from_time_first(Builder&, TensorId x);
/// The helper `real_steps(x)`: which steps of {batch, steps, features} come before the padding.
void torch_real_steps(SourceWriter&);
void keras_real_steps(SourceWriter&);

/// Keras's layer of learned numbers for each place of {batch, steps, features}, with its values in that order.
std::string keras_places_added(SourceWriter&, const std::string& x, Array, std::string_view part = {});

/// {batch, features, steps} as {batch, steps, features}, where products and softmax have their rows; the same way back.
TensorId features_last(Builder&, TensorId x);

/// What stands at each place of {batch, C, places…} as rows of their own, as products of two axes and losses want it.
class Places {
public:
    explicit Places(Shape x);
    std::int64_t size() const { return std::int64_t(count(Shape(x_.begin() + 2, x_.end()))); }
    /// {batch, C, places…} as {batch·places, C}.
    TensorId rows(Builder&, TensorId x) const;
    /// {batch·places, D} as {batch, D, places…}.
    TensorId back(Builder&, TensorId rows) const;
    /// {batch} as {batch·places}, each number at all places of its sample.
    TensorId repeated(Builder&, TensorId numbers) const;

private:
    Shape x_;
};

} // namespace loom
