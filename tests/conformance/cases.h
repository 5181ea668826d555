#pragma once
#include "conformance/instruction_cases.h"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace loom::conformance {

/// The cases of one instruction.
struct Cases : std::vector<std::pair<std::string, CaseMaker>> {
    using vector::vector;
    bool borrowed = false; // From the instruction whose way back this is.
};
inline Cases borrow(Cases cases)
{
    cases.borrowed = true;
    return cases;
}
template <class Instruction>
using For = std::type_identity<Instruction>;

/// Adds those of a family: cases_of(For<Instruction>{}) gives each one's.
template <class... Instructions, class F>
void add_cases(std::vector<NamedCase>& out, F cases_of)
{
    auto add = [&]<class Instruction>(For<Instruction> which) {
        const Op op = Instruction{};
        Cases list = cases_of(which);
        for (auto& [name, make] : list)
            out.push_back({std::string(name_of(op)) + " " + name, op.index(), std::move(make), list.borrowed});
    };
    (add(For<Instructions>{}), ...);
}

void add_products(std::vector<NamedCase>&);
void add_windows(std::vector<NamedCase>&);
void add_norms(std::vector<NamedCase>&);
void add_elements(std::vector<NamedCase>&);
void add_shapes(std::vector<NamedCase>&);
void add_resampling(std::vector<NamedCase>&);
void add_sequences(std::vector<NamedCase>&);
void add_losses(std::vector<NamedCase>&);
void add_updates(std::vector<NamedCase>&);

// ---- What several families use -------------------------------------------------------------------------------------

double positive(double v);
/// Few different values, so that there are ties.
double stepped(double v);
/// Weights of samples, some of them 0.
double as_weight(double v);
/// The same along every axis.
Window window(std::vector<std::int64_t> kernel, std::int64_t stride, std::int64_t dilation, std::int64_t begin,
              std::int64_t end);

} // namespace loom::conformance
