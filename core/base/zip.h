#pragma once
#include "base/files.h"

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace loom {

/// A ZIP archive whose directory has been checked; entries are unpacked when they are asked for, from any thread, into as
/// many bytes as the directory says and not one more. Specification: APPNOTE.TXT, zip64 included. Refused: encrypted and
/// split archives, methods beside stored and deflated, entries that overlap, lie outside, or claim more bytes than
/// deflated ones can hold. What a name means is for the caller to judge.
class Zip {
public:
    struct Entry {
        std::string name;                      // As the archive has it.
        bool utf8 = false;                     // The archive says so of the name.
        std::uint64_t header = 0, end = 0;     // Where its header stands, and where what follows it does.
        std::uint64_t packed = 0, size = 0;    // Bytes.
        std::uint32_t checksum = 0, flags = 0, method = 0;
        std::uint32_t mode = 0;                // As stat() says it; 0 where no Unix made the archive.
    };

    static Result<Zip> open(const fs::path&);
    /// `where` names the archive in errors.
    static Result<Zip> parse(std::shared_ptr<const Bytes>, std::string where);

    const std::vector<Entry>& entries() const { return entries_; }

    /// The whole entry, its checksum checked; or its first bytes, at most so many.
    Result<std::string> read(const Entry&) const;
    Result<std::string> beginning(const Entry&, std::size_t size) const;

private:
    Result<std::uint64_t> begin_of(const Entry&) const;
    Result<std::string> unpack(const Entry&, std::size_t size) const;

    std::shared_ptr<const Bytes> bytes_;
    std::string where_;
    std::vector<Entry> entries_;
};

/// The CRC-32 of bytes behind those that gave `sum`; 0 at the beginning.
std::uint32_t checksum_of(std::uint32_t sum, const void* data, std::size_t size);

/// A little-endian number, which must lie in the text.
std::uint64_t number_at(std::string_view from, std::size_t at, int bytes);

} // namespace loom
