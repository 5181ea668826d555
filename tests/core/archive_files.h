#pragma once
#include "data_files.h"

#include <gtest/gtest.h>

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <vector>

namespace loom::test {

struct File {
    std::string name, content = {};
    unsigned type = AE_IFREG;
    std::string link = {};
    std::size_t zeros = 0; // Instead of a content.
};

/// "zip", "tar", "tar.gz", "tar.xz", "tar.bz2" or "tar.zst", as libarchive writes it.
inline std::string packed(const DataFolder& folder, const std::string& kind, const std::vector<File>& files, const std::string& password = {})
{
    const std::string path = folder.path() + "/a." + kind;
    std::setlocale(LC_CTYPE, "C.UTF-8"); // libarchive's writer needs it; the reader must not.
    archive* a = archive_write_new();
    kind == "zip" ? archive_write_set_format_zip(a) : archive_write_set_format_pax_restricted(a);
    if (kind.ends_with("gz"))
        archive_write_add_filter_gzip(a);
    if (kind.ends_with("xz"))
        archive_write_add_filter_xz(a);
    if (kind.ends_with("bz2"))
        archive_write_add_filter_bzip2(a);
    if (kind.ends_with("zst"))
        archive_write_add_filter_zstd(a);
    if (!password.empty()) {
        EXPECT_EQ(archive_write_set_options(a, "zip:encryption=aes256"), ARCHIVE_OK);
        archive_write_set_passphrase(a, password.c_str());
    }
    EXPECT_EQ(archive_write_open_filename(a, path.c_str()), ARCHIVE_OK) << archive_error_string(a);
    for (const File& file : files) {
        archive_entry* e = archive_entry_new();
        archive_entry_set_pathname(e, file.name.c_str());
        archive_entry_set_size(e, la_int64_t(file.content.size() + file.zeros));
        archive_entry_set_filetype(e, file.type);
        archive_entry_set_perm(e, 0644);
        if (file.type == AE_IFLNK)
            archive_entry_set_symlink(e, file.link.c_str());
        else if (!file.link.empty())
            archive_entry_set_hardlink(e, file.link.c_str());
        EXPECT_GE(archive_write_header(a, e), ARCHIVE_WARN) << archive_error_string(a);
        archive_write_data(a, file.content.data(), file.content.size());
        const std::string zeros(1 << 20, '\0');
        for (std::size_t i = 0; i < file.zeros; i += zeros.size())
            archive_write_data(a, zeros.data(), zeros.size());
        archive_entry_free(e);
    }
    EXPECT_EQ(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    std::setlocale(LC_CTYPE, "C");
    return path;
}

} // namespace loom::test
