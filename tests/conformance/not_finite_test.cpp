// Inputs that are NaN or infinite: both devices let through what they are given, so that a training that has gone wrong
// shows. NaN stays NaN, as in PyTorch, through curves, the largest of windows and of axes, alone and behind products.
#include "conformance/instruction_cases.h"
#include "engine/backend.h"
#include "schema/types.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loom::conformance {
namespace not_finite_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t curve_count = std::size_t(Curve::Sign) + 1;

std::vector<double> run(std::string_view device, const Case& c, TensorId out)
{
    auto made = (*open_device(device))->compile(c.program(), {2});
    if (!made) {
        ADD_FAILURE() << render(made.error().message, Language::English);
        return {};
    }
    for (const Filling& f : c.fillings)
        f.whole.empty() ? (*made)->write(f.id, std::span<const float>(f.real))
                        : (*made)->write(f.id, std::span<const std::int64_t>(f.whole));
    EXPECT_TRUE((*made)->run());
    std::vector<double> values(count(c.program().at(out).shape));
    if (c.program().at(out).dtype == DType::I64) {
        std::vector<std::int64_t> whole(values.size());
        (*made)->read(out, std::span(whole));
        values.assign(whole.begin(), whole.end());
    } else {
        (*made)->read(out, std::span(values));
    }
    return values;
}

/// What `make` gives is on both devices the same: NaN where the reference says NaN, the same infinity, nearly the same
/// number. Returns the reference's.
std::vector<double> expect_equal(const std::function<TensorId(Case&)>& make)
{
    Case c;
    const TensorId out = make(c);
    c.builder.mark_output(out, "out");
    const auto wanted = run("reference", c, out);
    if (!open_device("cpu"))
        return wanted;
    const auto got = run("cpu", c, out);
    EXPECT_EQ(got.size(), wanted.size());
    for (std::size_t i = 0; i < std::min(got.size(), wanted.size()); ++i) {
        const bool same = std::isnan(wanted[i])   ? std::isnan(got[i])
                          : std::isinf(wanted[i]) ? got[i] == wanted[i]
                                                  : std::abs(got[i] - wanted[i]) <= 1e-4 * std::max(1.0, wanted[i] * wanted[i]); // Tan is steep.
        EXPECT_TRUE(same) << "element " << i << ": " << got[i] << " for " << wanted[i];
    }
    return wanted;
}

/// An input in which these take turns with small numbers.
TensorId strange(Case& c, Shape shape, const std::vector<double>& values, std::size_t every = 2)
{
    const TensorId x = c.input(std::move(shape));
    auto& real = c.fillings.back().real;
    for (std::size_t i = 0; i < real.size(); i += every)
        real[i] = float(values[i / every % values.size()]);
    return x;
}

class NotFiniteCurve : public testing::TestWithParam<std::size_t> {
protected:
    TensorId behind(Case& c, TensorId x) const
    {
        const auto curve = Curve(GetParam());
        const double alpha = curve == Curve::LeakyRelu ? 0.1 : curve == Curve::Elu ? 1.3 : curve == Curve::Clip ? -1.5 : 0;
        return c.builder.eltwise(curve, x, alpha, 2.5);
    }
};
INSTANTIATE_TEST_SUITE_P(All, NotFiniteCurve, testing::Range(std::size_t{0}, curve_count));

TEST_P(NotFiniteCurve, Alone)
{
    // More than vector registers hold, with a rest; and by one, where a kernel may go another way.
    for (const std::int64_t n : {1, 37, 1003}) {
        SCOPED_TRACE(n);
        const auto y = expect_equal([&](Case& c) { return behind(c, strange(c, {n}, {nan, infinity, -infinity})); });
        for (std::size_t i = 0; i < y.size(); i += 6)
            EXPECT_TRUE(std::isnan(y[i])) << "the reference at " << i;
    }
}

/// oneDNN's own ReLU right behind a product or convolution makes 0 of NaN (core/ir/README.md).
bool is_of_onednn(std::size_t curve)
{
    return Curve(curve) == Curve::Relu;
}

