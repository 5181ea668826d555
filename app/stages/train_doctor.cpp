#include "stages/train_doctor.h"

#include "graph/finding_place.h"
#include "session.h"
#include "stages/shown_run.h"
#include "theme/controls.h"
#include "theme/flow.h"
#include "theme/language.h"
#include "train/ailment.h"
#include "train/shortage.h"

#include <QVBoxLayout>

#include <algorithm>

namespace loom {

TrainDoctor::TrainDoctor(Session& session, const ShownRun& run) : session_(session), run_(run)
{
    auto* lines = column(this);
    head_ = new PanelHead;
    head_->set_icon("doctor");
    cards_ = new QWidget;
    column(cards_, 8)->setContentsMargins(12, 4, 12, 12);
    lines->addWidget(head_);
    lines->addWidget(cards_);
}

void TrainDoctor::clear()
{
    while (QLayoutItem* item = cards_->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void TrainDoctor::add(FindingCard* card) { cards_->layout()->addWidget(card); }

void TrainDoctor::refresh()
{
    clear();
    const bool showing = run_.is_here();
    const int findings = add_problems() + add_shortage() + (showing ? add_diagnoses() : 0);
    if (findings == 0) {
        auto* calm = new Label(calm_words(), FontRole::Small, "text2");
        calm->wrap();
        cards_->layout()->addWidget(calm);
    }
    head_->set_title(showing ? tr("Doctor") : tr("Before the start"));
    head_->set_count(findings > 0 ? tr("%n finding(s)", nullptr, findings) : QString());
}

QString TrainDoctor::calm_words() const
{
    return run_.is_here()                   ? tr("No findings in this run.")
           : session_.data().dataset()      ? tr("Nothing stands in the way of training.")
           : session_.data().is_loading()   ? tr("The data is being read")
                                            : tr("There is no data to learn from.");
}

/// Errors of the network and of the data; how many.
int TrainDoctor::add_problems()
{
    int blocking = 0;
    for (const Finding& f : session_.graph().analysis().findings) {
        if (f.severity != Severity::Error)
            continue;
        if (++blocking > 6)
            continue;
        auto* card = new FindingCard(Chip::Err, shown(told_with_way(session_.graph().document(), f)), shown(f.hint), {}, f.node ? tr("Show") : QString());
        connect(card, &FindingCard::shown, this, [this, f] {
            Q_EMIT stage_wanted(QStringLiteral("design"));
            session_.graph().reveal(f);
        });
        add(card);
    }
    if (session_.data().error()) {
        ++blocking;
        auto* card = new FindingCard(Chip::Err, shown(session_.data().error()->message), shown(session_.data().error()->hint), {}, tr("Show"));
        connect(card, &FindingCard::shown, this, [this] { Q_EMIT stage_wanted(QStringLiteral("data")); });
        add(card);
    }
    return blocking;
}

/// What training would take of memory is not there; 1 or 0.
int TrainDoctor::add_shortage()
{
    const auto& told = session_.forecast().forecast();
    const auto shortage = told && !session_.training().active() ? memory_shortage(*told) : std::nullopt;
    if (!shortage)
        return 0;
    const Finding f = finding_of(*shortage, session_.graph().document(), session_.forecast().fitting());
    auto* card = new FindingCard(Chip::Warn, shown(f.message), shown(f.hint), f.fixes.empty() ? QString() : shown(f.fixes.front().label));
    if (!f.fixes.empty())
        connect(card, &FindingCard::repaired, this, [this, fix = f.fixes.front()] { session_.graph().perform(fix.label, fix.edits); },
                Qt::QueuedConnection); // It removes the card.
    add(card);
    return 1;
}

std::vector<std::string> TrainDoctor::ignored() const
{
    const RunRecord* run = session_.run_list().find(session_.training().run());
    return run ? run->notes.ignored : std::vector<std::string>();
}

void TrainDoctor::change_ignored(const std::function<void(std::vector<std::string>&)>& change)
{
    const Status done = session_.run_list().change_notes({session_.training().run()}, [&](RunNotes& notes) { change(notes.ignored); });
    if (!done)
        Q_EMIT failed(done.error());
}

int TrainDoctor::add_diagnoses()
{
    const auto ignored_keys = ignored();
    int seen = 0, hidden = 0;
    for (const Diagnosis& d : session_.training().findings())
        if (std::ranges::find(ignored_keys, d.key()) != ignored_keys.end()) {
            ++hidden;
        } else {
            ++seen;
            FindingCard* card = diagnosis_card(d);
            offer_to_ignore(card, d);
            add(card);
        }
    if (hidden > 0)
        offer_ignored(hidden);
    return seen;
}

/// Beside what else can be done.
void TrainDoctor::offer_to_ignore(FindingCard* card, const Diagnosis& d)
{
    auto* acts = card->findChild<FlowRow*>();
    if (!acts) {
        acts = new FlowRow(8, 6);
        static_cast<QVBoxLayout*>(card->layout())->addLayout(acts);
    }
    auto* ignore = button(tr("Ignore"), nullptr, "link");
    ignore->setObjectName(QStringLiteral("ignore"));
    ignore->setToolTip(tr("It is not shown for this run any more"));
    acts->addWidget(ignore);
    connect(ignore, &QPushButton::clicked, this, [this, key = d.key()] { change_ignored([&](auto& keys) { keys.push_back(key); }); }, Qt::QueuedConnection); // It removes the card.
}

void TrainDoctor::offer_ignored(int count)
{
    auto* back = button(tr("%n ignored · show", nullptr, count), nullptr, "link");
    back->setObjectName(QStringLiteral("show-ignored"));
    cards_->layout()->addWidget(back);
    cards_->layout()->setAlignment(back, Qt::AlignLeft);
    connect(back, &QPushButton::clicked, this, [this] { change_ignored([](auto& keys) { keys.clear(); }); }, Qt::QueuedConnection); // It removes the button.
}

FindingCard* TrainDoctor::diagnosis_card(const Diagnosis& d)
{
    const TrainingSession& training = session_.training();
    const AilmentType& ailment = *find_ailment(d.ailment);
    const bool stop = ailment.stopping_helps && training.active();
    const auto fix = remedy_of(d, session_.graph().document());
    const bool there = d.node && session_.graph().document().find(*d.node);
    auto* card = new FindingCard(d.severity == Severity::Error ? Chip::Err : d.severity == Severity::Info ? Chip::Info : Chip::Warn, shown(ailment.title),
                                 shown(d.message) + QLatin1Char(' ') + shown(d.hint), stop ? tr("Stop and keep best") : fix ? shown(fix->label) : QString(),
                                 there ? tr("Show") : QString());
    card->setObjectName(QStringLiteral("diagnosis-") + shown(d.ailment));
    if (stop)
        connect(card, &FindingCard::repaired, this, [this] { session_.training().stop_and_keep_best(); }, Qt::QueuedConnection); // As below.
    else if (fix)
        connect(card, &FindingCard::repaired, this, [this, fix = *fix] { session_.graph().perform(fix.label, fix.edits); }, Qt::QueuedConnection); // It removes the card.
    if (there)
        connect(card, &FindingCard::shown, this, [this, d] {
            Q_EMIT stage_wanted(QStringLiteral("design"));
            Finding at;
            at.node = d.node;
            at.path = d.path;
            session_.graph().reveal(at);
        });
    return card;
}

} // namespace loom
