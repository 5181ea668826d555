#pragma once
#include "graph/analysis.h"
#include "train_kit.h"

namespace loom::test {

using I = std::int64_t;
using List = std::vector<std::int64_t>;

/// A network made by the public edits, layer behind layer. Layers are found again by their English names.
class Net {
public:
    explicit Net(List shape, std::string_view scaling = "auto") { add("input", {{"shape", shape}, {"scaling", std::string(scaling)}}); }
    Net() = default;

    /// Behind the last one, if there is one.
    Net& add(std::string_view layer, const Settings& settings = {})
    {
        const auto before = last_;
        loose(layer, settings);
        return before ? join(*before, 0) : *this;
    }
    /// Not connected to anything.
    Net& loose(std::string_view layer, const Settings& settings = {})
    {
        const LayerType& type = *find_layer(layer);
        const NodeId id = document.new_id();
        perform(document, AddNode{id, {std::string(layer), document.new_name(type, Language::English), with(type, settings), {double(id) * 216, 0}}});
        last_ = id;
        return *this;
    }
    /// The next layer stands behind this one.
    Net& from(std::string_view name)
    {
        last_ = id(name);
        return *this;
    }
    /// Into an input of the last layer.
    Net& join(std::string_view name, int port) { return join(id(name), port); }
    /// What every classifier of ten classes ends with.
    Net& end() { return add("flatten").add("dense", {{"units", I{10}}}).add("output"); }
    Net& loss(std::string_view id, const Settings& settings = {})
    {
        Recipe r = document.recipe();
        r.loss = {std::string(id), with(*find_loss(id), settings)};
        perform(document, SetRecipe{std::move(r)});
        return *this;
    }
    Net& recipe(std::string_view key, Value value)
    {
        Recipe r = document.recipe();
        r.settings[recipe_type().index_of(key).value()] = std::move(value);
        perform(document, SetRecipe{std::move(r)});
        return *this;
    }
    NodeId id(std::string_view name) const
    {
        for (const auto& [id, node] : document.nodes())
            if (node.name == name)
                return id;
        ADD_FAILURE() << "no " << name;
        return {};
    }

    Document document;

private:
    Net& join(NodeId from, int port)
    {
        perform(document, Connect{{from, *last_, port}});
        return *this;
    }
    std::optional<NodeId> last_;
};

/// Samples {channels, spatial…}, or {features}.
inline DataFacts classes(Shape sample, std::size_t n)
{
    DataFacts facts{.sample = sample, .pictures = sample.size() == 3, .classes = {}};
    for (std::size_t i = 0; i < n; ++i)
        facts.classes.push_back("class " + std::to_string(i));
    facts.class_counts.assign(n, 10);
    facts.rows = I(20 * n);
    return facts;
}
inline DataFacts numbers(Shape sample, I width = 1)
{
    return {.sample = sample, .target = DataFacts::Target::Numbers, .target_width = width, .rows = 100};
}
/// Texts of so many words.
inline DataFacts words(I steps, I vocabulary, std::size_t n)
{
    DataFacts facts = classes({steps}, n);
    facts.vocabulary = vocabulary;
    return facts;
}
/// A label at each place.
inline DataFacts labelled(DataFacts facts, Shape places)
{
    facts.label_shape = std::move(places);
    facts.class_counts.clear();
    return facts;
}

/// Objects in pictures.
inline DataFacts boxes(Shape sample, std::size_t n)
{
    DataFacts facts = labelled(classes(std::move(sample), n), {4, 5});
    facts.target = DataFacts::Target::Numbers;
    facts.target_width = 20;
    return facts;
}

/// What must be found, and what its first repair is called.
struct Told {
    std::string code, node;
    int port = -1;
    std::string setting, expected, found; // Shapes as people read them.
    std::string message;
    std::string repair; // Empty: there is none.
    Severity severity = Severity::Error;
    bool sound_after = true;
};

struct Broken {
    std::string name;
    Net net;
    std::optional<DataFacts> facts;
    Told told;
};

std::vector<Broken> broken_layers();    // What a layer cannot take, or not do with its settings.
std::vector<Broken> broken_joints();    // Links, ends, layers that join, two players.
std::vector<Broken> broken_ends();      // What Inputs take of the data, and what Outputs are compared with.
std::vector<Broken> broken_trainings(); // The network beside its data, its loss and its recipe.

} // namespace loom::test