TEST_P(NotFiniteCurve, BehindAProduct)
{
    if (is_of_onednn(GetParam()))
        GTEST_SKIP();
    expect_equal([&](Case& c) {
        const TensorId x = strange(c, {12, 20}, {nan, infinity, -infinity}, 33), w = c.weight("w", {20, 35}, [](double v) { return std::abs(v) + 0.1; });
        return behind(c, c.builder.add_bias(c.builder.matmul(x, w), c.weight("b", {35})));
    });
}

TEST_P(NotFiniteCurve, BehindAConvolution)
{
    if (is_of_onednn(GetParam()))
        GTEST_SKIP();
    for (const std::int64_t channels : {5, 16}) {
        SCOPED_TRACE(channels);
        expect_equal([&](Case& c) {
            const TensorId x = strange(c, {2, 3, 9, 9}, {nan, infinity, -infinity}, 61),
                           w = c.weight("w", {channels, 3, 3, 3}, [](double v) { return std::abs(v) + 0.1; });
            const TensorId y = c.builder.conv(x, w, {{3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}});
            return behind(c, c.builder.add_bias(y, c.weight("b", {channels})));
        });
    }
}

TEST(NotFinite, LearnedSlopes)
{
    const LayerType& prelu = *find_layer("prelu");
    const auto y = expect_equal([&](Case& c) {
        const TensorId x = strange(c, {1, 4}, {nan, infinity, -infinity, 2}, 1), out = prelu.lower(c.builder, defaults(prelu), {&x, 1}, {});
        for (std::size_t i = 0; i < c.program().tensors.size(); ++i)
            if (c.program().tensors[i].role == Role::Weight)
                c.fill(TensorId(i), [](double) { return 0.25; });
        return out;
    });
    EXPECT_TRUE(std::isnan(y[0]));
    EXPECT_EQ(std::vector(y.begin() + 1, y.end()), (std::vector{infinity, -infinity, 2.0}));
}

TEST(NotFinite, LargestOfWindows)
{
    const auto square = [](std::int64_t size, std::int64_t stride, std::int64_t pad) {
        return Window{{size, size}, {stride, stride}, {1, 1}, {pad, pad}, {pad, pad}};
    };
    // Pictures in blocks, as convolutions leave them; pools of other layouts are oneDNN's (core/ir/README.md).
    for (const Shape& shape : {Shape{2, 5, 8, 6}, Shape{2, 16, 8, 6}})
        for (const std::int64_t pad : {0, 1}) {
            SCOPED_TRACE(shape_text(shape) + (pad ? " padded" : ""));
            for (const auto& values : {std::vector{nan, 1.0, infinity, -infinity}, std::vector{-infinity}}) {
                const auto y = expect_equal([&](Case& c) {
                    const TensorId x = strange(c, shape, values, values.size() == 1 ? 1 : 3),
                                   each = c.weight("w", {shape[1], 1, 1, 1}, [](double) { return 1; });
                    // Each channel as it is: its own layout, the same numbers.
                    return c.builder.pool(PoolKind::Max, c.builder.conv(x, each, square(1, 1, 0), shape[1]), square(2, 2, pad));
                });
                if (values.size() == 1)
                    for (const double v : y)
                        EXPECT_EQ(v, -infinity);
                else
                    EXPECT_TRUE(std::ranges::any_of(y, [](double v) { return std::isnan(v); }));
            }
        }
}

TEST(NotFinite, ExtremesOfAxes)
{
    for (const ReduceKind kind : {ReduceKind::Max, ReduceKind::Min})
        for (const std::vector<int>& axes : {std::vector{1}, {0}, {2}, {0, 1, 2}, {1, 2}}) {
            SCOPED_TRACE(std::to_string(int(kind)) + " over " + std::to_string(axes.size()) + " from " + std::to_string(axes[0]));
            for (const auto& values : {std::vector{nan, infinity, -infinity}, {infinity}, {-infinity}}) {
                const auto y = expect_equal([&](Case& c) {
                    return c.builder.reduce(kind, strange(c, {3, 7, 37}, values, values.size() == 1 ? 1 : 41), axes);
                });
                if (values.size() == 1)
                    for (const double v : y)
                        EXPECT_EQ(v, values[0]);
                else
                    EXPECT_TRUE(std::ranges::any_of(y, [](double v) { return std::isnan(v); }));
            }
        }
}

