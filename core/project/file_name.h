#pragma once
#include <string>
#include <string_view>

namespace loom {

/// A name as a file's: without what no file name may have, and so short that what lies beside the file can have longer
/// endings. Empty where nothing of it is left.
std::string file_name(std::string_view name);

} // namespace loom
