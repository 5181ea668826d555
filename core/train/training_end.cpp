#include "train/training_run.h"
#include "base/process.h"

namespace loom {

Outcome TrainingRun::finish(RunRecord::State state)
{
    Outcome outcome{.kind = state == RunRecord::State::Finished ? Outcome::Kind::Finished : Outcome::Kind::Stopped,
                    .best = best_so_far()};
    batches_.reset();
    validation_.reset();
    shown_.reset();
    if (const auto rows = job_.dataset->rows(Part::Test); done_.best_epoch > 0 && !rows.empty()) {
        if (auto read = files_.read_best(*carried_); !read)
            return fail(read.error(), true);
        carried_->write_to(*evaluate_, places_);
        BatchStream test(job_.dataset, std::vector(rows.begin(), rows.end()),
                         stream_setup(*job_.dataset, prepared_.evaluate.batch, prepared_.threads));
        Tally tally;
        position_.phase = Phase::Testing;
        monitor_.move_to(position_);
        for (std::size_t i = 0; i < test.batches_per_epoch(); ++i) {
            const auto wish = obey(Phase::Testing);
            if (!wish)
                return fail(wish.error(), true);
            switch (*wish) {
            case Reached::Leave:
                return {.kind = Outcome::Kind::Left, .best = best_so_far()};
            case Reached::Discard:
                return discard();
            case Reached::Stop:
            case Reached::End:
                break;
            }
            if (auto run = run_batch(*evaluate_, prepared_.evaluate, *test.next(), result_); !run)
                return fail(run.error(), true);
            tally.add(result_);
        }
        outcome.test_loss = tally.mean_loss();
        outcome.test_accuracy = tally.accuracy();
        outcome.test_parts = tally.part_points();
    }
    record_.state = state;
    record_.test_loss = outcome.test_loss;
    record_.test_accuracy = outcome.test_accuracy;
    record_.test_parts = outcome.test_parts;
    record_.ended = utc_now();
    record_.seconds += begun_seconds_; // Of an epoch that it ended in.
    record_.best_epoch = done_.best_epoch;
    const bool validated = !job_.dataset->rows(Part::Validation).empty();
    record_.best_val_loss = validated ? done_.best_loss : not_measured;
    record_.best_val_accuracy = validated ? done_.best_accuracy : not_measured;
    record_.peak_bytes = peak_resident_bytes();
    if (auto saved = runs_.save(record_); !saved)
        return fail(saved.error(), true);
    return outcome;
}

Outcome TrainingRun::discard()
{
    batches_.reset();
    validation_.reset();
    shown_.reset();
    if (auto moved = runs_.discard(record_.name); !moved)
        return fail(moved.error(), true);
    return {.kind = Outcome::Kind::Discarded};
}

Outcome TrainingRun::fail(const Error& error, bool resumable)
{
    record_.state = RunRecord::State::Failed;
    record_.failure = render(error.message, Language::English);
    record_.resumable = resumable;
    record_.ended = utc_now();
    record_.best_epoch = done_.best_epoch;
    record_.peak_bytes = peak_resident_bytes();
    (void)runs_.save(record_); // On a full disk the record stays as it was: unfinished.
    return {.kind = Outcome::Kind::Failed, .error = error, .best = best_so_far()};
}

Error TrainingRun::no_number(Message what) const
{
    if (done_.epoch > 0)
        what = Message(LOOM_TEXT("%1 The weights of epoch %2 are kept."), std::move(what), done_.epoch);
    return {
        std::move(what),
        LOOM_TEXT("Make the learning rate smaller, by factors of 10, and check that the data has no extreme values.")};
}

} // namespace loom
