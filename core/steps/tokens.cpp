#include "base/threads.h"
#include "data/numbers.h"
#include "data/subwords.h"
#include "schema/shapes.h"

#include <algorithm>
#include <optional>

namespace loom {
namespace {

enum class Cut { Words, Characters, Spaces, Merges, Unigram };
enum class Side { End, Beginning };

/// Texts become ids of their words, characters or subwords: 0 fills up, 1 is what was never seen, then the most frequent (of
/// subwords the first merged or the most probable) ones first.
struct Tokens {
    Cut cut = Cut::Words;
    bool lower = true;
    std::int64_t vocabulary = 10'000, least = 1, length = 0;
    Side pad = Side::End, keep = Side::Beginning;
    double coverage = 0.9995;

    static constexpr std::int64_t first_piece = 2, longest = 65'536, longest_by_itself = 512;

    struct Learned {
        Subwords vocabulary; // Words are kept as merges are; the first piece has id 2.
        std::int64_t length = 0;
    };
    friend void to_json(nlohmann::json& json, const Learned& l)
    {
        json = l.vocabulary;
        json["length"] = l.length;
    }
    friend void from_json(const nlohmann::json& json, Learned& l)
    {
        json.get_to(l.vocabulary);
        json.at("length").get_to(l.length);
    }

    static bool takes(const Column& c) { return c.type == ColumnType::Text; }

    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows, const StepRun& run) const
    {
        const auto& texts = std::get<Texts>(c.cells);
        Learned learned;
        const auto most = std::size_t(vocabulary - first_piece);
        if (subwords()) {
            const auto stretches = count_pieces(texts, learned_from(texts, rows), pieces(), 1, texts.bytes().size(), run.progress);
            const SubwordWishes wishes{.most = most, .least = std::size_t(least), .coverage = coverage, .progress = run.progress};
            learned.vocabulary = cut == Cut::Merges ? learn_merges(stretches, wishes) : learn_unigram(stretches, wishes);
        } else {
            for (PieceCount& count : count_pieces(texts, rows, pieces(), std::size_t(least), most, run.progress))
                learned.vocabulary.pieces.push_back(std::move(count.piece));
        }
        if (learned.vocabulary.pieces.empty())
            return Error{Message(LOOM_TEXT("Column “%1” has no text in the training part."), c.name),
                         LOOM_TEXT("Take the column out of the step, or drop it.")};
        learned.length = length;
        if (length == 0) {
            // So long that one text of twenty is cut off.
            std::vector<double> lengths(rows.size());
            for_each_text(learned, texts, rows.size(), run, [&](std::size_t i) { return rows[i]; },
                          [&](std::size_t i, std::span<const float> ids) { lengths[i] = double(ids.size()); });
            std::ranges::sort(lengths);
            learned.length = std::clamp<std::int64_t>(std::llround(quantile(lengths, 0.95)), 1, longest_by_itself);
        }
        return learned;
    }

    Status apply(const Learned& learned, Table& table, const std::string& column, const StepRun& run) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        if (learned.length < 1 || learned.length > longest)
            return damaged_step();
        if (!takes(**from) || !learned.vocabulary.sound() || learned.vocabulary.scores.empty() != (cut != Cut::Unigram))
            return damaged_step();
        const auto texts = std::get<Texts>((*from)->cells);
        const auto places = std::size_t(learned.length);
        auto room = room_for_vectors(texts.size(), places);
        if (!room)
            return room.error();
        std::vector<float>& values = *room;
        for_each_text(learned, texts, texts.size(), run, [](std::size_t i) { return i; }, [&](std::size_t row, std::span<const float> ids) {
            if (ids.size() > places)
                ids = keep == Side::Beginning ? ids.first(places) : ids.last(places);
            const std::size_t begin = row * places + (pad == Side::End ? 0 : places - ids.size());
            std::ranges::copy(ids, values.begin() + std::ptrdiff_t(begin));
        });
        const std::int64_t size = std::int64_t(learned.vocabulary.pieces.size()) + first_piece;
        put_column(table, column, {column, ColumnType::Vector, Vectors{std::move(values), {learned.length}, size}});
        return Ok{};
    }

    Message summary() const
    {
        static constexpr Text names[] = {LOOM_TEXT("words"), LOOM_TEXT("characters"), LOOM_TEXT("parted by blanks"),
                                          LOOM_TEXT("BPE subwords"), LOOM_TEXT("unigram subwords")};
        std::vector<Message> parts{names[std::size_t(cut)], Message(LOOM_TEXT("%1 at most"), quantity_text(vocabulary))};
        if (length > 0)
            parts.emplace_back(LOOM_TEXT("length %1"), length);
        return joined(parts);
    }

private:
    bool subwords() const { return cut == Cut::Merges || cut == Cut::Unigram; }
    Pieces pieces() const { return {.kind = subwords() ? TokenKind::Stretches : TokenKind(cut), .lower = lower}; }

    /// Subwords are learned from 16 MB of text; of more from rows spread evenly, for they would hardly become others.
    static std::vector<std::uint32_t> learned_from(const Texts& texts, std::span<const std::uint32_t> rows)
    {
        constexpr std::size_t enough = std::size_t{1} << 24;
        std::size_t bytes = 0;
        for (const std::uint32_t row : rows)
            bytes += texts[row].size();
        const std::size_t every = bytes / enough + 1;
        std::vector<std::uint32_t> some;
        for (std::size_t i = 0; i < rows.size(); i += every)
            some.push_back(rows[i]);
        return some;
    }

