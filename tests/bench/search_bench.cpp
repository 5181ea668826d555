// Whether TPE finds better settings than random draws at the same budget, on three networks; medians over repeats.
// Ends with 1 where TPE's median is not below that of random draws on each of them.
// usage: bench_search_bench [trials] [repeats] [device] [network]
#include "data/dataset.h"
#include "graph/ends.h"
#include "search/study.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

using namespace loom;

namespace {

using Settings = std::vector<std::pair<std::string_view, Value>>;

struct Network {
    const char* name;
    DataSetup data;
    std::vector<std::pair<const char*, Settings>> layers;
    std::int64_t epochs;
    std::vector<const char*> pins;
};

Value whole(std::int64_t n) { return n; }

std::vector<Network> networks()
{
    DataSetup spirals, digits, cells;
    spirals.source = "two_features";
    spirals.settings = {{"shape", std::string("spirals")}, {"rows", whole(600)}};
    digits.source = "generated_digits";
    digits.settings = {{"rows", whole(500)}, {"size", whole(12)}};
    cells.source = "csv";
    cells.path = LOOM_SHARED "/data/breast-cancer/wdbc_sklearn.csv";
    for (DataSetup* setup : {&spirals, &digits, &cells})
        setup->validation_share = 0.3;
    return {
        {"spirals, dense",
         spirals,
         {{"input", {}}, {"dense", {{"units", whole(16)}, {"activation", "relu"}}}, {"dense", {{"units", whole(16)}, {"activation", "relu"}}}, {"dense", {{"units", whole(2)}}}, {"output", {}}},
         12,
         {"learning_rate=1e-5..1:log", "batch_size=8,16,32,64,128", "Dense 1.units=2..64:log", "Dense 2.units=2..64:log", "Dense 1.activation=relu,tanh,sigmoid"}},
        {"digits, convolution",
         digits,
         {{"input", {}}, {"conv2d", {{"filters", whole(8)}, {"activation", "relu"}}}, {"max_pool", {}}, {"flatten", {}}, {"dropout", {{"rate", 0.2}}}, {"dense", {{"units", whole(10)}}}, {"output", {}}},
         4,
         {"learning_rate=1e-5..1:log", "batch_size=8,16,32,64,128", "Conv 2D 1.filters=2..32:log", "Dropout 1.rate=0..0.8"}},
        {"breast cancer, dense",
         cells,
         {{"input", {}}, {"dense", {{"units", whole(16)}, {"activation", "relu"}}}, {"dropout", {{"rate", 0.2}}}, {"dense", {{"units", whole(2)}}}, {"output", {}}},
         10,
         {"learning_rate=1e-5..1:log", "batch_size=8,16,32,64", "Dense 1.units=2..128:log", "Dropout 1.rate=0..0.8", "optimizer.weight_decay=0..1"}},
    };
}

[[noreturn]] void fail(const Error& e)
{
    std::fprintf(stderr, "%s %s\n", render(e.message).c_str(), render(e.hint).c_str());
    std::exit(1);
}

template <class T>
T must(Result<T> result)
{
    if (!result)
        fail(result.error());
    return std::move(*result);
}

Document document_of(const Network& n)
{
    Document d;
    std::optional<NodeId> last;
    for (const auto& [layer, settings] : n.layers) {
        const LayerType& type = *find_layer(layer);
        Values values = defaults(type);
        for (const auto& [key, value] : settings)
            values[*type.index_of(key)] = value;
        const NodeId id = d.new_id();
        must(d.apply(AddNode{id, {layer, d.new_name(type, Language::English), std::move(values), {}}}));
        if (last)
            must(d.apply(Connect{{*last, id, 0}}));
        last = id;
    }
    Recipe recipe = d.recipe();
    recipe.settings[*recipe_type().index_of("epochs")] = n.epochs;
    must(d.apply(SetRecipe{recipe}));
    must(d.apply(SetData{n.data}));
    SetSearch search;
    for (const char* pin : n.pins)
        search.varied.push_back(must(parse_varied(d, pin)));
    must(d.apply(search));
    return d;
}

/// The best validation loss of a search.
double best_of(const Document& d, const std::shared_ptr<const Dataset>& data, const fs::path& project, const char* sampler, int repeat, std::int64_t trials, const char* device)
{
    auto study = must(Study::open({.document = d, .project = project, .sampler = sampler, .seed = std::uint64_t(repeat), .device = device, .threads = 1}, data));
    must(study.go({.trials = trials}, {}));
    return study.best() ? study.best()->goal : INFINITY;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

} // namespace

int main(int argc, char** argv)
{
    const std::int64_t trials = argc > 1 ? std::atoi(argv[1]) : 40;
    const int repeats = argc > 2 ? std::atoi(argv[2]) : 10;
    const char* device = argc > 3 ? argv[3] : "cpu";
    char folder[] = "/tmp/bench-search-XXXXXX";
    if (!mkdtemp(folder))
        return 3;
    std::printf("%lld trials, %d repeats; best validation loss\n%-22s %10s %10s %12s %8s\n", (long long)trials, repeats, "network", "TPE", "random", "TPE better", "seconds");
    bool all_better = true;
    for (const Network& n : networks()) {
        if (argc > 4 && !std::strstr(n.name, argv[4]))
            continue;
        const auto start = std::chrono::steady_clock::now();
        const Document d = document_of(n);
        const auto data = must(Dataset::open(data_for(d)));
        std::vector<double> tpe, random;
        int better = 0;
        for (int repeat = 1; repeat <= repeats; ++repeat) {
            const fs::path project = fs::path(folder) / (std::string(n.name) + ".loom");
            tpe.push_back(best_of(d, data, project, "tpe", repeat, trials, device));
            random.push_back(best_of(d, data, project, "random", repeat, trials, device));
            better += tpe.back() < random.back();
            fs::remove_all(Runs::beside(project));
        }
        all_better = all_better && median(tpe) < median(random);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::printf("%-22s %10.5f %10.5f %9d/%d %8.0f\n", n.name, median(tpe), median(random), better, repeats, seconds);
        std::fflush(stdout);
    }
    fs::remove_all(folder);
    return all_better ? 0 : 1;
}
