#include "base/growing_file.h"

#include <algorithm>

namespace loom {

constexpr std::size_t most_remembered = 256;

FileStamp file_stamp(const fs::path& path)
{
    std::error_code none;
    const auto bytes = fs::file_size(path, none);
    if (none)
        return {};
    return {bytes, fs::last_write_time(path, none)};
}

Result<bool> GrowingFile::is_as_it_was(const Bytes& file) const
{
    if (file.size() < taken_)
        return false;
    const auto end = file.read(taken_ - last_.size(), last_.size());
    return end ? Result<bool>(*end == last_) : end.error();
}

Result<std::string> GrowingFile::read()
{
    restarted_ = false;
    std::error_code ignored;
    const bool there = fs::exists(path_, ignored);
    const auto file = there ? open_bytes(path_) : Result<std::shared_ptr<const Bytes>>(bytes_in_memory({}));
    if (!file)
        return file.error();
    const auto same = is_as_it_was(**file);
    if (!same)
        return same.error();
    if (!*same) {
        taken_ = 0;
        last_.clear();
        restarted_ = true;
    }
    return (*file)->read(taken_, std::size_t(std::min<std::uint64_t>((*file)->size() - taken_, largest_file_read)));
}

void GrowingFile::take(std::string_view understood)
{
    taken_ += understood.size();
    last_ += understood.substr(understood.size() - std::min(understood.size(), most_remembered));
    last_.erase(0, last_.size() - std::min(last_.size(), most_remembered));
}

} // namespace loom
