#include "data/archive.h"
#include "base/process.h"
#include "base/zip.h"
#include "data/text_encoding.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <map>
#include <optional>

namespace loom {
namespace {

constexpr Text unpack_yourself = LOOM_TEXT("Unpack it yourself if you trust it, and choose the folder.");

Error refused(Text text, const fs::path& archive, std::string_view name)
{
    return {Message(text, path_text(archive), readable(name)), unpack_yourself};
}

/// "train/a.png" of "./train//a.png"; an error where it leads out of the archive. `encoding`: of names that are no UTF-8; empty: by
/// what this one looks like.
Result<std::string> inner_name(const fs::path& archive, std::string name, const std::string& encoding)
{
    name = name_in_utf8(std::move(name), encoding);
    if (name.find('/') == name.npos) // Some programs of Windows write it so.
        std::ranges::replace(name, '\\', '/');
    constexpr std::size_t longest = 4096, deepest = 64;
    if (name.size() > longest || std::ranges::count(name, '/') > std::ptrdiff_t(deepest))
        return refused(LOOM_TEXT("%1 is refused: the name “%2” … is too long or too deep."), archive, readable(name.substr(0, 60)));
    const bool drive = name.size() > 1 && name[1] == ':' && std::isalpha(static_cast<unsigned char>(name[0]));
    if (name.starts_with('/') || drive || name.find('\0') != name.npos)
        return refused(LOOM_TEXT("%1 is refused: “%2” would lie outside of the folder."), archive, name);
    std::string clean;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        const std::string_view part = std::string_view(name).substr(at, end - at);
        if (part == "..")
            return refused(LOOM_TEXT("%1 is refused: “%2” would lie outside of the folder."), archive, name);
        if (!part.empty() && part != ".") {
            if (!clean.empty())
                clean += '/';
            clean += part;
        }
        at = end + 1;
    }
    return clean;
}

/// What both kinds of archive do alike: names to entries.
template <class Entry>
class Tree : public FileTree {
public:
    Kind kind(const std::string& name) const override
    {
        if (name.empty())
            return Kind::Folder;
        const auto it = entries_.lower_bound(name);
        if (it != entries_.end() && it->first == name)
            return Kind::File;
        const auto below = entries_.lower_bound(name + "/");
        return below != entries_.end() && below->first.starts_with(name + "/") ? Kind::Folder : Kind::None;
    }
    std::vector<std::string> list(const std::string& folder) const override
    {
        std::vector<std::string> names;
        const std::string prefix = folder.empty() ? "" : folder + "/";
        for (auto it = entries_.lower_bound(prefix); it != entries_.end() && it->first.starts_with(prefix);) {
            const auto slash = it->first.find('/', prefix.size());
            names.push_back(it->first.substr(prefix.size(), slash - prefix.size()));
            // Past all that lies in the same folder: “0” comes behind “/”.
            it = slash == it->first.npos ? std::next(it) : entries_.lower_bound(prefix + names.back() + "0");
        }
        return names;
    }

protected:
    const Entry& at(const std::string& name) const { return entries_.find(name)->second; }

    std::map<std::string, Entry> entries_;
};

/// Judges sizes while they become known.
class Guard {
public:
    Guard(const fs::path& path, std::uint64_t packed, const ArchiveLimits& limits)
        : path_(path), packed_(packed), limits_(limits)
    {
    }

    Status one_entry_more()
    {
        if (++entries_ > limits_.entries)
            return Error{Message(LOOM_TEXT("%1 holds more than %2 files."), path_text(path_), limits_.entries), unpack_yourself};
        return Ok{};
    }
    Status bytes_more(std::uint64_t bytes)
    {
        unpacked_ = bytes > limits_.bytes ? limits_.bytes + 1 : unpacked_ + bytes;
        if (unpacked_ > limits_.bytes || (unpacked_ > limits_.judged_from && unpacked_ / limits_.ratio > packed_))
            return Error{Message(LOOM_TEXT("%1 is refused: it has %2 bytes and unpacks to far more than any data would."),
                                 path_text(path_), packed_),
                         LOOM_TEXT("Such files are made to fill memory and disk. Get the data from somebody you trust.")};
        return Ok{};
    }
    std::uint64_t unpacked() const { return unpacked_; }

private:
    const fs::path& path_;
    std::uint64_t packed_;
    const ArchiveLimits& limits_;
    std::size_t entries_ = 0;
    std::uint64_t unpacked_ = 0;
};

// ---- ZIP ------------------------------------------------------------------------------------------------------------

/// The inside of a format that only uses ZIP.
bool is_other_format(const Zip& zip)
{
    const auto& entries = zip.entries();
    return std::ranges::any_of(entries, [](const auto& e) { return e.name == "[Content_Types].xml" || e.name == "mimetype"; }) ||
           (!entries.empty() && std::ranges::all_of(entries, [](const auto& e) { return e.name.ends_with(".npy"); }));
}

class ZipTree : public Tree<const Zip::Entry*> {
public:
    explicit ZipTree(Zip zip) : zip_(std::move(zip)) {}

