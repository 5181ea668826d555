// How fast data opens and how fast batches come. Usage: bench_data_bench [[--json | --again | --first |
// --statistics] FILE.csv]. --again: opens it once more, when the table has been kept. --first: its first rows alone.
// --statistics: of all columns, one after the other.
#include "data/batches.h"
#include "data/open.h"
#include "data/statistics.h"
#include "data/table_cache.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

class Watch {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

} // namespace

int main(int argc, char** argv)
{
    using namespace loom;
    if (argc > 1) {
        const char* const file = argv[argc - 1];
        const std::string_view option = argc > 2 ? argv[1] : "";
        if (option == "--first") {
            const Watch first;
            DataSetup setup;
            setup.path = file;
            const auto rows = open_first_rows(setup);
            if (rows && *rows)
                std::printf("first rows: %zu in %.1f ms\n", (*rows)->rows, first.seconds() * 1e3);
            return 0;
        }
        const Watch watch;
        const auto table = open_data(file);
        const double seconds = watch.seconds();
        if (!table) {
            std::fprintf(stderr, "%s\n", render(table.error().message).c_str());
            return 1;
        }
        const double megabytes = double(fs::file_size(file)) / 1e6;
        if (option == "--statistics") {
            const Watch counting;
            for (const Column& c : (*table)->columns) {
                const Watch one;
                static_cast<void>(statistics(c));
                std::printf("%s: %.3f s\n", c.name.c_str(), one.seconds());
            }
            std::printf("statistics: %.3f s = %.0f MB/s\n", counting.seconds(), megabytes / counting.seconds());
        }
        if (option == "--again") {
            wait_for_kept_tables();
            const Watch second;
            if (open_data(file))
                std::printf("again: %.1f ms\n", second.seconds() * 1e3);
        }
        if (option == "--json") {
            std::printf("{\"seconds\": %f}\n", seconds);
            return 0;
        }
        std::printf("csv: %zu rows, %zu columns, %.1f MB in %.3f s = %.0f MB/s\n", (*table)->rows,
                    (*table)->columns.size(), megabytes, seconds, megabytes / seconds);
        return 0;
    }
    const char* shared = std::getenv("LOOM_SHARED");
    DataSetup setup;
    setup.path = std::string(shared ? shared : LOOM_SHARED) + "/data/mnist";
    const Watch opening;
    const auto data = Dataset::open(setup);
    if (!data) {
        std::fprintf(stderr, "%s\n", render(data.error().message).c_str());
        return 1;
    }
    std::printf("mnist: open %.3f s\n", opening.seconds());
    const Watch hashing;
    const std::string print = (*data)->fingerprint();
    std::printf("mnist: fingerprint %s in %.3f s\n", print.c_str(), hashing.seconds());
    const auto rows = (*data)->rows(Part::Train);
    const Watch first;
    BatchStream stream(*data, {rows.begin(), rows.end()}, {.size = 32, .shuffled = true, .epochs = 3});
    stream.next();
    std::printf("mnist: first batch after %.2f ms\n", first.seconds() * 1e3);
    const Watch all;
    std::size_t n = 0;
    while (stream.next())
        ++n;
    std::printf("mnist: %.0f batches of 32 per second\n", double(n) / all.seconds());
    return 0;
}
