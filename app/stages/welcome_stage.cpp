#include "stages/welcome_stage.h"

#include "session.h"
#include "stages/welcome_cards.h"
#include "theme/flow.h"
#include "tour_bar.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QVBoxLayout>

namespace loom {

Stage* make_welcome_stage(Session& session)
{
    return new WelcomeStage(session);
}

WelcomeStage::WelcomeStage(Session& session) : session_(session)
{
    setAcceptDrops(true);

    // Left: start.
    name_ = new Label({}, FontRole::Display, "text", true);
    claim_ = (new Label({}, FontRole::Heading, "text2"))->wrap();
    start_ = button({}, "data", "primary hero");
    start_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    drop_ = new DropArea;
    blank_ = button({}, "plus");
    open_ = button({}, "folder");
    for (QPushButton* b : {blank_, open_})
        b->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    recent_head_ = new Label({}, FontRole::Body, "text", true);
    recent_ = new RecentList(session);
    recovery_ = new RecoveryCard(session);

    // The rows of the recent projects reach 12 beyond the texts: their hover does.
    auto* upper = column();
    upper->setContentsMargins(12, 0, 12, 0);
    upper->addWidget(name_);
    upper->addWidget(claim_);
    upper->addSpacing(23);
    upper->addWidget(start_);
    upper->addSpacing(8);
    upper->addWidget(drop_);
    upper->addSpacing(8);
    two_ = row(nullptr, 8);
    two_->addWidget(blank_);
    two_->addWidget(open_);
    upper->addLayout(two_);
    upper->addSpacing(24);
    upper->addWidget(recent_head_);
    upper->addSpacing(4);
    auto* lower = column();
    lower->setContentsMargins(12, 16, 12, 0);
    lower->addWidget(recovery_);
    auto* start = new QWidget;
    auto* l = column(start);
    l->setContentsMargins(12, 32, 12, 24);
    l->addLayout(upper);
    l->addWidget(recent_);
    l->addStretch(1);
    l->addLayout(lower);
    left_ = ground("surface", "right");
    column(left_)->addWidget(scrolled(start));

    // Right: samples and tour.
    samples_head_ = new Label({}, FontRole::Title, "text", true);
    samples_note_ = new Label({}, FontRole::Caption, "text3");
    kinds_ = new SegmentedControl({{}, {}, {}});
    auto* head = new FlowRow(12, 8, true);
    head->addWidget(samples_head_);
    head->addWidget(samples_note_);
    head->addWidget(kinds_);
    grid_ = new QGridLayout;
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(12);
    for (const Sample& s : samples()) {
        auto* c = new SampleCard(s);
        connect(c, &QAbstractButton::clicked, this, [this, &s] {
            if (!session_.new_project(QLatin1String(s.template_id)))
                return;
            // Without data the first thing to do is to bring some.
            const bool empty = session_.graph().document().data().source.empty();
            Q_EMIT stage_wanted(empty ? QStringLiteral("data") : QStringLiteral("design"));
        });
        cards_ << c;
    }
    tour_head_ = new Label({}, FontRole::Heading, "text", true);
    tour_note_ = new Label({}, FontRole::Caption, "text3");
    auto* tour_row = new FlowRow(12, 4);
    tour_row->addWidget(tour_head_);
    tour_row->addWidget(tour_note_);
    // On the line of the larger word before them.
    samples_note_->setContentsMargins(0, 6, 0, 0);
    tour_note_->setContentsMargins(0, 2, 0, 0);
    steps_grid_ = new QGridLayout;
    steps_grid_->setContentsMargins(0, 0, 0, 0);
    steps_grid_->setSpacing(12);
    for (int i = 0; i < TourBar::steps; ++i)
        steps_ << new TourStep(i);
    start_tour_ = button({}, "play");
    shortcuts_ = button({}, nullptr, "link");
    device_note_ = new Label({}, FontRole::Caption, "text3");
    auto* foot = new FlowRow(12, 8, true);
    foot->addWidget(start_tour_);
    foot->addWidget(shortcuts_);
    foot->addWidget(device_note_);

    // Networks that are known by their names; what there is to say of them comes when it is known.
    networks_head_ = new Label({}, FontRole::Heading, "text", true);
    networks_note_ = new Label({}, FontRole::Caption, "text3");
    networks_note_->setContentsMargins(0, 2, 0, 0);
    find_ = new SearchField;
    find_->setMinimumWidth(280);
    auto* networks_row = new FlowRow(12, 8, true);
    networks_row->addWidget(networks_head_);
    networks_row->addWidget(networks_note_);
    networks_row->addWidget(find_);
    networks_grid_ = new QGridLayout;
    networks_grid_->setContentsMargins(0, 0, 0, 0);
    networks_grid_->setSpacing(12);
    no_network_ = new Label({}, FontRole::Small, "text3");
    shelf_ = new ArchitectureShelf(this);
    for (const ArchitectureShelf::Entry& entry : shelf_->entries()) {
        auto* card = new ArchitectureCard(entry);
        connect(card, &QAbstractButton::clicked, this, [this, &entry] {
            if (session_.new_project(QString::fromUtf8(entry.what->id.data(), qsizetype(entry.what->id.size()))))
                Q_EMIT stage_wanted(QStringLiteral("design"));
        });
        networks_ << card;
    }
    connect(shelf_, &ArchitectureShelf::changed, this, [this] {
        for (ArchitectureCard* card : networks_)
            card->retranslate();
    });
    connect(find_, &QLineEdit::textChanged, this, &WelcomeStage::arrange);

    auto* content = new QWidget;
    auto* r = column(content);
    r->setContentsMargins(24, 36, 24, 24);
    r->addLayout(head);
    r->addSpacing(20);
    r->addLayout(grid_);
    r->addSpacing(28);
    r->addLayout(tour_row);
    r->addSpacing(12);
    r->addLayout(steps_grid_);
    r->addSpacing(16);
    r->addLayout(foot);
    r->addSpacing(28);
    r->addLayout(networks_row);
    r->addSpacing(12);
    r->addLayout(networks_grid_);
    r->addWidget(no_network_);
    r->addStretch(1);
    right_ = scrolled(content);

    auto* all = row(this);
    all->addWidget(left_);
    all->addWidget(right_, 1);

    connect(start_, &QPushButton::clicked, this, [this] {
        QMenu menu;
        menu.addAction(icon("file"), tr("Choose a file…"), this, &WelcomeStage::bring_file);
        menu.addAction(icon("folder"), tr("Choose a folder…"), this, &WelcomeStage::bring_folder);
        menu.exec(start_->mapToGlobal(QPoint(0, start_->height() + 4)));
    });
    connect(recent_, &RecentList::opened, this, [this] { Q_EMIT stage_wanted(QStringLiteral("design")); });
    connect(recovery_, &RecoveryCard::opened, this, [this] { Q_EMIT stage_wanted(QStringLiteral("design")); });
    connect(blank_, &QPushButton::clicked, this, [this] {
        if (session_.new_project())
            Q_EMIT stage_wanted(QStringLiteral("design"));
    });
    connect(open_, &QPushButton::clicked, this, [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("Open a project"), {}, tr("Layerloom projects (*.loom)"));
        if (!path.isEmpty())
            session_.open_project(path);
    });
    connect(kinds_, &SegmentedControl::changed, this, &WelcomeStage::arrange);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &WelcomeStage::arrange);
    connect(start_tour_, &QPushButton::clicked, this, &Stage::tour_wanted);
    connect(shortcuts_, &QPushButton::clicked, this, &Stage::commands_wanted);
    retranslate();
}

