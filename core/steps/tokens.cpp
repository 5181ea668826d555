#include "base/threads.h"
#include "data/numbers.h"
#include "data/subwords.h"
#include "data/vocabulary.h"
#include "schema/shapes.h"

#include <nettle/base64.h>

#include <algorithm>

namespace loom {
namespace {

enum class Cut { Words, Characters, Spaces, BytePairs, Unigram };
enum class Side { End, Beginning };

std::string to_base64(std::string_view bytes)
{
    std::string text(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
    base64_encode_raw(text.data(), bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    return text;
}
std::string from_base64(const std::string& text)
{
    std::string bytes(BASE64_DECODE_LENGTH(text.size()), '\0');
    std::size_t length = bytes.size();
    base64_decode_ctx context{};
    base64_decode_init(&context);
    if (!base64_decode_update(&context, &length, reinterpret_cast<std::uint8_t*>(bytes.data()), text.size(), text.data()) ||
        !base64_decode_final(&context))
        return {};
    bytes.resize(length);
    return bytes;
}

/// Texts become ids of their pieces: 0 fills up, 1 is what was never seen, then the most frequent ones first.
struct Tokens {
    Cut cut = Cut::Words;
    bool lower = true;
    std::int64_t vocabulary = 10'000, least = 1, length = 0;
    Side pad = Side::End, keep = Side::Beginning;

    static constexpr std::int64_t first_piece = 2, longest = 65'536, longest_by_itself = 512;

    struct Learned {
        std::vector<std::string> pieces; // The first has id 2.
        std::string subwords;            // Instead: a SentencePiece model in base64.
        std::int64_t length = 0;
    };
    friend void to_json(nlohmann::json& json, const Learned& l)
    {
        json = {{"pieces", l.pieces}, {"subwords", l.subwords}, {"length", l.length}};
    }
    friend void from_json(const nlohmann::json& json, Learned& l)
    {
        json.at("pieces").get_to(l.pieces);
        json.at("subwords").get_to(l.subwords);
        json.at("length").get_to(l.length);
    }

    static bool takes(const Column& c) { return c.type == ColumnType::Text; }

    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        const auto& texts = std::get<Texts>(c.cells);
        Learned learned;
        if (by_subwords()) {
            auto subwords = learn_subwords(texts, rows);
            if (!subwords)
                return subwords.error();
            learned.subwords = to_base64(subwords->bytes());
        } else {
            for (PieceCount& count : count_pieces(texts, rows, pieces(), std::size_t(least), std::size_t(vocabulary - first_piece)))
                learned.pieces.push_back(std::move(count.piece));
            if (learned.pieces.empty())
                return Error{Message(LOOM_TEXT("Column “%1” has no text in the training part."), c.name),
                             LOOM_TEXT("Take the column out of the step, or drop it.")};
        }
        learned.length = length;
        if (length == 0) {
            // So long that one text of twenty is cut off.
            std::vector<double> lengths(rows.size());
            const auto counted = for_each_text(learned, texts, rows.size(), [&](std::size_t i) { return rows[i]; },
                                               [&](std::size_t i, std::span<const float> ids) { lengths[i] = double(ids.size()); });
            if (!counted)
                return counted.error();
            std::ranges::sort(lengths);
            learned.length = std::clamp<std::int64_t>(std::llround(quantile(lengths, 0.95)), 1, longest_by_itself);
        }
        return learned;
    }

    Status apply(const Learned& learned, Table& table, const std::string& column) const
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
        std::vector<float> values(texts.size() * places);
        std::int64_t size = std::int64_t(learned.pieces.size()) + first_piece;
        LOOM_TRY(for_each_text(learned, texts, texts.size(), [](std::size_t i) { return i; }, [&](std::size_t row, std::span<const float> ids) {
            if (ids.size() > places)
                ids = keep == Side::Beginning ? ids.first(places) : ids.last(places);
            const std::size_t begin = row * places + (pad == Side::End ? 0 : places - ids.size());
            std::ranges::copy(ids, values.begin() + std::ptrdiff_t(begin));
        }, &size));
        put_column(table, column, {column, ColumnType::Vector, Vectors{std::move(values), {learned.length}, size}});
        return Ok{};
    }

    Message summary() const
    {
        static constexpr Text names[] = {LOOM_TEXT("words"), LOOM_TEXT("characters"), LOOM_TEXT("parted by blanks"), LOOM_TEXT("byte pairs"),
                                         LOOM_TEXT("unigram")};
        std::vector<Message> parts{names[std::size_t(cut)], Message(LOOM_TEXT("%1 at most"), quantity_text(vocabulary))};
        if (length > 0)
            parts.emplace_back(LOOM_TEXT("length %1"), length);
        return joined(parts);
    }

private:
    bool by_subwords() const { return cut == Cut::BytePairs || cut == Cut::Unigram; }
    Pieces pieces() const { return {.kind = TokenKind(cut), .lower = lower}; }

    /// From at most 8 MB of texts, spread evenly over the rows: more teaches little and takes minutes.
    Result<Subwords> learn_subwords(const Texts& texts, std::span<const std::uint32_t> rows) const
    {
        constexpr std::size_t enough = std::size_t{8} << 20;
        std::size_t bytes = 0;
        for (const std::uint32_t row : rows)
            bytes += texts[row].size();
        const std::size_t step = std::max<std::size_t>(1, bytes / enough);
        std::size_t next = 0;
        std::string_view rest;
        return Subwords::learn(cut == Cut::BytePairs ? SubwordKind::BytePairs : SubwordKind::Unigram, vocabulary, lower,
                               [&]() -> std::optional<std::string_view> {
                                   while (rest.empty()) {
                                       if (next >= rows.size())
                                           return {};
                                       rest = texts[rows[next]];
                                       next += step;
                                   }
                                   const std::size_t end = std::min(rest.find('\n'), rest.size());
                                   const std::string_view line = rest.substr(0, end);
                                   rest.remove_prefix(std::min(end + 1, rest.size()));
                                   return line;
                               });
    }

    /// take(i, ids) for each i below `count`, from several threads; row(i) says where its text stands.
    template <class Row, class Take>
    Status for_each_text(const Learned& learned, const Texts& texts, std::size_t count, Row row, Take take, std::int64_t* size = nullptr) const
    {
        std::optional<Subwords> subwords;
        TextMap<float> ids;
        if (by_subwords()) {
            auto read = Subwords::from_bytes(from_base64(learned.subwords));
            if (!read)
                return read.error();
            subwords = std::move(*read);
            if (size)
                *size = subwords->size();
        } else {
            for (const std::string& piece : learned.pieces)
                ids.emplace(piece, float(ids.size() + first_piece));
        }
        constexpr std::size_t block = 256;
        parallel_for((count + block - 1) / block, allowed_processors(), [&](std::size_t b) {
            std::vector<float> found;
            std::optional<PieceReader> reader;
            if (!subwords)
                reader.emplace(pieces());
            for (std::size_t i = b * block; i < std::min((b + 1) * block, count); ++i) {
                found.clear();
                if (subwords) {
                    const auto of_text = subwords->ids(texts[row(i)]);
                    found.assign(of_text.begin(), of_text.end());
                } else {
                    reader->each(texts[row(i)], [&](std::string_view piece) {
                        const auto it = ids.find(piece);
                        found.push_back(it == ids.end() ? 1.0f : it->second);
                    });
                }
                take(i, std::span<const float>(found));
            }
        });
        return Ok{};
    }
};

} // namespace

const StepType& tokens_step()
{
    static const StepType type = step<Tokens>({
        .id = "tokens",
        .title = LOOM_TEXT("Texts to token ids"),
        .help = LOOM_TEXT("Cuts each text into words, characters or pieces of words and gives each a whole number, as an Embedding layer wants it. 0 fills up, 1 is what the training part does not have."),
        .group = StepGroup::Texts,
        .settings = {setting(&Tokens::cut, {.key = "cut",
                                            .label = LOOM_TEXT("Cut into"),
                                            .help = LOOM_TEXT("Words are found by a dictionary in Chinese. Byte pairs and unigram learn pieces of words, so that hardly anything is unknown."),
                                            .choices = {{"words", LOOM_TEXT("Words")},
                                                        {"characters", LOOM_TEXT("Characters")},
                                                        {"spaces", LOOM_TEXT("Between blanks")},
                                                        {"bpe", LOOM_TEXT("Byte pairs (BPE)")},
                                                        {"unigram", LOOM_TEXT("Unigram pieces")}}}),
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
