#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

constexpr Text noise_title = LOOM_TEXT("Noise");

constexpr std::string_view only_the_number = "Of the samples only their number counts here.";

struct Noise {
    std::int64_t size = 100;

    Inferred infer(std::span<const Shape>) const { return Shape{size}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return b.normal_noise({b.shape(in[0])[0], size});
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.note(only_the_number);
        return "torch.randn(len(" + in[0].text + "), " + python(size) + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.helper(R"(class Noise(layers.Layer):
    """Random numbers with mean 0 and deviation 1, other ones at every call."""

    def __init__(self, size, **arguments):
        super().__init__(**arguments)
        self.size = size

    def call(self, x):
        return keras.random.normal((ops.shape(x)[0], self.size)))");
        w.note(only_the_number);
        return w.make("Noise", {python(size)}) + "(" + in[0].text + ")";
    }
    Formula formula() const
    {
        return {"y_o = u_o", {{"u", LOOM_TEXT("drawn from a standard normal distribution, other ones each time")}}};
    }

    Message summary() const { return size == 1 ? LOOM_TEXT("1 number") : Message(LOOM_TEXT("%1 numbers"), size); }
};

} // namespace

const LayerType& noise_layer()
{
    static const LayerType type = layer<Noise>({
        .id = "noise",
        .title = noise_title,
        .help = LOOM_TEXT("Draws random numbers with mean 0 and deviation 1 for every sample, other ones in every step. A "
                          "generator makes its samples from them."),
        .category = Category::InputOutput,
        .inputs = {},
        .settings = {setting(&Noise::size,
                             {.key = "size",
                              .label = LOOM_TEXT("Size"),
                              .help = LOOM_TEXT("How many numbers each sample gets. 64 to 128 is usual."),
                              .min = 1,
                              .max = 65536})},
    });
    return type;
}

} // namespace loom
