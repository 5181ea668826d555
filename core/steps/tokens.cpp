#include "base/threads.h"
#include "data/numbers.h"
#include "data/vocabulary.h"
#include "schema/shapes.h"

#include <algorithm>

namespace loom {
namespace {

enum class Cut { Words, Characters, Spaces };
enum class Side { End, Beginning };

/// Texts become ids of their words or characters: 0 fills up, 1 is what was never seen, then the most frequent ones first.
struct Tokens {
    Cut cut = Cut::Words;
    bool lower = true;
    std::int64_t vocabulary = 10'000, least = 1, length = 0;
    Side pad = Side::End, keep = Side::Beginning;

    static constexpr std::int64_t first_piece = 2, longest = 65'536, longest_by_itself = 512;

    struct Learned {
        std::vector<std::string> pieces; // The first has id 2.
        std::int64_t length = 0;
    };
    friend void to_json(nlohmann::json& json, const Learned& l)
    {
        json = {{"pieces", l.pieces}, {"length", l.length}};
    }
    friend void from_json(const nlohmann::json& json, Learned& l)
    {
        json.at("pieces").get_to(l.pieces);
        json.at("length").get_to(l.length);
    }

    static bool takes(const Column& c) { return c.type == ColumnType::Text; }

    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows, const StepRun& run) const
    {
        const auto& texts = std::get<Texts>(c.cells);
        Learned learned;
        for (PieceCount& count : count_pieces(texts, rows, pieces(), std::size_t(least), std::size_t(vocabulary - first_piece), run.progress))
            learned.pieces.push_back(std::move(count.piece));
        if (learned.pieces.empty())
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
        if (!takes(**from))
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
        const std::int64_t size = std::int64_t(learned.pieces.size()) + first_piece;
        put_column(table, column, {column, ColumnType::Vector, Vectors{std::move(values), {learned.length}, size}});
        return Ok{};
    }

    Message summary() const
    {
        static constexpr Text names[] = {LOOM_TEXT("words"), LOOM_TEXT("characters"), LOOM_TEXT("parted by blanks")};
        std::vector<Message> parts{names[std::size_t(cut)], Message(LOOM_TEXT("%1 at most"), quantity_text(vocabulary))};
        if (length > 0)
            parts.emplace_back(LOOM_TEXT("length %1"), length);
        return joined(parts);
    }

private:
    Pieces pieces() const { return {.kind = TokenKind(cut), .lower = lower}; }

    /// take(i, ids) for each i below `count`, from several threads; row(i) says where its text stands.
    template <class Row, class Take>
    void for_each_text(const Learned& learned, const Texts& texts, std::size_t count, const StepRun& run, Row row, Take take) const
    {
        TextMap<float> ids;
        for (const std::string& piece : learned.pieces)
            ids.emplace(piece, float(ids.size() + first_piece));
        constexpr std::size_t block = 256;
        parallel_for((count + block - 1) / block, allowed_processors(), [&](std::size_t b) {
            if (run.stopped())
                return;
            std::vector<float> found;
            PieceReader reader(pieces());
            for (std::size_t i = b * block; i < std::min((b + 1) * block, count); ++i) {
                found.clear();
                reader.each(texts[row(i)], [&](std::string_view piece) {
                    const auto it = ids.find(piece);
                    found.push_back(it == ids.end() ? 1.0f : it->second);
                });
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
        .help = LOOM_TEXT("Cuts each text into words or characters and gives each a whole number, as an Embedding layer wants it. 0 fills up, 1 is what the training part does not have."),
        .group = StepGroup::Texts,
        .settings = {setting(&Tokens::cut, {.key = "cut",
                                            .label = LOOM_TEXT("Cut into"),
                                            .help = LOOM_TEXT("Words are found by a dictionary in Chinese."),
                                            .choices = {{"words", LOOM_TEXT("Words")},
                                                        {"characters", LOOM_TEXT("Characters")},
                                                        {"spaces", LOOM_TEXT("Between blanks")}}}),
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
                                             .advanced = true})},
    });
    return type;
}

} // namespace loom
