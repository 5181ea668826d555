// Faults that the sanitizers must report: tests/sanitized runs this first, so that its silence means something.
#include <limits>
#include <memory>
#include <string_view>
#include <thread>

int main(int argc, char** argv)
{
    const std::string_view fault = argc > 1 ? argv[1] : "";
    if (fault == "bounds") {
        const auto numbers = std::make_unique<int[]>(std::size_t(argc));
        volatile int* first = numbers.get();
        [[maybe_unused]] const int behind = first[argc];
        return 0;
    }
    if (fault == "overflow") {
        volatile int largest = std::numeric_limits<int>::max();
        largest = largest + 1;
        return 0;
    }
    if (fault == "race") {
        int counter = 0;
        const auto count = [&counter] {
            for (int i = 0; i < 100'000; ++i)
                ++counter;
        };
        std::thread other(count);
        count();
        other.join();
        return 0;
    }
    return 2;
}
