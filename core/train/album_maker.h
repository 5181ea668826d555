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
    /// The page of this epoch begins; where it has none, what is given until the next one is not looked at.
    void begin(std::int64_t epoch);
    bool wants() const { return page_.epoch > 0; }
    /// A batch of the rows that are shown, or of the validation part, as the evaluating program has just judged it.
    void take_answers(const Executable& evaluate, const Batch&);
    void take_weights(const Carried&);
    /// What the layer of this number (of ProbePlan::layers) gave, or what came back to it.
    void take_layer(std::size_t layer, bool gradient, std::span<const float> values);
    const AlbumPage& page() const { return page_; }

private:
    void choose_rows(const Job&);
    void lay_out(const Prepared&, const Flat&, const Carried&);

    const Lowered& evaluate_;
    AlbumLayout layout_;
    bool binary_ = false;                                  // One score stands for two classes.
    std::size_t width_ = 0;                                // Scores of a row.
    std::map<std::string, std::size_t> weights_;           // Place in the layout's histograms, by the tensor's name.
    std::vector<std::array<std::optional<std::size_t>, 2>> layers_; // The same of what a layer gives and of its gradient.
    std::string filters_;                                  // The tensor.
    AlbumPage page_;
    std::vector<float> scores_;
};

} // namespace loom
