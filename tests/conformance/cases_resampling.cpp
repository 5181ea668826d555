// Along the spatial axes.
#include "conformance/cases.h"

#include <functional>

namespace loom::conformance {
namespace {

Cases cases(For<Pad>)
{
    Cases out;
    const std::pair<PadKind, std::string> kinds[] = {
        {PadKind::Zero, "zero_"}, {PadKind::Reflect, "reflect_"}, {PadKind::Replicate, "replicate_"}};
    for (const auto& [kind, prefix] : kinds) {
        auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, std::vector<std::int64_t> begin,
                       std::vector<std::int64_t> end) {
            out.emplace_back(prefix + std::move(name),
                             [=, k = kind](Case& c) { c.result = c.builder.pad(k, make(c), begin, end); });
        };
        auto of = [](Shape shape) {
            return [=](Case& c) { return c.input(shape); };
        };
        add("sequence", of({2, 3, 5}), {2}, {4});
        add("odd", of({3, 5, 4, 3}), {1, 0}, {3, 2});
        add("volume", of({1, 2, 3, 4, 5}), {1, 2, 3}, {2, 1, 0});
        add("large", of({4, 20, 24, 21}), {3, 3}, {3, 3});
        add("behind_conv", [](Case& c) { return c.picture(2, 5, 6); }, {1, 2}, {2, 1});
        add("behind_conv_whole", [](Case& c) { return c.picture(2, 16, 6); }, {1, 1}, {1, 1});
    }
    out.emplace_back("zero_one", [](Case& c) { c.result = c.builder.pad(PadKind::Zero, c.input({1, 1, 1}), {1}, {0}); });
    return out;
}

Cases cases(For<PadBackward>)
{
    return borrow(cases(For<Pad>{}));
}

Cases cases(For<Resize>)
{
    Cases out;
    for (ResizeKind kind : {ResizeKind::Nearest, ResizeKind::Linear}) {
        const std::string prefix = kind == ResizeKind::Nearest ? "nearest_" : "linear_";
        auto add = [&](std::string name, const std::function<TensorId(Case&)>& make, Shape to) {
            out.emplace_back(prefix + std::move(name),
                             [=](Case& c) { c.result = c.builder.resize(kind, make(c), to); });
        };
        auto of = [](Shape shape) {
            return [=](Case& c) { return c.input(shape); };
        };
        add("one", of({1, 1, 1, 1}), {3, 2});
        add("sequence", of({2, 3, 5}), {10});
        add("odd", of({3, 5, 4, 7}), {7, 3});
        add("volume", of({1, 2, 3, 4, 5}), {6, 4, 7});
        add("doubled", of({4, 20, 12, 13}), {24, 26});
        add("shrunken", of({2, 3, 9, 9}), {4, 2});
        add("behind_conv", [](Case& c) { return c.picture(2, 5, 6); }, {12, 12});
        add("behind_conv_whole", [](Case& c) { return c.picture(2, 16, 6); }, {9, 12});
    }
    return out;
}

Cases cases(For<ResizeBackward>)
{
    return borrow(cases(For<Resize>{}));
}

} // namespace

void add_resampling(std::vector<NamedCase>& out)
{
    add_cases<Pad, PadBackward, Resize, ResizeBackward>(out, [](auto which) { return cases(which); });
}

} // namespace loom::conformance
