#pragma once
#include "train/album.h"
#include "train/checkpoint.h"
#include "train/prepared.h"

namespace loom {

/// Makes the pages of a run's album from what is done after an epoch anyway: the validation, the checkpoint's weights and the doctor's look into
/// the layers. Does nothing in a step. Belongs to the run's thread.
class AlbumMaker {
public:
    /// `flat` is the job's document as one graph. What was prepared must live as long as it does.
    AlbumMaker(const Job&, const Prepared&, const Flat& flat, const Carried&);

    const AlbumLayout& layout() const { return layout_; }
    /// Before the first page: cuts an album that is there at the epoch. Its layout is kept where the two differ in their last histograms alone (runs of
    /// before 2026-11-29 have no gradients of weights); of another one it is begun anew.
    Status go_on(const fs::path& album, std::int64_t epoch);
    /// The page of this epoch begins; where it has none, what is given until the next one is not looked at.
    void begin(std::int64_t epoch);
    bool wants() const { return page_.epoch > 0; }
    /// A batch of the rows that are shown, or of the validation part, as the evaluating program has just judged it.
    void take_answers(const Executable& evaluate, const Batch&);
    void take_weights(const Carried&);
    /// What the doctor's probe saw: see LayerProbe::Watcher.
    void take_seen(AlbumLayout::Of, std::size_t index, std::span<const float> values);
    const AlbumPage& page() const { return page_; }

private:
    void choose_rows(const Job&);
    void lay_out(const Prepared&, const Flat&, const Carried&);
    void lay_out_filters(const std::string& layer, const std::string& tensor, const Shape&);
    void lay_out_weight_gradients(const ProbePlan&);
    /// Its place in the layout; nothing where the page is full.
    std::optional<std::size_t> add(AlbumLayout::Histogram);
    void put(std::size_t place, std::span<const float> values);

    const Lowered& evaluate_;
    AlbumLayout layout_;
    bool binary_ = false;                                  // One score stands for two classes.
    std::size_t width_ = 0;                                // Scores of a row.
    std::map<std::string, std::size_t> weights_;           // Place in the layout's histograms, by the tensor's name.
    std::map<std::pair<AlbumLayout::Of, std::size_t>, std::size_t> seen_; // The same of what the probe sees.
    std::string filters_;                                  // The tensor.
    AlbumPage page_;
    std::vector<float> scores_;
};

} // namespace loom
