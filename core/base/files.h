#pragma once
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace loom {

namespace fs = std::filesystem;

/// The largest file that is read whole.
inline constexpr std::size_t largest_file_read = std::size_t{1} << 32;

/// The whole file. `limit` guards against a file that is far larger than it can sensibly be. What is no regular file (a
/// folder, device, pipe or socket) is an error at once: reading it might wait for ever.
Result<std::string> read_file(const fs::path&, std::size_t limit = largest_file_read);

/// `size` bytes from `offset` on of a regular file inside `folder`, whose name a stranger gives: a relative path with
/// “/” between its parts. No part may be “..” or a symbolic link, the file must have no other name (hard link), and the
/// bytes must lie in it: to_end: up to its end. All this is looked at before there is memory for them.
Result<std::string> read_inside(const fs::path& folder, const std::string& name, std::uint64_t offset,
                                std::uint64_t size, bool to_end);

/// At most `size` bytes from the file's beginning; the same errors.
Result<std::string> read_beginning(const fs::path&, std::size_t size);

/// Bytes that are read at any place, by any number of threads.
class Bytes {
public:
    virtual ~Bytes() = default;
    virtual std::uint64_t size() const = 0;
    /// As many bytes as fit, from `offset` on, which must lie within size(); an error where the file has become shorter.
    virtual Status read(std::uint64_t offset, std::span<char> to) const = 0;
    Result<std::string> read(std::uint64_t offset, std::size_t size) const;
};
/// Of a regular file, which stays open.
Result<std::shared_ptr<const Bytes>> open_bytes(const fs::path&);
std::shared_ptr<const Bytes> bytes_in_memory(std::string content);

/// A file's content in memory that is only read, as long as the keeper is held. Nothing where it cannot be. Only for files that
/// nobody makes shorter: touching what is gone ends the program.
struct MappedFile {
    std::string_view bytes;
    std::shared_ptr<const void> keeper;
};
std::optional<MappedFile> map_file(const fs::path&);

/// Replaces `path` with `content` so that after any interruption there is the old file or the new one, whole: a
/// temporary file beside it, written and synced, then renamed, then the folder synced. A symbolic link is followed.
/// What exists and is no regular file stays as it is and is the error.
Status write_file(const fs::path&, std::string_view content);

/// The same for content that is written piece by piece. `write` gives the pieces to the function it receives. `check`
/// judges what was written, under the temporary name that it is given, before it takes its place; where it finds an
/// error, what was there before stays.
using Sink = std::function<Status(std::string_view)>;
using FileCheck = std::function<Status(const fs::path& written)>;
Status write_file(const fs::path&, const std::function<Status(const Sink&)>& write, const FileCheck& check = {});

/// The same for a file that must not exist yet: an existing one stays as it is and is the error.
Status create_file(const fs::path&, std::string_view content);

/// Adds `line` (and a newline) at the end and, when asked, waits until the disk has it.
enum class Sync { No, Yes };
Status append_line(const fs::path&, std::string_view line, Sync);
/// The same for bytes that are no line.
Status append_bytes(const fs::path&, std::string_view bytes, Sync);
/// Takes off what lies behind the first `size` bytes, and waits until the disk has it.
Status cut_file(const fs::path&, std::uintmax_t size);

/// Deletes the temporary files that an interrupted write_file() left beside `path`. One that is still being written, by
/// whatever process, stays, and so does one where the file system cannot tell.
void remove_stale_temporaries(const fs::path& path);

/// Where this program may keep what can be made again; empty where the user has no folder of his own. It need not exist.
fs::path user_cache_folder();

/// For messages: the path as the user knows it (UTF-8).
std::string path_text(const fs::path&);

/// Why the last system call failed, as an error that names the path and what to do. `doing` is a sentence with %1 for
/// the path, for example "%1 cannot be written."
Error system_error(Text doing, const fs::path&, int error_number);

/// What an error number means and what to do about it.
Message system_hint(int error_number);

} // namespace loom
