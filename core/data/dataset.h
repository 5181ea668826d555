#pragma once
#include "data/augmentation.h"
#include "data/encoder.h"
#include "data/kept_vectors.h"
#include "data/split.h"
#include "data/target.h"
#include "schema/data_facts.h"
#include "schema/data_setup.h"

namespace loom {

/// Data ready to learn from: a table, what is learned from it, its parts, and its rows as numbers. Never changes; safe
/// to use from several threads. Samples are raw (pictures 0–255); scaling is the Input layer's, so that exports contain
/// it.
class Dataset {
public:
    /// Opens the path (or generates the rows) that `setup` names. Pictures that fit `memory` are decoded here, once.
    static Result<std::shared_ptr<const Dataset>> open(const DataSetup& setup, Progress* = nullptr,
                                                       std::size_t memory = Samples::default_memory);
    /// The same for a table that is open already. What `before` made of this table is taken over where it would be the same: what
    /// steps have learned and made of the same rows, decoded pictures, spectrograms.
    static Result<std::shared_ptr<const Dataset>> make(std::shared_ptr<const Table>, DataSetup, Progress* = nullptr,
                                                       std::size_t memory = Samples::default_memory,
                                                       std::shared_ptr<const Dataset> before = nullptr);
    /// To be looked at and labelled, where nothing can be learned from the columns: samples are without width.
    static Result<std::shared_ptr<const Dataset>> look_at(std::shared_ptr<const Table>, DataSetup, Progress* = nullptr);

    const DataSetup& setup() const { return setup_; }
    const Table& table() const { return samples_->table(); }
    /// As the source reads it: no type is overruled. What edits of rows are held against (edited_rows.h).
    const std::shared_ptr<const Table>& source_table() const { return source_table_; }
    /// Rows with an edit of setup().row_edits that fits them, ascending.
    std::span<const std::uint32_t> edited_rows() const { return edited_; }
    /// Of those, the ones that are left out.
    std::span<const std::uint32_t> excluded_rows() const { return excluded_; }
    const DataFacts& facts() const { return facts_; }
    const Encoder& encoder() const { return samples_->encoder(); }
    const Samples& samples() const { return *samples_; }
    const std::string& target() const { return target_; } // The column's name.
    /// What a person should know: columns left out, rows without a target, pictures scaled.
    const std::vector<Message>& notes() const { return notes_; }

    /// The same rows, parts and labels as samples of another encoder: that of a model trained on other rows.
    Result<std::shared_ptr<const Dataset>> through(Encoder) const;

    std::span<const std::uint32_t> rows(Part) const;
    /// Training and test part are the same rows, because the data wants it so and nobody overruled it.
    bool scored_on_all() const { return table().scored_on_all && setup_.split == SplitWay::Given; }
    /// What an epoch of training goes through: the training part, or what steps that balance make of it. Ascending; a row
    /// may come several times.
    std::span<const std::uint32_t> training_rows() const { return balanced_.empty() ? parts_.train : balanced_; }
    /// What is done to samples while training.
    const Augmentation& augmentation() const { return augmentation_; }
    /// For steps that are tried on these data.
    const std::shared_ptr<KeptVectors>& kept_vectors() const { return kept_; }
    /// Of one row, −1 where it has none or the target is a number.
    std::int32_t label(std::uint32_t row) const { return labels_.empty() ? -1 : labels_[row]; }
    /// How many rows of a part each class has.
    std::vector<std::size_t> class_counts(Part) const;

    std::size_t sample_width() const { return encoder().width(); } // Of a row, with what is beside the sample.
    void fill(std::span<const std::uint32_t> rows, std::span<float> samples, std::span<float> readable = {}) const
    {
        samples_->fill(rows, samples, readable);
    }
    void labels(std::span<const std::uint32_t> rows, std::span<std::int32_t> out) const;
    /// Numbers: the values. Classes: the label as a number.
    void targets(std::span<const std::uint32_t> rows, std::span<float> out) const;
    /// Of facts().further[k]: labels, −1 where a row has none, or numbers, NaN where it has none.
    void further_labels(std::size_t k, std::span<const std::uint32_t> rows, std::span<std::int32_t> out) const;
    void further_targets(std::size_t k, std::span<const std::uint32_t> rows, std::span<float> out) const;

    /// Sixteen hexadecimal digits that change when the rows, their parts or their encoding change.
    std::string fingerprint() const;

private:
    Dataset() = default;

    /// Of a table row; of boxes those of the objects in it.
    std::span<const float> numbers_of(std::uint32_t row) const;

    /// What samples were made by, beside the table and the target.
    struct MadeBy {
        std::vector<std::uint32_t> rows; // Learned from; empty: the training part.
        std::vector<Message> notes;      // Of columns.
    };

    DataSetup setup_;
    std::shared_ptr<Samples> samples_;
    DataFacts facts_;
    Parts parts_;
    std::vector<std::uint32_t> balanced_; // Empty: as the training part.
    Augmentation augmentation_;
    std::string target_;
    std::vector<std::int32_t> labels_; // Per table row, for classes.
    std::vector<float> numbers_;       // For numbers: per table row target_width of them; for boxes those of the objects there are.
    std::vector<std::size_t> begins_;  // For boxes: where each row's begin in numbers_, and the end of the last.
    struct Further {
        std::vector<std::int32_t> labels; // As labels_ and numbers_.
        std::vector<float> numbers;
    };
    std::vector<Further> further_; // As facts_.further.
    std::vector<Message> notes_;
    std::shared_ptr<const Table> source_table_;
    std::vector<std::uint32_t> edited_, excluded_;
    std::size_t type_notes_ = 0;        // The first notes_: of types that were overruled.
    std::optional<MadeBy> made_by_;     // Nothing: samples of another encoder.
    std::shared_ptr<KeptVectors> kept_;
    std::uint64_t given_labels_ = 0; // A hash of the labels that were given by hand; 0 where there are none.

    friend class DatasetBuilder;
};

} // namespace loom
