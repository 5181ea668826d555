// Every instruction: each device gives what the reference gives, and each gradient rule what finite differences give.
#include "conformance/instruction_cases.h"
#include "engine/backend.h"
#include "ir/gradient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace loom::conformance {
namespace instructions_test {

/// A case made ready: with the gradients of its result, and everything that can be compared readable.
struct Prepared {
    Case made;
    TensorId seed = no_tensor;
    std::vector<TensorId> gradients; // By tensor of the forward program.
    std::vector<TensorId> compared;
};

/// A gradient that is read back cannot be fused away: with those of inputs and weights alone a device does what it does
/// in training.
enum class Read { AllGradients, LastGradients };

Prepared prepare(const CaseMaker& maker, Read wanted = Read::AllGradients)
{
    Prepared p;
    maker(p.made);
    Builder& b = p.made.builder;
    const std::size_t forward = b.program().tensors.size();
    if (p.made.result != no_tensor) {
        p.seed = p.made.input(b.shape(p.made.result));
        p.gradients = differentiate(b.program(), p.made.result, p.seed, Wanted::WeightsAndInputs);
        p.gradients.resize(forward, no_tensor);
    }
    Program& program = b.program();
    auto compare = [&](TensorId id) {
        Tensor& t = program.at(id);
        if (t.role == Role::Intermediate || t.role == Role::Gradient) {
            t.role = Role::Output;
            t.name = "output " + std::to_string(id);
        }
        if (t.role != Role::Input && t.role != Role::Constant)
            p.compared.push_back(id);
    };
    if (p.made.result != no_tensor)
        compare(p.made.result);
    for (std::size_t of = 0; of < p.gradients.size(); ++of)
        if (p.gradients[of] != no_tensor &&
            (wanted == Read::AllGradients || program.tensors[of].role == Role::Input ||
             program.tensors[of].role == Role::Weight))
            compare(p.gradients[of]);
    for (const Op& op : program.ops)
        for (TensorId id : written(op))
            if (program.at(id).role != Role::Intermediate && program.at(id).role != Role::Gradient)
                compare(id);
    for (TensorId id : p.made.also_compared)
        compare(id);
    return p;
}

using Values = std::vector<std::vector<double>>;

std::unique_ptr<Executable> compiled(Backend& device, const Program& program, int threads)
{
    auto made = device.compile(program, {threads});
    if (!made) {
        ADD_FAILURE() << render(made.error().message, Language::English);
        return nullptr;
    }
    return std::move(*made);
}

void fill(Executable& e, const Case& c)
{
    for (const Filling& f : c.fillings)
        f.whole.empty() ? e.write(f.id, std::span<const float>(f.real))
                        : e.write(f.id, std::span<const std::int64_t>(f.whole));
}

Values results(const Executable& e, const Prepared& p)
{
    Values out;
    for (TensorId id : p.compared) {
        out.emplace_back(count(p.made.program().at(id).shape));
        e.read(id, std::span<double>(out.back()));
    }
    return out;
}

Values run(Backend& device, const Prepared& p, int threads)
{
    auto e = compiled(device, p.made.program(), threads);
    if (!e)
        return {};
    fill(*e, p.made);
    for (int i = 0; i < p.made.runs; ++i)
        EXPECT_TRUE(e->run());
    return results(*e, p);
}

/// ‖a − b‖ / ‖b‖
double relative_error(const std::vector<double>& a, const std::vector<double>& b)
{
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference += (a[i] - b[i]) * (a[i] - b[i]);
        size += b[i] * b[i];
    }
    return std::isfinite(difference) ? std::sqrt(difference) / std::max(std::sqrt(size), 1e-12) : 1e300;
}

std::string describe(const Prepared& p, TensorId id)
{
    for (const Op& op : p.made.program().ops) {
        const auto ids = written(op);
        if (std::ranges::find(ids, id) != ids.end())
            return "tensor " + std::to_string(id) + " of " + std::string(name_of(op)) + " " +
                   shape_text(p.made.program().at(id).shape);
    }
    return "tensor " + std::to_string(id);
}

/// One instruction with all its cases.
class Instructions : public testing::TestWithParam<std::size_t> {
protected:
    template <class F>
    void each_case(F f, Read wanted = Read::AllGradients)
    {
        for (const NamedCase& c : all_cases())
            if (c.instruction == GetParam() && !c.borrowed) {
                SCOPED_TRACE(c.name);
                f(prepare(c.make, wanted));
            }
    }
};

