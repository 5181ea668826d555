#include "cli/progress.h"
#include "cli/output.h"

#include <fmt/format.h>

#include <cmath>

namespace loom::cli {
namespace {

constexpr int bar_width = 24;

std::string bar(double share)
{
    const int full = int(share * bar_width);
    std::string text = "[";
    for (int i = 0; i < bar_width; ++i)
        text += i < full ? "=" : i == full ? ">" : " ";
    return text + "]";
}

Message with_time_left(Message text, double seconds)
{
    return seconds < 0 ? text : Message(LOOM_TEXT("%1 · %2 left"), text, duration(seconds));
}

} // namespace

TrainingProgress::TrainingProgress(bool lines) : terminal_(stderr_is_terminal()), lines_(lines) {}

double TrainingProgress::seconds_left() const
{
    const auto steps = last_.step - first_step_;
    if (first_step_ < 0 || steps < 1)
        return -1;
    const double passed = std::chrono::duration<double>(Clock::now() - begun_).count();
    return passed / double(steps) * double(last_.steps - last_.step);
}

void TrainingProgress::show(const Monitor::Position& position, double last_loss)
{
    last_ = position;
    if (position.phase != Monitor::Phase::Training && position.phase != Monitor::Phase::Validating)
        return;
    const auto now = Clock::now();
    if (first_step_ < 0) {
        first_step_ = position.step;
        begun_ = now;
    }
    if (!terminal_ || now - shown_ < std::chrono::milliseconds(100))
        return;
    shown_ = now;
    const double share = position.steps ? double(position.step) / double(position.steps) : 0;
    Message text(LOOM_TEXT("epoch %1 of %2 · loss %3"), position.epoch + 1, position.epochs,
                 fmt::format("{:.4f}", last_loss));
    if (position.samples_per_second > 0)
        text = Message(LOOM_TEXT("%1 · %2 samples/s"), text, quantity_text(std::llround(position.samples_per_second)));
    write_stderr("\r\033[K" + bar(share) + fmt::format(" {:3.0f}% ", 100 * share) +
                 render(with_time_left(text, seconds_left())));
    bar_shown_ = true;
}

void TrainingProgress::show(const EpochPoint& p, std::int64_t epochs)
{
    clear_bar();
    if (!lines_)
        return;
    Message text(LOOM_TEXT("epoch %1 of %2 · loss %3"), p.epoch, epochs, fmt::format("{:.4f}", p.loss));
    if (std::isfinite(p.accuracy))
        text = Message(LOOM_TEXT("%1 · accuracy %2"), text, share_text(p.accuracy));
    if (std::isfinite(p.val_loss))
        text = Message(LOOM_TEXT("%1 · validation loss %2"), text, fmt::format("{:.4f}", p.val_loss));
    if (std::isfinite(p.val_accuracy))
        text = Message(LOOM_TEXT("%1 · validation accuracy %2"), text, share_text(p.val_accuracy));
    tell(with_time_left(Message(LOOM_TEXT("%1 · %2"), text, duration(p.seconds)),
                        p.epoch < epochs ? seconds_left() : -1));
}

void TrainingProgress::clear_bar()
{
    if (bar_shown_)
        write_stderr("\r\033[K");
    bar_shown_ = false;
}

} // namespace loom::cli
