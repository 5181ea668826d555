#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace loom {

/// Memory that becomes larger. From 2 MB on it lies in large pages, which cost a hundredth of the time of small ones when they are
/// first touched, and which move without being copied. What is new in it holds anything.
class RawMemory {
public:
    RawMemory() = default;
    RawMemory(RawMemory&& other) noexcept { *this = std::move(other); }
    RawMemory& operator=(RawMemory&& other) noexcept;
    ~RawMemory();

    std::byte* data() const { return data_; }
    std::size_t capacity() const { return capacity_; }
    /// At least so many bytes; those that are there stay. Throws std::bad_alloc.
    void reserve(std::size_t bytes);

private:
    bool mapped() const;

    std::byte* data_ = nullptr;
    std::size_t capacity_ = 0;
};

/// Like a vector, of plain values, without a value for what is new.
template <class T>
    requires std::is_trivially_copyable_v<T>
class GrowingMemory {
public:
    std::size_t size() const { return size_; }
    T* data() { return reinterpret_cast<T*>(memory_.data()); }
    const T* data() const { return reinterpret_cast<const T*>(memory_.data()); }
    std::span<const T> values() const { return {data(), size_}; }
    void reserve(std::size_t values)
    {
        if (values * sizeof(T) > memory_.capacity())
            memory_.reserve(values * sizeof(T));
    }
    /// `count` more, which hold anything; where they begin.
    T* grow(std::size_t count)
    {
        if ((size_ + count) * sizeof(T) > memory_.capacity()) [[unlikely]]
            memory_.reserve(std::max((size_ + count) * sizeof(T), 2 * memory_.capacity()));
        size_ += count;
        return data() + size_ - count;
    }
    void shrink(std::size_t count) { size_ -= count; }
    void clear() { size_ = 0; }

private:
    RawMemory memory_;
    std::size_t size_ = 0;
};

} // namespace loom
