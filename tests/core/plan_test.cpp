#include "base/random.h"
#include "ir/plan.h"

#include <gtest/gtest.h>

#include <numeric>

namespace loom {
namespace plan_test {

void expect_sound(const std::vector<Life>& lives, const Plan& plan)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < lives.size(); ++i) {
        sum += (lives[i].bytes + alignment - 1) / alignment * alignment;
        EXPECT_EQ(plan.offsets[i] % alignment, 0u);
        EXPECT_LE(plan.offsets[i] + lives[i].bytes, plan.bytes);
        for (std::size_t j = 0; j < i; ++j) {
            const bool apart_in_place = plan.offsets[i] + lives[i].bytes <= plan.offsets[j] ||
                                        plan.offsets[j] + lives[j].bytes <= plan.offsets[i];
            const bool empty = lives[i].bytes == 0 || lives[j].bytes == 0;
            ASSERT_TRUE(apart_in_place || empty || !lives[i].overlaps(lives[j])) << i << " and " << j;
        }
    }
    EXPECT_LE(plan.bytes, sum);
}

TEST(Plan, RandomLivesNeverMeet)
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed, stream_of("plan"));
        std::vector<Life> lives(1 + random.below(60));
        for (Life& life : lives) {
            life.bytes = random.below(5) == 0 ? 0 : random.below(10000);
            life.first = std::ptrdiff_t(random.below(40));
            life.last = life.first + std::ptrdiff_t(random.below(12));
        }
        expect_sound(lives, pack(lives));
    }
}

/// A random program of sums: every tensor is the sum of two earlier ones.
Program random_program(std::uint64_t seed)
{
    Random random(seed, stream_of("program"));
    Program program;
    for (int i = 0; i < 3; ++i)
        program.tensors.push_back({.shape = {8}, .role = Role::Input, .name = std::to_string(i)});
    for (int i = 0; i < 40; ++i) {
        const auto known = program.tensors.size();
        const auto a = TensorId(random.below(known)), b = TensorId(random.below(known));
        program.tensors.push_back({.shape = {8}, .role = i % 2 ? Role::Gradient : Role::Intermediate});
        program.ops.push_back(Binary{BinaryKind::Add, a, b, TensorId(known)});
    }
    program.tensors.back().role = Role::Output;
    return program;
}

TEST(Plan, RandomProgramsKeepWhatIsStillRead)
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const Program program = random_program(seed);
        std::vector<std::size_t> bytes;
        Random random(seed, stream_of("bytes"));
        for (std::size_t i = 0; i < program.tensors.size(); ++i)
            bytes.push_back(4 * (1 + random.below(1000)));
        const auto lives = lifetimes(program, bytes);
        const Plan plan = pack(lives);
        expect_sound(lives, plan);

        // Each instruction stamps its result; what it reads must still carry the stamp of its writer.
        std::vector<TensorId> owner(plan.bytes, no_tensor);
        auto stamp = [&](TensorId id) {
            std::fill_n(owner.begin() + std::ptrdiff_t(plan.offsets[std::size_t(id)]), bytes[std::size_t(id)], id);
        };
        auto expect_stamped = [&](TensorId id) {
            for (std::size_t i = 0; i < bytes[std::size_t(id)]; ++i)
                ASSERT_EQ(owner[plan.offsets[std::size_t(id)] + i], id);
        };
        for (TensorId id = 0; id < 3; ++id)
            stamp(id);
        for (const Op& op : program.ops) {
            for (TensorId id : read(op))
                expect_stamped(id);
            for (TensorId id : written(op))
                stamp(id);
        }
        for (TensorId id = 0; id < 3; ++id)
            expect_stamped(id);
        expect_stamped(TensorId(program.tensors.size()) - 1);
    }
}

TEST(Plan, ReusesMemoryOfTheDead)
{
    Program program;
    for (int i = 0; i < 10; ++i)
        program.tensors.push_back({.shape = {1024}, .role = Role::Intermediate});
    for (int i = 0; i + 1 < 10; ++i)
        program.ops.push_back(Affine{i, i + 1, 1, 0});
    const std::vector<std::size_t> bytes(10, 4096);
    EXPECT_EQ(pack(lifetimes(program, bytes)).bytes, 2 * 4096u);
}

} // namespace plan_test
} // namespace loom