QList<QWidget*> WelcomeStage::panels() const
{
    return {left_, right_};
}

void WelcomeStage::entered()
{
    recent_->refresh();
    recovery_->refresh();
}

bool WelcomeStage::settled() const
{
    return !shelf_->busy();
}

void WelcomeStage::showEvent(QShowEvent* e)
{
    Stage::showEvent(e);
    shelf_->look({});
}

// As many columns as the type has room for.
static void place(QGridLayout* grid, const QList<QWidget*>& shown, const QList<QWidget*>& hidden, int columns)
{
    for (QWidget* w : shown + hidden)
        grid->removeWidget(w);
    for (int i = 0; i < 5; ++i)
        grid->setColumnStretch(i, i < columns ? 1 : 0);
    for (qsizetype i = 0; i < shown.size(); ++i)
        grid->addWidget(shown[i], int(i) / columns, int(i) % columns);
    for (QWidget* w : shown)
        w->show();
    for (QWidget* w : hidden)
        w->hide();
}

void WelcomeStage::arrange()
{
    const double scale = ThemeManager::instance().font_scale();
    left_->setFixedWidth(int(360 * std::min(scale, 1.15)));
    const int inner = left_->width() - 48 - 1;
    two_->setDirection(blank_->sizeHint().width() + 8 + open_->sizeHint().width() > inner ? QBoxLayout::TopToBottom
                                                                                        : QBoxLayout::LeftToRight);
    const int room = width() - left_->width() - 60;
    QList<QWidget*> shown, hidden, steps;
    for (SampleCard* c : cards_)
        (kinds_->current() == 0 || int(c->sample().kind) == kinds_->current() - 1 ? shown : hidden) << c;
    for (TourStep* s : steps_)
        steps << s;
    const auto fits = [room](int least, int most) { return std::clamp((room + 12) / (least + 12), 1, most); };
    place(grid_, shown, hidden, fits(int(195 * scale), 4));
    QList<QWidget*> found, others;
    for (ArchitectureCard* card : networks_)
        (card->terms().rank(find_->text()) > 0 ? found : others) << card;
    place(networks_grid_, found, others, fits(int(195 * scale), 4));
    no_network_->setVisible(found.isEmpty());
    place(steps_grid_, steps, {}, fits(int(165 * scale), TourBar::steps));
}

