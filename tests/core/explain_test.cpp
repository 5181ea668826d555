// Why numbers are what they are: each rule gives what the reference device gives, and a network's are told by their terms.
#include "conformance/instruction_cases.h"
#include "data/open.h"
#include "data_files.h"
#include "engine/backend.h"
#include "evaluate/explain.h"
#include "evaluate/probe.h"
#include "graph/chain.h"
#include "ir/gradient.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace loom {
namespace {

/// A program's numbers after a run on the reference.
struct Ran {
    Program program;
    std::map<TensorId, std::vector<double>> numbers;
    SpotReader reader() const
    {
        return [this](const Spot& spot) {
            const auto found = numbers.find(spot.tensor);
            return found == numbers.end() ? NAN : found->second[spot.element];
        };
    }
};

Ran ran(conformance::Case& made)
{
    Ran run;
    Builder& b = made.builder;
    if (made.result != no_tensor) {
        const TensorId seed = made.input(b.shape(made.result));
        differentiate(b.program(), made.result, seed, Wanted::WeightsAndInputs);
    }
    run.program = b.program();
    for (std::size_t i = 0; i < run.program.tensors.size(); ++i)
        if (Tensor& t = run.program.tensors[i]; t.role == Role::Intermediate || t.role == Role::Gradient) {
            t.role = Role::Output;
            t.name = "inside " + std::to_string(i);
        }
    auto executable = (*open_device("reference"))->compile(run.program, {1});
    EXPECT_TRUE(executable);
    for (const auto& f : made.fillings) {
        if (f.whole.empty())
            (*executable)->write(f.id, std::span<const float>(f.real));
        else
            (*executable)->write(f.id, std::span<const std::int64_t>(f.whole));
    }
    EXPECT_TRUE((*executable)->run());
    for (std::size_t i = 0; i < run.program.tensors.size(); ++i) {
        const Tensor& t = run.program.tensors[i];
        std::vector<double> numbers(count(t.shape));
        if (t.role == Role::Constant) {
            if (t.init.kind != InitKind::Constant)
                continue;
            for (std::size_t e = 0; e < numbers.size(); ++e)
                numbers[e] = !t.init.whole.empty() ? double(t.init.whole[e]) : !t.init.values.empty() ? t.init.values[e] : t.init.a;
        } else if (t.dtype == DType::F32) {
            std::vector<float> plain(numbers.size());
            (*executable)->read(TensorId(i), std::span<float>(plain));
            numbers.assign(plain.begin(), plain.end());
        } else if (t.dtype == DType::F64) {
            (*executable)->read(TensorId(i), std::span<double>(numbers));
        } else {
            std::vector<std::int64_t> whole(numbers.size());
            (*executable)->read(TensorId(i), std::span<std::int64_t>(whole));
            numbers.assign(whole.begin(), whole.end());
        }
        run.numbers[TensorId(i)] = std::move(numbers);
    }
    return run;
}

TEST(Explaining, EachRuleGivesWhatTheReferenceGives)
{
    std::map<std::string, int> told, untold;
    for (const auto& named : conformance::all_cases()) {
        if (named.borrowed)
            continue;
        conformance::Case made;
        named.make(made);
        if (made.runs != 1) // What lasts is another thing after several runs.
            continue;
        const Ran run = ran(made);
        const SpotReader read = run.reader();
        for (const Op& op : run.program.ops)
            for (const TensorId out : written(op)) {
                const Tensor& t = run.program.at(out);
                if (t.role != Role::Output || t.dtype != DType::F32 || !run.numbers.contains(out))
                    continue;
                // The last one to write it.
                const std::size_t n = count(t.shape);
                for (std::size_t e = 0; e < n; e += 1 + n / 40) {
                    const Reason reason = reason_of(run.program, {out, e}, read);
                    const std::string name(name_of(run.program.ops[reason.op]));
                    if (reason.kind == Reason::Kind::Formula) {
                        ++untold[name];
                        continue;
                    }
                    const double is = read({out, e});
                    ASSERT_TRUE(std::abs(reason.result - is) <= 1e-4 * (1 + std::abs(is)) || (std::isnan(is) && std::isnan(reason.result)) ||
                                is == reason.result)
                        << named.name << ", " << name << " [" << e << "]: " << reason.result << " instead of " << is;
                    double sum = reason.rest;
                    for (const auto& term : reason.terms)
                        sum += term.value;
                    if (reason.kind == Reason::Kind::Sum) {
                        EXPECT_NEAR(sum + reason.shift, reason.result, 1e-6 * (1 + std::abs(reason.result))) << named.name;
                    }
                    ++told[name];
                }
            }
    }
    for (const char* name : {"matmul", "conv", "conv_backward_data", "conv_backward_weights", "pool", "pool_backward", "add_bias", "softmax",
                             "softmax_backward", "affine", "binary", "reduce", "expand", "reshape", "concat", "slice", "permute", "gather",
                             "layer_norm", "batch_norm_inference", "pad", "pad_backward", "resize", "resize_backward", "masked_softmax",
                             "eltwise", "eltwise_backward"})
        EXPECT_GT(told[name], 0) << name;
}

struct Explained : testing::Test {
    void SetUp() override
    {
        std::string text = "a,b,kind\n";
        for (int i = 0; i < 30; ++i)
            text += std::to_string(i % 7) + "," + std::to_string((i * 3) % 5) + (i % 3 ? ",x\n" : ",y\n");
        DataSetup setup;
        setup.source = "csv";
        setup.path = folder.write("two.csv", text);
        setup.target = "kind";
        Recipe recipe = default_recipe();
        document = Chain()
                       .add("input", {{"scaling", "none"}, {"shape", std::vector<std::int64_t>{2}}})
                       .add("dense", {{"units", std::int64_t{3}}, {"activation", "relu"}})
                       .add("dense", {{"units", std::int64_t{2}}})
                       .add("output")
                       .finish(recipe);
        ASSERT_TRUE(document.apply(SetData{setup}));
        auto opened = Dataset::open(setup);
        ASSERT_TRUE(opened);
        data = *opened;
        for (const auto& [id, node] : document.nodes())
            if (node.type == "dense")
                (hidden == NodeId{} ? hidden : last) = id;
        auto made = NetworkProbe::make(document, data->facts(), data,
                                       {{scope_of(hidden, document.nodes().at(hidden)) + ".weight", {1, -1, 0.5f, 2, 1, -3}},
                                        {scope_of(hidden, document.nodes().at(hidden)) + ".bias", {0.25f, 0, 1}},
                                        {scope_of(last, document.nodes().at(last)) + ".weight", {1, 2, 3, 4, 5, 6}},
                                        {scope_of(last, document.nodes().at(last)) + ".bias", {0, 0}}},
                                       "auto", 1, NetworkProbe::Extent::Inside);
        ASSERT_TRUE(made) << render(made.error().message);
        probe = std::move(*made);
        ASSERT_TRUE(probe->show(8)); // a = 1, b = 4, kind x.
        for (const auto& [id, tensor] : probe->lowered().outputs) {
            known.insert(tensor);
            known.insert(probe->gradient_of(tensor));
        }
    }
    std::vector<Reason> why(TensorId tensor, std::size_t element)
    {
        return reasons_of(probe->program(), {tensor, element}, known, [this](const Spot& spot) {
            const auto values = probe->tensor(spot.tensor);
            return values ? double(values->numbers[spot.element]) : NAN;
        });
    }
    test::Folder folder;
    Document document;
    std::shared_ptr<const Dataset> data;
    std::unique_ptr<NetworkProbe> probe;
    std::set<TensorId> known;
    NodeId hidden{}, last{};
};

TEST_F(Explained, AUnitIsItsSumAndItsCurve)
{
    // 1·1 + 4·2 + 0.25 = 9.25.
    const auto why_first = why(probe->tensor_of(hidden), 0);
    ASSERT_EQ(why_first.size(), 2u);
    EXPECT_EQ(why_first[0].kind, Reason::Kind::Sum);
    ASSERT_EQ(why_first[0].terms.size(), 3u);
    EXPECT_DOUBLE_EQ(why_first[0].terms[0].value, 8);
    EXPECT_DOUBLE_EQ(why_first[0].terms[1].value, 1);
    EXPECT_DOUBLE_EQ(why_first[0].terms[2].value, 0.25);
    EXPECT_EQ(why_first[1].kind, Reason::Kind::Curve);
    EXPECT_EQ(why_first[1].curve, Curve::Relu);
    EXPECT_DOUBLE_EQ(why_first[1].result, 9.25);
    // 1·0.5 + 4·(−3) + 1 < 0.
    const auto why_third = why(probe->tensor_of(hidden), 2);
    EXPECT_DOUBLE_EQ(why_third[0].result, -10.5);
    EXPECT_DOUBLE_EQ(why_third[1].result, 0);
}

TEST_F(Explained, GradientsAreToldBackwards)
{
    // How the loss grows with a weight of the last layer: what came in times how it grows with the sum.
    const TensorId weight = probe->weight_tensors(last)[0], gradient = probe->gradient_of(weight);
    const auto why_weight = why(gradient, 0);
    ASSERT_EQ(why_weight.size(), 1u);
    ASSERT_EQ(why_weight[0].terms.size(), 1u);
    ASSERT_EQ(why_weight[0].terms[0].factors.size(), 2u);
    const double slope = probe->gradient(last)->numbers[0];
    EXPECT_NEAR(why_weight[0].result, 9.25 * slope, 1e-6);
    // With what the hidden layer gave: through both weights.
    const auto why_hidden = why(probe->gradient_of(probe->tensor_of(hidden)), 1);
    ASSERT_EQ(why_hidden.size(), 1u);
    EXPECT_NEAR(why_hidden[0].result, 3 * slope + 4 * probe->gradient(last)->numbers[1], 1e-5);
    // Where backward begins: shares less the truth.
    const auto begin = why(probe->gradient_of(probe->tensor_of(last)), 1);
    ASSERT_FALSE(begin.empty());
    EXPECT_EQ(begin.back().kind, Reason::Kind::ShareError);
    EXPECT_NEAR(begin.back().result, probe->gradient(last)->numbers[1], 1e-6);
    const auto loss = why(probe->lowered().loss, 0);
    EXPECT_EQ(loss.back().kind, Reason::Kind::Surprise);
    EXPECT_NEAR(loss.back().result, probe->loss(), 1e-5);
}

} // namespace
} // namespace loom
