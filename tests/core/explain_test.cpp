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
#include <set>

namespace loom {
namespace explain_test {

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
                             "eltwise", "eltwise_backward", "recurrent", "batch_norm", "batch_norm_backward", "layer_norm_backward"})
        EXPECT_GT(told[name], 0) << name;
    // Of cells, nothing but what lies behind a sample's end is left to the formula.
    EXPECT_LT(untold["recurrent"], told["recurrent"] / 4);
    EXPECT_EQ(untold["layer_norm_backward"], 0);
    EXPECT_EQ(untold["batch_norm_backward"], 0);
}

template <class O>
bool has(conformance::Case& made)
{
    return std::ranges::any_of(made.builder.program().ops, [](const Op& op) { return std::holds_alternative<O>(op); });
}

double of_curve(Curve curve, double sum)
{
    return curve == Curve::Sigmoid ? 1 / (1 + std::exp(-sum)) : curve == Curve::Tanh ? std::tanh(sum) : std::max(0.0, sum);
}

// What a cell gives follows from its gates and the state before, and each gate from its sum, by the numbers that are told.
TEST(Explaining, ACellIsItsGatesAndTheStateBefore)
{
    std::set<Cell> seen;
    int gates = 0, states = 0;
    for (const auto& named : conformance::all_cases()) {
        conformance::Case made;
        if (named.borrowed)
            continue;
        named.make(made);
        if (made.runs != 1 || !has<Recurrent>(made))
            continue;
        const Ran run = ran(made);
        const SpotReader read = run.reader();
        for (const Op& one : run.program.ops) {
            const auto* op = std::get_if<Recurrent>(&one);
            if (!op || op->gates == no_tensor || run.program.at(op->y).dtype != DType::F32)
                continue;
            const Shape& y = run.program.at(op->y).shape;
            for (std::size_t e = 0; e < count(y); e += 1 + count(y) / 16) {
                const Reason reason = reason_of(run.program, {op->y, e}, read);
                if (reason.kind == Reason::Kind::Sum) // Behind the sample's end.
                    continue;
                const auto step = std::int64_t(e) / (y[1] * y[2]);
                EXPECT_EQ(reason.step, step);
                seen.insert(op->cell);
                if (reason.kind == Reason::Kind::Gate) {
                    double sum = reason.rest;
                    for (const auto& t : reason.terms)
                        sum += t.value;
                    EXPECT_NEAR(of_curve(reason.curve, sum), read({op->y, e}), 1e-5) << named.name;
                    continue;
                }
                ASSERT_EQ(reason.kind, Reason::Kind::Cell) << named.name;
                EXPECT_NEAR(reason.result, read({op->y, e}), 1e-5) << named.name;
                const auto part = [&](std::size_t i) { return reason.terms.at(i).factors.at(0).number; };
                if (op->cell == Cell::Lstm) {
                    EXPECT_NEAR(reason.after, part(2) * reason.before + part(1) * part(0), 1e-6);
                    EXPECT_NEAR(part(3) * std::tanh(reason.after), read({op->y, e}), 1e-5) << named.name;
                    EXPECT_NEAR(reason.after, read({op->inner, e}), 1e-5) << named.name;
                } else {
                    EXPECT_NEAR((1 - part(1)) * part(0) + part(1) * reason.before, read({op->y, e}), 1e-5) << named.name;
                }
                // The state before is that of the neighbouring step; of the first step it is 0.
                const TensorId state = op->cell == Cell::Lstm ? op->inner : op->y;
                const std::int64_t before = op->reverse ? step + 1 : step - 1;
                const std::size_t all = std::size_t(y[1] * y[2]);
                if (before >= 0 && before < y[0] && reason.before != 0) {
                    EXPECT_EQ(reason.before, read({state, std::size_t(before) * all + e % all})) << named.name;
                    ++states;
                }
                for (const auto& t : reason.terms) {
                    const Reason gate = reason_of(run.program, t.factors[0].spot, read);
                    ASSERT_EQ(gate.kind, Reason::Kind::Gate);
                    double sum = gate.rest;
                    for (const auto& g : gate.terms)
                        sum += g.value;
                    EXPECT_NEAR(of_curve(gate.curve, sum), t.factors[0].number, 1e-5) << named.name;
                    ++gates;
                }
            }
        }
    }
    EXPECT_EQ(seen.size(), 5u);
    EXPECT_GT(gates, 100);
    EXPECT_GT(states, 20);
}

