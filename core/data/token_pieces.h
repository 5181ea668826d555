#pragma once
#include "data/encoder.h"

namespace loom {

/// The parts of a text that become an id each, where a step of the encoder makes ids of this column, else its words. They
/// point into the text, in its order. Of words that SentencePiece's rule makes longer or shorter (½), each is one part.
std::vector<std::string_view> token_pieces(const Encoder&, std::string_view column, std::string_view text);

} // namespace loom
