#include "stages/suggestion_panel.h"

#include "bridge/graph_document.h"
#include "theme/language.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace loom {

static constexpr int quiet_ms = 300; // What is computed faster is not told.
static constexpr int body_height = 232;

SuggestionPanel::SuggestionPanel(GraphDocument& graph) : graph_(graph)
{
    setProperty("ground", QStringLiteral("surface"));
    setFocusPolicy(Qt::ClickFocus);
    auto* all = column(this);
    auto* head_box = new QWidget;
    head_box->setMinimumHeight(size::panel_head + 8);
    auto* head = row(head_box, 8);
    head->setContentsMargins(size::panel_padding, 4, size::panel_padding, 4);
    icon_ = new QLabel;
    title_ = new Label({}, FontRole::Body, "text", true);
    note_ = (new Label({}, FontRole::Small, "text2"))->wrap();
    note_->setObjectName(QStringLiteral("suggestion-note"));
    note_->setContentsMargins(size::panel_padding, 6, size::panel_padding, 0);
    cancel_ = button({});
    cancel_->setObjectName(QStringLiteral("suggestion-cancel"));
    apply_ = button({}, "check", "primary");
    apply_->setObjectName(QStringLiteral("suggestion-apply"));
    head->addWidget(icon_);
    head->addWidget(title_, 1);
    head->addWidget(cancel_);
    head->addWidget(apply_);
    all->addWidget(head_box);
    all->addWidget(separator(Qt::Horizontal));
    all->addWidget(note_);

    body_ = new QWidget;
    auto* columns = row(body_, 24);
    columns->setContentsMargins(size::panel_padding, 10, size::panel_padding, 10);
    for (Part& part : parts_) {
        auto* side = column(nullptr, 2);
        part.title = new Label({}, FontRole::Body, "text", true);
        part.line = (new Label({}, FontRole::Small, "text2"))->wrap();
        side->addWidget(part.title);
        side->addWidget(part.line);
        side->addSpacing(4);
        part.decisions = column(nullptr, 0);
        side->addLayout(part.decisions);
        side->addStretch(1);
        columns->addLayout(side, 1);
    }
    auto* area = static_cast<QScrollArea*>(scrolled(body_));
    area->setFocusPolicy(Qt::StrongFocus); // Arrow keys scroll it.
    area->setMinimumHeight(body_height);
    area->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    all->addWidget(area, 1);

    patience_.setSingleShot(true);
    patience_.setInterval(quiet_ms);
    connect(&patience_, &QTimer::timeout, this, [this] {
        if (!proposal_)
            note_->setText(tr("Looking at the columns…"));
    });
    connect(apply_, &QPushButton::clicked, this, &SuggestionPanel::apply);
    connect(cancel_, &QPushButton::clicked, this, &SuggestionPanel::cancelled);
    // What is replaced may have become another network.
    connect(&graph_, &GraphDocument::changed, this, [this] {
        if (is_open() && proposal_)
            show_proposal();
    });
    const auto show_icon = [this] { icon_->setPixmap(icon_pixmap("bolt", 16, theme().text2, icon_->devicePixelRatioF())); };
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, show_icon);
    show_icon();
    retranslate();
    hide();
}

void SuggestionPanel::open(std::shared_ptr<const Dataset> dataset, std::optional<std::vector<DataFinding>> findings)
{
    data_ = std::move(dataset);
    proposal_.reset();
    show_proposal();
    show();
    patience_.start();
    worker_.start<Result<Suggestion>>(
        [looked_at = data_, findings = std::move(findings)](Progress& progress) {
            return findings ? suggest(*looked_at, *findings, &progress) : suggest(*looked_at, &progress);
        },
        [this](Result<Suggestion> made) {
            proposal_ = std::move(made);
            patience_.stop();
            show_proposal();
            (apply_->isEnabled() ? apply_ : cancel_)->setFocus(Qt::OtherFocusReason);
        });
}

void SuggestionPanel::close_it()
{
    patience_.stop();
    worker_.cancel();
    data_.reset();
    proposal_.reset();
    hide();
}

void SuggestionPanel::show_proposal()
{
    const bool good = proposal_ && *proposal_;
    apply_->setEnabled(good);
    body_->setVisible(good);
    note_->set_ink(proposal_ && !good ? "err" : "text2");
    if (!proposal_) {
        note_->clear();
        return;
    }
    if (!good) {
        const Error& e = proposal_->error();
        note_->setText(shown(e.message) + QLatin1Char(' ') + shown(e.hint));
        return;
    }
    const int layers = int(graph_.document().nodes().size());
    note_->setText(layers ? tr("It takes the place of the present network (%n layer(s)); Undo brings that back.", nullptr, layers)
                          : tr("Nothing is changed until you take it; Undo takes it back."));
    const Suggestion& s = **proposal_;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const auto about = Decision::About(i);
        Part& part = parts_[i];
        part.title->setText(shown(about_title(about)));
        const int steps = int(s.document.data().steps.size() - s.first_step);
        part.line->setText(about == Decision::About::Columns   ? tr("%n new step(s)", nullptr, steps)
                           : about == Decision::About::Network ? shown(s.network)
                                                               : shown(s.recipe));
        while (QLayoutItem* item = part.decisions->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        for (const Decision& d : s.decisions) {
            if (d.about != about)
                continue;
            auto* what = (new Label(shown(d.what), FontRole::Small, "text", true))->wrap();
            auto* why = (new Label(shown(d.why), FontRole::Caption, "text2"))->wrap();
            what->setContentsMargins(0, 6, 0, 0);
            part.decisions->addWidget(what);
            part.decisions->addWidget(why);
        }
    }
}

void SuggestionPanel::apply()
{
    if (!proposal_ || !*proposal_)
        return;
    const std::vector<Edit> edits = adopting(graph_.document(), **proposal_);
    if (graph_.perform(LOOM_TEXT("Suggest a network"), edits))
        Q_EMIT applied();
}

void SuggestionPanel::keyPressEvent(QKeyEvent* e)
{
    if (e->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QFrame::keyPressEvent(e);
}

void SuggestionPanel::retranslate()
{
    title_->setText(tr("Suggested for this data"));
    cancel_->setText(tr("Cancel"));
    apply_->setText(tr("Apply and go to Design"));
    if (is_open())
        show_proposal();
}

} // namespace loom
