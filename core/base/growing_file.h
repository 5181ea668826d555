#pragma once
#include "base/files.h"

namespace loom {

/// By which it is seen that a file has changed. All zero where there is none.
struct FileStamp {
    std::uintmax_t bytes = 0;
    fs::file_time_type changed = {};
    bool operator==(const FileStamp&) const = default;
};
FileStamp file_stamp(const fs::path&);

/// A file that others add to, read piece by piece. A copy goes on by itself.
class GrowingFile {
public:
    explicit GrowingFile(fs::path path) : path_(std::move(path)) {}
    /// What lies behind the bytes that were taken. Where these are not there any more, because the file was cut or is another one: all of it, and
    /// restarted() is true. At most largest_file_read bytes. Nothing where there is no file. Errors as open_bytes().
    Result<std::string> read();
    /// So much of the beginning of what read() gave was understood; the rest is given again the next time.
    void take(std::string_view understood);
    std::uintmax_t taken() const { return taken_; } // Bytes.
    bool restarted() const { return restarted_; }
    const fs::path& path() const { return path_; }

private:
    Result<bool> is_as_it_was(const Bytes&) const;

    fs::path path_;
    std::uintmax_t taken_ = 0;
    std::string last_; // The end of what was taken, by which the file is known again.
    bool restarted_ = false;
};

} // namespace loom
