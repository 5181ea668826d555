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

} // namespace loom
