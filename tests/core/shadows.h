#pragma once
#include <cstddef>

namespace loom::test {

/// How many times the memory that a test allows may be taken: a sanitizer's own grows with what is touched.
#if defined(__SANITIZE_THREAD__)
constexpr std::size_t shadows = 4;
#elif defined(__SANITIZE_ADDRESS__)
constexpr std::size_t shadows = 2;
#else
constexpr std::size_t shadows = 1;
#endif

} // namespace loom::test
