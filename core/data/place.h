#pragma once
#include "base/files.h"

#include <memory>
#include <string>
#include <vector>

namespace loom {

/// The files that an archive holds. Names are relative, with “/” between their parts; "" is the root. Never changed once
/// it is made; safe to use from several threads.
class FileTree {
public:
    enum class Kind { None, File, Folder };

    virtual ~FileTree() = default;
    virtual Kind kind(const std::string& name) const = 0;
    /// The plain names of what is in a folder, hidden ones too.
    virtual std::vector<std::string> list(const std::string& folder) const = 0;
    /// Of a file, which must be there.
    virtual std::uint64_t size(const std::string& file) const = 0;
    virtual Result<std::string> read(const std::string& file) const = 0;
    virtual Result<std::string> beginning(const std::string& file, std::size_t size) const = 0;
};

/// A file or a folder that a source reads, on disk or in an archive. An archive (data/archive.h) stands for the folder
/// that it would be when unpacked; where that holds one folder and nothing else, for that one. An archive that cannot be
/// read is a file whose reading is the error. Archives in archives are files.
class Place {
public:
    Place(const std::string& path);
    Place(const char* path) : Place(std::string(path)) {}
    Place(const fs::path& path) : Place(path.string()) {}

    bool is_file() const;
    bool is_folder() const;
    bool in_archive() const { return tree_ != nullptr; }
    /// What is in a folder, in no order; nothing where it is none.
    std::vector<Place> entries() const;
    Place operator/(const std::string& name) const;
    /// The folder that it lies in; an archive's root has none but itself.
    Place parent() const;

    /// For names, order and messages. What lies in an archive goes on behind the archive's own name.
    fs::path path() const { return below_.empty() ? root_ : root_ / below_; }
    /// The last part.
    std::string name() const { return path().filename().string(); }
    /// Of a file, in bytes; 0 where there is none.
    std::uint64_t size() const;
    /// As read_file() and read_beginning() do.
    Result<std::string> read(std::size_t limit = largest_file_read) const;
    Result<std::string> beginning(std::size_t size) const;
    /// A file's bytes, at any place; those in an archive are unpacked into memory.
    Result<std::shared_ptr<const Bytes>> bytes() const;

private:
    struct OnDisk {};
    Place(OnDisk, fs::path path) : root_(std::move(path)) {}
    Place(std::shared_ptr<const FileTree> tree, fs::path root, std::string below)
        : tree_(std::move(tree)), root_(std::move(root)), below_(std::move(below))
    {
    }

    std::shared_ptr<const FileTree> tree_; // Null: on disk, at root_.
    fs::path root_;                        // Of the archive.
    std::string below_;
};

} // namespace loom
