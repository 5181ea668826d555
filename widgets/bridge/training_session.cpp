#include "bridge/training_session.h"

#include "base/process.h"
#include "base/threads.h"

#include <algorithm>

namespace loom {

static constexpr int news_ms = 33, rare_news_ms = 1000;
/// Of one processor, for all that the window's thread does while a run goes on by itself.
static constexpr double window_share = 0.006;

TrainingSession::TrainingSession(QObject* parent) : QObject(parent)
{
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &TrainingSession::take_news);
}

TrainingSession::~TrainingSession()
{
    ask(Monitor::Wish::Leave); // The thread is joined by its own destructor.
}

bool TrainingSession::start(Job job)
{
    if (active())
        return false;
    job_ = std::move(job);
    run_ = job_.resume.value_or("");
    position_ = {};
    asked_scale_.reset();
    metrics_ = {};
    findings_.clear();
    mail_ = std::make_shared<Mail>();
    thread_ = std::jthread([mail = mail_, work = job_] {
        lower_thread_priority(); // The window answers first.
        auto result = train(work, mail->monitor);
        std::scoped_lock lock(mail->mutex);
        mail->result = std::move(result);
    });
    set_state(State::Preparing);
    spent_ = thread_seconds();
    timer_.start(news_ms);
    Q_EMIT started();
    return true;
}

void TrainingSession::ask(Monitor::Wish wish)
{
    if (!mail_)
        return;
    mail_->monitor.ask(wish);
    timer_.start(news_ms); // Whoever asks for something looks at what comes of it.
}

void TrainingSession::pause()
{
    if (state_ != State::Training && state_ != State::Preparing)
        return;
    ask(Monitor::Wish::Pause);
    set_state(State::Pausing);
}

void TrainingSession::resume()
{
    if (state_ != State::Paused && state_ != State::Pausing)
        return;
    ask(Monitor::Wish::GoOn);
    set_state(State::Training);
}

void TrainingSession::stop_and_keep_best()
{
    if (!active())
        return;
    ask(Monitor::Wish::StopKeepBest);
    set_state(State::Stopping);
}

void TrainingSession::discard()
{
    if (!active())
        return;
    ask(Monitor::Wish::Discard);
    set_state(State::Stopping);
}

void TrainingSession::scale_rate(double scale)
{
    if (!mail_)
        return;
    mail_->monitor.ask_rate_scale(scale);
    asked_scale_ = scale;
}

void TrainingSession::add_epochs(std::int64_t more)
{
    if (mail_)
        mail_->monitor.ask_more_epochs(more);
}

double TrainingSession::seconds_left() const
{
    if (!(position_.samples_per_second > 0) || position_.steps <= 0 || position_.step <= 0)
        return std::numeric_limits<double>::quiet_NaN();
    // Whole epochs know best: they hold the validation too.
    const double left = double(position_.steps - position_.step) / double(position_.steps);
    if (!metrics_.epochs.empty()) {
        double seconds = 0;
        const std::size_t n = std::min<std::size_t>(metrics_.epochs.size(), 5);
        for (std::size_t i = metrics_.epochs.size() - n; i < metrics_.epochs.size(); ++i)
            seconds += metrics_.epochs[i].seconds;
        return left * double(position_.steps) / double(position_.steps_per_epoch) * seconds / double(n);
    }
    const double samples_per_step = double(position_.samples_seen) / double(position_.step);
    return double(position_.steps - position_.step) * samples_per_step / position_.samples_per_second;
}

/// What another program tells this run, as if it had been chosen here.
void TrainingSession::obey_orders()
{
    for (const Order& order : orders_.look(Runs(job_.project).folder(run_))) {
        switch (order.what) {
        case Order::What::Pause:
            pause();
            break;
        case Order::What::GoOn:
            resume();
            break;
        case Order::What::Stop:
            stop_and_keep_best();
            break;
        case Order::What::Discard:
            discard();
            break;
        case Order::What::MoreEpochs:
            add_epochs(std::int64_t(order.number));
            break;
        case Order::What::Rate:
            scale_rate(order.number);
            break;
        }
    }
}

void TrainingSession::set_state(State s)
{
    if (state_ == s)
        return;
    state_ = s;
    Q_EMIT state_changed();
}

/// What was spent since the last news is what showing them cost.
void TrainingSession::wait_for_news()
{
    const double now = thread_seconds(), cost = now - std::exchange(spent_, now);
    // That it has begun is news that is waited for.
    timer_.start(state_ == State::Preparing ? news_ms : std::clamp(int(1000 * cost / window_share), news_ms, rare_news_ms));
}

void TrainingSession::take_news()
{
    bool returned = false;
    {
        std::scoped_lock lock(mail_->mutex);
        returned = mail_->result.has_value();
    }
    // Looked at before the mailbox, so that nothing reported before the end is missed.
    Monitor::News news = mail_->monitor.take();
    if (run_.empty() && !news.run.empty()) {
        run_ = news.run;
        Q_EMIT run_known();
    }
    position_ = news.position;
    if (asked_scale_ == position_.rate_scale)
        asked_scale_.reset();
    if (!returned) {
        if (!run_.empty())
            obey_orders();
        const bool paused = position_.phase == Monitor::Phase::Paused;
        if (state_ == State::Pausing && paused)
            set_state(State::Paused);
        else if (state_ == State::Preparing && position_.phase != Monitor::Phase::Preparing)
            set_state(State::Training);
    }
    if (!news.steps.empty()) {
        metrics_.steps.append(news.steps);
        Q_EMIT steps_made(news.steps);
    }
    if (!news.marks.empty()) {
        metrics_.marks.insert(metrics_.marks.end(), news.marks.begin(), news.marks.end());
        Q_EMIT marks_made(news.marks);
    }
    if (!news.epochs.empty()) {
        metrics_.epochs.insert(metrics_.epochs.end(), news.epochs.begin(), news.epochs.end());
        Q_EMIT epochs_done(news.epochs);
    }
    if (!news.findings.empty()) {
        findings_.insert(findings_.end(), news.findings.begin(), news.findings.end());
        Q_EMIT findings_made();
    }
    Q_EMIT moved(position_);
    if (!returned)
        return wait_for_news();

    thread_ = {};
    const auto result = std::move(*mail_->result);
    mail_.reset();
    Outcome outcome = news.outcome.value_or(Outcome{});
    if (result)
        run_ = *result;
    else
        outcome = {Outcome::Kind::Failed, result.error()};
    set_state(State::Idle);
    Q_EMIT finished(outcome);
}

} // namespace loom
