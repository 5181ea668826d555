// One reader of data against bytes that nobody meant for it. LOOM_FUZZED: the id of a source, or "" for whichever recognises
// the file; LOOM_FUZZED_FILE: the file's name in a folder of its own; LOOM_FUZZED_FOLDER: the folder is opened, not the file.
#include "core/data_files.h"
#include "data/open.h"

#include <algorithm>
#include <cstdint>

namespace {

using namespace loom;

/// What a table would be asked for at once: texts, pixels and samples of its first rows.
void look_at(const Table& table)
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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static const test::Folder folder;
    const std::string file = folder.write(LOOM_FUZZED_FILE, {reinterpret_cast<const char*>(bytes), size});
    const Place place(LOOM_FUZZED_FOLDER ? folder.path() : file);
    if (const SourceType* source = find_source(LOOM_FUZZED)) {
        if (const auto table = source->open(defaults(*source), place, nullptr))
            look_at(**table);
        if (source->first_rows)
            static_cast<void>(source->first_rows(defaults(*source), place));
    } else if (*LOOM_FUZZED) {
        std::abort();
    } else if (const auto table = open_data(place)) {
        look_at(**table);
    }
    return 0;
}
