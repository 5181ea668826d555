#pragma once
#include "data/table.h"

#include <algorithm>
#include <cstdlib>

namespace loom::test {

/// What a table would be asked for at once: texts, pixels and samples of its first rows.
inline void look_at(const Table& table)
{
    constexpr std::size_t rows = 8;
    for (const Column& c : table.columns) {
        if (c.size() != table.rows)
            std::abort();
        for (std::size_t row = 0; row < std::min(table.rows, rows); ++row) {
            static_cast<void>(c.text(row));
            static_cast<void>(c.number(row));
            if (const PixelStore* pixels = c.pixels())
                static_cast<void>(pixels->picture(row, {3, 32, 32}));
            if (const SoundStore* sounds = c.sounds())
                static_cast<void>(sounds->sound(row));
        }
    }
}

} // namespace loom::test
