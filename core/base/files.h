#pragma once
#include "base/result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace loom {

namespace fs = std::filesystem;

/// The whole file. `limit` guards against a file that is far larger than it can sensibly be.
Result<std::string> read_file(const fs::path&, std::size_t limit = std::size_t{1} << 32);

/// Replaces `path` with `content` so that after any interruption there is the old file or the new one, whole: a
/// temporary file beside it, written and synced, then renamed, then the folder synced.
Status write_file(const fs::path&, std::string_view content);

/// The same for content that is written piece by piece. `write` gives the pieces to the function it receives.
using Sink = std::function<Status(std::string_view)>;
Status write_file(const fs::path&, const std::function<Status(const Sink&)>& write);

/// The same for a file that must not exist yet: an existing one stays as it is and is the error.
Status create_file(const fs::path&, std::string_view content);

/// Adds `line` (and a newline) at the end and, when asked, waits until the disk has it.
enum class Sync { No, Yes };
Status append_line(const fs::path&, std::string_view line, Sync);

/// Deletes the temporary files that an interrupted write_file() left beside `path`.
void remove_stale_temporaries(const fs::path& path);

/// A file mapped for reading. Bytes that another program cuts off while we read make an error, not a crash, only if the
/// reader checks `unchanged()`; so map only what is read at once.
class MappedFile {
public:
    static Result<MappedFile> open(const fs::path&);
    MappedFile(MappedFile&&) noexcept;
    MappedFile& operator=(MappedFile&&) noexcept;
    ~MappedFile();
    std::span<const std::uint8_t> bytes() const { return {data_, size_}; }

private:
    MappedFile(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    const std::uint8_t* data_;
    std::size_t size_;
};

/// For messages: the path as the user knows it (UTF-8).
std::string path_text(const fs::path&);

/// Why the last system call failed, as an error that names the path and what to do. `doing` is a sentence with %1 for
/// the path, for example "%1 cannot be written."
Error system_error(Text doing, const fs::path&, int error_number);

/// The folder for caches that may be deleted at any time ($XDG_CACHE_HOME/layerloom), made if it is missing.
Result<fs::path> cache_folder();

} // namespace loom
