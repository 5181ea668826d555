// Every layer, from the registry: what it says of shapes is what it does, its gradients are those of finite
// differences, and the processor's device agrees with the reference.
#include "base/random.h"
#include "engine/backend.h"
#include "evaluate/selftest.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace loom {
namespace conformance_layers_test {

std::string text(const LayerTrial& t)
{
    std::string line(t.type->id);
    for (std::size_t i = 0; i < t.values.size(); ++i)
        line += " " + std::string(t.type->settings[i].key) + "=" + value_text(t.values[i]);
    for (const Shape& s : t.inputs)
        line += " [" + shape_text(s) + "]";
    return line;
}

constexpr SizeClass all_sizes[] = {SizeClass::One, SizeClass::Small, SizeClass::Medium, SizeClass::Odd, SizeClass::Large};

class EveryLayer : public testing::TestWithParam<const LayerType*> {};
INSTANTIATE_TEST_SUITE_P(Layers, EveryLayer, testing::ValuesIn(layer_types().begin(), layer_types().end()),
                         [](const auto& layer) { return std::string(layer.param->id); });

/// Whether something flows back to what the layer is given: not to ids, nor to what noise takes the size of the batch
/// from, nor to what a prediction is compared with.
bool flows_back(const LayerType& type, const std::vector<Port>& ports, std::size_t port)
{
    return ports.empty() ? type.id != "noise" : !takes_ids(ports[port]) && ports[port].name != "truth";
}

TEST_P(EveryLayer, GivesTheShapeItSays)
{
    if (GetParam()->id == "opaque")
        GTEST_SKIP() << "never computes";
    int tried = 0;
    bool learns = false;
    for (const SizeClass size : all_sizes)
        for (const LayerTrial& trial : layer_trials(*GetParam(), size, 60))
            for (const Mode mode : {Mode::Train, Mode::Infer}) {
                Builder b(mode);
                b.set_scope("layer");
                std::vector<TensorId> operands;
                for (Shape shape : trial.inputs) {
                    shape.insert(shape.begin(), trial.batch);
                    operands.push_back(b.input("x" + std::to_string(operands.size()), shape));
                }
                const TensorId y = trial.type->lower(b, trial.values, operands, {});
                Shape expected = trial.output;
                // Real and made samples are twice as many.
                expected.insert(expected.begin(), trial.type->id == "real_and_made" ? 2 * trial.batch : trial.batch);
                EXPECT_EQ(b.shape(y), expected) << text(trial);
                learns |= elements(b.program(), Role::Weight) > 0;
                ++tried;
            }
    EXPECT_GE(tried, 6);
    EXPECT_EQ(learns, GetParam()->learns) << "what it declares";
}

/// f = Σ seed·output of a probe on the reference, in double.
class Function {
public:
    explicit Function(const Probe& p) : probe_(p), backend_(make_reference_backend())
    {
        auto made = backend_->compile(p.program, {});
        if (!made)
            throw std::runtime_error(render(made.error().message, Language::English));
        executable_ = std::move(*made);
        for (TensorId id = 0; id < TensorId(p.program.tensors.size()); ++id) {
            const Tensor& t = p.program.at(id);
            if (t.role != Role::Input && t.role != Role::Weight && t.role != Role::State)
                continue;
            const auto values = probe_values(p.program, id);
            if (t.dtype == DType::I64)
                executable_->write(id, std::vector<std::int64_t>(values.begin(), values.end()));
            else
                executable_->write(id, std::span(values));
        }
        const auto seed = probe_values(p.program, p.seed);
        seed_.assign(seed.begin(), seed.end());
        y_.resize(seed_.size());
    }

