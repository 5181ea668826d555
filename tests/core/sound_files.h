#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace loom::test {

/// A WAV file of one channel, 8 000 samples a second.
inline std::string wav(const std::vector<std::int16_t>& samples)
{
    const auto le = [](std::uint32_t v, int bytes) {
        std::string b;
        for (int i = 0; i < bytes; ++i)
            b += char(v >> (8 * i) & 0xff);
        return b;
    };
    const auto bytes = std::uint32_t(2 * samples.size());
    std::string w = "RIFF" + le(36 + bytes, 4) + "WAVEfmt " + le(16, 4) + le(1, 2) + le(1, 2) + le(8000, 4) + le(16000, 4) +
                    le(2, 2) + le(16, 2) + "data" + le(bytes, 4);
    for (const std::int16_t s : samples)
        w += le(std::uint16_t(s), 2);
    return w;
}

} // namespace loom::test
