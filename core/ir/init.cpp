#include "ir/init.h"
#include "base/random.h"

#include <cmath>

namespace loom {
namespace {

// The deviation of a standard normal cut at ±2; dividing by it restores the wanted variance (Keras VarianceScaling).
constexpr double truncated_deviation = 0.87962566103423978;

double truncated_normal(Random& random)
{
    for (;;)
        if (const double v = random.normal(); std::abs(v) <= 2)
            return v;
}

} // namespace

void fill(const Init& init, std::uint64_t seed, std::uint64_t stream, std::span<float> out)
{
    Random random(seed, stream);
    const double in = double(init.fan_in), mean = double(init.fan_in + init.fan_out) / 2;
    auto uniform = [&](double limit) {
        for (float& v : out)
            v = float((2 * random.uniform() - 1) * limit);
    };
    auto normal = [&](double deviation) {
        for (float& v : out)
            v = float(truncated_normal(random) * deviation / truncated_deviation);
    };
    switch (init.kind) {
    case InitKind::Constant:
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = float(init.values.empty() ? init.a : init.values[i]);
        return;
    case InitKind::Normal:
        for (float& v : out)
            v = float(random.normal() * init.a);
        return;
    case InitKind::Uniform: return uniform(init.a);
    case InitKind::GlorotUniform: return uniform(std::sqrt(3 / mean));
    case InitKind::GlorotNormal: return normal(std::sqrt(1 / mean));
    case InitKind::HeUniform: return uniform(std::sqrt(6 / in));
    case InitKind::HeNormal: return normal(std::sqrt(2 / in));
    case InitKind::LecunUniform: return uniform(std::sqrt(3 / in));
    case InitKind::LecunNormal: return normal(std::sqrt(1 / in));
    }
}

void fill_exactly(const Init& init, std::span<double> out)
{
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = init.values.empty() ? init.a : init.values[i];
}

void fill_exactly(const Init& init, std::span<std::int64_t> out)
{
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = !init.whole.empty()    ? init.whole[i]
                 : !init.values.empty() ? std::int64_t(init.values[i])
                                        : std::int64_t(init.a);
}

} // namespace loom
