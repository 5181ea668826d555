// Layers whose formulas are subtle against PyTorch's (tests/golden, made by tests/python/make_vectors.py).
#include "engine/backend.h"
#include "golden.h"
#include "ir/gradient.h"
#include "schema/types.h"

namespace loom {
namespace layer_vectors_test {

using nlohmann::json;
using List = std::vector<double>;

TEST(LayerVectors, AreThoseOfPyTorch)
{
    const json given = test::golden("layers.json");
    for (const json& c : given.at("cases")) {
        SCOPED_TRACE(c.at("layer").get<std::string>() + " " + c.at("settings").dump());
        const LayerType& type = *find_layer(c.at("layer").get<std::string>());
        Builder b;
        b.set_scope("layer");
        const TensorId x = b.input("x", c.at("shape").get<Shape>());
        const TensorId y = type.lower(b, test::settings_of(type, c.at("settings")), {&x, 1}, {});
        const TensorId seed = b.input("seed", Shape(b.shape(y)));
        const auto gradient = differentiate(b.program(), y, seed, Wanted::WeightsAndInputs);
        const auto device = make_reference_backend();
        const auto made = device->compile(b.program(), {});
        ASSERT_TRUE(made);
        Executable& e = **made;
        auto write = [&](TensorId id, const json& values) {
            ASSERT_EQ(count(b.shape(id)), values.size());
            e.write(id, std::span<const double>(values.get<List>()));
        };
        write(x, c.at("x"));
        write(seed, c.at("seed"));
        std::size_t weights = 0;
        for (const Tensor& t : b.program().tensors)
            weights += t.role == Role::Weight;
        EXPECT_EQ(weights, c.at("weights").size());
        for (const auto& [name, weight] : c.at("weights").items())
            write(b.program().find("layer." + name), weight.at("value"));
        ASSERT_TRUE(e.run());
        auto expect = [&](TensorId id, const json& values) {
            List told(count(b.shape(id)));
            e.read(id, std::span(told));
            test::expect_alike(told, values.get<List>(), 1e-7);
        };
        expect(y, c.at("y"));
        expect(gradient[std::size_t(x)], c.at("dx"));
        for (const auto& [name, weight] : c.at("weights").items())
            expect(gradient[std::size_t(b.program().find("layer." + name))], weight.at("gradient"));
    }
}

} // namespace layer_vectors_test
} // namespace loom
