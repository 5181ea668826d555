#include "schema/convolution.h"
#include "schema/formula.h"
#include "schema/sequences.h"

namespace loom {
namespace {

constexpr Text patch_embedding_title = LOOM_TEXT("Patch embedding");

/// Dosovitskiy et al. 2021, "An image is worth 16×16 words": each patch becomes one step of a sequence.
struct PatchEmbedding {
    std::vector<std::int64_t> patch = {4, 4};
    std::int64_t width = 64;
    bool positions = true;
    Initializer initializer = Initializer::GlorotUniform;

    Filters filters() const { return {{patch_embedding_title, patch, patch}, width, 1, initializer}; }

    Inferred infer(std::span<const Shape> in) const
    {
        const Shape& x = in[0];
        if (x.size() != 3)
            return needs_axes(patch_embedding_title, x, 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        if (x[1] % patch[0] != 0 || x[2] % patch[1] != 0) {
            PatchEmbedding mended = *this;
            for (std::size_t i = 0; i < 2; ++i)
                while (x[i + 1] % mended.patch[i] != 0)
                    --mended.patch[i];
            return Fault{.message = Message(LOOM_TEXT("A picture of %1 cannot be cut into patches of %2."),
                                            shape_text(x), value_text(patch)),
                         .hint = LOOM_TEXT("Choose a patch whose height and width divide the picture's."),
                         .port = 0,
                         .setting = "patch",
                         .found = x,
                         .repairs = {{Message(LOOM_TEXT("Set it to %1"), value_text(mended.patch)),
                                      ChangeSetting{"patch", mended.patch}}},
                         .assumed = std::get<Shape>(mended.infer(in))};
        }
        const Inferred map = filters().infer(x, "width");
        const Shape* made = std::get_if<Shape>(&map);
        return made ? Inferred(Shape{width, (*made)[1] * (*made)[2]}) : map;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId map = finish(b, filters().lower(b, in[0]), {});
        const Shape made = b.shape(map);
        const TensorId steps = b.reshape(map, {made[0], width, made[2] * made[3]});
        if (!positions)
            return steps;
        const TensorId place = b.weight("positions", {width, made[2] * made[3]}, init_of(Initializer::Normal, 1, 1));
        return b.binary(BinaryKind::Add, steps, place);
    }

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string steps = filters().torch(w, in[0], {}) + ".flatten(2)";
        if (!positions)
            return steps;
        const Array places = w.own("positions");
        const std::string made = w.make("nn.Parameter", {"torch.zeros" + python_tuple(places.shape)}, "positions");
        w.weight("", places, "positions");
        return steps + " + " + made;
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const auto steps = in[0].sample[1] / patch[0] * (in[0].sample[2] / patch[1]);
        const std::string sequence = w.make("layers.Reshape", {python_tuple({steps, width})}, "steps") + "(" +
                                     filters().keras(w, in[0], {}) + ")";
        return positions ? keras_places_added(w, sequence, permuted(w.own("positions"), {1, 0}), "positions") : sequence;
    }

    Formula formula() const
    {
        const std::string h = std::to_string(patch[0]), w = std::to_string(patch[1]);
        return {"y_{o,t} = b_o + sum_{c=1}^{C} sum_{u=0}^{" + std::to_string(patch[0] - 1) + "} sum_{v=0}^{" + std::to_string(patch[1] - 1) +
                    "} w_{o,c,u,v} x_{c, " + h + " i + u, " + w + " j + v}" + (positions ? " + q_{o,t}" : "") + " ;; t = i n + j",
                {{"t", LOOM_TEXT("which patch, line by line")}, {"n", LOOM_TEXT("patches in a line")}, {"q", LOOM_TEXT("learned numbers for each patch")}}};
    }

    Message summary() const
    {
        return joined({Message::plain(value_text(patch)), Message(LOOM_TEXT("%1 wide"), width)});
    }
};

} // namespace

const LayerType& patch_embedding_layer()
{
    using Here = PatchEmbedding;
    static const LayerType type = layer<Here>({
        .id = "patch_embedding",
        .title = patch_embedding_title,
        .help = LOOM_TEXT(
            "Cuts a picture into patches and makes one step of a sequence of each: a learned mix of its pixels, with a "
            "learned number for its place. Attention can then run over the patches, as in vision transformers."),
        .category = Category::Attention,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = {setting(&Here::patch, {.key = "patch",
                                            .label = LOOM_TEXT("Patch"),
                                            .help = LOOM_TEXT("Height and width of a patch; they must divide those of the "
                                                              "picture."),
                                            .unit = LOOM_TEXT("px"),
                                            .min = 1,
                                            .max = 255,
                                            .entries = 2}),
                     setting(&Here::width, {.key = "width",
                                            .label = LOOM_TEXT("Width"),
                                            .help = LOOM_TEXT("How many values each patch becomes."),
                                            .min = 1,
                                            .max = 65536}),
                     setting(&Here::positions,
                             {.key = "positions",
                              .label = LOOM_TEXT("Positions"),
                              .help = LOOM_TEXT("Adds learned numbers for each place. Without them attention does not "
                                                "know where a patch lay.")}),
                     initializer_setting(&Here::initializer)},
    });
    return type;
}

} // namespace loom
