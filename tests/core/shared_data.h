#pragma once
#include "base/files.h"

#include <cstdlib>

namespace loom::test {

/// A folder of ../shared/data, or nothing where it is absent.
inline std::string shared_data(const std::string& name)
{
    const char* given = std::getenv("LOOM_SHARED");
#ifdef LOOM_SHARED
    const fs::path root = given ? given : LOOM_SHARED;
#else
    const fs::path root = given ? given : "";
#endif
    std::error_code ignored;
    const fs::path path = root / "data" / name;
    return fs::exists(path, ignored) ? path.string() : std::string();
}

} // namespace loom::test
