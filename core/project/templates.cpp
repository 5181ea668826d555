#include "project/templates.h"
#include "graph/kit.h"
#include "base/files.h"
#include "graph/chain.h"
#include "schema/recipe.h"

#include <zlib.h>

namespace loom {
namespace {

using Settings = Chain::Settings;
using Size = std::vector<std::int64_t>;

/// The networks of the samples, with Adam as Keras has it.
class Sample {
public:
    Sample& add(std::string_view layer, const Settings& settings = {})
    {
        chain_.add(layer, settings);
        return *this;
    }
    Sample& conv(std::int64_t filters)
    {
        return add("conv2d",
                   {{"filters", filters}, {"kernel", Size{3, 3}}, {"padding", "valid"}, {"activation", "relu"}});
    }
    Sample& pool() { return add("max_pool", {{"size", Size{2, 2}}, {"stride", Size{2, 2}}}); }
    Sample& dense(std::int64_t units, std::string_view activation)
    {
        return add("dense", {{"units", units}, {"activation", std::string(activation)}});
    }
    Document finish(std::string_view loss, const Settings& recipe)
    {
        return chain_.finish({{std::string(loss), defaults(*find_loss(loss))},
                              {"adam", with(*find_optimizer("adam"), {{"learning_rate", 0.001}, {"epsilon", 1e-7}})},
                              with(recipe_type(), recipe)});
    }

private:
    Chain chain_;
};

const Settings keras_recipe = {{"batch_size", std::int64_t{32}}, {"epochs", std::int64_t{10}}};

Document digits_mlp()
{
    return Sample()
        .add("input")
        .add("flatten")
        .dense(100, "relu")
        .dense(10, "none")
        .add("output")
        .finish("cross_entropy", keras_recipe);
}

Document digits_cnn()
{
    return Sample()
        .add("input")
        .conv(32)
        .pool()
        .add("flatten")
        .dense(128, "relu")
        .dense(10, "none")
        .add("output")
        .finish("cross_entropy", keras_recipe);
}

Document cifar_cnn()
{
    return Sample()
        .add("input", {{"shape", std::vector<std::int64_t>{32, 32, 3}}})
        .conv(32)
        .pool()
        .conv(64)
        .pool()
        .conv(64)
        .add("flatten")
        .dense(64, "relu")
        .dense(10, "none")
        .add("output")
        .finish("cross_entropy", keras_recipe);
}

Document two_features()
{
    return Sample()
        .add("input", {{"scaling", "standardise"}, {"shape", std::vector<std::int64_t>{2}}})
        .dense(10, "relu")
        .dense(1, "none")
        .add("output")
        .finish("binary_cross_entropy", {{"batch_size", std::int64_t{32}}, {"epochs", std::int64_t{300}}});
}

struct Row : Template {
    Document (*make)();
};

const Row rows[] = {
    {{"digits-cnn", LOOM_TEXT("Handwritten digits"), LOOM_TEXT("Convolutional network · MNIST"),
      LOOM_TEXT("Conv 32 · MaxPool · Dense 128 · Dense 10"),
      LOOM_TEXT("Pictures of digits, 28×28 pixels: MNIST, where it is installed. Else digits are drawn from the installed "
                "fonts."),
      "98.4%", LOOM_TEXT("Printed digits")},
     digits_cnn},
    {{"digits-mlp", LOOM_TEXT("Handwritten digits, dense"), LOOM_TEXT("Two dense layers · MNIST"),
      LOOM_TEXT("Dense 100 · Dense 10"),
      LOOM_TEXT("Pictures of digits, 28×28 pixels: MNIST, where it is installed. Else digits are drawn from the installed "
                "fonts."),
      "97.0%", LOOM_TEXT("Printed digits, dense")},
     digits_mlp},
    {{"cifar-cnn", LOOM_TEXT("Small colour pictures"), LOOM_TEXT("Convolutional network · CIFAR-10"),
      LOOM_TEXT("Conv 32 · Conv 64 · Conv 64 · Dense 64 · Dense 10"),
      LOOM_TEXT(
          "Colour pictures of 32×32 pixels in ten classes: the binary files of CIFAR-10, which have to be given."),
      "66.7%", {}},
     cifar_cnn},
    {{"two-features", LOOM_TEXT("The first network"), LOOM_TEXT("Two features · decision boundary"),
      LOOM_TEXT("Dense 10 · Dense 1"), LOOM_TEXT("100 points on a line in two classes, made by rule."), "100%", {}},
     two_features},
};

const Row* find_row(std::string_view id)
{
    const auto it = std::ranges::find(rows, id, [](const Row& r) { return r.id; });
    return it == std::end(rows) ? nullptr : it;
}

} // namespace

std::span<const Template> templates()
{
    static const std::vector<Template> all(std::begin(rows), std::end(rows));
    return all;
}

const Template* find_template(std::string_view id)
{
    return find_row(id);
}

bool is_mnist(const fs::path& folder)
{
    // Both parts' labels as a checksum; Fashion-MNIST has files of the same names and sizes.
    constexpr std::pair<std::string_view, std::uint32_t> labels[] = {{"train-labels-idx1-ubyte", 0xe0cb4ad2}, {"t10k-labels-idx1-ubyte", 0x4ab9eff9}};
    for (const auto& [name, wanted] : labels) {
        auto file = ::gzopen((folder / name).c_str(), "rb");
        if (!file)
            file = ::gzopen((folder / (std::string(name) + ".gz")).c_str(), "rb");
        if (!file)
            return false;
        std::vector<unsigned char> bytes(std::size_t{1} << 17);
        const int n = ::gzread(file, bytes.data(), unsigned(bytes.size()));
        ::gzclose(file);
        if (n <= 0 || ::crc32(0, bytes.data(), unsigned(n)) != wanted)
            return false;
    }
    return true;
}

DataSetup default_data(std::string_view id, std::span<const fs::path> folders)
{
    DataSetup data;
    if (id == "digits-mlp" || id == "digits-cnn") {
        const auto found = std::ranges::find_if(folders, is_mnist);
        data.source = found != folders.end() ? "idx" : "generated_digits";
        if (found != folders.end())
            data.path = found->string();
    } else if (id == "two-features") {
        data.source = "two_features";
    } else if (id == "find-objects") {
        data.source = "generated_shapes";
    }
    return data;
}

DataSetup default_data(std::string_view id)
{
    static const fs::path folders[] = {"/usr/share/datasets/mnist", "/usr/local/share/datasets/mnist"};
    return default_data(id, folders);
}

Text title_with(const Template& sample, const DataSetup& data)
{
    return data.source == "generated_digits" ? sample.title_generated : sample.title;
}

Result<Document> make_template(std::string_view id, const DataSetup& setup)
{
    const Row* row = find_row(id);
    const Architecture* architecture = row ? nullptr : find_architecture(id);
    if (!row && !architecture) {
        std::string names;
        for (const Row& r : rows)
            names += (names.empty() ? "" : ", ") + std::string(r.id);
        for (const Architecture* a : architecture_types())
            names += ", " + std::string(a->id);
        return Error{Message(LOOM_TEXT("There is no sample project called “%1”."), id),
                     Message(LOOM_TEXT("Choose one of these: %1."), names), Blame::Call};
    }
    Document document = row ? row->make() : architecture->make();
    const bool given = !setup.source.empty() || !setup.path.empty();
    if (auto set = document.apply(SetData{given ? setup : default_data(id)}); !set)
        return set.error();
    return document;
}

} // namespace loom
