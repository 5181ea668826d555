#pragma once
#include "base/threads.h"
#include "data/place.h"

#include <span>
#include <vector>

namespace loom {

bool is_utf8(std::string_view);

struct DecodedText {
    std::string text;         // UTF-8, without a byte order mark.
    std::string encoding;     // By its usual name: "UTF-8", "GB18030" …
    std::size_t replaced = 0; // Characters that could not be read, now U+FFFD.
};

/// Any encoding to UTF-8. `encoding` is a name that ICU knows; empty: by the byte order mark, else UTF-8 where the
/// bytes are that, else UTF-16, GB18030 or Windows-1252 by what the bytes look like.
Result<DecodedText> to_utf8(std::string bytes, const std::string& encoding = {});

/// The same of a file that is too large to be decoded in memory: share by share, into a file without a name (base/spill.h), or into
/// memory where there is no room for one. Without `encoding`, the first share tells that is no UTF-8. An error too where it was
/// cancelled.
struct DecodedBytes {
    std::shared_ptr<const Bytes> text; // UTF-8, without a byte order mark.
    std::string encoding;
    std::size_t replaced = 0;
};
Result<DecodedBytes> to_utf8(const Bytes&, const std::string& encoding = {}, const Progress* = nullptr,
                             std::size_t share_bytes = std::size_t{1} << 20);

/// The encoding that all of these names have which are no UTF-8, by what they look like together: a single short name tells little.
/// Empty where all are UTF-8.
std::string encoding_of_names(std::span<const std::string>);
/// One of them in UTF-8.
std::string name_in_utf8(std::string name, const std::string& encoding);

/// Takes the b'…' of Python (or b"…") off that a text got which was written down as bytes; escapes such as \n and \xE4
/// become what they stand for where all is on one line. False where there is none.
bool unwrap_bytes_literal(std::string& bytes);

/// The lines of a small file that are not empty, in UTF-8; none where it cannot be read.
std::vector<std::string> lines_of(const Place&);

/// A file's name for people and JSON: bytes that are no UTF-8 become %XX.
std::string readable(std::string_view);

} // namespace loom
