#include "schema/sequences.h"
#include "schema/shapes.h"

namespace loom {

Fault needs_sequence(Text layer, const Shape& found, int port, const std::function<Inferred(const Shape&)>& infer)
{
    // The values of a vector one by one, or the pixels of a picture; both keep the stored order.
    const Shape sequence = found.size() == 1 ? Shape{1, found[0]} : Shape{found[0], std::int64_t(count(found)) / found[0]};
    Fault fault{.message = Message(LOOM_TEXT("%1 walks over steps, but %2 comes in."), layer, shape_text(found)),
                .hint = LOOM_TEXT("A sequence has steps and features. Put Embedding before it if these are whole numbers "
                                  "that stand for words or letters; put Reshape before it if they are values one after "
                                  "the other."),
                .port = port,
                .expected = sequence,
                .found = found,
                .repairs = {{Message(LOOM_TEXT("Insert Reshape to %1"), shape_text(sequence)),
                             InsertBefore{port, "reshape", {{"shape", std::vector<std::int64_t>{-1, sequence[0]}}}}}}};
    const Inferred repaired = infer(sequence);
    if (const Shape* out = std::get_if<Shape>(&repaired))
        fault.assumed = *out;
    return fault;
}

void torch_real_steps(SourceWriter& w)
{
    w.helper(R"(def real_steps(x):
    """Which steps of {batch, steps, features} come before the padding: the steps at the end whose values are all 0."""
    used = (x != 0).any(dim=2)
    return used.flip(1).cumsum(1).flip(1) > 0)");
}

void keras_real_steps(SourceWriter& w)
{
    w.helper(R"(def real_steps(x):
    """Which steps of {batch, steps, features} come before the padding: the steps at the end whose values are all 0."""
    used = ops.cast(ops.any(ops.not_equal(x, 0), axis=2), "int32")
    return ops.flip(ops.cumsum(ops.flip(used, 1), 1), 1) > 0)");
}

std::string keras_places_added(SourceWriter& w, const std::string& x, Array places, std::string_view part)
{
    w.helper(R"(class LearnedPositions(layers.Layer):
    """Adds learned numbers for each place of a sequence."""

    def __init__(self, steps, width, **kwargs):
        super().__init__(**kwargs)
        self.places = self.add_weight(shape=(steps, width), initializer="random_normal", name="places")

    def call(self, x):
        return x + self.places)");
    const std::string made =
        w.make("LearnedPositions", {python(places.shape[0]), python(places.shape[1])}, part);
    w.weight("places", std::move(places), part);
    return made + "(" + x + ")";
}

TensorId of_steps(Builder& b, TensorId table)
{
    if (b.walked_steps() == 0)
        return table;
    const auto batch = b.shape(b.position())[0], width = b.shape(table)[1];
    return b.reshape(b.gather(table, b.position(), 0), {batch, 1, width});
}

TensorId time_first(Builder& b, TensorId x)
{
    return b.permute(x, {2, 0, 1});
}
TensorId from_time_first(Builder& b, TensorId x)
{
    return b.permute(x, {1, 2, 0});
}
TensorId features_last(Builder& b, TensorId x)
{
    return b.permute(x, {0, 2, 1});
}

Places::Places(Shape x) : x_(std::move(x)) {}

TensorId Places::rows(Builder& b, TensorId x) const
{
    std::vector<int> last{0};
    for (int axis = 2; axis < int(x_.size()); ++axis)
        last.push_back(axis);
    last.push_back(1);
    return b.reshape(b.permute(x, std::move(last)), {x_[0] * size(), x_[1]});
}

TensorId Places::back(Builder& b, TensorId rows) const
{
    Shape last{x_[0]};
    last.insert(last.end(), x_.begin() + 2, x_.end());
    last.push_back(b.shape(rows)[1]);
    std::vector<int> first{0, int(x_.size()) - 1};
    for (int axis = 1; axis + 1 < int(x_.size()); ++axis)
        first.push_back(axis);
    return b.permute(b.reshape(rows, std::move(last)), std::move(first));
}

TensorId Places::repeated(Builder& b, TensorId numbers) const
{
    const TensorId column = b.reshape(numbers, {x_[0], 1});
    return b.reshape(b.expand(column, {x_[0], size()}, {1}), {x_[0] * size()});
}

bool knows_padding(const LayerType& type, const Values& values)
{
    const auto is = [&](std::string_view key, const Value& value) {
        const auto i = type.index_of(key);
        return i && values[*i] == value;
    };
    return is("skip_padding", true) || is("padding", std::string("zeros"));
}

} // namespace loom