// The way back of a normalisation: three numbers, each of which can be added up from the terms.
TEST(Explaining, ANormalisationTakesTwoPartsOffTheGradient)
{
    int seen = 0;
    for (const auto& named : conformance::all_cases()) {
        conformance::Case made;
        if (named.borrowed)
            continue;
        named.make(made);
        if (made.runs != 1 || !(has<LayerNorm>(made) || has<BatchNorm>(made)))
            continue;
        const Ran run = ran(made);
        const SpotReader read = run.reader();
        for (const Op& one : run.program.ops) {
            const auto* layer = std::get_if<LayerNormBackward>(&one);
            const auto* batch = std::get_if<BatchNormBackward>(&one);
            if (!layer && !batch)
                continue;
            const TensorId dx = layer ? layer->dx : batch->dx;
            const std::size_t n = count(run.program.at(dx).shape);
            for (std::size_t e = 0; e < n; e += 1 + n / 20) {
                const Reason reason = reason_of(run.program, {dx, e}, read);
                ASSERT_EQ(reason.kind, Reason::Kind::NormSlope) << named.name;
                EXPECT_NEAR((reason.terms[0].value - reason.shift - reason.target * reason.slope) * reason.inverse, read({dx, e}), 1e-4) << named.name;
                double sum = reason.rest;
                for (const auto& t : reason.terms)
                    sum += t.value;
                if (!(layer && layer->rms)) {
                    EXPECT_NEAR(reason.shift, sum / double(reason.all_terms), 1e-5) << named.name;
                }
                ++seen;
            }
        }
    }
    EXPECT_GT(seen, 40);
}

// In use the mean and the deviation are kept ones: the gradient goes through scale and deviation alone, and those of scale and
// shift are sums over the places of a channel.
TEST(Explaining, ANormalisationInUseScalesTheGradient)
{
    int scaled = 0, summed = 0;
    for (const auto& named : conformance::all_cases()) {
        conformance::Case made;
        if (named.borrowed)
            continue;
        named.make(made);
        if (made.runs != 1 || !has<BatchNormInference>(made))
            continue;
        const Ran run = ran(made);
        const SpotReader read = run.reader();
        for (const Op& one : run.program.ops) {
            if (const auto* back = std::get_if<BatchNormInference>(&one); back && run.program.at(back->mean).role == Role::Constant) {
                const std::size_t n = count(run.program.at(back->y).shape);
                for (std::size_t e = 0; e < n; e += 1 + n / 20) {
                    const Reason reason = reason_of(run.program, {back->y, e}, read);
                    ASSERT_EQ(reason.kind, Reason::Kind::KeptSlope) << named.name;
                    EXPECT_NEAR(read({back->x, e}) * reason.scale * reason.inverse, read({back->y, e}), 1e-4) << named.name;
                    ++scaled;
                }
            } else if (back) {
                EXPECT_EQ(reason_of(run.program, {back->y, 0}, read).kind, Reason::Kind::Normalised) << named.name;
            }
            if (const auto* weights = std::get_if<BatchNormBackward>(&one))
                for (const TensorId of : {weights->dscale, weights->dshift}) {
                    const Reason reason = reason_of(run.program, {of, 1}, read);
                    ASSERT_EQ(reason.kind, Reason::Kind::Sum) << named.name;
                    EXPECT_NEAR(reason.result, read({of, 1}), 1e-3 * (1 + std::abs(reason.result))) << named.name;
                    ++summed;
                }
        }
    }
    EXPECT_GT(scaled, 40);
    EXPECT_GT(summed, 10);
}

