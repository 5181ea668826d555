#include "data/open.h"
#include "base/guard.h"

namespace loom {

Result<const SourceType*> recognise_source(const Place& place)
{
    std::error_code error;
    if (!place.in_archive() && !fs::exists(place.path(), error))
        return system_error(LOOM_TEXT("%1 cannot be opened."), place.path(), error ? error.value() : ENOENT);
    // Sources look into it: that must neither fail nor wait.
    if (!place.is_folder())
        if (const auto readable = place.beginning(1); !readable)
            return readable.error();
    const SourceType* best = nullptr;
    double surest = 0;
    for (const SourceType* type : source_types())
        if (const double sure = type->generated ? 0 : type->recognises(place); sure > surest) {
            surest = sure;
            best = type;
        }
    if (best)
        return best;
    const bool folder = place.is_folder();
    return Error{
        Message(folder ? LOOM_TEXT("%1 holds no data that can be read.") : LOOM_TEXT("%1 cannot be read as data."),
                path_text(place.path())),
        folder
            ? LOOM_TEXT(
                  "Choose a folder with IDX files, CIFAR batches, one table, arrays of numpy, or pictures in one folder "
                  "per class.")
            : LOOM_TEXT("Choose a table (CSV, Excel, JSON), an IDX file, a CIFAR batch, arrays of numpy (NPZ), a folder, or "
                        "a ZIP or TAR archive of these.")};
}

Result<std::shared_ptr<const Table>> open_data(const Place& place, Progress* progress)
{
    const auto source = recognise_source(place);
    if (!source)
        return source.error();
    return guarded([&] { return (*source)->open(defaults(**source), place, progress); });
}

} // namespace loom
