#include "conformance/instruction_cases.h"

#include "conformance/cases.h"

#include <cmath>

namespace loom::conformance {

double positive(double v)
{
    return std::abs(v) + 0.5;
}
double stepped(double v)
{
    return std::round(v);
}
double as_weight(double v)
{
    return v > -1 ? 1 : 0;
}

Window window(std::vector<std::int64_t> kernel, std::int64_t stride, std::int64_t dilation, std::int64_t begin,
              std::int64_t end)
{
    const auto n = kernel.size();
    return {std::move(kernel), std::vector(n, stride), std::vector(n, dilation), std::vector(n, begin),
            std::vector(n, end)};
}

std::vector<NamedCase> all_cases()
{
    std::vector<NamedCase> out;
    for (auto* add : {add_products, add_windows, add_norms, add_elements, add_shapes, add_resampling, add_sequences, add_losses, add_updates})
        add(out);
    return out;
}

} // namespace loom::conformance
