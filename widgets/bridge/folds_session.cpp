#include "bridge/folds_session.h"

#include "base/threads.h"
#include "graph/ends.h"
#include "project/project.h"
#include "schema/recipe.h"

namespace loom {

FoldsSession::FoldsSession(QObject* parent) : QObject(parent)
{
    timer_.setInterval(33);
    connect(&timer_, &QTimer::timeout, this, &FoldsSession::take_news);
}

FoldsSession::~FoldsSession()
{
    if (mail_)
        mail_->leaves = true; // The thread is joined by its own destructor.
}

bool FoldsSession::start(Question question)
{
    if (active())
        return false;
    reader_.cancel();
    question_ = std::move(question);
    judged_.clear();
    position_ = {};
    error_.reset();
    complete_ = forgotten_ = false;
    mail_ = std::make_shared<Mail>();
    thread_ = std::jthread([mail = mail_, asked = question_] {
        lower_thread_priority(); // The window answers first; the thread that trains inherits it.
        auto result = go(asked, *mail);
        std::scoped_lock lock(mail->mutex);
        mail->result = std::move(result);
    });
    set_state(State::Opening);
    timer_.start();
    Q_EMIT results_changed();
    return true;
}

/// With its document, and the epochs that are asked for, in place.
static Result<FoldStudy> open_side(FoldsSession::Side side, const FoldsSession::Question& asked)
{
    if (side.from_file) {
        auto project = load_project(side.setup.project);
        if (!project)
            return project.error();
        side.setup.document = std::move(project->document);
    }
    if (asked.epochs) {
        Recipe recipe = side.setup.document.recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = *asked.epochs;
        LOOM_TRY(side.setup.document.apply(SetRecipe{std::move(recipe)}));
    }
    if (const DataSetup setup = data_for(side.setup.document); !side.dataset || side.dataset->setup() != setup) {
        auto data = Dataset::open(setup);
        if (!data)
            return data.error();
        side.dataset = std::move(*data);
    }
    return FoldStudy::open(std::move(side.setup), std::move(side.dataset), asked.fresh);
}

/// For who opens the project anew.
static Status note_question(const FoldsSession::Question& asked, const std::vector<FoldsSession::Judged>& judged)
{
    KnownFolds known{.sides = {}, .folds = asked.sides.front().setup.folds, .repeats = asked.repeats, .epochs = asked.epochs};
    for (std::size_t i = 0; i < judged.size(); ++i) {
        const FoldsSession::Side& side = asked.sides[i];
        known.sides.push_back({judged[i].study, i == 0 ? std::string() : side.name, side.run, side.from_file ? side.setup.project : fs::path()});
    }
    return note_folds(asked.sides.front().setup.project, known);
}

/// The studies are closed when this returns, so that the next one may open them.
Result<bool> FoldsSession::go(Question asked, Mail& mail)
{
    std::vector<FoldStudy> studies;
    std::vector<Judged> judged;
    for (const Side& side : asked.sides) {
        auto study = open_side(side, asked);
        if (!study)
            return study.error();
        judged.push_back({side.name, study->name(), {}});
        studies.push_back(std::move(*study));
        if (mail.leaves)
            return false;
    }
    if (studies.size() == 2)
        if (const auto why = studies[0].incomparable(studies[1], judged[0].name, judged[1].name))
            return *why;
    LOOM_TRY(note_question(asked, judged));
    return train(studies, asked.repeats, std::move(judged), mail);
}

Result<bool> FoldsSession::train(std::vector<FoldStudy>& studies, std::int64_t repeats, std::vector<Judged> judged, Mail& mail)
{
    for (std::size_t side = 0; side < studies.size(); ++side) {
        const auto tell = [&] {
            judged[side].results = studies[side].results();
            std::scoped_lock lock(mail.mutex);
            mail.judged = judged;
            mail.position = {};
        };
        FoldStudy::Watch watch;
        watch.leaves = [&] { return mail.leaves.load(); };
        watch.news = [&](const Monitor::News& news) {
            std::scoped_lock lock(mail.mutex);
            mail.position = news.position;
        };
        watch.begins = [&](std::int64_t, std::int64_t) { tell(); };
        watch.ends = [&](const FoldResult&) { tell(); };
        const auto done = studies[side].go(repeats, watch);
        if (!done || !*done)
            return done;
    }
    return true;
}

void FoldsSession::leave()
{
    if (!active())
        return;
    mail_->leaves = true;
    set_state(State::Leaving);
}

void FoldsSession::recall(const fs::path& project, const std::string& name)
{
    leave();
    forgotten_ = true;
    project_ = project;
    name_ = name;
    question_ = {};
    judged_.clear();
    error_.reset();
    complete_ = false;
    Q_EMIT recalled();
    Q_EMIT results_changed();
    reader_.cancel();
    if (project.empty())
        return;
    using Read = Result<std::optional<KnownFolds>>;
    reader_.start<Read>([project](Progress&) { return last_folds(project); }, [this](Read read) { take_recalled(std::move(read)); });
}

void FoldsSession::take_recalled(Result<std::optional<KnownFolds>> read)
{
    if (active())
        return; // It is read when that has ended, or what was begun since is told instead.
    if (!read) {
        error_ = read.error();
    } else if (*read) {
        KnownFolds& known = **read;
        question_ = {.sides = {}, .repeats = known.repeats, .epochs = known.epochs};
        for (KnownFolds::Side& side : known.sides) {
            const bool first = question_.sides.empty(), other = !side.project.empty();
            Side asked{.name = first ? name_ : side.name, .setup = {.document = {}, .project = other ? side.project : project_, .folds = known.folds}, .run = side.run};
            asked.from_file = other;
            judged_.push_back({asked.name, side.study, std::move(side.results)});
            question_.sides.push_back(std::move(asked));
        }
        complete_ = ended() == count();
    } else {
        return;
    }
    Q_EMIT recalled();
    Q_EMIT results_changed();
}

std::int64_t FoldsSession::count() const
{
    return question_.sides.empty() ? 0 : std::ssize(question_.sides) * question_.repeats * question_.sides.front().setup.folds;
}

std::int64_t FoldsSession::ended() const
{
    std::int64_t sum = 0;
    for (const Judged& side : judged_)
        sum += std::ssize(side.results);
    return sum;
}

void FoldsSession::set_state(State s)
{
    if (state_ == s)
        return;
    state_ = s;
    Q_EMIT state_changed();
}

void FoldsSession::take_news()
{
    std::optional<std::vector<Judged>> judged;
    std::optional<Result<bool>> result;
    {
        std::scoped_lock lock(mail_->mutex);
        judged.swap(mail_->judged);
        position_ = mail_->position;
        result.swap(mail_->result);
    }
    if (judged && !forgotten_) {
        judged_ = std::move(*judged);
        if (state_ == State::Opening)
            set_state(State::Training);
        Q_EMIT results_changed();
    }
    Q_EMIT moved();
    if (!result)
        return;
    timer_.stop();
    thread_ = {};
    mail_.reset();
    if (!forgotten_ && *result)
        complete_ = **result;
    else if (!forgotten_)
        error_ = result->error();
    set_state(State::Idle);
    if (forgotten_)
        recall(project_, name_);
    Q_EMIT finished();
}

} // namespace loom
