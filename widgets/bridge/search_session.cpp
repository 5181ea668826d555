#include "bridge/search_session.h"

#include "base/threads.h"
#include "search/importance.h"

#include <algorithm>

namespace loom {

SearchSession::SearchSession(QObject* parent) : QObject(parent)
{
    timer_.setInterval(33);
    connect(&timer_, &QTimer::timeout, this, &SearchSession::take_news);
}

SearchSession::~SearchSession()
{
    if (mail_)
        mail_->leaves = true; // The thread is joined by its own destructor.
}

bool SearchSession::start(Question question)
{
    if (active())
        return false;
    reader_.cancel();
    question_ = std::move(question);
    known_ = {};
    position_ = {};
    end_.reset();
    error_.reset();
    forgotten_ = false;
    mail_ = std::make_shared<Mail>();
    thread_ = std::jthread([mail = mail_, asked = question_] {
        lower_thread_priority(); // The window answers first; the thread that trains inherits it.
        auto result = search(asked, *mail);
        std::scoped_lock lock(mail->mutex);
        mail->result = std::move(result);
    });
    set_state(State::Opening);
    timer_.start();
    Q_EMIT trials_changed();
    return true;
}

/// The study is closed when this returns, so that the next one may open it.
Result<Study::End> SearchSession::search(const Question& asked, Mail& mail)
{
    auto study = Study::open(asked.setup, asked.dataset, asked.fresh);
    if (!study)
        return study.error();
    const auto tell = [&] {
        Known known = known_of(study->name(), study->space(), study->trials());
        std::scoped_lock lock(mail.mutex);
        mail.known = std::move(known);
        mail.position = {};
    };
    tell();
    Study::Watch watch;
    watch.leaves = [&] { return mail.leaves.load(); };
    watch.news = [&](const Monitor::News& news) {
        std::scoped_lock lock(mail.mutex);
        mail.position = news.position;
    };
    watch.begins = watch.ends = [&](const Trial&) { tell(); };
    return study->go(asked.limits, watch);
}

SearchSession::Known SearchSession::known_of(const std::string& study, const Space& space, const std::vector<Trial>& trials)
{
    Known known{.study = study, .space = space, .trials = trials, .best = {}, .importance = loom::importance(space, tried_alike(trials, trials_for_importance(space)))};
    if (const Trial* best = best_of(trials))
        known.best = std::size_t(best - trials.data());
    return known;
}

void SearchSession::leave()
{
    if (!active())
        return;
    mail_->leaves = true;
    set_state(State::Leaving);
}

void SearchSession::recall(const fs::path& project)
{
    leave();
    forgotten_ = true;
    project_ = project;
    known_ = {};
    end_.reset();
    error_.reset();
    question_ = {};
    Q_EMIT trials_changed();
    reader_.cancel();
    if (project.empty())
        return;
    using Read = Result<std::optional<Recalled>>;
    reader_.start<Read>(
        [project](Progress&) -> Read {
            auto study = last_study(project);
            if (!study)
                return study.error();
            if (!*study)
                return std::optional<Recalled>();
            KnownStudy& found = **study;
            Known known = known_of(found.name, found.space, found.trials);
            return std::optional(Recalled{std::move(found.setup), std::move(known)});
        },
        [this](const Read& read) { take_recalled(read); });
}

void SearchSession::take_recalled(const Result<std::optional<Recalled>>& read)
{
    if (active())
        return; // It is read when that has ended, or what was begun since is told instead.
    if (!read)
        error_ = read.error();
    else if (*read) {
        question_.setup = (*read)->setup;
        known_ = (*read)->known;
        const auto ended = std::ranges::count_if(known_.trials, [](const Trial& t) { return t.state != Trial::State::Begun; });
        question_.limits.trials = std::max<std::int64_t>(question_.limits.trials, ended);
        end_ = ended == std::ssize(known_.trials) ? Study::End::Done : Study::End::Left;
        Q_EMIT recalled();
    }
    Q_EMIT trials_changed();
}

const Trial* SearchSession::best() const { return known_.best ? &known_.trials[*known_.best] : nullptr; }

double SearchSession::seconds() const
{
    double sum = 0;
    for (const Trial& t : known_.trials)
        sum += t.seconds;
    return sum;
}

void SearchSession::set_state(State s)
{
    if (state_ == s)
        return;
    state_ = s;
    Q_EMIT state_changed();
}

void SearchSession::take_news()
{
    std::optional<Known> known;
    std::optional<Result<Study::End>> result;
    {
        std::scoped_lock lock(mail_->mutex);
        known.swap(mail_->known);
        position_ = mail_->position;
        result.swap(mail_->result);
    }
    if (known && !forgotten_) {
        known_ = std::move(*known);
        if (state_ == State::Opening)
            set_state(State::Searching);
        Q_EMIT trials_changed();
    }
    Q_EMIT moved();
    if (!result)
        return;
    timer_.stop();
    thread_ = {};
    mail_.reset();
    if (!forgotten_ && *result)
        end_ = **result;
    else if (!forgotten_)
        error_ = result->error();
    set_state(State::Idle);
    if (forgotten_)
        recall(project_);
    Q_EMIT finished();
}

} // namespace loom
