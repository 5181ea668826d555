#pragma once
#include "base/random.h"
#include "evaluate/selftest.h"
#include "graph/document.h"

#include <gtest/gtest.h>

// Networks of one layer each, for tests that go through all of them.
namespace loom::test {

struct Trained {
    Document document;
    DataFacts facts;
    std::map<std::string, std::vector<float>> tensors;
};

inline NodeId add(Document& d, const char* type, const std::string& name, const Values& values, const std::vector<NodeId>& from)
{
    const NodeId id = d.new_id();
    EXPECT_TRUE(d.apply(AddNode{id, {type, name, values, {}}}));
    for (std::size_t i = 0; i < from.size(); ++i)
        EXPECT_TRUE(d.apply(Connect{{from[i], id, int(i)}}));
    return id;
}

inline Values with(const char* type, const std::vector<std::pair<const char*, Value>>& changes)
{
    Values values = defaults(*find_layer(type));
    for (const auto& [key, value] : changes)
        values[*find_layer(type)->index_of(key)] = value;
    return values;
}

/// A network of one layer. Its inputs are cut out of one row of numbers.
inline Trained around(const LayerTrial& trial)
{
    Trained made;
    Document& d = made.document;
    std::vector<NodeId> from;
    if (trial.type->inputs(trial.values).empty()) {
        made.facts.sample = trial.inputs[0];
        const bool is_input = trial.type->id == "input";
        from.push_back(add(d, "input", "Input 1", is_input ? trial.values : with("input", {{"scaling", std::string("none")}}), {}));
        if (!is_input)
            from = {add(d, std::string(trial.type->id).c_str(), "Layer 1", trial.values, {})};
    } else {
        std::int64_t all = 0;
        for (const Shape& s : trial.inputs)
            all += std::int64_t(count(s));
        made.facts.sample = {all};
        const NodeId input = add(d, "input", "Input 1", with("input", {{"scaling", std::string("none")}}), {});
        std::int64_t at = 0;
        for (const Shape& s : trial.inputs) {
            const auto size = std::int64_t(count(s));
            const NodeId part = add(d, "slice", "Part 1", with("slice", {{"begin", at}, {"size", size}}), {input});
            std::vector<std::int64_t> sizes(s.begin() + 1, s.end());
            sizes.push_back(s[0]);
            from.push_back(add(d, "reshape", "Shape 1", with("reshape", {{"shape", sizes}}), {part}));
            at += size;
        }
        if (trial.type->has_output)
            from = {add(d, std::string(trial.type->id).c_str(), "Layer 1", trial.values, from)};
    }
    if (trial.type->has_output)
        from = {add(d, "flatten", "Flatten 1", {}, from)};
    add(d, "output", "Output 1", trial.type->has_output ? defaults(*find_layer("output")) : trial.values, from);
    made.facts.target = DataFacts::Target::Numbers;
    made.facts.target_width = std::int64_t(count(trial.output));
    Recipe recipe = d.recipe();
    recipe.loss = {"mse", defaults(*find_loss("mse"))};
    EXPECT_TRUE(d.apply(SetRecipe{recipe}));
    return made;
}

/// Samples for a trial: the second one ends in padding, the third is nothing else; ids are whole numbers.
inline std::vector<float> samples_for(const LayerTrial& trial, std::int64_t batch)
{
    Random random(5, stream_of(trial.type->id));
    std::vector<float> samples;
    const auto ports = trial.type->inputs(trial.values);
    for (std::int64_t n = 0; n < batch; ++n)
        for (std::size_t i = 0; i < trial.inputs.size(); ++i) {
            const bool ids = (i < ports.size() && takes_ids(ports[i])) || trial.type->id == "embedding";
            const Shape& s = trial.inputs[i];
            const auto steps = s.back();
            for (std::int64_t k = 0; k < std::int64_t(count(s)); ++k) {
                const bool padding = s.size() <= 2 && (n == 2 || (n == 1 && k % steps >= steps / 2));
                const float drawn = ids ? float(random.below(14)) - 1 : float(random.normal());
                samples.push_back(padding ? 0 : drawn);
            }
        }
    return samples;
}

} // namespace loom::test
