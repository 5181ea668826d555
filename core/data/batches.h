#pragma once
#include "data/dataset.h"

#include <condition_variable>
#include <thread>

namespace loom {

/// One batch, ready to be handed to a device. Always `size` rows long: the last one of an epoch is filled up with rows
/// from the epoch's beginning, which have weight 0. A row that cannot be read is zeros and has weight 0 too.
struct Batch {
    std::int64_t epoch = 0;
    std::size_t index = 0;     // Within the epoch.
    std::size_t rows_used = 0; // Those with a place in the epoch; the rest is filling.
    std::vector<std::uint32_t> rows;
    std::vector<float> samples;
    std::vector<std::int32_t> labels; // −1 where the target is a number.
    std::vector<float> targets;       // See Dataset::targets().
    std::vector<float> weights;       // 1, or the row's share of a mixture.
    struct Further {
        std::vector<std::int32_t> labels; // −1 where the row has none.
        std::vector<float> targets;       // NaN where the row has none.
    };
    std::vector<Further> further; // As DataFacts::further.
    std::size_t unreadable = 0;
};

struct BatchSetup {
    std::size_t size = 32;
    bool shuffled = false; // A new order every epoch, from the seed and the epoch's number alone.
    std::uint64_t seed = 1;
    std::int64_t first_epoch = 0;
    std::size_t first_batch = 0; // Of the first epoch.
    std::int64_t epochs = -1; // How many, the first one counted however little is left of it; −1: without end.
    bool augmented = false;   // By the steps that augment: for training alone.
    int threads = 1;          // That prepare batches. One is enough where nothing is decoded or augmented.
    std::size_t ahead = 3;    // Batches that are kept ready.
};

/// Prepares batches ahead of the one who uses them. What comes depends on the setup alone, never on the threads. Memory
/// is taken when the stream begins; a batch costs none. `rows` may hold a row several times, side by side.
///
/// Where steps mix (mixup, cutmix), neighbours in a batch become the same mixture λ·a + (1 − λ)·b, once with the target of
/// each. Classes weigh 2λ and 2(1 − λ), so that the weighted mean of a loss that judges rows one by one is
/// λ·loss(a) + (1 − λ)·loss(b) for each mixture: the loss of Zhang et al. 2017 for half as many mixtures as rows. Numbers
/// are mixed themselves. A neighbour that is filling or cannot be read leaves a row as it is.
class BatchStream {
public:
    BatchStream(std::shared_ptr<const Dataset>, std::vector<std::uint32_t> rows, BatchSetup);
    ~BatchStream();
    BatchStream(const BatchStream&) = delete;
    BatchStream& operator=(const BatchStream&) = delete;

    std::size_t batches_per_epoch() const { return per_epoch_; }
    /// The next batch, valid until the next call; null after the last epoch. Waits where none is ready.
    const Batch* next();
    /// Rows met so far (once per epoch) that could not be read.
    std::size_t unreadable() const { return unreadable_; }

private:
    struct Slot {
        Batch batch;
        std::vector<std::uint32_t> places; // In rows_, of the batch's rows.
        std::vector<float> scratch;        // One sample's, for augmentation.
        std::uint64_t ready = 0; // Ticket + 1 of what it holds.
    };
    void work(std::stop_token);
    void prepare(Slot&, std::uint64_t ticket);
    Augmentation::Place place_of(std::size_t place, std::int64_t epoch) const;
    void mix_neighbours(Slot&) const;
    /// Places in rows_.
    std::shared_ptr<const std::vector<std::uint32_t>> order(std::int64_t epoch);

    std::shared_ptr<const Dataset> data_;
    std::vector<std::uint32_t> rows_;
    BatchSetup setup_;
    std::size_t per_epoch_;
    std::uint64_t tickets_; // How many batches there are in all.
    std::vector<Slot> slots_;
    std::mutex mutex_, order_mutex_;
    std::condition_variable_any changed_;
    std::uint64_t claimed_ = 0;  // By the preparing threads.
    std::uint64_t taken_ = 0;    // By next().
    std::uint64_t released_ = 0; // Slots that may be filled again.
    std::vector<std::pair<std::int64_t, std::shared_ptr<const std::vector<std::uint32_t>>>> orders_;
    std::size_t unreadable_ = 0;
    std::vector<std::jthread> threads_;
};

} // namespace loom
