#pragma once
#include "data/dataset.h"
#include "graph/ends.h"
#include "schema/recipe.h"
#include "train/trainer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>

namespace loom::test {

using Settings = std::vector<std::pair<std::string_view, Value>>;

inline Values with(const TypeInfo& type, const Settings& settings)
{
    Values values = defaults(type);
    for (const auto& [key, value] : settings)
        values[type.index_of(key).value()] = value;
    return values;
}

inline void perform(Document& document, const Edit& edit)
{
    const auto done = document.apply(edit);
    ASSERT_TRUE(done) << render(done.error().message);
}

/// A network without branches.
inline Document chain(const std::vector<std::pair<std::string_view, Settings>>& layers)
{
    Document d;
    std::optional<NodeId> last;
    for (const auto& [layer, settings] : layers) {
        const LayerType& type = *find_layer(layer);
        const NodeId id = d.new_id();
        perform(d, AddNode{id, {std::string(layer), d.new_name(type, Language::English), test::with(type, settings), {}}});
        if (last)
            perform(d, Connect{{*last, id, 0}});
        last = id;
    }
    return d;
}

inline void set_recipe(Document& d, std::string_view loss, std::pair<std::string_view, Settings> optimizer,
                       const Settings& recipe)
{
    perform(d, SetRecipe{{{std::string(loss), defaults(*find_loss(loss))},
                          {std::string(optimizer.first), test::with(*find_optimizer(optimizer.first), optimizer.second)},
                          test::with(recipe_type(), recipe)}});
}

inline void set_epochs(Document& d, std::int64_t epochs)
{
    Recipe r = d.recipe();
    r.settings[recipe_type().index_of("epochs").value()] = epochs;
    perform(d, SetRecipe{std::move(r)});
}

/// Generated points in the plane, two classes.
inline DataSetup points(std::string_view shape, std::int64_t rows = 200)
{
    DataSetup setup;
    setup.source = "two_features";
    setup.settings = {{"shape", std::string(shape)}, {"rows", rows}};
    return setup;
}

/// Something with a state (Batch norm), random numbers (Dropout) and moments (Adam), so that a resumed run has
/// everything to lose.
inline Document moons_network(std::int64_t epochs, std::int64_t seed = 1)
{
    Document d = chain({{"input", {}},
                        {"dense", {{"units", std::int64_t{16}}, {"activation", "relu"}}},
                        {"batch_norm", {}},
                        {"dropout", {{"rate", 0.2}}},
                        {"dense", {{"units", std::int64_t{2}}}},
                        {"output", {}}});
    set_recipe(d, "cross_entropy", {"adam", {{"learning_rate", 0.01}}},
               {{"epochs", epochs}, {"batch_size", std::int64_t{16}}, {"seed", seed}});
    perform(d, SetData{points("moons")});
    return d;
}

inline void set_recipe(Document& d, std::string_view key, Value value)
{
    Recipe r = d.recipe();
    r.settings[recipe_type().index_of(key).value()] = std::move(value);
    perform(d, SetRecipe{std::move(r)});
}

inline std::shared_ptr<const Dataset> data_of(const Document& d)
{
    auto data = Dataset::open(data_for(d));
    EXPECT_TRUE(data) << render(data.error().message);
    return data ? *data : nullptr;
}

inline Job job_for(const Document& d, const fs::path& project, std::string device = "reference")
{
    return {.document = d, .dataset = data_of(d), .project = project, .device = std::move(device), .threads = 2};
}

/// A folder of its own that goes when the test ends.
class Folder {
public:
    Folder()
    {
        static int n = 0;
        path = fs::temp_directory_path() / ("loom-test-" + std::to_string(getpid()) + "-" + std::to_string(++n));
        fs::create_directories(path);
    }
    ~Folder()
    {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    fs::path path;
};

/// Trains to the end; the name of the run.
inline std::string train_well(const Job& job)
{
    Monitor monitor;
    const auto name = train(job, monitor);
    EXPECT_TRUE(name) << render(name.error().message) << " " << render(name.error().hint);
    const auto news = monitor.take();
    EXPECT_TRUE(news.outcome && news.outcome->kind == Outcome::Kind::Finished)
        << (news.outcome && news.outcome->error ? render(news.outcome->error->message) : "");
    return name ? *name : "";
}

inline std::string bytes_of(const fs::path& path)
{
    auto content = read_file(path);
    EXPECT_TRUE(content) << path;
    return content ? *content : "";
}

/// The same weights, states and moments to the bit.
inline void expect_same(const fs::path& run, const fs::path& other)
{
    for (const char* file : {"best.safetensors", "last.safetensors"})
        EXPECT_TRUE(bytes_of(run / file) == bytes_of(other / file)) << run / file;
}

/// The curve without its seconds, which no two runs share.
inline std::vector<std::vector<double>> curve(const Job& job, const std::string& name)
{
    std::vector<std::vector<double>> points;
    const auto metrics = Runs(job.project).metrics(name);
    EXPECT_TRUE(metrics);
    const StepCurve& steps = metrics->steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        points.push_back({double(steps.step(i)), double(steps.loss[i]), double(steps.accuracy[i]), double(steps.learning_rate[i])});
        if (!std::isnan(steps.gradient_norm[i]))
            points.back().push_back(double(steps.gradient_norm[i]));
    }
    for (const EpochPoint& p : metrics->epochs)
        points.push_back({double(p.epoch), double(p.step), p.loss, p.accuracy, p.val_loss, p.val_accuracy});
    for (const MarkPoint& p : metrics->marks)
        if (!std::isnan(p.val_loss)) // Where it was only saved is chance.
            points.push_back({double(p.step), p.val_loss, p.val_accuracy});
    return points;
}

} // namespace loom::test
