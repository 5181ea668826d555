#include "data/token_pieces.h"
#include "data/step.h"
#include "data/subwords.h"

#include <algorithm>
#include <optional>

namespace loom {
namespace {

struct Cutting {
    std::string way = "words"; // As the step calls it.
    bool lower = true;
    Subwords vocabulary = {};
};

/// What the step for this column learned; nothing where there is none or it is damaged.
std::optional<Cutting> cutting_of(const Encoder& encoder, std::string_view column)
{
    const StepType& type = *find_step("tokens");
    for (const FittedStep& step : encoder.steps)
        if (step.type == type.id)
            try {
                for (const auto& item : nlohmann::json::parse(step.learned))
                    if (item.at("column").get<std::string>() == column)
                        return Cutting{std::get<std::string>(step.values[*type.index_of("cut")]), std::get<bool>(step.values[*type.index_of("lower")]),
                                       item.at("learned").get<Subwords>()};
            } catch (const nlohmann::json::exception&) {
                return {};
            }
    return {};
}

std::vector<std::string_view> cut(TokenKind kind, std::string_view text)
{
    std::vector<std::string_view> parts;
    Tokenizer(kind).each(text, [&](std::string_view part) { parts.push_back(part); });
    return parts;
}

} // namespace

std::vector<std::string_view> token_pieces(const Encoder& encoder, std::string_view column, std::string_view text)
{
    const auto cutting = cutting_of(encoder, column);
    if (!cutting || cutting->way == "words")
        return cut(TokenKind::Words, text);
    if (cutting->way == "characters")
        return cut(TokenKind::Characters, text);
    if (cutting->way == "spaces" || !cutting->vocabulary.sound())
        return cut(TokenKind::Spaces, text);
    const SubwordTable table(cutting->vocabulary);
    SubwordReader reader(table);
    std::vector<std::string_view> parts;
    for (const std::string_view word : cut(TokenKind::Spaces, text)) {
        // Pieces are of the word as it is marked: by counting characters they are found in the text.
        const std::string marked = marked_words(cutting->lower ? lower_case(word) : std::string(word));
        const auto characters = cut(TokenKind::Characters, word), read = cut(TokenKind::Characters, marked);
        if (read.size() != characters.size() + 1) {
            parts.push_back(word);
            continue;
        }
        std::size_t at = 0; // Among `read`, whose first is the mark.
        const auto take = [&](std::size_t size) {
            const std::size_t begin = std::max<std::size_t>(at, 1) - 1;
            at += size;
            if (at > begin + 1) {
                const char* first = characters[begin].data();
                const std::string_view last = characters[at - 2];
                parts.emplace_back(first, std::size_t(last.data() + last.size() - first));
            }
        };
        for (const std::string_view stretch : cut(TokenKind::Stretches, marked)) {
            const auto cut_up = reader.cut(stretch);
            const std::vector<std::int32_t> pieces(cut_up.begin(), cut_up.end());
            const auto letters = cut(TokenKind::Characters, stretch);
            std::size_t done = 0;
            for (const std::int32_t piece : pieces) {
                std::size_t size = 0;
                if (piece >= 0)
                    size = cut(TokenKind::Characters, cutting->vocabulary.pieces[std::size_t(piece)]).size();
                else
                    while (done + size < letters.size() && reader.cut(letters[done + size]).front() < 0)
                        ++size;
                take(size);
                done += size;
            }
        }
    }
    return parts;
}

} // namespace loom