TEST_P(Instructions, CpuAgreesWithReference)
{
    const auto cpu = open_device("cpu");
    if (!cpu)
        GTEST_SKIP() << render(cpu.error().message, Language::English);
    const auto agree = [&](const Prepared& p) {
        const Values wanted = run(**open_device("reference"), p, 1);
        for (int threads : {1, 2}) {
            const Values got = run(**cpu, p, threads), again = run(**cpu, p, threads);
            ASSERT_EQ(got.size(), wanted.size());
            for (std::size_t i = 0; i < got.size(); ++i) {
                EXPECT_LE(relative_error(got[i], wanted[i]), 1e-5)
                    << describe(p, p.compared[i]) << ", threads " << threads;
                EXPECT_TRUE(got[i].empty() || std::memcmp(got[i].data(), again[i].data(), got[i].size() * sizeof(double)) == 0)
                    << "not the same bits again: " << describe(p, p.compared[i]);
            }
        }
    };
    each_case(agree);
    each_case(agree, Read::LastGradients);
}

TEST_P(Instructions, ForecastOfMemoryIsExact)
{
    each_case([&](const Prepared& p) {
        for (const char* id : {"reference", "cpu"}) {
            const auto device = open_device(id);
            if (!device)
                continue;
            const auto forecast = (*device)->memory_needed(p.made.program(), {2});
            const auto e = compiled(**device, p.made.program(), 2);
            ASSERT_TRUE(forecast && e);
            EXPECT_EQ(*forecast, e->memory_bytes()) << id;
        }
    });
}

void expect_gradients_of_differences(const Prepared& p)
{
    if (p.made.result == no_tensor || !p.made.smooth)
        return;
    auto e = compiled(**open_device("reference"), p.made.program(), 1);
    fill(*e, p.made);
    ASSERT_TRUE(e->run());

    const std::size_t outputs = count(p.made.program().at(p.made.result).shape);
    std::vector<double> seed(outputs), y(outputs);
    e->read(p.seed, std::span<double>(seed));
    auto total = [&] {
        EXPECT_TRUE(e->run());
        e->read(p.made.result, std::span<double>(y));
        double sum = 0;
        for (std::size_t i = 0; i < outputs; ++i)
            sum += seed[i] * y[i];
        return sum;
    };
    int checked = 0;
    for (const Filling& f : p.made.fillings) {
        if (f.id == p.seed || !f.whole.empty() || p.gradients[std::size_t(f.id)] == no_tensor)
            continue;
        std::vector<double> x(f.real.begin(), f.real.end()), gradient(x.size());
        ASSERT_TRUE(e->run());
        e->read(p.gradients[std::size_t(f.id)], std::span<double>(gradient));
        const std::size_t stride = std::max<std::size_t>(1, x.size() / 12);
        for (std::size_t i = 0; i < x.size(); i += stride, ++checked) {
            constexpr double step = 1e-6;
            const double before = x[i];
            x[i] = before + step;
            e->write(f.id, std::span<const double>(x));
            const double above = total();
            x[i] = before - step;
            e->write(f.id, std::span<const double>(x));
            const double below = total();
            x[i] = before;
            e->write(f.id, std::span<const double>(x));
            const double slope = (above - below) / (2 * step);
            EXPECT_NEAR(gradient[i], slope, 1e-5 + 1e-3 * std::abs(slope)) << "input " << f.id << ", element " << i;
        }
    }
    EXPECT_GT(checked, 0);
}

TEST_P(Instructions, GradientsEqualFiniteDifferences)
{
    each_case(expect_gradients_of_differences);
}

INSTANTIATE_TEST_SUITE_P(All, Instructions, testing::Range(std::size_t{0}, std::variant_size_v<AnyOp>),
                         [](const auto& test) {
                             std::string name;
                             for (const NamedCase& c : all_cases())
                                 if (c.instruction == test.param)
                                     name = c.name.substr(0, c.name.find(' '));
                             return name;
                         });

/// Each instruction has a list of its own, and at least three cases show it.
TEST(InstructionCases, NoInstructionIsForgotten)
{
    const auto cases = all_cases();
    std::vector<int> seen(std::variant_size_v<AnyOp>, 0), own = seen;
    for (const NamedCase& c : cases) {
        const Prepared p = prepare(c.make);
        std::vector<bool> here(seen.size(), false);
        for (const Op& op : p.made.program().ops)
            here[op.index()] = true;
        EXPECT_TRUE(here[c.instruction]) << c.name;
        ++own[c.instruction];
        for (std::size_t i = 0; i < seen.size(); ++i)
            seen[i] += here[i];
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_GE(own[i], 1) << "instruction " << i;
        EXPECT_GE(seen[i], 3) << "instruction " << i;
    }
}

// ---- Updates against numbers worked out by hand --------------------------------------------------------------------