// Against all ways to write the labels, written out one by one.
TEST(Explaining, CtcIsAllWaysToSpellTheLabels)
{
    constexpr std::int64_t steps = 4, classes = 3;
    for (const double sharp : {1.0, 6.0, -6.0}) {
        for (const std::vector<std::int64_t>& labels : {std::vector<std::int64_t>{1, 2}, {2, 2}, {1, -1}, {-1, -1}}) {
            conformance::Case made;
            Builder& b = made.builder;
            const TensorId logits = made.input({1, steps, classes}, [&](double v) { return sharp * v; });
            if (sharp != 1) // Labels that the network does not want to say.
                for (std::size_t i = 1; i < std::size_t(steps * classes); i += classes)
                    made.fillings.back().real[i] -= 6;
            const TensorId weights = b.input("weights", {1}), spelled = b.input("labels", {1, 2}, DType::I32);
            const TensorId loss = b.ctc(logits, spelled, weights, false), slope = std::get<Ctc>(b.program().ops.back()).slope;
            ASSERT_NE(slope, no_tensor);
            made.fillings.push_back({weights, {1.0f}, {}});
            made.fillings.push_back({spelled, {}, labels});
            const Ran run = ran(made);
            const SpotReader read = run.reader();

            // All 3^4 ways to say something at each step.
            std::vector<std::int64_t> wanted;
            for (const auto l : labels)
                if (l > 0)
                    wanted.push_back(l);
            std::vector<double> share(steps * classes);
            for (std::int64_t t = 0; t < steps; ++t) {
                double sum = 0;
                for (std::int64_t k = 0; k < classes; ++k)
                    sum += std::exp(read({logits, std::size_t(t * classes + k)}));
                for (std::int64_t k = 0; k < classes; ++k)
                    share[std::size_t(t * classes + k)] = std::exp(read({logits, std::size_t(t * classes + k)})) / sum;
            }
            double all = 0, likeliest = 0;
            std::vector<double> says(steps * classes, 0);
            for (int code = 0; code < 81; ++code) {
                std::vector<std::int64_t> said, way;
                double p = 1;
                for (int t = 0, rest = code; t < steps; ++t, rest /= 3) {
                    const std::int64_t k = rest % 3;
                    if (k != 0 && (way.empty() || way.back() != k))
                        said.push_back(k);
                    way.push_back(k);
                    p *= share[std::size_t(t * classes + k)];
                }
                if (said != wanted)
                    continue;
                all += p;
                likeliest = std::max(likeliest, p);
                for (std::int64_t t = 0; t < steps; ++t)
                    says[std::size_t(t * classes + way[std::size_t(t)])] += p;
            }
            const Reason told = reason_of(run.program, {loss, 0}, read);
            ASSERT_EQ(told.kind, Reason::Kind::Spelling);
            const double parts = double(std::max<std::size_t>(wanted.size(), 1));
            EXPECT_NEAR(told.result, -std::log(all) / parts, 1e-6);
            EXPECT_NEAR(told.result, read({loss, 0}), 1e-5);
            EXPECT_EQ(told.right, wanted.size());
            ASSERT_EQ(told.terms.size(), std::size_t(steps));
            double path = 0;
            for (const auto& t : told.terms)
                path += t.value;
            EXPECT_NEAR(path, std::log(likeliest), 1e-6);
            for (std::size_t e = 0; e < share.size(); ++e) {
                const Reason step = reason_of(run.program, {slope, e}, read);
                ASSERT_EQ(step.kind, Reason::Kind::ShareError);
                EXPECT_NEAR(step.target, says[e] / all, 1e-6);
                EXPECT_NEAR(step.result, (share[e] - says[e] / all) / parts, 1e-6);
                EXPECT_NEAR(step.result, read({slope, e}), 1e-5);
            }
        }
    }
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
    test::DataFolder folder;
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

} // namespace explain_test
} // namespace loom
