#include "base/threads.h"
#include "data/numbers.h"
#include "data/vocabulary.h"
#include "schema/shapes.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

enum class Weight { TfIdf, Count, There };

/// How often a text has each of the most frequent runs of words. As scikit-learn's TfidfVectorizer: idf = ln((1 + n) / (1 + n with
/// it)) + 1, rows of length 1.
struct NGrams {
    enum class Cut { Words, Characters, Spaces };
    Cut cut = Cut::Words;
    std::int64_t from = 1, to = 1, features = 1000;
    bool lower = true;
    Weight weight = Weight::TfIdf;

    struct Learned {
        std::vector<std::string> pieces;
        std::vector<double> idf;
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = {{"pieces", l.pieces}, {"idf", l.idf}}; }
    friend void from_json(const nlohmann::json& json, Learned& l)
    {
        json.at("pieces").get_to(l.pieces);
        json.at("idf").get_to(l.idf);
    }

    static bool takes(const Column& c) { return c.type == ColumnType::Text; }

    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows, const StepRun& run) const
    {
        if (from > to)
            return Error{Message(LOOM_TEXT("Runs cannot be at least %1 and at most %2 long."), from, to), LOOM_TEXT("Make “to” the larger number.")};
        Learned learned;
        for (PieceCount& count : count_pieces(std::get<Texts>(c.cells), rows, pieces(), 1, std::size_t(features), run.progress)) {
            learned.pieces.push_back(std::move(count.piece));
            learned.idf.push_back(std::log((1.0 + double(rows.size())) / (1.0 + double(count.texts))) + 1);
        }
        if (learned.pieces.empty())
            return Error{Message(LOOM_TEXT("Column “%1” has no text in the training part."), c.name),
                         LOOM_TEXT("Take the column out of the step, or drop it.")};
        return learned;
    }

    Status apply(const Learned& learned, Table& table, const std::string& column, const StepRun& run) const
    {
        const auto from_column = column_to_change(table, column);
        if (!from_column)
            return from_column.error();
        const std::size_t width = learned.pieces.size();
        if (width == 0 || learned.idf.size() != width)
            return damaged_step();
        if (!takes(**from_column))
            return damaged_step();
        const auto texts = std::get<Texts>((*from_column)->cells);
        TextMap<std::size_t> places;
        for (const std::string& piece : learned.pieces)
            places.emplace(piece, places.size());
        auto room = room_for_vectors(texts.size(), width);
        if (!room)
            return room.error();
        std::vector<float>& values = *room;
        constexpr std::size_t block = 256;
        parallel_for((texts.size() + block - 1) / block, allowed_processors(), [&](std::size_t b) {
            if (run.stopped())
                return;
            PieceReader reader(pieces());
            std::vector<double> counts(width);
            for (std::size_t row = b * block; row < std::min((b + 1) * block, texts.size()); ++row) {
                std::ranges::fill(counts, 0.0);
                reader.each(texts[row], [&](std::string_view piece) {
                    if (const auto it = places.find(piece); it != places.end())
                        counts[it->second] = weight == Weight::There ? 1 : counts[it->second] + 1;
                });
                double squares = 0;
                for (std::size_t i = 0; weight == Weight::TfIdf && i < width; ++i) {
                    counts[i] *= learned.idf[i];
                    squares += counts[i] * counts[i];
                }
                const double length = squares > 0 ? std::sqrt(squares) : 1;
                for (std::size_t i = 0; i < width; ++i)
                    values[row * width + i] = float(counts[i] / length);
            }
        });
        put_column(table, column, {column, ColumnType::Vector, Vectors{std::move(values), {std::int64_t(width)}}});
        return Ok{};
    }

    Message summary() const
    {
        static constexpr Text names[] = {LOOM_TEXT("TF-IDF"), LOOM_TEXT("counts"), LOOM_TEXT("there or not")};
        return joined({names[std::size_t(weight)], Message(LOOM_TEXT("%1 to %2"), from, to), Message(LOOM_TEXT("%1 at most"), quantity_text(features))});
    }

private:
    Pieces pieces() const { return {.kind = TokenKind(cut), .lower = lower, .from = from, .to = to}; }
};

} // namespace

const StepType& n_grams_step()
{
    static const StepType type = step<NGrams>({
        .id = "n_grams",
        .title = LOOM_TEXT("Count words (n-grams)"),
        .help = LOOM_TEXT("Each text becomes one number for each of the most frequent words or runs of words: what Dense layers need to tell texts apart by their words."),
        .group = StepGroup::Texts,
        .settings = {setting(&NGrams::cut, {.key = "cut",
                                            .label = LOOM_TEXT("Cut into"),
                                            .help = LOOM_TEXT("Words are found by a dictionary in Chinese."),
                                            .choices = {{"words", LOOM_TEXT("Words")},
                                                        {"characters", LOOM_TEXT("Characters")},
                                                        {"spaces", LOOM_TEXT("Between blanks")}}}),
                     setting(&NGrams::from, {.key = "from", .label = LOOM_TEXT("Runs from"), .help = LOOM_TEXT("1: single words."), .min = 1, .max = 8}),
                     setting(&NGrams::to, {.key = "to", .label = LOOM_TEXT("Runs to"), .help = LOOM_TEXT("2: pairs of neighbours too, so that “not good” is told apart."), .min = 1, .max = 8}),
                     setting(&NGrams::features, {.key = "features", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("The most frequent ones of the training part."), .min = 1, .max = 65'536}),
                     setting(&NGrams::lower, {.key = "lower", .label = LOOM_TEXT("Small letters"), .help = LOOM_TEXT("“The” and “the” become one.")}),
                     setting(&NGrams::weight, {.key = "weight",
                                               .label = LOOM_TEXT("Value"),
                                               .help = LOOM_TEXT("TF-IDF: how often, less where many texts have it; each text's values have length 1."),
                                               .choices = {{"tf_idf", LOOM_TEXT("TF-IDF")}, {"count", LOOM_TEXT("How often")}, {"there", LOOM_TEXT("There or not")}}})},
    });
    return type;
}

} // namespace loom
