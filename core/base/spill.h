#pragma once
#include <cstddef>
#include <memory>

namespace loom {

/// What is too large for memory: a file in the user's cache folder that has no name and is gone with the last who holds
/// it, whatever ends the program.
class Spill {
public:
    /// Nothing where there is no folder for it.
    static std::unique_ptr<Spill> open();
    ~Spill();
    Spill(const Spill&) = delete;
    Spill& operator=(const Spill&) = delete;

    /// Behind what is there. False where the disk takes no more; what was there before stays.
    bool append(const void* bytes, std::size_t size);
    /// False where the disk gives it no more.
    bool read(std::size_t offset, void* to, std::size_t size) const;
    /// All of it as memory that is read only; it lasts as long as it is held. Null where the system has no room for it.
    std::shared_ptr<const void> map() const;

private:
    explicit Spill(int file) : file_(file) {}

    int file_;
    std::size_t size_ = 0;
};

} // namespace loom
