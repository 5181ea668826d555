#pragma once
#include "base/growing_memory.h"
#include "base/spill.h"
#include "data/table.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>

namespace loom {

/// The values of a column while it grows: in memory up to so many bytes, then in a file without a name. Where the disk takes no
/// more, memory does.
template <class T>
class ColumnStore {
public:
    explicit ColumnStore(std::size_t most_in_memory = std::numeric_limits<std::size_t>::max())
        : most_in_memory_(most_in_memory / sizeof(T))
    {
    }

    std::size_t size() const { return written_ + piece_.size(); }
    bool empty() const { return size() == 0; }
    void reserve(std::size_t values)
    {
        if (values <= most_in_memory_)
            piece_.reserve(values);
    }
    void push_back(T value)
    {
        *piece_.grow(1) = value;
        write_if_large();
    }
    void append(std::span<const T> values)
    {
        if (!values.empty())
            std::memcpy(piece_.grow(values.size()), values.data(), values.size() * sizeof(T));
        write_if_large();
    }
    void append(std::size_t count, T value)
    {
        append_each(count, [&](std::size_t) { return value; });
    }
    /// `value_at(i)` for each i below `count`, in their order.
    template <class F>
    void append_each(std::size_t count, F value_at)
    {
        for (std::size_t done = 0; done < count;) {
            const std::size_t some = std::min(count - done, at_once);
            T* const values = piece_.grow(some);
            for (std::size_t i = 0; i < some; ++i)
                values[i] = value_at(done + i);
            done += some;
            write_if_large();
        }
    }
    /// `count` more, to be filled in before anything else is done here. Only where none may go to a file.
    T* grow(std::size_t count) { return piece_.grow(count); }
    /// The last `count` of those are not wanted.
    void shrink(std::size_t count) { piece_.shrink(count); }

    /// Those that are in memory: all of them where none may go to a file.
    std::span<const T> in_memory() const { return piece_.values(); }

    /// All of them; none stay.
    ColumnArray<T> take()
    {
        if (file_ && write())
            if (auto memory = file_->map()) {
                const std::span<const T> values(static_cast<const T*>(memory.get()), written_);
                clear();
                return {values, std::move(memory)};
            }
        bring_back();
        const auto kept = std::make_shared<const GrowingMemory<T>>(std::move(piece_));
        clear();
        return {kept->values(), kept};
    }
    void clear()
    {
        piece_ = {};
        file_ = nullptr;
        written_ = 0;
    }
    /// Keeps the memory for others.
    void empty_out() { piece_.clear(); }

private:
    static constexpr std::size_t at_once = std::size_t{1} << 14;

    void write_if_large()
    {
        if (piece_.size() > most_in_memory_) [[unlikely]]
            write();
    }
    bool write()
    {
        if (!file_)
            file_ = Spill::open();
        if (!file_ || !file_->append(piece_.data(), piece_.size() * sizeof(T))) {
            most_in_memory_ = std::numeric_limits<std::size_t>::max();
            bring_back();
            return false;
        }
        written_ += piece_.size();
        piece_.clear();
        return true;
    }
    void bring_back()
    {
        if (!file_)
            return;
        GrowingMemory<T> all;
        if (!file_->read(0, all.grow(size()), written_ * sizeof(T)))
            throw std::bad_alloc(); // The disk lost it, and it does not fit in memory.
        std::ranges::copy(piece_.values(), all.data() + written_);
        piece_ = std::move(all);
        file_ = nullptr;
        written_ = 0;
    }

    std::size_t most_in_memory_; // Values.
    GrowingMemory<T> piece_;
    std::unique_ptr<Spill> file_;
    std::size_t written_ = 0; // Values in the file.
};

/// The texts of a column while they grow.
class TextStore {
public:
    explicit TextStore(std::size_t most_in_memory = std::numeric_limits<std::size_t>::max())
        : bytes_(most_in_memory), ends_(most_in_memory)
    {
    }

    std::size_t size() const { return ends_.size(); }
    void push_back(std::string_view text)
    {
        bytes_.append(text);
        ends_.push_back(bytes_.size());
    }
    /// All of the other's, which are in memory, behind these.
    void append(const TextStore& next)
    {
        const std::size_t before = bytes_.size();
        bytes_.append(next.bytes_.in_memory());
        const auto ends = next.ends_.in_memory();
        ends_.append_each(ends.size(), [&](std::size_t i) { return before + ends[i]; });
    }
    Texts take()
    {
        ColumnArray<char> bytes = bytes_.take();
        return {std::move(bytes), ends_.take()};
    }
    void clear()
    {
        bytes_.clear();
        ends_.clear();
    }
    void empty_out()
    {
        bytes_.empty_out();
        ends_.empty_out();
    }

private:
    ColumnStore<char> bytes_;
    ColumnStore<std::uint64_t> ends_;
};

} // namespace loom