class Updates : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override
    {
        const auto opened = open_device(GetParam());
        if (!opened)
            GTEST_SKIP() << render(opened.error().message, Language::English);
        device_ = *opened;
        builder_.set_scope("w");
        param = builder_.weight("weight", {1}, {});
        grad = builder_.input("grad", {1});
        rate = builder_.input("rate", {1});
    }
    /// The parameter, 1 at first, after each of two steps with gradients 0.5 and −2 and the rate 0.1.
    std::vector<double> steps(const Op& update)
    {
        builder_.emit(update);
        const Program program = builder_.take();
        auto e = compiled(*device_, program, 1);
        std::vector<double> out;
        write(*e, param, 1);
        write(*e, rate, 0.1);
        for (std::int64_t step = 0; step < 2; ++step) {
            write(*e, grad, step == 0 ? 0.5 : -2);
            if (const TensorId clock = program.find("clock"); clock != no_tensor)
                e->write(clock, std::span<const std::int64_t>(std::vector<std::int64_t>{7, step}));
            EXPECT_TRUE(e->run());
            double v = 0;
            e->read(param, std::span<double>(&v, 1));
            out.push_back(v);
        }
        return out;
    }
    static void write(Executable& e, TensorId id, double v) { e.write(id, std::span<const double>(&v, 1)); }
    static void expect(const std::vector<double>& got, double first, double second)
    {
        EXPECT_NEAR(got[0], first, 1e-6);
        EXPECT_NEAR(got[1], second, 1e-6);
    }
    TensorId moment(const char* name) { return builder_.moment(param, name); }

    Backend* device_ = nullptr;
    Builder builder_;
    TensorId param, grad, rate;
};

TEST_P(Updates, Sgd)
{
    expect(steps(SgdUpdate{param, grad, no_tensor, rate}), 0.95, 1.15);
}
TEST_P(Updates, SgdDecay)
{
    expect(steps(SgdUpdate{param, grad, no_tensor, rate, 0, 0.1}), 0.94, 1.1306);
}
TEST_P(Updates, SgdMomentum)
{
    // v: 0.5, 0.9·0.5 − 2 = −1.55
    expect(steps(SgdUpdate{param, grad, moment("velocity"), rate, 0.9}), 0.95, 1.105);
}
TEST_P(Updates, SgdNesterov)
{
    // moves: 0.5 + 0.9·0.5 = 0.95; −2 + 0.9·(−1.55) = −3.395
    expect(steps(SgdUpdate{param, grad, moment("velocity"), rate, 0.9, 0, true}), 0.905, 1.2445);
}
TEST_P(Updates, AdaGrad)
{
    // sums: 0.25, 4.25
    expect(steps(AdaGradUpdate{param, grad, moment("sum"), rate, 0}), 0.9, 0.9 + 0.2 / std::sqrt(4.25));
}
TEST_P(Updates, RmsProp)
{
    // squares: 0.025, 0.4225
    const double first = 1 - 0.05 / std::sqrt(0.025);
    expect(steps(RmsPropUpdate{param, grad, moment("square"), no_tensor, rate, 0.9, 0, 0}), first, first + 0.2 / 0.65);
}
TEST_P(Updates, RmsPropMomentum)
{
    const double m1 = 0.5 / std::sqrt(0.025), m2 = 0.5 * m1 - 2 / 0.65;
    expect(steps(RmsPropUpdate{param, grad, moment("square"), moment("velocity"), rate, 0.9, 0.5, 0}), 1 - 0.1 * m1,
           1 - 0.1 * m1 - 0.1 * m2);
}
TEST_P(Updates, Adam)
{
    // The first step is always rate·sign. Then m = (0.09·0.5 − 0.2)/0.19 … with β1 0.9: m = 0.045·1 − 0.2 = −0.155,
    // /0.19 = −0.815789…; v = 0.999·0.00025 + 0.004 = 0.00424975, /0.001999 = 2.12593797.
    const double second = 0.9 + 0.1 * (0.155 / 0.19) / std::sqrt(0.00424975 / 0.001999);
    expect(steps(AdamUpdate{param, grad, moment("first"), moment("second"), rate, builder_.clock(), 0.9, 0.999, 0}),
           0.9, second);
}
TEST_P(Updates, AdamW)
{
    // Decoupled decay takes rate·decay = 0.01 of the parameter first: 1 → 0.99 − 0.1 = 0.89.
    const double second = 0.89 * 0.99 + 0.1 * (0.155 / 0.19) / std::sqrt(0.00424975 / 0.001999);
    expect(steps(AdamUpdate{param, grad, moment("first"), moment("second"), rate, builder_.clock(), 0.9, 0.999, 0, 0.1,
                            true}),
           0.89, second);
}

INSTANTIATE_TEST_SUITE_P(Devices, Updates, testing::Values("reference", "cpu"),
                         [](const auto& test) { return std::string(test.param); });

} // namespace instructions_test
} // namespace loom::conformance
