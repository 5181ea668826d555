#pragma once
#include "base/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loom {

enum class SubwordKind { BytePairs, Unigram };

/// A SentencePiece model: cuts words into pieces that were learned from texts. Kudo and Richardson 2018,
/// arXiv:1808.06226; byte pairs: Sennrich et al. 2016, arXiv:1508.07909; unigram: Kudo 2018, arXiv:1804.10959.
/// Id 0 fills up and 1 is what was never seen.
class Subwords {
public:
    /// Learns about `size` pieces from lines that `next_line` gives until it gives none. The same for the same lines.
    static Result<Subwords> learn(SubwordKind, std::int64_t size, bool lower,
                                  const std::function<std::optional<std::string_view>()>& next_line);
    /// What bytes() gave. An error where they are no model.
    static Result<Subwords> from_bytes(std::string_view);

    const std::string& bytes() const { return bytes_; }
    std::int64_t size() const;
    std::string piece(std::int64_t id) const;
    /// Safe to use from several threads.
    std::vector<int> ids(std::string_view text) const;

private:
    std::string bytes_;
    std::shared_ptr<const void> model_;
};

} // namespace loom
