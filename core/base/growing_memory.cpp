#include "base/growing_memory.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace loom {

RawMemory& RawMemory::operator=(RawMemory&& other) noexcept
{
    std::swap(data_, other.data_);
    std::swap(capacity_, other.capacity_);
    return *this;
}

RawMemory::~RawMemory()
{
    std::free(data_);
}

void RawMemory::reserve(std::size_t bytes)
{
    constexpr std::size_t large_page = std::size_t{2} << 20;
    if (bytes <= capacity_)
        return;
    // The system moves the pages of what is large; nothing is copied.
    void* const moved = std::realloc(data_, bytes);
    if (!moved)
        throw std::bad_alloc();
    data_ = static_cast<std::byte*>(moved);
    capacity_ = bytes;
    const auto address = reinterpret_cast<std::uintptr_t>(data_);
    const std::uintptr_t begin = (address + large_page - 1) / large_page * large_page, end = (address + bytes) / large_page * large_page;
    if (begin < end)
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

} // namespace loom
