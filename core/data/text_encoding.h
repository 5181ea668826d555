#pragma once
#include "data/place.h"

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

/// Takes the b'…' of Python (or b"…") off that a text got which was written down as bytes; escapes such as \n and \xE4
/// become what they stand for where all is on one line. False where there is none.
bool unwrap_bytes_literal(std::string& bytes);

/// The lines of a small file that are not empty, in UTF-8; none where it cannot be read.
std::vector<std::string> lines_of(const Place&);

/// A file's name for people and JSON: bytes that are no UTF-8 become %XX.
std::string readable(std::string_view);

} // namespace loom
