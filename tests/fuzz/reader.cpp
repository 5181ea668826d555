// One reader of data against bytes that nobody meant for it. LOOM_FUZZED: the id of a source, or "" for whichever recognises
// the file; LOOM_FUZZED_FILE: the file's name in a folder of its own; LOOM_FUZZED_FOLDER: the folder is opened, not the file.
#include "core/data_files.h"
#include "data/open.h"
#include "looked_at.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace loom;
    static const test::DataFolder folder;
    const std::string file = folder.write(LOOM_FUZZED_FILE, {reinterpret_cast<const char*>(bytes), size});
    const Place place(LOOM_FUZZED_FOLDER ? folder.path() : file);
    if (const SourceType* source = find_source(LOOM_FUZZED)) {
        if (const auto table = source->open(defaults(*source), place, nullptr))
            test::look_at(**table);
        if (source->first_rows)
            static_cast<void>(source->first_rows(defaults(*source), place));
    } else if (*LOOM_FUZZED) {
        std::abort();
    } else if (const auto table = open_data(place)) {
        test::look_at(**table);
    }
    return 0;
}
