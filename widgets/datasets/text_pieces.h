#pragma once
#include "data/encoder.h"
#include "data/tokens.h"
#include "schema/data_setup.h"

#include <QList>

namespace loom {

/// Where the pieces of a text stand: begin and length in UTF-16 units of the whole.
struct TextPieces {
    TokenKind kind = TokenKind::Words;
    bool subwords = false; // Of the words, parts that were learned.
    int step = 0;          // The step of the list that cuts so, from 1; 0: none does.
    std::size_t count = 0; // All of them; `places` has the first ones.
    QList<std::pair<int, int>> places;
};

/// As the first step of `setup` that cuts the texts of `column` does, by what `encoder` learned, else in words. At most 4 000 places.
TextPieces pieces_of(std::string_view text, const DataSetup& setup, const Encoder& encoder, const Column& column);

} // namespace loom
