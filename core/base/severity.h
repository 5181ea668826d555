#pragma once

namespace loom {

/// How bad something is that was found in a document or in data.
enum class Severity { Error, Warning, Info };

} // namespace loom
