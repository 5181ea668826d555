#include "search/sampler.h"

namespace loom {

const SamplerType& random_sampler()
{
    static const SamplerType type{
        .id = "random",
        .title = LOOM_TEXT("Random"),
        .help = LOOM_TEXT("Draws each setting anew. Better than a grid where few of the settings matter."),
        .next = [](const Space& space, std::span<const Tried>, std::uint64_t seed, std::int64_t number) -> std::optional<Candidate> {
            Random random = random_of_trial(seed, number);
            return drawn(space, random);
        },
    };
    return type;
}

} // namespace loom
