#pragma once
#include "base/files.h"
#include "shared_data.h"

#include <cstdlib>
#include <fstream>

namespace loom::test {

/// A folder of its own that goes away with the test.
class DataFolder {
public:
    DataFolder()
    {
        std::string name = (fs::temp_directory_path() / "loom-test-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;
    ~DataFolder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    std::string path() const { return path_.string(); }
    std::string write(const std::string& name, std::string_view content) const
    {
        const fs::path file = path_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
        return file.string();
    }

private:
    fs::path path_;
};

} // namespace loom::test