    /// take(i, ids) for each i below `count`, from several threads; row(i) says where its text stands.
    template <class Row, class Take>
    void for_each_text(const Learned& learned, const Texts& texts, std::size_t count, const StepRun& run, Row row, Take take) const
    {
        TextMap<float> ids;
        std::optional<SubwordTable> table;
        if (subwords())
            table.emplace(learned.vocabulary);
        else
            for (const std::string& piece : learned.vocabulary.pieces)
                ids.emplace(piece, float(ids.size() + first_piece));
        constexpr float unknown = 1;
        const std::size_t block = std::max<std::size_t>(256, count / 64); // A reader remembers what it met.
        parallel_for((count + block - 1) / block, allowed_processors(), [&](std::size_t b) {
            if (run.stopped())
                return;
            std::vector<float> found;
            PieceReader reader(pieces());
            std::optional<SubwordReader> parts;
            if (table)
                parts.emplace(*table);
            const auto look_up = [&](std::string_view piece) {
                const auto it = ids.find(piece);
                found.push_back(it == ids.end() ? unknown : it->second);
            };
            // What is unknown behind something unknown is one with it.
            const auto cut_up = [&](std::string_view stretch) {
                for (const std::int32_t piece : parts->cut(stretch))
                    if (piece >= 0 || found.empty() || found.back() != unknown)
                        found.push_back(piece < 0 ? unknown : float(piece + first_piece));
            };
            for (std::size_t i = b * block; i < std::min((b + 1) * block, count); ++i) {
                found.clear();
                if (parts)
                    reader.each(texts[row(i)], cut_up);
                else
                    reader.each(texts[row(i)], look_up);
                take(i, std::span<const float>(found));
            }
        });
    }
};

} // namespace

const StepType& tokens_step()
{
    static const StepType type = step<Tokens>({
        .id = "tokens",
        .title = LOOM_TEXT("Texts to token ids"),
        .help = LOOM_TEXT("Cuts each text into words, characters or parts of words and gives each a whole number, as an Embedding layer wants it. 0 fills up, 1 is what the training part does not have."),
        .group = StepGroup::Texts,
        .settings = {setting(&Tokens::cut, {.key = "cut",
                                            .label = LOOM_TEXT("Cut into"),
                                            .help = LOOM_TEXT("Words are found by a dictionary in Chinese. Subwords are parts of words, learned from the texts: with them hardly anything is unknown."),
                                            .choices = {{"words", LOOM_TEXT("Words")},
                                                        {"characters", LOOM_TEXT("Characters")},
                                                        {"spaces", LOOM_TEXT("Between blanks")},
                                                        {"bpe", LOOM_TEXT("Subwords (BPE)")},
                                                        {"unigram", LOOM_TEXT("Subwords (unigram)")}}}),
                     setting(&Tokens::lower, {.key = "lower", .label = LOOM_TEXT("Small letters"), .help = LOOM_TEXT("“The” and “the” become one.")}),
                     setting(&Tokens::vocabulary, {.key = "vocabulary",
                                                   .label = LOOM_TEXT("Vocabulary"),
                                                   .help = LOOM_TEXT("How many ids there are at most; rarer pieces are unknown ones."),
                                                   .min = 8,
                                                   .max = 1'000'000}),
                     setting(&Tokens::least, {.key = "least",
                                              .label = LOOM_TEXT("At least so often"),
                                              .help = LOOM_TEXT("Pieces that the training part has more rarely are unknown ones."),
                                              .min = 1,
                                              .max = 1'000'000,
                                              .advanced = true}),
                     setting(&Tokens::length, {.key = "length",
                                               .label = LOOM_TEXT("Length"),
                                               .help = LOOM_TEXT("Ids per text; longer texts are cut off, shorter ones filled up. 0: so many that 19 of 20 texts fit, at most 512."),
                                               .min = 0,
                                               .max = double(Tokens::longest)}),
                     setting(&Tokens::pad, {.key = "pad",
                                            .label = LOOM_TEXT("Fill up"),
                                            .help = LOOM_TEXT("A recurrent layer that reads to the end learns better when texts are filled up at their beginning."),
                                            .choices = {{"end", LOOM_TEXT("At the end")}, {"beginning", LOOM_TEXT("At the beginning")}},
                                            .advanced = true}),
                     setting(&Tokens::keep, {.key = "keep",
                                             .label = LOOM_TEXT("Of long texts keep"),
                                             .help = {},
                                             .choices = {{"end", LOOM_TEXT("The end")}, {"beginning", LOOM_TEXT("The beginning")}},
                                             .advanced = true}),
                     setting(&Tokens::coverage, {.key = "coverage",
                                                 .label = LOOM_TEXT("Characters covered"),
                                                 .help = LOOM_TEXT("Subwords: the share of all characters that is learned; the rarest of the others are unknown ones. 1 keeps all, as few letters allow."),
                                                 .min = 0.9,
                                                 .max = 1,
                                                 .advanced = true})},
    });
    return type;
}

} // namespace loom
