#include "data/open.h"
#include "base/guard.h"
#include "data/table_cache.h"

namespace loom {

Result<const SourceType*> recognise_source(const Place& place)
{
    std::error_code error;
    if (!place.in_archive() && !fs::exists(place.path(), error))
        return system_error(LOOM_TEXT("%1 cannot be opened."), place.path(), error ? error.value() : ENOENT);
    // Sources look into it: that must neither fail nor wait.
    if (!place.is_folder()) {
        const auto readable = place.beginning(1);
        if (!readable)
            return readable.error();
        if (readable->empty())
            return Error{Message(LOOM_TEXT("%1 is empty (0 bytes)."), path_text(place.path())),
                         LOOM_TEXT("Perhaps copying it was cut off. Choose another file.")};
    }
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

namespace {

/// As it was kept, where the files are the same; else read, and kept where it is large.
Result<std::shared_ptr<const Table>> read_or_kept(const SourceType& source, const Values& settings, const Place& place,
                                                  Progress* progress)
{
    return guarded([&]() -> Result<std::shared_ptr<const Table>> {
        const auto key = table_key(source, settings, place);
        if (key)
            if (auto table = kept_table(*key))
                return table;
        auto table = source.open(settings, place, progress);
        if (table && key && table_key(source, settings, place) == key)
            keep_table_later(*key, *table);
        return table;
    });
}

} // namespace

Result<std::shared_ptr<const Table>> open_data(const Place& place, Progress* progress)
{
    const auto source = recognise_source(place);
    if (!source)
        return source.error();
    return read_or_kept(**source, defaults(**source), place, progress);
}

namespace {

/// The source that `setup` names, or that recognises the path, with all its settings.
Result<std::pair<const SourceType*, Values>> source_of(const DataSetup& setup)
{
    const SourceType* source = nullptr;
    if (setup.source.empty()) {
        const auto found = recognise_source(Place(setup.path));
        if (!found)
            return found.error();
        source = *found;
    } else if (source = find_source(setup.source); !source) {
        return Error{Message(LOOM_TEXT("There is no kind of data “%1”."), setup.source),
                     LOOM_TEXT("A newer Layerloom may know it.")};
    }
    Values settings = defaults(*source);
    for (const auto& [key, value] : setup.settings) {
        const auto at = source->index_of(key);
        if (!at)
            return Error{Message(LOOM_TEXT("%1 has no setting “%2”."), source->title, key),
                         LOOM_TEXT("A newer Layerloom may know it.")};
        settings[*at] = value;
    }
    if (const auto errors = validate(*source, settings); !errors.empty())
        return errors.front();
    return std::pair(source, std::move(settings));
}

} // namespace

Result<std::shared_ptr<const Table>> open_table(const DataSetup& setup, Progress* progress)
{
    const auto source = source_of(setup);
    if (!source)
        return source.error();
    return read_or_kept(*source->first, source->second, Place(setup.path), progress);
}

Result<std::shared_ptr<const Table>> open_first_rows(const DataSetup& setup)
{
    return guarded([&]() -> Result<std::shared_ptr<const Table>> {
        const auto source = source_of(setup);
        if (!source)
            return source.error();
        if (!source->first->first_rows)
            return std::shared_ptr<const Table>();
        return source->first->first_rows(source->second, Place(setup.path));
    });
}

} // namespace loom
