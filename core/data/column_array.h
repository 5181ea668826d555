#pragma once
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

namespace loom {

/// The values of a column. They are never changed and copies share them; they lie in memory or in a mapped file.
template <class T>
class ColumnArray {
public:
    using value_type = T;

    ColumnArray() = default;
    ColumnArray(std::vector<T> values)
    {
        auto kept = std::make_shared<const std::vector<T>>(std::move(values));
        values_ = *kept;
        owner_ = std::move(kept);
    }
    ColumnArray(std::initializer_list<T> values) : ColumnArray(std::vector<T>(values)) {}
    /// `owner` keeps them.
    ColumnArray(std::span<const T> values, std::shared_ptr<const void> owner) : values_(values), owner_(std::move(owner)) {}

    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    const T* data() const { return values_.data(); }
    const T& operator[](std::size_t i) const { return values_[i]; }
    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }
    operator std::span<const T>() const { return values_; }

    /// To be changed.
    std::vector<T> copy() const { return {begin(), end()}; }

private:
    std::span<const T> values_;
    std::shared_ptr<const void> owner_;
};

} // namespace loom
