#include "base/growing_memory.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

namespace loom {
namespace {

constexpr std::size_t large_page = std::size_t{2} << 20;

/// `bytes`, which are whole large pages, from a large page's begin on; nothing where there are none.
void* map_large_pages(std::size_t bytes)
{
    void* const room = ::mmap(nullptr, bytes + large_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return nullptr;
    auto* const first = static_cast<std::byte*>(room);
    const std::size_t in_front = (large_page - reinterpret_cast<std::uintptr_t>(room) % large_page) % large_page;
    if (in_front)
        ::munmap(first, in_front);
    ::munmap(first + in_front + bytes, large_page - in_front);
    ::madvise(first + in_front, bytes, MADV_HUGEPAGE);
    return first + in_front;
}

} // namespace

RawMemory& RawMemory::operator=(RawMemory&& other) noexcept
{
    std::swap(data_, other.data_);
    std::swap(capacity_, other.capacity_);
    return *this;
}

RawMemory::~RawMemory()
{
    mapped() ? void(::munmap(data_, capacity_)) : std::free(data_);
}

bool RawMemory::mapped() const
{
    return capacity_ >= large_page;
}

void RawMemory::reserve(std::size_t bytes)
{
    if (bytes <= capacity_)
        return;
    void* room = nullptr;
    if (bytes > std::numeric_limits<std::ptrdiff_t>::max() - 2 * large_page)
        throw std::bad_alloc();
    if (bytes < large_page) {
        room = std::realloc(data_, bytes);
    } else {
        bytes = (bytes + large_page - 1) / large_page * large_page;
        room = map_large_pages(bytes);
        // The system moves the pages; nothing is copied.
        if (room && mapped()) {
            // Where it fails, somebody else's pages may lie in the room already: it is not given back.
            void* const moved = ::mremap(data_, capacity_, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, room);
            room = moved == MAP_FAILED ? nullptr : moved;
        } else if (room) {
            if (capacity_)
                std::memcpy(room, data_, capacity_);
            std::free(data_);
        }
    }
    if (!room)
        throw std::bad_alloc();
    data_ = static_cast<std::byte*>(room);
    capacity_ = bytes;
}

} // namespace loom
