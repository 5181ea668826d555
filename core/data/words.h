#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace loom {

/// Finds what ICU calls words (UAX 29, Chinese by dictionary): not the spaces and marks between them. For one thread.
class Words {
public:
    Words();
    ~Words();
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;

    /// How many there are in a text in UTF-8; none where ICU cannot be had.
    std::int64_t count(std::string_view text);
    /// Begin and end of each, in bytes.
    std::vector<std::pair<std::size_t, std::size_t>> spans(std::string_view text);

private:
    struct Breaks;
    bool begin(std::string_view text);
    std::unique_ptr<Breaks> breaks_;
};

} // namespace loom
