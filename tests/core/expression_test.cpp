// A formula gives what C++ makes of it.
#include "engine/backend.h"
#include "schema/expression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace loom {
namespace expression_test {

double at(std::string_view formula, double x)
{
    Builder b;
    const TensorId in = b.input("x", {1});
    const auto made = lower_expression(b, formula, in);
    if (!made) {
        ADD_FAILURE() << formula << ": " << render(made.error().message, Language::English);
        return 0;
    }
    const TensorId out = b.reshape(*made, {1});
    b.mark_output(out, "y");
    auto executable = *make_reference_backend()->compile(b.program(), {});
    executable->write(in, std::span<const double>(&x, 1));
    EXPECT_TRUE(executable->run());
    double y = 0;
    executable->read(out, std::span<double>(&y, 1));
    return y;
}

TEST(Expression, ComputesAsWritten)
{
    for (const double x : {-1.7, -0.3, 0.4, 2.6}) {
        EXPECT_NEAR(at("1 + 2*x - x/4", x), 1 + 2 * x - x / 4, 1e-12);
        EXPECT_NEAR(at("2 - x", x), 2 - x, 1e-12);
        EXPECT_NEAR(at("2/(x*x+1)", x), 2 / (x * x + 1), 1e-12);
        EXPECT_NEAR(at("-x^2", x), -x * x, 1e-12);
        EXPECT_NEAR(at("2^3^2 + x", x), 512 + x, 1e-12); // The power binds to the right.
        EXPECT_NEAR(at("2^-x", x), std::pow(2, -x), 1e-12);
        EXPECT_NEAR(at("1 - 2 - 3 + x", x), -4 + x, 1e-12); // The difference to the left.
        EXPECT_NEAR(at("exp(-abs(x)) * sin(pi*x)", x), std::exp(-std::abs(x)) * std::sin(M_PI * x), 1e-12);
        EXPECT_NEAR(at("max(min(x, 1), -.5)", x), std::max(std::min(x, 1.0), -0.5), 1e-12);
        EXPECT_NEAR(at("clip(x, -1, 1)", x), std::clamp(x, -1.0, 1.0), 1e-12);
        EXPECT_NEAR(at("mod(x, 2)", x), x - 2 * std::floor(x / 2), 1e-12);
        EXPECT_NEAR(at("5", x), 5, 1e-12);
    }
}

} // namespace expression_test
} // namespace loom