TEST(NotFinite, PlacesOfExtremes)
{
    for (const bool smallest : {false, true})
        for (const bool last : {false, true})
            for (const int axis : {0, 1, 2})
                for (const auto& values : {std::vector{nan, infinity, -infinity}, {nan}, {-infinity}, {infinity}}) {
                    SCOPED_TRACE(std::to_string(axis) + (smallest ? " smallest" : "") + (last ? " last" : ""));
                    expect_equal([&](Case& c) {
                        return c.builder.arg_reduce(strange(c, {3, 7, 37}, values, values.size() == 1 ? 1 : 11), axis, smallest, last);
                    });
                }
}

TEST(NotFinite, LogSumExp)
{
    for (const auto& values : {std::vector{nan}, {infinity, nan}, {nan, infinity}, {-infinity}, {infinity}, {-infinity, 3.0}}) {
        const auto n = std::int64_t(values.size());
        const auto y = expect_equal([&](Case& c) { return c.builder.reduce(ReduceKind::LogSumExp, strange(c, {2, n}, values, 1), {1}); });
        const bool none = std::ranges::any_of(values, [](double v) { return std::isnan(v); });
        for (const double v : y)
            EXPECT_TRUE(none ? std::isnan(v) : v == *std::ranges::max_element(values)) << v;
    }
}

// As of rows that are masked as a whole, by the smallest number that a program's language has, or by infinity.
TEST(NotFinite, SoftmaxOfRowsThatAreVerySmall)
{
    for (const double least : {-1e30, -3.4028234e38, -1e4})
        for (const std::int64_t width : {1, 5, 16, 37}) {
            SCOPED_TRACE(std::to_string(least) + " by " + std::to_string(width));
            const auto y = expect_equal([&](Case& c) { return c.builder.softmax(strange(c, {3, width}, {least}, 1)); });
            for (const double v : y)
                EXPECT_NEAR(v, 1.0 / double(width), 1e-6);
        }
}

TEST(NotFinite, CrossEntropyWithClassesThatCannotBe)
{
    const auto loss = expect_equal([&](Case& c) {
        const TensorId logits = strange(c, {2, 5}, {-infinity}, 3), labels = c.labels(2, 5), weights = c.input({2});
        c.fillings[c.fillings.size() - 2].whole = {1, 2}; // −∞ stands at 0 and 3, and at 1 and 4.
        c.fillings.back().real = {1, 1};
        return c.builder.cross_entropy(logits, labels, weights, no_tensor, 0);
    });
    EXPECT_TRUE(std::isfinite(loss[0]));
}

TEST(NotFinite, LargerAndSmallerOfTwo)
{
    for (const BinaryKind kind : {BinaryKind::Maximum, BinaryKind::Minimum})
        for (const Shape& other : {Shape{3, 37}, Shape{1, 37}, Shape{3, 1}})
            for (const bool swapped : {false, true}) {
                SCOPED_TRACE(std::to_string(int(kind)) + " with " + shape_text(other) + (swapped ? " swapped" : ""));
                const auto y = expect_equal([&](Case& c) {
                    const TensorId x = strange(c, {3, 37}, {nan, infinity, -infinity}), with = strange(c, other, {2, -2, nan});
                    return swapped ? c.builder.binary(kind, with, x) : c.builder.binary(kind, x, with);
                });
                for (std::size_t i = 0; i < y.size(); i += 6)
                    EXPECT_TRUE(std::isnan(y[i])) << "the reference at " << i;
            }
}

} // namespace not_finite_test
} // namespace loom::conformance
