// What a sample project takes and reaches: bench_train TEMPLATE [DATA] [EPOCHS] [THREADS] [DEVICE]
#include "base/process.h"
#include "data/dataset.h"
#include "project/templates.h"
#include "schema/recipe.h"
#include "train/trainer.h"

#include <cstdio>
#include <cstdlib>
#include <thread>

using namespace loom;

static int fail(const Error& e)
{
    std::fprintf(stderr, "%s %s\n", render(e.message).c_str(), render(e.hint).c_str());
    return 1;
}

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    DataSetup setup;
    if (argc > 2)
        setup.path = argv[2];
    auto document = make_template(argv[1], setup);
    if (!document)
        return fail(document.error());
    if (argc > 3) {
        Recipe recipe = document->recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(std::atoi(argv[3]));
        if (auto set = document->apply(SetRecipe{recipe}); !set)
            return fail(set.error());
    }
    auto data = Dataset::open(document->data());
    if (!data)
        return fail(data.error());
    char folder[] = "/tmp/bench-train-XXXXXX";
    if (!mkdtemp(folder))
        return 3;
    const Job job{.document = *document,
                  .dataset = *data,
                  .project = fs::path(folder) / "m.loom",
                  .device = argc > 5 ? argv[5] : "auto",
                  .threads = argc > 4 ? std::atoi(argv[4]) : 0};
    const std::size_t opened = resident_bytes(), loading_peak = peak_resident_bytes();
    const auto foretold = forecast(job);
    if (!foretold)
        return fail(foretold.error());
    std::printf("rows %lld, resident %zu MiB (peak while loading %zu), forecast %zu MiB, %lld parameters, %lld multiply-adds\n",
                (long long)(*data)->facts().rows, opened >> 20, loading_peak >> 20, foretold->memory_bytes >> 20,
                (long long)foretold->parameters, (long long)foretold->multiply_adds);
    Monitor monitor;
    std::jthread run([&] {
        if (auto name = train(job, monitor); !name)
            fail(name.error());
    });
    for (bool ended = false; !ended;) {
        const auto news = monitor.take();
        for (const EpochPoint& p : news.epochs) {
            std::printf("epoch %lld: loss %.4f, accuracy %.4f, validation %.4f / %.4f, %.2f s\n", (long long)p.epoch, p.loss, p.accuracy, p.val_loss,
                        p.val_accuracy, p.seconds);
            std::fflush(stdout);
        }
        if (news.outcome) {
            if (news.outcome->error)
                return fail(*news.outcome->error);
            const double off = 100.0 * (double(foretold->memory_bytes) / double(peak_resident_bytes()) - 1);
            std::printf("test accuracy %.4f, loss %.4f (best epoch %lld); peak %zu MiB, forecast off by %+.1f%%\n", news.outcome->test_accuracy,
                        news.outcome->test_loss, (long long)news.outcome->best.epoch, peak_resident_bytes() >> 20, off);
            ended = true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    return 0;
}
