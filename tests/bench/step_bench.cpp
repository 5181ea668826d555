// Milliseconds per training step of the digits network, and where they go.
// usage: bench_step_bench [device] [threads] [batch]
#include "base/random.h"
#include "engine/backend.h"
#include "ir/builder.h"
#include "ir/gradient.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

using namespace loom;

namespace {

struct Model {
    Program program;
    TensorId x, labels, weights, rate, clock, loss;
};

Model digits(std::int64_t batch)
{
    Builder b;
    Model m{};
    m.x = b.input("x", {batch, 1, 28, 28});
    m.labels = b.input("labels", {batch}, DType::I32);
    m.weights = b.input("weights", {batch});
    m.rate = b.input("rate", {1});
    m.clock = b.clock();
    std::vector<TensorId> params;
    auto weight = [&](const char* name, Shape shape, std::int64_t in) {
        params.push_back(
            b.weight(name, std::move(shape), {.kind = in ? InitKind::HeUniform : InitKind::Constant, .fan_in = in}));
        return params.back();
    };
    b.set_scope("conv");
    auto y = b.conv(m.x, weight("weight", {32, 1, 3, 3}, 9), {{3, 3}, {1, 1}, {1, 1}, {0, 0}, {0, 0}});
    y = b.eltwise(Curve::Relu, b.add_bias(y, weight("bias", {32}, 0)));
    y = b.pool(PoolKind::Max, y, {{2, 2}, {2, 2}, {1, 1}, {0, 0}, {0, 0}});
    y = b.reshape(y, {batch, 32 * 13 * 13});
    b.set_scope("dense");
    y = b.eltwise(Curve::Relu,
                  b.add_bias(b.matmul(y, weight("weight", {32 * 13 * 13, 128}, 5408)), weight("bias", {128}, 0)));
    b.set_scope("classes");
    y = b.add_bias(b.matmul(y, weight("weight", {128, 10}, 128)), weight("bias", {10}, 0));
    m.loss = b.cross_entropy(y, m.labels, m.weights, no_tensor, 0);
    b.mark_output(m.loss, "loss");
    b.mark_output(b.count_correct(y, m.labels, m.weights), "correct");
    const auto gradient = differentiate(b.program(), m.loss, b.constant({1}, {.a = 1}));
    for (TensorId p : params)
        b.emit(AdamUpdate{p, gradient[std::size_t(p)], b.moment(p, "first"), b.moment(p, "second"), m.rate, m.clock});
    m.program = b.take();
    return m;
}

double now()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

int main(int argc, char** argv)
{
    const std::string device = argc > 1 ? argv[1] : "cpu";
    const int threads = argc > 2 ? std::atoi(argv[2]) : 1;
    const std::int64_t batch = argc > 3 ? std::atoi(argv[3]) : 32;
    const auto opened = open_device(device);
    if (!opened) {
        std::fprintf(stderr, "%s\n", render(opened.error().message).c_str());
        return 3;
    }
    const Model m = digits(batch);
    const double start = now();
    auto made = (*opened)->compile(m.program, {threads});
    if (!made) {
        std::fprintf(stderr, "%s\n", render(made.error().message).c_str());
        return 3;
    }
    Executable& e = **made;
    std::printf("%s, %d threads, batch %d: compiled in %.1f ms, %.1f MB\n", render((*opened)->description()).c_str(), threads,
                int(batch), now() - start, double(e.memory_bytes()) / 1e6);

    Random random(1, 2);
    auto write = [&](TensorId id, auto value) {
        std::vector<float> values(count(m.program.at(id).shape));
        for (float& v : values)
            v = float(value());
        e.write(id, std::span<const float>(values));
    };
    for (std::size_t i = 0; i < m.program.tensors.size(); ++i)
        if (const Tensor& t = m.program.tensors[i]; t.role == Role::Weight) {
            std::vector<float> values(count(t.shape));
            fill(t.init, 1, stream_of(t.name), values);
            e.write(TensorId(i), std::span<const float>(values));
        }
    write(m.x, [&] { return random.uniform(); });
    write(m.weights, [] { return 1; });
    write(m.rate, [] { return 1e-3; });
    std::vector<std::int32_t> labels;
    for (std::int64_t i = 0; i < batch; ++i)
        labels.push_back(std::int32_t(random.below(10)));
    e.write(m.labels, std::span<const std::int32_t>(labels));

    const int steps = device == "reference" ? 5 : 1000;
    std::vector<double> spent;
    for (std::int64_t step = 0; step < steps; ++step) {
        e.write(m.clock, std::span<const std::int64_t>(std::vector<std::int64_t>{1, step}));
        const double before = now();
        if (!e.run())
            return 3;
        spent.push_back(now() - before);
    }
    float loss = 0;
    e.read(m.loss, std::span<float>(&loss, 1));
    double sum = 0;
    for (double v : spent)
        sum += v;
    std::ranges::sort(spent);
    std::printf("median %.3f ms/step, fastest %.3f, mean %.3f, loss %.6f\n", spent[spent.size() / 2], spent.front(),
                sum / double(steps), double(loss));

    std::map<std::size_t, std::vector<double>> by_step;
    std::vector<StepTime> last;
    for (int i = 0; i < steps / 5; ++i) {
        auto times = e.profile();
        if (!times)
            return 3;
        last = *times;
        for (std::size_t k = 0; k < last.size(); ++k)
            by_step[k].push_back(last[k].seconds * 1e6);
    }
    std::printf("   median   fastest (µs)\n");
    for (auto& [k, times] : by_step) {
        std::ranges::sort(times);
        std::printf("%9.1f %9.1f  %s\n", times[times.size() / 2], times.front(), last[k].what.c_str());
    }
}
