#pragma once
#include "base/random.h"
#include "ir/builder.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace loom::conformance {

/// What is written into an input before a run: numbers, or whole numbers for labels and clocks.
struct Filling {
    TensorId id;
    std::vector<float> real;
    std::vector<std::int64_t> whole;
};

/// One small program with its input values.
struct Case {
    Builder builder;
    std::vector<Filling> fillings;
    TensorId result = no_tensor;         // What is differentiated; no_tensor where nothing is.
    std::vector<TensorId> also_compared; // Besides the result, the gradients and what lasts.
    bool smooth = true;                  // False where finite differences would meet a corner.
    int runs = 1;

    const Program& program() const { return const_cast<Builder&>(builder).program(); }

    /// An input of normally distributed numbers, put through `shape_values`.
    TensorId input(Shape shape, const std::function<double(double)>& shape_values = {})
    {
        const TensorId id = builder.input("input " + std::to_string(fillings.size()), shape);
        fill(id, shape_values);
        return id;
    }
    TensorId weight(const char* name, Shape shape, const std::function<double(double)>& shape_values = {})
    {
        const TensorId id = builder.weight(name + std::to_string(fillings.size()), std::move(shape), {});
        fill(id, shape_values);
        return id;
    }
    TensorId state(const char* name, Shape shape, const std::function<double(double)>& shape_values = {})
    {
        const TensorId id = builder.state(name + std::to_string(fillings.size()), std::move(shape), {});
        fill(id, shape_values);
        return id;
    }
    TensorId labels(std::int64_t rows, std::int64_t classes)
    {
        const TensorId id = builder.input("labels " + std::to_string(fillings.size()), {rows}, DType::I32);
        Random random(fillings.size(), stream_of("labels"));
        Filling f{id, {}, {}};
        for (std::int64_t i = 0; i < rows; ++i)
            f.whole.push_back(std::int64_t(random.below(std::uint64_t(classes))));
        fillings.push_back(std::move(f));
        return id;
    }
    /// An input of whole numbers (or truth, or fractions that are whole) from `low` to below `high`; never 0 where the
    /// range holds other numbers on both sides, so that one can divide by it.
    TensorId whole(Shape shape, std::int64_t low, std::int64_t high, DType dtype)
    {
        const TensorId id = builder.input("whole " + std::to_string(fillings.size()), shape, dtype);
        Random random(fillings.size(), stream_of("whole"));
        Filling f{id, {}, {}};
        for (std::size_t i = count(shape); i > 0; --i) {
            const auto v = low + std::int64_t(random.below(std::uint64_t(high - low)));
            f.whole.push_back(v == 0 && low < 0 && high > 1 ? 1 : v);
        }
        fillings.push_back(std::move(f));
        return id;
    }
    TensorId clock()
    {
        const TensorId id = builder.clock();
        fillings.push_back({id, {}, {1234567890123, 41}});
        return id;
    }
    void fill(TensorId id, const std::function<double(double)>& shape_values = {})
    {
        Random random(fillings.size() + 1, stream_of("values"));
        Filling f{id, {}, {}};
        for (std::size_t i = count(builder.shape(id)); i > 0; --i) {
            const double v = random.normal();
            f.real.push_back(float(shape_values ? shape_values(v) : v));
        }
        fillings.push_back(std::move(f));
    }
    /// A picture that a convolution has made, so that it has the device's own layout.
    TensorId picture(std::int64_t batch, std::int64_t channels, std::int64_t size)
    {
        const TensorId x = input({batch, 3, size, size}),
                       w = input({channels, 3, 3, 3}, [](double v) { return v / 5; });
        return builder.conv(x, w, {{3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}});
    }
};

using CaseMaker = std::function<void(Case&)>;

struct NamedCase {
    std::string name;
    std::size_t instruction; // Its place in the variant.
    CaseMaker make;
    bool borrowed = false; // From the list of the way there: run with that one.
};

/// How the test runner names it.
inline void PrintTo(const NamedCase& c, std::ostream* out)
{
    *out << c.name;
}

/// At least three cases for every instruction.
std::vector<NamedCase> all_cases();

} // namespace loom::conformance