    std::vector<double> read(TensorId id) const
    {
        std::vector<double> values(count(probe_.program.at(id).shape));
        executable_->read(id, std::span(values));
        return values;
    }
    void write(TensorId id, const std::vector<double>& values) { executable_->write(id, std::span(values)); }
    double operator()()
    {
        EXPECT_TRUE(bool(executable_->run()));
        executable_->read(probe_.output, std::span(y_));
        return std::inner_product(y_.begin(), y_.end(), seed_.begin(), 0.0);
    }

private:
    const Probe& probe_;
    std::unique_ptr<Backend> backend_;
    std::unique_ptr<Executable> executable_;
    std::vector<double> seed_, y_;
};

/// How many slopes were compared.
int expect_gradients(const LayerTrial& trial, Mode mode)
{
    SCOPED_TRACE(text(trial));
    const Probe p = probe(trial, mode);
    Probe forward = probe(trial, mode, false);
    Function whole(p);
    const double value = whole();
    // What a step writes into states counts as fixed on the way back, so it is for differences: written before.
    std::vector<std::string> fixed;
    std::erase_if(forward.program.ops, [&](const Op& op) {
        const auto* assign = std::get_if<Assign>(&op);
        if (assign)
            fixed.push_back(forward.program.at(assign->into).name);
        return assign;
    });
    Function f(forward);
    for (const std::string& name : fixed)
        f.write(forward.program.find(name), whole.read(p.program.find(name)));
    EXPECT_EQ(value, f());
    std::vector<std::vector<double>> told;
    for (const auto& g : p.gradients)
        told.push_back(whole.read(g.at));
    constexpr double step = 1e-6;
    int compared = 0;
    for (std::size_t k = 0; k < p.gradients.size(); ++k) {
        const TensorId of = forward.program.find(p.program.at(p.gradients[k].of).name);
        const auto written = probe_values(forward.program, of);
        std::vector<double> x(written.begin(), written.end());
        Random pick(3, k);
        for (int probes = 0; probes < 12; ++probes, ++compared) {
            const auto i = std::size_t(pick.below(x.size()));
            const double was = x[i];
            if (was == 0 && forward.program.at(of).name.starts_with("padded"))
                continue; // Anything but 0 would make the sequence longer.
            x[i] = was + step;
            f.write(of, x);
            const double above = f();
            x[i] = was - step;
            f.write(of, x);
            const double below = f();
            x[i] = was;
            const double measured = (above - below) / (2 * step);
            EXPECT_NEAR(told[k][i], measured, 1e-5 + 1e-3 * std::abs(measured))
                << p.program.at(p.gradients[k].at).name << "[" << i << "]";
        }
        f.write(of, x);
    }
    return compared;
}

TEST_P(EveryLayer, HasTheGradientsOfFiniteDifferences)
{
    if (GetParam()->id == "opaque")
        GTEST_SKIP() << "never computes";
    int trials = 0;
    for (const SizeClass size : {SizeClass::One, SizeClass::Small, SizeClass::Odd})
        for (const LayerTrial& trial : layer_trials(*GetParam(), size, 6)) {
            const auto ports = trial.type->inputs(trial.values);
            bool flows = trial.type->learns;
            for (std::size_t port = 0; port < trial.inputs.size(); ++port)
                flows |= flows_back(*trial.type, ports, port);
            for (const Mode mode : {Mode::Train, Mode::Infer})
                EXPECT_EQ(expect_gradients(trial, mode) > 0, flows) << text(trial);
            ++trials;
        }
    EXPECT_GE(trials, 6);
}

// A weight without a gradient would never learn.
TEST_P(EveryLayer, LearnsAllItsWeights)
{
    for (const LayerTrial& trial : layer_trials(*GetParam(), SizeClass::Small, 6)) {
        const Probe p = probe(trial, Mode::Train);
        std::size_t weights = 0;
        for (const Tensor& t : p.program.tensors)
            weights += t.role == Role::Weight;
        const auto ports = trial.type->inputs(trial.values);
        std::size_t flowing = 0;
        for (std::size_t port = 0; port < trial.inputs.size(); ++port)
            flowing += flows_back(*trial.type, ports, port);
        EXPECT_EQ(p.gradients.size(), weights + flowing) << text(trial);
    }
}

/// A layer as it is in use, its weights and states filled, with one operand per input.
struct InUse {
    Program program;
    std::vector<TensorId> operands;
    TensorId out = no_tensor, position = no_tensor;
    std::unique_ptr<Executable> executable;

