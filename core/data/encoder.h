#pragma once
#include "base/threads.h"
#include "data/preparation.h"

#include <nlohmann/json_fwd.hpp>

#include <list>
#include <mutex>
#include <unordered_map>

namespace loom {

/// How one column becomes numbers.
struct ColumnCode {
    std::string column;
    ColumnType type = ColumnType::Number;
    double fallback = 0;                   // What a missing number becomes: the mean of the training part.
    std::vector<std::string> categories{}; // One place each; anything else is all zeros. Empty for numbers.
    std::vector<std::string> words{};      // Of yes or no: the word for 0 and the one for 1.
    DateOrder date_order = DateOrder::YearFirst;
    Shape shape{};                         // Of vectors, features first.
    std::int64_t vocabulary = 0;           // Of vectors of ids: they are below it.
    bool beside = false;                   // Behind the usual sample, for an Input that names it.

    /// One of each value; "city = Oslo" of a category, "sound 3, 17" of a vector's place (band 3, frame 17).
    std::vector<std::string> feature_names() const;
    std::size_t width() const { return !shape.empty() ? Vectors::places(shape) : categories.empty() ? 1 : categories.size(); }
    bool operator==(const ColumnCode&) const = default;
};

/// How a column is learned from, by its values in the training part; nothing where its type is no use or it has none
/// there. Of more than 64 categories the most frequent ones are told apart; `categories` is how many there are.
std::optional<ColumnCode> code_of_column(const Column&, std::span<const std::uint32_t> training, std::size_t* categories = nullptr);

/// How a row becomes a sample: all that prediction needs, once the training data is gone. Scaling is the Input layer's.
struct Encoder {
    std::string source;              // Id of the source type that reads such files.
    PictureShape picture;            // Where samples are pictures, else zero.
    std::vector<ColumnCode> columns; // Where they are rows, once they have been through the steps; those beside come last.
    std::vector<FittedStep> steps{}; // Done to the table first.

    bool pictures() const { return picture.channels > 0; }
    std::size_t width() const; // Floats per row: the sample, and what is beside it.
    std::size_t usual_columns() const; // How many columns the sample is.
    /// As the network takes a sample: {channels, height, width} of pictures, the vector's own where it is the only column,
    /// else {width}.
    Shape sample() const;
    /// One of each float of a sample that is a row: "age", "city = Oslo", "sound 3, 17" of a vector's place (band 3, frame 17); none
    /// where samples have more axes.
    std::vector<std::string> feature_names() const;
    bool operator==(const Encoder&) const = default;
};
nlohmann::json to_json(const Encoder&);
Result<Encoder> encoder_from_json(const nlohmann::json&);

/// A table seen through an encoder: rows as raw samples. Safe to use from several threads.
class Samples {
public:
    /// Pictures that fit `memory` bytes, once decoded, are kept; where not all do, those used last are.
    static constexpr std::size_t default_memory = std::size_t{1} << 30;
    /// `prepared`: the table as the encoder's steps make it, where that is known already.
    static Result<std::shared_ptr<Samples>> bind(Encoder, std::shared_ptr<const Table>,
                                                 std::size_t memory = default_memory,
                                                 std::shared_ptr<const Table> prepared = nullptr);

    const Encoder& encoder() const { return encoder_; }
    const Table& table() const { return *table_; } // As it was given.
    const Table& prepared() const { return *prepared_; } // Behind the encoder's steps.
    std::shared_ptr<const Table> shared_table() const { return table_; }
    std::shared_ptr<const Table> shared_prepared() const { return prepared_; }
    std::size_t size() const { return table_->rows; }
    /// True where every sample, decoded, fits the memory: reading all of them once finds all faults and is never
    /// repeated.
    bool fits() const { return fits_; }

    /// Floats of the rows, one after the other: pictures as 0–255, channel by channel. A row that cannot be read
    /// becomes zeros, and its place in `readable` (if given, one per row) 0 instead of 1.
    void fill(std::span<const std::uint32_t> rows, std::span<float> out, std::span<float> readable = {}) const;
    /// The bytes of one picture in the encoder's shape. `out` has encoder().picture.bytes() places.
    Status picture(std::uint32_t row, std::span<std::uint8_t> out) const;
    /// Decodes everything that fits, on `threads` threads.
    void prepare(int threads, Progress*) const;
    /// The rows that could not be read so far, and why.
    std::vector<std::pair<std::uint32_t, Error>> unreadable() const;

private:
    struct BoundColumn {
        const Column* column = nullptr;
        std::vector<std::int32_t> place; // From the table's codes to the encoder's categories.
    };
    struct Kept {
        std::uint32_t row = 0;
        std::vector<std::uint8_t> pixels;
    };
    enum class State : std::uint8_t { New, Read, Unreadable };
    Result<std::vector<std::uint8_t>> decode(std::uint32_t row) const;

    Samples(Encoder e, std::shared_ptr<const Table> t, std::shared_ptr<const Table> prepared, std::size_t memory);

    Encoder encoder_;
    std::shared_ptr<const Table> table_, prepared_;
    std::vector<Column> converted_; // Those that the table has in another way than the encoder.
    std::vector<BoundColumn> columns_;
    const PixelStore* store_ = nullptr;
    bool fits_ = true, direct_ = false; // Direct: the store's own bytes are the samples.
    std::size_t keep_ = 0;              // How many pictures.
    mutable std::mutex mutex_;
    // Where everything fits: a place for each picture, filled once.
    mutable std::vector<std::uint8_t> all_;
    mutable std::vector<State> state_;
    // Where not: the pictures used last, the newest first.
    mutable std::list<Kept> kept_;
    mutable std::unordered_map<std::uint32_t, std::list<Kept>::iterator> where_;
    mutable std::unordered_map<std::uint32_t, Error> unreadable_;
};

/// A file from outside as samples: a picture, or whatever a source reads (IDX, CIFAR, CSV, a folder of pictures).
Result<std::shared_ptr<Samples>> open_samples(const Encoder&, const std::string& path);

} // namespace loom
