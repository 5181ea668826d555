#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    const Chain::Settings half = {{"size", Size{2, 2}}, {"stride", Size{2, 2}}};
    return Chain()
        .add("input", {{"shape", Size{28, 28, 1}}})
        .add("conv2d", {{"filters", std::int64_t{6}}, {"kernel", Size{5, 5}}, {"padding", "same"}, {"activation", "tanh"}})
        .add("avg_pool", half)
        .add("conv2d", {{"filters", std::int64_t{16}}, {"kernel", Size{5, 5}}, {"activation", "tanh"}})
        .add("avg_pool", half)
        .add("flatten")
        .add("dense", {{"units", std::int64_t{120}}, {"activation", "tanh"}})
        .add("dense", {{"units", std::int64_t{84}}, {"activation", "tanh"}})
        .add("dense", {{"units", std::int64_t{10}}})
        .add("output")
        .finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& lenet_5_architecture()
{
    static const Architecture architecture = {
        .id = "lenet-5",
        .title = LOOM_TEXT("LeNet-5"),
        .help = LOOM_TEXT("The first convolutional network that read digits on cheques."),
        .source = "LeCun et al. 1998",
        .make = make,
    };
    return architecture;
}

} // namespace loom