    InUse(const LayerTrial& trial, const std::vector<Shape>& inputs, std::int64_t walked_steps)
    {
        Builder b(Mode::Infer);
        b.set_scope("layer");
        if (walked_steps > 0) {
            b.walk(trial.batch, walked_steps);
            position = b.position();
        }
        for (Shape shape : inputs) {
            shape.insert(shape.begin(), trial.batch);
            operands.push_back(b.input("operand " + std::to_string(operands.size()), shape));
        }
        out = b.affine(trial.type->lower(b, trial.values, operands, {}), 1, 0);
        b.mark_output(out, "out");
        program = b.take();
        executable = std::move(*make_reference_backend()->compile(program, {}));
        for (TensorId id = 0; id < TensorId(program.tensors.size()); ++id)
            if (const Tensor& t = program.at(id);
                (t.role == Role::Weight || t.role == Role::State) && t.name.find("cache") == t.name.npos)
                executable->write(id, std::span<const float>(probe_values(program, id)));
    }
    std::vector<double> run()
    {
        EXPECT_TRUE(bool(executable->run()));
        std::vector<double> values(count(program.at(out).shape));
        executable->read(out, std::span(values));
        return values;
    }
};

/// Element t of the last axis of each of these rows.
template <class T>
std::vector<T> column(const std::vector<T>& values, std::size_t steps, std::size_t t)
{
    std::vector<T> out;
    for (std::size_t i = t; i < values.size(); i += steps)
        out.push_back(values[i]);
    return out;
}

// Layers that say they need no whole sequence give, step after step, what they give of all steps at once.
TEST_P(EveryLayer, GoesStepByStepWhereItSaysSo)
{
    for (const SizeClass size : {SizeClass::Small, SizeClass::Odd})
        for (const LayerTrial& trial : layer_trials(*GetParam(), size, 20)) {
            const auto steps = trial.inputs[0].back();
            const bool sequences = std::ranges::all_of(
                trial.inputs, [&](const Shape& s) { return s.size() <= 2 && s.back() == steps; });
            if (!sequences || trial.type->needs_whole(trial.values, trial.inputs))
                continue;
            SCOPED_TRACE(text(trial));
            std::vector<Shape> one = trial.inputs;
            for (Shape& s : one)
                s.back() = 1;
            InUse whole(trial, trial.inputs, 0), walked(trial, one, steps);
            std::vector<std::vector<float>> x;
            for (std::size_t i = 0; i < trial.inputs.size(); ++i) {
                Random random(4, i);
                auto& values = x.emplace_back(count(trial.inputs[i]) * std::size_t(trial.batch));
                const auto ports = trial.type->inputs(trial.values);
                const bool ids = i < ports.size() && takes_ids(ports[i]);
                for (std::size_t k = 0; k < values.size(); ++k) // The last id is none that pads.
                    values[k] = !ids ? float(random.normal()) : (k + 1) % std::size_t(steps) ? float(random.below(9)) : 11;
                whole.executable->write(whole.operands[i], std::span<const float>(values));
            }
            const auto wanted = whole.run();
            for (std::int64_t t = 0; t < steps; ++t) {
                for (std::size_t i = 0; i < x.size(); ++i)
                    walked.executable->write(walked.operands[i],
                                             std::span<const float>(column(x[i], std::size_t(steps), std::size_t(t))));
                walked.executable->write(walked.position, std::vector<std::int64_t>(std::size_t(trial.batch), t));
                const auto got = walked.run();
                const bool last_alone = trial.output.back() != steps;
                if (last_alone && t + 1 < steps)
                    continue;
                const auto there = last_alone ? wanted : column(wanted, std::size_t(steps), std::size_t(t));
                ASSERT_EQ(got.size(), there.size());
                for (std::size_t i = 0; i < got.size(); ++i)
                    ASSERT_NEAR(got[i], there[i], 1e-9) << "step " << t << ", element " << i;
            }
        }
}

// Every layer at every size: what comes out of it and what flows back.
void expect_complete(const std::vector<Comparison>& comparisons, std::span<const SizeClass> sizes)
{
    auto told = [&](const std::string& name) { return std::ranges::count(comparisons, name, &Comparison::name) == 1; };
    for (const SizeClass size_class : sizes) {
        const std::string size(name_of(size_class));
        for (const LayerType* type : layer_types()) {
            if (type->id == "opaque") // Never computes.
                continue;
            EXPECT_TRUE(told(std::string(type->id) + "/" + size + "/output")) << type->id;
            const auto ports = type->inputs(defaults(*type));
            EXPECT_EQ(told(std::string(type->id) + "/" + size + "/gradient:x0"), flows_back(*type, ports, 0)) << type->id;
        }
        for (const LossType* type : loss_types())
            EXPECT_TRUE(told(std::string(type->id) + "/" + size + "/gradient:prediction")) << type->id;
        for (const OptimizerType* type : optimizer_types())
            EXPECT_TRUE(told(std::string(type->id) + "/" + size + "/output")) << type->id;
        EXPECT_TRUE(told("conv2d/" + size + "/gradient:weight"));
        EXPECT_TRUE(told("batch_norm/" + size + "/predict/output"));
    }
}

TEST(Device, EqualsTheReference)
{
    const auto device = open_device("cpu");
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    const auto comparisons = selftest(**device, 2, {}, all_sizes);
    expect_complete(comparisons, all_sizes);
    for (const Comparison& c : comparisons)
        EXPECT_TRUE(c.passed) << c.name << ": " << c.error << " " << render(c.trouble, Language::English);
}

// What is compared at Large is what wide networks run.
TEST(Device, GoesTheWayOfWideLayersAtLarge)
{
    const auto device = open_device("cpu");
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    int winograd = 0;
    for (const LayerTrial& trial : layer_trials(*find_layer("conv2d"), SizeClass::Large, 0)) {
        const auto made = (*device)->compile(probe(trial, Mode::Train).program, {2});
        ASSERT_TRUE(made) << text(trial);
        const Choices choices = (*made)->choices();
        winograd += std::ranges::any_of(choices, [](const auto& c) { return c.second == "winograd"; });
    }
    EXPECT_GE(winograd, 3);
}

/// The reference, but wrong about the largest value of a window of a picture or volume and about the step of Adam.
class Liar : public Backend {
public:
    std::string_view id() const override { return "liar"; }
    Message description() const override { return Message::plain("wrong"); }
    Result<std::unique_ptr<Executable>> compile(const Program& program, const CompileOptions& options) override
    {
        Program wrong = program;
        for (Op& op : wrong.ops)
            if (auto* pool = std::get_if<Pool>(&op); pool && pool->kind == PoolKind::Max && pool->window.kernel.size() > 1)
                pool->kind = PoolKind::Average;
            else if (auto* adam = std::get_if<AdamUpdate>(&op))
                adam->beta1 *= 0.999;
        return reference_->compile(wrong, options);
    }
    Result<std::size_t> memory_needed(const Program& program, const CompileOptions& options) override
    {
        return reference_->memory_needed(program, options);
    }

private:
    std::unique_ptr<Backend> reference_ = make_reference_backend();
};

TEST(Selftest, FindsWhatIsWrongAndNothingElse)
{
    Liar liar;
    int told = 0;
    const auto comparisons = selftest(liar, 1, [&](const Comparison&) { ++told; });
    EXPECT_EQ(std::size_t(told), comparisons.size());
    expect_complete(comparisons, quick_sizes);
    for (const Comparison& c : comparisons) {
        const bool pools = c.name.find("max_pool") != c.name.npos && !c.name.starts_with("max_pool1d");
        const bool lie = c.name.starts_with("adam") || pools;
        EXPECT_EQ(c.passed, !lie) << c.name << ": " << c.error;
        if (!lie) {
            EXPECT_EQ(c.error, 0) << c.name;
        }
    }
}

} // namespace conformance_layers_test
} // namespace loom