    Status index(const fs::path& path, Guard guard)
    {
        std::vector<std::string> names;
        for (const Zip::Entry& e : zip_.entries())
            names.push_back(e.name);
        const std::string encoding = encoding_of_names(names);
        for (const Zip::Entry& e : zip_.entries()) {
            LOOM_TRY(guard.one_entry_more());
            LOOM_TRY(guard.bytes_more(e.size));
            auto name = inner_name(path, e.name, encoding);
            if (!name)
                return name.error();
            constexpr std::uint32_t type = 0170000, file = 0100000, folder = 0040000;
            if (const auto kind = e.mode & type; kind != 0 && kind != file && kind != folder)
                return refused(LOOM_TEXT("%1 is refused: “%2” is a link or a device."), path, e.name);
            if (e.name.ends_with('/') || e.name.ends_with('\\') || name->empty())
                continue;
            if (!entries_.emplace(*name, &e).second)
                return refused(LOOM_TEXT("%1 is refused: it holds “%2” twice."), path, e.name);
        }
        return Ok{};
    }

    std::uint64_t size(const std::string& file) const override { return at(file)->size; }
    Result<std::string> read(const std::string& file) const override { return zip_.read(*at(file)); }
    Result<std::string> beginning(const std::string& file, std::size_t size) const override
    {
        return zip_.beginning(*at(file), size);
    }

private:
    Zip zip_;
};

// ---- TAR ------------------------------------------------------------------------------------------------------------

/// One pass of libarchive over a file from some place on.
class TarReader {
public:
    TarReader(std::shared_ptr<const Bytes> bytes, std::uint64_t begin) : bytes_(std::move(bytes)), at_(begin)
    {
        archive_read_support_format_tar(a_);
        archive_read_support_filter_gzip(a_);
        archive_read_support_filter_bzip2(a_);
        archive_read_support_filter_xz(a_);
        archive_read_support_filter_zstd(a_);
        archive_read_set_options(a_, "hdrcharset=BINARY");
        archive_read_set_callback_data(a_, this);
        archive_read_set_read_callback(a_, [](archive*, void* self, const void** out) {
            return static_cast<TarReader*>(self)->give(out);
        });
        archive_read_set_skip_callback(a_, [](archive*, void* self, la_int64_t count) {
            return static_cast<TarReader*>(self)->skip(count);
        });
        opened_ = archive_read_open1(a_) == ARCHIVE_OK;
    }
    TarReader(const TarReader&) = delete;
    TarReader& operator=(const TarReader&) = delete;
    ~TarReader() { archive_read_free(a_); }

    bool opened() const { return opened_; }
    bool packed() const { return archive_filter_code(a_, 0) != ARCHIVE_FILTER_NONE; }
    /// ARCHIVE_OK, ARCHIVE_WARN, ARCHIVE_EOF, or an error.
    int next() { return archive_read_next_header(a_, &entry_); }
    archive_entry* entry() const { return entry_; }
    std::uint64_t header_position() const { return std::uint64_t(archive_read_header_position(a_)); }
    /// The number of bytes; less than 0: damaged.
    la_ssize_t read(char* to, std::size_t size) { return archive_read_data(a_, to, size); }

    std::string name() const
    {
        const char* raw = archive_entry_pathname(entry_);
        return raw ? raw : "";
    }

private:
    la_ssize_t give(const void** out)
    {
        const std::size_t size = std::size_t(std::min<std::uint64_t>(1 << 16, bytes_->size() - at_));
        auto next = bytes_->read(at_, size);
        if (!next)
            return -1;
        piece_ = std::move(*next);
        at_ += size;
        *out = piece_.data();
        return la_ssize_t(size);
    }
    la_int64_t skip(la_int64_t bytes)
    {
        const auto n = std::min<std::uint64_t>(std::uint64_t(bytes), bytes_->size() - at_);
        at_ += n;
        return la_int64_t(n);
    }

    std::shared_ptr<const Bytes> bytes_;
    std::uint64_t at_;
    std::string piece_;
    archive* a_ = archive_read_new();
    archive_entry* entry_ = nullptr;
    bool opened_ = false;
};

struct TarEntry {
    std::uint64_t header = 0, size = 0;
    std::string content = {}; // Where the archive is packed.
};

class TarTree : public Tree<TarEntry> {
public:
    TarTree(std::shared_ptr<const Bytes> bytes, fs::path path) : bytes_(std::move(bytes)), path_(std::move(path)) {}

