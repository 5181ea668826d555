#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>

namespace loom {

/// What the control groups that this process is in leave it: the tightest limit of its own group and all above it that
/// can be seen, of versions 1 and 2.
struct ControlGroupLimits {
    double processors;                      // A share of time; infinite where there is no limit.
    std::optional<std::size_t> free_memory; // Bytes that can still be taken; nothing where there is no limit.
};

/// `root` stands before every path that is read, so that tests can make groups of their own.
ControlGroupLimits control_group_limits(const std::filesystem::path& root = "/");

} // namespace loom
