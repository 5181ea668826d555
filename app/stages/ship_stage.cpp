#include "stages/ship_stage.h"

#include "bridge/sample_image.h"
#include "graph/ends.h"
#include "session.h"
#include "stages/export_card.h"
#include "stages/icon_plate.h"
#include "stages/run_choice.h"
#include "stages/yielding_row.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QPdfWriter>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace loom {

ShipStage::ShipStage(Session& session) : session_(session)
{
    auto* bar = ground("surface", "bottom");
    bar->setFixedHeight(size::stage_bar);
    auto* bar_margins = row(bar);
    bar_margins->setContentsMargins(16, 0, 16, 0);
    auto* bar_line = new YieldingRow(12);
    bar_margins->addWidget(bar_line);
    name_ = new Label({}, FontRole::Heading, "text", true);
    choice_ = new RunChoice(session.run_list());
    note_ = new Label({}, FontRole::Small, "text3");
    bar_line->add(name_);
    bar_line->add(choice_);
    bar_line->add(note_, 1);
    bar_line->add_stretch();

    auto* files = new QWidget;
    auto* lines = column(files, 16);
    lines->setContentsMargins(16, 16, 16, 16);
    auto* promise = loom::card();
    auto* promise_line = row(promise, 16);
    promise_line->setContentsMargins(16, 12, 16, 12);
    auto* promise_words = new QWidget;
    auto* promise_lines = column(promise_words);
    promise_ = new Label({}, FontRole::Body, "text", true);
    promise_text_ = new Label({}, FontRole::Small, "text2");
    promise_text_->wrap();
    promise_lines->addWidget(promise_);
    promise_lines->addWidget(promise_text_);
    promise_line->addWidget(new IconPlate("shield", &Theme::ok, &Theme::okbg, 18));
    promise_line->addWidget(promise_words, 1);
    lines->addWidget(promise);
    auto* grid_box = new QWidget;
    auto* grid = new QGridLayout(grid_box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(16);
    for (const DeliveryFormat& format : delivery_formats()) {
        auto* c = new ExportCard(format);
        exporters_.push_back(std::make_unique<Worker>());
        connect(c, &ExportCard::export_wanted, this, [this, c] { ask_and_export(c); });
        grid->addWidget(c, int(cards_.size()) / 2, int(cards_.size()) % 2);
        cards_.append(c);
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    lines->addWidget(grid_box);
    lines->addStretch(1);
    empty_ = new EmptyState("ship");
    connect(empty_, &EmptyState::acted, this, [this] { Q_EMIT stage_wanted(QStringLiteral("train")); });
    pages_ = new QStackedWidget;
    pages_->addWidget(empty_);
    pages_->addWidget(scrolled(files));

    centre_ = ground("bg");
    auto* centre = column(centre_);
    error_ = new ErrorBar;
    centre->addWidget(bar);
    centre->addWidget(error_);
    centre->addWidget(pages_, 1);

    side_ = ground("surface");
    auto* side = column(side_);
    auto* side_head = ground("surface", "bottom");
    side_head->setFixedHeight(size::panel_head);
    auto* head_line = row(side_head);
    head_line->setContentsMargins(16, 0, 16, 0);
    side_title_ = new Label({}, FontRole::Body, "text", true);
    head_line->addWidget(side_title_);
    auto* paper = loom::card();
    preview_ = new QTextBrowser;
    preview_->setObjectName(QStringLiteral("model-card"));
    preview_->setProperty("kind", QStringLiteral("page"));
    preview_->document()->setDocumentMargin(24);
    preview_->setOpenLinks(false);
    auto* paper_lines = column(paper);
    paper_lines->setContentsMargins(1, 1, 1, 1);
    paper_lines->addWidget(preview_);
    auto* paper_box = ground("bg");
    auto* paper_margin = column(paper_box);
    paper_margin->setContentsMargins(16, 16, 16, 16);
    paper_margin->addWidget(paper);
    auto* foot = ground("surface", "top");
    foot->setFixedHeight(52);
    auto* foot_line = row(foot, 8);
    foot_line->setContentsMargins(16, 0, 16, 0);
    language_ = new SegmentedControl(QStringList{QStringLiteral("English"), QStringLiteral("中文")});
    pdf_ = button({}, nullptr);
    html_ = button({}, "export", "primary");
    foot_line->addWidget(language_);
    foot_line->addStretch(1);
    foot_line->addWidget(pdf_);
    foot_line->addWidget(html_);
    side->addWidget(side_head);
    side->addWidget(paper_box, 1);
    side->addWidget(foot);

    panels_ = new PanelSplitter(QStringLiteral("ship"));
    panels_->add_centre(centre_, 620);
    panels_->add_side(side_, 376, "report", {});
    column(this)->addWidget(panels_);

    language_->set_current(language() == Language::Chinese ? 1 : 0);
    connect(language_, &SegmentedControl::changed, this, &ShipStage::show_card);
    connect(html_, &QPushButton::clicked, this, [this] { ask_and_save(QStringLiteral(".html")); });
    connect(pdf_, &QPushButton::clicked, this, [this] { ask_and_save(QStringLiteral(".pdf")); });
    connect(choice_, &RunChoice::choice_changed, this, &ShipStage::refresh);
    connect(&session.data(), &DataSession::changed, this, &ShipStage::refresh);
    retranslate();
    refresh();
}

bool ShipStage::settled() const { return !judge_.busy() && !session_.data().is_loading(); }

QList<QWidget*> ShipStage::panels() const { return {centre_, side_}; }

void ShipStage::entered()
{
    if (!std::exchange(entered_, true))
        shown_run_.clear(); // What was shown unseen was not judged.
    session_.run_list().refresh();
    refresh();
}

ExportCard* ShipStage::card(const QString& format) const
{
    for (ExportCard* c : cards_)
        if (shown(std::string(c->format().id)) == format)
            return c;
    return nullptr;
}

void ShipStage::refresh()
{
    const std::string run = choice_->run();
    const RunRecord* record = session_.run_list().find(run);
    pages_->setCurrentIndex(record ? 1 : 0);
    name_->setText(record ? RunList::title_of(*record) : tr("No run"));
    note_->setText(!record ? QString()
                   : std::isnan(record->test_accuracy)
                       ? tr("%1 parameters").arg(counted(record->parameters))
                       : tr("%1 parameters · test accuracy %2").arg(counted(record->parameters), percent_text(record->test_accuracy, 2)));
    empty_->set("ship", tr("Nothing to deliver yet"), tr("Train a network first; then its files are made and checked here."), tr("Go to Train"));
    const auto dataset = session_.data().dataset();
    for (ExportCard* c : cards_)
        c->set_possible(record != nullptr, record ? record->parameters : 0, dataset ? std::int64_t(dataset->rows(Part::Test).size()) : 0);
    html_->setEnabled(record != nullptr);
    pdf_->setEnabled(record != nullptr);
    if (!record) {
        set_facts({});
        shown_run_.clear();
        judge_.cancel();
        facts_ = {};
        preview_->setPlainText(tr("The card of the model appears here once a network is trained."));
        return;
    }
    const std::string key = run + (choice_->checkpoint() == Checkpoint::Best ? " best" : " last") + (dataset ? dataset->fingerprint() : "");
    if (key == shown_run_)
        return;
    shown_run_ = key;
    for (ExportCard* c : cards_)
        if (c->state() != ExportCard::State::Checking)
            c->show_ready();
    tell_verified();
    facts_ = {};
    facts_.project = session_.project_name();
    facts_.file = QFileInfo(session_.project_path().isEmpty() ? session_.project_name() + QStringLiteral(".loom") : session_.project_path()).fileName();
    facts_.run = *record;
    if (dataset) {
        facts_.train = std::int64_t(dataset->rows(Part::Train).size());
        facts_.validation = std::int64_t(dataset->rows(Part::Validation).size());
        facts_.test = std::int64_t(dataset->rows(Part::Test).size());
    }
    facts_.judging = entered_ && dataset && !dataset->rows(Part::Test).empty();
    show_card();
    if (!facts_.judging) {
        judge_.cancel();
        return;
    }
    struct Judged {
        std::shared_ptr<const Evaluation> evaluation;
        QList<QImage> errors;
    };
    judge_.start<Judged>(
        [store = session_.run_list().store(), run, checkpoint = choice_->checkpoint(), dataset, device = session_.device(),
         threads = session_.threads()](Progress& progress) {
            Judged judged;
            const auto model = load_model(store, run, checkpoint);
            if (!model)
                return judged;
            auto e = evaluate(*model, *dataset, Part::Test, device, threads, &progress);
            if (!e)
                return judged;
            if (model->facts.pictures) {
                std::vector<std::size_t> wrong;
                for (std::size_t i = 0; i < e->rows.size(); ++i)
                    if (e->truth[i] != e->predicted[i])
                        wrong.push_back(i);
                const auto sure = [&](std::size_t i) { return e->scores[i * e->width + std::size_t(e->predicted[i])]; };
                std::ranges::stable_sort(wrong, [&](std::size_t a, std::size_t b) { return sure(a) > sure(b); });
                wrong.resize(std::min<std::size_t>(wrong.size(), 6));
                for (const std::size_t i : wrong)
                    judged.errors.append(sample_image(*dataset, e->rows[i]));
            }
            judged.evaluation = std::make_shared<Evaluation>(std::move(*e));
            return judged;
        },
        [this](Judged judged) {
            facts_.judging = false;
            facts_.evaluation = judged.evaluation;
            facts_.errors = judged.errors;
            show_card();
        });
}

QString ShipStage::model_card(Language l, bool own_page) const { return model_card_html(facts_, l, own_page); }

void ShipStage::show_card()
{
    if (!facts_.run.name.empty())
        preview_->setHtml(model_card(language_->current() == 1 ? Language::Chinese : Language::English, false));
}

bool ShipStage::save_card(const QString& path) const
{
    const QString html = model_card(language_->current() == 1 ? Language::Chinese : Language::English, true);
    if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
        QPdfWriter writer(path);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setTitle(facts_.project);
        QTextDocument document;
        document.setHtml(html);
        document.print(&writer);
        return QFileInfo(path).size() > 0;
    }
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(html.toUtf8()) >= 0 && file.commit();
}

void ShipStage::ask_and_save(const QString& suffix)
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save model card"), facts_.project + suffix);
    if (!path.isEmpty() && !save_card(path))
        error_->show_error(tr("%1 cannot be written.").arg(path), tr("Choose another folder."));
}

