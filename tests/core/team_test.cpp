// The threads that share the parts of a step.
#ifdef LOOM_WITH_ONEDNN
#include "engine/onednn/team.h"

#include <gtest/gtest.h>

#include <array>

using namespace loom::onednn;
using namespace std::chrono_literals;

namespace {

/// One step of two parts: how long each takes, and who did it.
struct TwoParts {
    std::array<std::chrono::milliseconds, 2> take;
    mutable std::array<std::thread::id, 2> by = {};

    bool shared() const { return by[0] != by[1]; }
};

void do_part(const void* context, int part)
{
    const auto& step = *static_cast<const TwoParts*>(context);
    step.by[std::size_t(part)] = std::this_thread::get_id();
    std::this_thread::sleep_for(step.take[std::size_t(part)]); // Asks for no processor: others at work change nothing.
}

bool is_shared(Team& team, std::chrono::milliseconds first, std::chrono::milliseconds second)
{
    const TwoParts step{{first, second}};
    team.run(2, do_part, &step);
    return step.shared();
}

} // namespace

TEST(Team, HelperThatHadToBeWokenIsNotTakenForOneHeldUp)
{
    Team team(2);
    int shared = 0;
    for (int i = 0; i < 20; ++i) {
        std::this_thread::sleep_for(5ms); // Long enough to fall asleep.
        shared += is_shared(team, 2ms, 6ms);
    }
    EXPECT_GE(shared, 12);
}

TEST(Team, CallerGoesOnAloneAfterAHoldUp)
{
    Team team(2);
    bool alone = false;
    for (int i = 0; i < 100 && !alone; ++i) {
        is_shared(team, 1ms, 1ms);
        is_shared(team, 0ms, 0ms); // Awake now, unless the system thought otherwise.
        const bool held_up = is_shared(team, 1ms, 20ms);
        alone = held_up && !is_shared(team, 5ms, 5ms);
    }
    EXPECT_TRUE(alone);
}
#endif