    /// False where it is no TAR.
    Result<bool> index(const ArchiveLimits& limits)
    {
        TarReader reader(bytes_, 0);
        if (!reader.opened())
            return false;
        Guard guard(path_, bytes_->size(), limits);
        const std::size_t free = free_memory_bytes();
        const std::uint64_t room = free ? std::min<std::uint64_t>(limits.in_memory, free / 2) : limits.in_memory;
        for (bool first = true;; first = false) {
            const int outcome = reader.next();
            if (first) {
                packed_ = reader.packed();
                if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
                    return false;
            }
            if (outcome == ARCHIVE_EOF)
                return true;
            if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
                return damaged();
            LOOM_TRY(take(reader, guard, room));
        }
    }

    std::uint64_t size(const std::string& file) const override { return at(file).size; }
    Result<std::string> read(const std::string& file) const override { return beginning(file, std::size_t(at(file).size)); }
    Result<std::string> beginning(const std::string& file, std::size_t size) const override
    {
        const TarEntry& e = at(file);
        size = std::size_t(std::min<std::uint64_t>(size, e.size));
        if (packed_)
            return e.content.substr(0, size);
        TarReader reader(bytes_, e.header);
        if (const int outcome = reader.opened() ? reader.next() : ARCHIVE_FATAL; outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
            return damaged();
        std::string content(size, '\0');
        std::size_t have = 0;
        while (have < size) {
            const auto n = reader.read(content.data() + have, size - have);
            if (n <= 0)
                return damaged();
            have += std::size_t(n);
        }
        return content;
    }

private:
    Status take(TarReader& reader, Guard& guard, std::uint64_t room)
    {
        archive_entry* entry = reader.entry();
        LOOM_TRY(guard.one_entry_more());
        auto name = inner_name(path_, reader.name(), {});
        if (!name)
            return name.error();
        const auto type = archive_entry_filetype(entry);
        if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) || (type != AE_IFREG && type != AE_IFDIR))
            return refused(LOOM_TEXT("%1 is refused: “%2” is a link or a device."), path_, reader.name());
        if (type == AE_IFDIR || name->empty())
            return Ok{};
        TarEntry taken{.header = reader.header_position(), .size = std::uint64_t(std::max<la_int64_t>(0, archive_entry_size(entry)))};
        if (!packed_) {
            if (taken.size > bytes_->size())
                return damaged();
            LOOM_TRY(guard.bytes_more(taken.size));
        } else {
            taken.content.reserve(std::size_t(std::min(taken.size, room))); // Takes no memory yet; what comes out does.
            std::string piece(1 << 16, '\0');
            for (la_ssize_t n; (n = reader.read(piece.data(), piece.size())) != 0;) {
                if (n < 0)
                    return damaged();
                LOOM_TRY(guard.bytes_more(std::uint64_t(n)));
                if (guard.unpacked() > room)
                    return Error{Message(LOOM_TEXT("%1 unpacks to more than the %2 MB that can be held in memory."),
                                         path_text(path_), room >> 20),
                                 LOOM_TEXT("Unpack it and choose the folder, or pack it as ZIP.")};
                taken.content.append(piece, 0, std::size_t(n));
            }
            if (taken.content.size() != taken.size)
                return damaged();
        }
        entries_.insert_or_assign(std::move(*name), std::move(taken)); // A later one of the same name replaces it.
        return Ok{};
    }
    Error damaged() const
    {
        return {Message(LOOM_TEXT("%1 is damaged or cut off."), path_text(path_)),
                LOOM_TEXT("It is damaged. Fetch it again, or use another one.")};
    }

    std::shared_ptr<const Bytes> bytes_;
    fs::path path_;
    bool packed_ = false;
};

bool looks_like_tar(std::string_view first)
{
    return (first.size() >= 262 && first.substr(257, 5) == "ustar") || first.starts_with("\x1f\x8b") || first.starts_with("BZh") ||
           first.starts_with("\xfd"
                             "7zXZ") ||
           first.starts_with("\x28\xb5\x2f\xfd");
}

} // namespace

Result<std::shared_ptr<const FileTree>> open_archive(const fs::path& path, const ArchiveLimits& limits)
{
    const std::shared_ptr<const FileTree> none;
    const auto first = read_beginning(path, 512);
    if (!first)
        return none;
    if (first->starts_with("PK\x03\x04") || first->starts_with("PK\x05\x06")) {
        auto zip = Zip::open(path);
        if (!zip)
            return zip.error();
        if (is_other_format(*zip))
            return none;
        auto tree = std::make_shared<ZipTree>(std::move(*zip));
        std::error_code ignored;
        LOOM_TRY(tree->index(path, Guard(path, fs::file_size(path, ignored), limits)));
        return std::shared_ptr<const FileTree>(std::move(tree));
    }
    if (!looks_like_tar(*first) && path.extension() != ".tar") // The oldest ones have no mark.
        return none;
    auto bytes = open_bytes(path);
    if (!bytes)
        return bytes.error();
    auto tree = std::make_shared<TarTree>(std::move(*bytes), path);
    const auto is_tar = tree->index(limits);
    if (!is_tar)
        return is_tar.error();
    return *is_tar ? std::shared_ptr<const FileTree>(std::move(tree)) : none;
}

} // namespace loom