void ShipStage::ask_and_export(ExportCard* c)
{
    const QString ending = shown(std::string(c->format().ending));
    const QString path = QFileDialog::getSaveFileName(this, tr("Export %1").arg(shown(c->format().title)), session_.project_name() + ending,
                                                      QStringLiteral("%1 (*%2)").arg(shown(c->format().title), ending));
    if (!path.isEmpty())
        export_to(shown(std::string(c->format().id)), path);
}

void ShipStage::export_to(const QString& format, const QString& path)
{
    ExportCard* c = card(format);
    if (!c || choice_->run().empty() || c->state() == ExportCard::State::Checking)
        return;
    const fs::path file(path.toStdU16String());
    const auto allowed =
        check_delivery_target(file, session_.project_file(), session_.graph().document().data().path);
    if (!allowed)
        return c->show_failed(allowed.error());
    c->show_checking();
    Worker& worker = *exporters_[std::size_t(cards_.indexOf(c))];
    worker.start<Result<Delivery>>(
        [store = session_.run_list().store(), run = choice_->run(), checkpoint = choice_->checkpoint(), dataset = session_.data().dataset(),
         file, deliver = c->format().deliver, version = c->version()](Progress&) -> Result<Delivery> {
            auto model = load_model(store, run, checkpoint);
            if (!model)
                return model.error();
            std::vector<float> samples;
            if (dataset && dataset->facts().sample == model->facts.sample && std::int64_t(dataset->sample_width()) == row_width(model->facts)) {
                const auto rows = dataset->rows(Part::Test);
                const auto some = rows.first(std::min<std::size_t>(rows.size(), ExportCard::most_samples));
                samples.resize(some.size() * dataset->sample_width());
                dataset->fill(some, samples);
            }
            return deliver(*model, file, samples, version);
        },
        [this, c, path](Result<Delivery> found) {
            if (found)
                c->show_verified(*found, path);
            else
                c->show_failed(found.error());
            tell_verified();
        });
}

void ShipStage::tell_verified()
{
    int verified = 0;
    for (const ExportCard* c : cards_)
        verified += c->state() == ExportCard::State::Verified;
    set_facts(tr("%1 of %2 formats verified").arg(verified).arg(cards_.size()));
}

void ShipStage::retranslate()
{
    promise_->setText(tr("Every file is run before you get it"));
    promise_text_->setText(tr("Up to 1,000 test samples go through the written file and through this model. A file that gives other answers is not kept."));
    side_title_->setText(tr("Model card"));
    panels_->set_side_title(side_, tr("Model card"));
    pdf_->setText(QStringLiteral("PDF"));
    html_->setText(QStringLiteral("HTML"));
    set_name(pdf_, tr("Save the model card as PDF"));
    set_name(html_, tr("Save the model card as HTML"));
}

void ShipStage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    } else if (event->type() == QEvent::StyleChange) {
        show_card();
    }
    Stage::changeEvent(event);
}

Stage* make_ship_stage(Session& session) { return new ShipStage(session); }

} // namespace loom
