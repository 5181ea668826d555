#include "datasets/text_pieces.h"

#include "data/token_pieces.h"

#include <QString>

#include <algorithm>
#include <array>

namespace loom {

static std::optional<TokenKind> kind_of(const PreparationStep& step)
{
    constexpr std::array<std::pair<std::string_view, TokenKind>, 5> kinds = {{{"words", TokenKind::Words},
                                                                              {"characters", TokenKind::Characters},
                                                                              {"spaces", TokenKind::Spaces},
                                                                              {"bpe", TokenKind::Stretches},
                                                                              {"unigram", TokenKind::Stretches}}};
    if (step.type != "tokens" && step.type != "n_grams")
        return {};
    const auto set = step.settings.find("cut");
    if (set == step.settings.end())
        return TokenKind::Words;
    const auto* id = std::get_if<std::string>(&set->second);
    const auto kind = std::ranges::find(kinds, id ? *id : std::string(), &std::pair<std::string_view, TokenKind>::first);
    return kind == kinds.end() ? std::nullopt : std::optional(kind->second);
}

TextPieces pieces_of(std::string_view text, const DataSetup& setup, const Encoder& encoder, const Column& column)
{
    constexpr qsizetype most = 4'000;
    TextPieces pieces;
    for (std::size_t i = 0; i < setup.steps.size() && !pieces.step; ++i) {
        const PreparationStep& step = setup.steps[i];
        if (!step.on || (!step.columns.empty() && std::ranges::find(step.columns, column.name) == step.columns.end()))
            continue;
        if (const auto kind = kind_of(step)) {
            pieces.kind = *kind;
            pieces.subwords = *kind == TokenKind::Stretches;
            pieces.step = int(i) + 1;
        }
    }
    int at = 0;
    const char* known = text.data(); // What stands before is `at` units long.
    const auto take = [&](std::string_view piece) {
        ++pieces.count;
        if (pieces.places.size() == most)
            return;
        at += int(QString::fromUtf8(known, piece.data() - known).size());
        const int length = int(QString::fromUtf8(piece.data(), qsizetype(piece.size())).size());
        pieces.places.append({at, length});
        at += length;
        known = piece.data() + piece.size();
    };
    if (pieces.subwords)
        std::ranges::for_each(token_pieces(encoder, column.name, text), take);
    else
        Tokenizer(pieces.kind).each(text, take);
    return pieces;
}

} // namespace loom
