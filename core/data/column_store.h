#pragma once
#include "base/spill.h"
#include "data/table.h"

#include <new>

namespace loom {

/// The values of a column while it grows: in memory, or all but the last megabyte in a file without a name. Where the disk
/// takes no more, memory does.
template <class T>
class ColumnStore {
public:
    explicit ColumnStore(bool in_file = false) : in_file_(in_file) {}

    std::size_t size() const { return written_ + piece_.size(); }
    bool empty() const { return size() == 0; }
    void reserve(std::size_t values)
    {
        if (!in_file_)
            piece_.reserve(values);
    }
    void push_back(T value)
    {
        piece_.push_back(value);
        if (in_file_ && piece_.size() >= most_in_memory)
            write();
    }
    void append(std::span<const T> values)
    {
        piece_.insert(piece_.end(), values.begin(), values.end());
        if (in_file_ && piece_.size() >= most_in_memory)
            write();
    }
    void append(std::size_t count, T value)
    {
        for (; count > 0; --count)
            push_back(value);
    }
    /// `count` more, to be filled in before anything else is done here.
    T* grow(std::size_t count)
    {
        piece_.resize(piece_.size() + count);
        return piece_.data() + piece_.size() - count;
    }
    /// The last `count` of those are not wanted.
    void shrink(std::size_t count) { piece_.resize(piece_.size() - count); }

    /// Those that are in memory: all of them where none may go to a file.
    std::span<const T> in_memory() const { return piece_; }

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
        ColumnArray<T> all(std::move(piece_));
        clear();
        return all;
    }
    void clear()
    {
        piece_ = {};
        file_ = nullptr;
        written_ = 0;
    }

private:
    static constexpr std::size_t most_in_memory = (std::size_t{1} << 20) / sizeof(T);

    bool write()
    {
        if (!file_)
            file_ = Spill::open();
        if (!file_ || !file_->append(piece_.data(), piece_.size() * sizeof(T))) {
            in_file_ = false;
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
        std::vector<T> all(written_);
        if (!file_->read(0, all.data(), written_ * sizeof(T)))
            throw std::bad_alloc(); // The disk lost it, and it does not fit in memory.
        all.insert(all.end(), piece_.begin(), piece_.end());
        piece_ = std::move(all);
        file_ = nullptr;
        written_ = 0;
    }

    bool in_file_;
    std::vector<T> piece_;
    std::unique_ptr<Spill> file_;
    std::size_t written_ = 0; // Values in the file.
};

/// The texts of a column while they grow.
class TextStore {
public:
    explicit TextStore(bool in_file = false) : bytes_(in_file), ends_(in_file) {}

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
        for (const std::uint64_t end : next.ends_.in_memory())
            ends_.push_back(before + end);
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

private:
    ColumnStore<char> bytes_;
    ColumnStore<std::uint64_t> ends_;
};

} // namespace loom
