#include "data/batches.h"
#include "base/random.h"

#include <algorithm>
#include <numeric>
#include <system_error>

namespace loom {

BatchStream::BatchStream(std::shared_ptr<const Dataset> data, std::vector<std::uint32_t> rows, BatchSetup setup)
    : data_(std::move(data)), rows_(std::move(rows)), setup_(setup)
{
    setup_.size = std::max<std::size_t>(setup_.size, 1);
    per_epoch_ = (rows_.size() + setup_.size - 1) / setup_.size;
    tickets_ = setup_.epochs < 0 ? ~std::uint64_t{0} : std::uint64_t(setup_.epochs) * per_epoch_;
    if (!per_epoch_)
        tickets_ = 0;
    claimed_ = taken_ = released_ = setup_.first_batch;
    if (taken_ >= tickets_)
        return;
    // One slot is with the user, the others are being filled or wait.
    slots_.resize(std::max<std::size_t>(setup_.ahead, 1) + 1);
    for (Slot& slot : slots_) {
        slot.batch.rows.resize(setup_.size);
        slot.batch.samples.resize(setup_.size * data_->sample_width());
        slot.batch.labels.resize(setup_.size);
        slot.batch.targets.resize(setup_.size * std::size_t(data_->facts().target_width));
        slot.batch.weights.resize(setup_.size);
        slot.batch.further.resize(data_->facts().further.size());
        for (Batch::Further& further : slot.batch.further) {
            further.labels.resize(setup_.size);
            further.targets.resize(setup_.size);
        }
        slot.places.resize(setup_.size);
        if (setup_.augmented)
            slot.scratch.resize(data_->sample_width());
    }
    try {
        for (int t = 0; t < std::max(1, setup_.threads); ++t)
            threads_.emplace_back([this](std::stop_token stop) { work(stop); });
    } catch (const std::system_error&) {
        // The system starts no further thread: those there are do it all, and without any, next() does.
    }
}

BatchStream::~BatchStream()
{
    for (auto& thread : threads_)
        thread.request_stop();
    changed_.notify_all();
}

const Batch* BatchStream::next()
{
    std::unique_lock lock(mutex_);
    released_ = taken_;
    if (taken_ >= tickets_)
        return nullptr;
    changed_.notify_all();
    const std::uint64_t ticket = taken_++;
    Slot& slot = slots_[ticket % slots_.size()];
    if (threads_.empty())
        prepare(slot, ticket);
    else
        changed_.wait(lock, [&] { return slot.ready == ticket + 1; });
    unreadable_ += slot.batch.unreadable;
    return &slot.batch;
}

void BatchStream::work(std::stop_token stop)
{
    for (;;) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [&] { return claimed_ >= tickets_ || claimed_ < released_ + slots_.size(); }) ||
            claimed_ >= tickets_)
            return;
        const std::uint64_t ticket = claimed_++;
        Slot& slot = slots_[ticket % slots_.size()];
        lock.unlock();
        prepare(slot, ticket);
        lock.lock();
        slot.ready = ticket + 1;
        changed_.notify_all();
    }
}

void BatchStream::prepare(Slot& slot, std::uint64_t ticket)
{
    Batch& batch = slot.batch;
    batch.epoch = setup_.first_epoch + std::int64_t(ticket / per_epoch_);
    batch.index = std::size_t(ticket % per_epoch_);
    const auto order_of_epoch = order(batch.epoch);
    const std::size_t begin = batch.index * setup_.size;
    batch.rows_used = std::min(setup_.size, rows_.size() - begin);
    for (std::size_t i = 0; i < setup_.size; ++i) {
        slot.places[i] = (*order_of_epoch)[(begin + i) % rows_.size()];
        batch.rows[i] = rows_[slot.places[i]];
    }
    data_->fill(batch.rows, batch.samples, batch.weights);
    batch.unreadable = 0;
    for (std::size_t i = 0; i < batch.rows_used; ++i)
        batch.unreadable += batch.weights[i] == 0;
    const bool augmented = setup_.augmented && !data_->augmentation().empty();
    const std::size_t width = data_->sample_width();
    for (std::size_t i = 0; augmented && i < setup_.size; ++i)
        if (batch.weights[i] > 0)
            data_->augmentation().change(std::span(batch.samples).subspan(i * width, count(data_->facts().sample)), place_of(slot.places[i], batch.epoch), slot.scratch);
    std::fill(batch.weights.begin() + std::ptrdiff_t(batch.rows_used), batch.weights.end(), 0.0f);
    data_->labels(batch.rows, batch.labels);
    data_->targets(batch.rows, batch.targets);
    for (std::size_t k = 0; k < batch.further.size(); ++k) {
        data_->further_labels(k, batch.rows, batch.further[k].labels);
        data_->further_targets(k, batch.rows, batch.further[k].targets);
    }
    if (augmented && data_->augmentation().mixes())
        mix_neighbours(slot);
}

Augmentation::Place BatchStream::place_of(std::size_t place, std::int64_t epoch) const
{
    std::size_t first = place;
    while (first > 0 && rows_[first - 1] == rows_[place])
        --first;
    return {setup_.seed, epoch, rows_[place], std::uint32_t(place - first)};
}

void BatchStream::mix_neighbours(Slot& slot) const
{
    Batch& batch = slot.batch;
    const std::size_t width = data_->sample_width();
    const bool classes = data_->facts().target == DataFacts::Target::Classes;
    for (std::size_t i = 0; i + 1 < batch.rows_used; i += 2) {
        if (batch.weights[i] == 0 || batch.weights[i + 1] == 0)
            continue;
        const auto a = std::span(batch.samples).subspan(i * width, width), b = std::span(batch.samples).subspan((i + 1) * width, width);
        const double share = data_->augmentation().mix(a, b, place_of(slot.places[i], batch.epoch), slot.scratch);
        if (classes) {
            batch.weights[i] = float(2 * share);
            batch.weights[i + 1] = 2 - batch.weights[i];
        } else {
            const double mixed = share * double(batch.targets[i]) + (1 - share) * double(batch.targets[i + 1]);
            batch.targets[i] = batch.targets[i + 1] = float(mixed);
        }
    }
}

std::shared_ptr<const std::vector<std::uint32_t>> BatchStream::order(std::int64_t epoch)
{
    const std::lock_guard lock(order_mutex_);
    const std::int64_t key = setup_.shuffled ? epoch : 0;
    for (const auto& [of, known] : orders_)
        if (of == key)
            return known;
    auto fresh = std::make_shared<std::vector<std::uint32_t>>();
    if (setup_.shuffled) {
        *fresh = permutation(rows_.size(), Random(setup_.seed, stream_of("order of rows") ^ std::uint64_t(epoch)));
    } else {
        fresh->resize(rows_.size());
        std::iota(fresh->begin(), fresh->end(), 0u);
    }
    // Threads may still be at the epoch before; older orders are done with.
    std::erase_if(orders_, [&](const auto& entry) { return entry.first + std::int64_t(slots_.size()) < key; });
    orders_.emplace_back(key, fresh);
    return fresh;
}

} // namespace loom
