#pragma once
#include "base/files.h"

#include <functional>
#include <istream>

namespace loom {

/// Our side of a measurement: reads the job in `folder`, compiles it for the device, and answers the lines of `asked`
/// by the protocol of tests/bench/README.md, one JSON line to `answer` each. Returns when there are no more lines.
Status serve_bench(const fs::path& folder, std::string_view device, std::istream& asked,
                   const std::function<void(const std::string&)>& answer);

} // namespace loom
