#pragma once
#include "data/place.h"

namespace loom {

/// How much an archive may be. A small file can claim, and unpack to, any size.
struct ArchiveLimits {
    std::size_t entries = 1'000'000;
    std::uint64_t bytes = std::uint64_t{1} << 38;     // Of all entries, unpacked.
    std::uint64_t in_memory = std::uint64_t{1} << 32; // Of a packed TAR, which is unpacked into memory; also half of what is free.
    std::uint64_t ratio = 200;                        // Unpacked to packed; judged
    std::uint64_t judged_from = std::uint64_t{1} << 26; // from this many unpacked bytes on.
};

/// What a regular file holds, where it is an archive: ZIP; TAR, plain or packed with gzip, bzip2, xz or zstd. Null where it
/// is none, by its content, and where a ZIP is the inside of another format (numpy's, office documents). Nothing is
/// written to disk: of a ZIP and a plain TAR the directory is kept and files are read where they lie, a packed TAR is
/// unpacked into memory. Refused, with the entry's name: absolute names, "..", links, devices, encryption; archives that
/// claim more than the limits.
Result<std::shared_ptr<const FileTree>> open_archive(const fs::path&, const ArchiveLimits& = {});

} // namespace loom