void WelcomeStage::resizeEvent(QResizeEvent* e)
{
    Stage::resizeEvent(e);
    if (e->size().width() != e->oldSize().width())
        arrange();
}

void WelcomeStage::bring_file()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a data file"));
    if (!path.isEmpty())
        session_.bring_data({path});
}

void WelcomeStage::bring_folder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Choose a folder of data"));
    if (!path.isEmpty())
        session_.bring_data({path});
}

void WelcomeStage::dragEnterEvent(QDragEnterEvent* e)
{
    if (e->mimeData()->hasUrls()) {
        e->acceptProposedAction();
        drop_->set_lit(true);
    }
}

void WelcomeStage::dragLeaveEvent(QDragLeaveEvent*)
{
    drop_->set_lit(false);
}

void WelcomeStage::dropEvent(QDropEvent* e)
{
    drop_->set_lit(false);
    session_.bring(e->mimeData()->urls());
}

void WelcomeStage::retranslate()
{
    name_->setText(tr("Layerloom"));
    claim_->setText(tr("From data to a model you can explain"));
    start_->setText(tr("Start from my data"));
    drop_->retranslate();
    blank_->setText(tr("Blank project"));
    open_->setText(tr("Open a project"));
    recent_head_->setText(tr("Recent projects"));
    samples_head_->setText(tr("Learn from a sample"));
    samples_note_->setText(tr("Data come along, except for the photos"));
    kinds_->set_texts({tr("All"), tr("Tables"), tr("Pictures")});
    tour_head_->setText(tr("Five-minute tour"));
    tour_note_->setText(tr("In the first sample, hands on; leave at any time"));
    networks_head_->setText(tr("Begin with an architecture"));
    networks_note_->setText(tr("%n network(s), without data", nullptr, int(networks_.size())));
    find_->setPlaceholderText(tr("Name, or what it is for"));
    find_->setAccessibleName(tr("Search architectures"));
    no_network_->setText(tr("No architecture of that name."));
    for (ArchitectureCard* c : networks_)
        c->retranslate();
    for (SampleCard* c : cards_)
        c->retranslate();
    for (TourStep* s : steps_)
        s->retranslate();
    start_tour_->setText(tr("Start the tour"));
    shortcuts_->setText(tr("Keyboard shortcuts"));
    device_note_->setText(session_.device_note());
    set_facts(QStringLiteral(LOOM_VERSION) + QStringLiteral("     ") + tr("Works offline; data stay on this machine"));
    entered();
    arrange();
}

void WelcomeStage::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::LanguageChange)
        retranslate();
    Stage::changeEvent(e);
}

} // namespace loom
