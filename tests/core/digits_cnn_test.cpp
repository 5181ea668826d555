// The handwritten digits template trained as in PyTorch: the same weights, batches and optimiser, the losses of fifty
// steps (tests/golden, made by tests/python/make_vectors.py).
#include "bench/job.h"
#include "core/golden.h"
#include "engine/backend.h"
#include "lowering/lowering.h"
#include "project/templates.h"

#include <algorithm>

namespace loom {
namespace digits_cnn_test {

/// Numbers from [0, 2²⁴), as make_vectors.py counts them: there are too many to be stored.
class Counted {
public:
    explicit Counted(std::uint32_t stream) : at_(stream) {}
    std::uint32_t operator()()
    {
        at_ = 1664525 * at_ + 1013904223;
        return at_ >> 8;
    }

private:
    std::uint32_t at_;
};

class DigitsCnn : public testing::TestWithParam<std::string> {};

TEST_P(DigitsCnn, LearnsAsInPyTorch)
{
    const auto device = open_device(GetParam());
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    const nlohmann::json given = test::golden("digits_cnn_curve.json");
    const auto batch = given["batch"].get<std::int64_t>();
    const Document document = *make_template("digits-cnn");
    const auto lowered = lower(document, *facts_from_network(document), Purpose::Train, batch);
    ASSERT_TRUE(lowered);
    const Program& program = lowered->program;
    auto made = (*device)->compile(program, {2});
    ASSERT_TRUE(made);
    Executable& e = **made;

    std::size_t weights = 0;
    for (const Tensor& t : program.tensors)
        weights += t.role == Role::Weight;
    ASSERT_EQ(weights, given["sizes"].size());
    for (std::uint32_t stream = 0; const std::string name : {"conv2d_2.weight", "conv2d_2.bias", "dense_5.weight",
                                                             "dense_5.bias", "dense_6.weight", "dense_6.bias"}) {
        const TensorId id = program.find(name);
        ASSERT_NE(id, no_tensor) << name;
        std::vector<float> values(count(program.at(id).shape));
        std::ranges::generate(values, [next = Counted(stream), size = given["sizes"][name].get<float>()]() mutable {
            return (float(next()) / 8388608 - 1) * size;
        });
        e.write(id, std::span<const float>(values));
        ++stream;
    }
    for (TensorId id = 0; id < TensorId(program.tensors.size()); ++id)
        if (const Tensor& t = program.at(id); t.role == Role::Moment)
            e.write(id, std::vector<double>(count(t.shape)));
    e.write(lowered->rate, std::vector<double>{given["rate"].get<double>()});
    e.write(lowered->weights, std::vector<double>(std::size_t(batch), 1));

    for (std::size_t step = 0; step < given["losses"].size(); ++step) {
        Counted next(1000 + std::uint32_t(step));
        std::vector<std::int64_t> labels;
        for (std::int64_t i = 0; i < batch; ++i)
            labels.push_back(next() % 10);
        std::vector<float> pictures;
        for (const std::int64_t label : labels)
            for (std::int64_t row = 0; row < 28; ++row)
                for (std::int64_t column = 0; column < 28; ++column) {
                    const bool bar = row >= 2 * label + 4 && row < 2 * label + 8;
                    pictures.push_back(float(next() % 128 + (bar ? 127 : 0)));
                }
        e.write(lowered->samples, std::span<const float>(pictures));
        e.write(lowered->target, std::span<const std::int64_t>(labels));
        e.write(lowered->clock, std::vector<std::int64_t>{1, std::int64_t(step)});
        ASSERT_TRUE(e.run());
        double loss = 0;
        e.read(lowered->loss, std::span(&loss, 1));
        const double expected = given["losses"][step];
        EXPECT_NEAR(loss, expected, (GetParam() == "reference" ? 1e-6 : 1e-3) * expected) << "step " << step;
    }
}

INSTANTIATE_TEST_SUITE_P(Devices, DigitsCnn, testing::Values("reference", "cpu"),
                         [](const auto& tried) { return tried.param; });

} // namespace digits_cnn_test
} // namespace loom
