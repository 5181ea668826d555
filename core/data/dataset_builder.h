#pragma once
#include "data/dataset.h"
#include "data/edited_rows.h"
#include "data/given.h"
#include "data/open.h"
#include "data/step.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace loom {

/// Makes one Dataset, step by step.
class DatasetBuilder {
public:
    DatasetBuilder(std::shared_ptr<const Table> table, DataSetup setup, Progress* progress, std::size_t memory,
                   std::shared_ptr<const Dataset> before, bool only_looked_at = false);

    Result<std::shared_ptr<const Dataset>> build();

private:
    const DataSetup& setup() const { return data_->setup_; }
    Status go_on() const { return stopped() ? Status(opening_stopped()) : Status(Ok{}); }
    bool stopped() const { return progress_ && progress_->cancelled; }
    StepRun run() const { return {progress_, data_->kept_.get()}; }
    void note(Message message) { data_->notes_.push_back(std::move(message)); }

    // dataset_builder.cpp: types, edits, rows and parts.
    Status overrule_types();
    void find_edits();
    bool is_excluded(std::uint32_t row) const { return std::ranges::binary_search(data_->excluded_, row); }
    /// What the row is to be learned as, where a person said so; else null.
    const std::string* given_label(std::uint32_t row) const;
    /// What was given by hand and cannot be learned does not count.
    void pass_over_unfit(Given);
    void note_given_labels();
    Status choose_rows();
    Status split();
    Status some_left() const;
    Status balance();

    // dataset_target.cpp: what is learned.
    Status choose_target();
    Status choose_classes(const Column&);
    void choose_numbers(const Column&);
    /// Objects in pictures.
    Status choose_boxes(const Column&);
    /// What Outputs are compared with beside the target. What cannot be learned is passed over: the network says so.
    void choose_further();
    bool is_further(const std::string& name) const;

    // dataset_samples.cpp: what it is learned from.
    /// Pictures are changed before they are cut into parts, for these steps learn nothing; other steps leave them alone.
    Status bind_pictures();
    PictureShape sample_shape(const PixelStore&);
    Status bind_columns();
    /// Whether steps and columns would learn the same once more: labels are nothing to them.
    bool as_before() const;
    bool holds_sounds() const;
    /// Without what further Outputs predict: no step may learn from it.
    std::shared_ptr<const Table> without_further() const;
    /// Columns that Inputs name, behind a sample that would be a picture or a sound alone.
    Status add_beside(Encoder&, const Table& prepared, std::span<const std::uint32_t> rows);
    /// Ids that are the whole sample reach an Embedding layer by themselves; beside other columns somebody must lead them there.
    void tell_of_ids(const Encoder&);
    void leave_out_missing_vectors(const Table& prepared);

    // dataset_facts.cpp: what is known of it.
    void state_facts();
    /// What a row is made of, each piece as if it were the whole sample.
    void state_columns();
    /// Of a column of a sample that is a row, whose every value has its own: of all values of a feature together,
    /// var = E(var + mean²) − E(mean)².
    void take_moments(DataFacts::Column&) const;
    void channel_moments();
    using Deviations = std::pair<std::vector<double>, std::vector<double>>; // Mean and deviation, by feature.
    /// Over the training part, of `size` values of each row from `begin` on, that are so many features one after the other.
    Deviations moments_of(std::size_t begin_in_row, std::size_t size, std::size_t features) const;
    /// One of each feature: the first size of a sample's shape. Ids stay what they are: 0 and 1.
    void feature_moments();

    std::shared_ptr<const Table> table_;
    std::shared_ptr<const Dataset> before_;
    Progress* progress_;
    std::size_t memory_;
    bool only_looked_at_;
    std::shared_ptr<Dataset> data_{new Dataset};
    std::vector<std::uint32_t> usable_;
    std::unordered_map<std::uint32_t, const RowEdit*> edits_;
    std::set<std::uint32_t> unfit_; // Rows whose given value cannot be learned.
    std::vector<std::uint32_t> held_back_; // Left out by hand, though they could be learned.
    // Where rows are held back, parts are drawn as if they were not: the others stay where they were.
    std::vector<std::uint32_t> drawn_from_;
    std::vector<std::int32_t> strata_; // Per table row; empty: the labels.
};

} // namespace loom
