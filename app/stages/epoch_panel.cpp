#include "stages/epoch_panel.h"

#include "evaluate/matrix_view.h"
#include "evaluate/scatter_view.h"
#include "runs/answer_strip.h"
#include "runs/filter_sheet.h"
#include "runs/run_table_model.h"
#include "runs/spread_rows.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QComboBox>
#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {

/// As the choice has them.
static constexpr std::array spread_kinds{AlbumLayout::Of::Weight, AlbumLayout::Of::WeightGradient, AlbumLayout::Of::Gradient, AlbumLayout::Of::Output};

QWidget* EpochPanel::section(PanelHead*& head, QWidget* content)
{
    auto* part = new QWidget;
    auto* lines = column(part);
    head = new PanelHead;
    auto* inside = column(nullptr);
    inside->setContentsMargins(12, 4, 12, 12);
    inside->addWidget(content);
    lines->addWidget(separator(Qt::Horizontal));
    lines->addWidget(head);
    lines->addLayout(inside);
    return part;
}

EpochPanel::EpochPanel(Session& session, RunTableModel& model) : session_(session), model_(model)
{
    answers_ = new AnswerStrip;
    scatter_ = new ScatterView;
    scatter_->setFixedHeight(220);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName(QStringLiteral("epoch-slider"));
    slider_->setPageStep(5);
    chip_ = new Chip;
    calm_ = new Label({}, FontRole::Small, "text2");
    calm_->wrap();
    matrix_ = new MatrixView;
    matrix_area_ = new QScrollArea;
    matrix_area_->setFrameShape(QFrame::NoFrame);
    matrix_area_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    matrix_area_->setWidgetResizable(true);
    matrix_area_->setFocusPolicy(Qt::NoFocus);
    matrix_area_->viewport()->setAutoFillBackground(false);
    matrix_area_->setWidget(matrix_);
    matrix_->setAutoFillBackground(false);
    spreads_ = new SpreadRows;
    of_ = new QComboBox;
    of_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    of_->addItems(QStringList(qsizetype(spread_kinds.size())));
    no_spreads_ = new Label({}, FontRole::Small, "text2");
    no_spreads_->wrap();
    filters_ = new FilterSheet;

    auto* lines = column(this);
    lines->addWidget(separator(Qt::Horizontal));
    head_ = new PanelHead;
    lines->addWidget(head_);
    auto* words = column(nullptr);
    words->setContentsMargins(12, 0, 12, 12);
    words->addWidget(calm_);
    lines->addLayout(words);
    all_ = new QWidget;
    auto* content = column(all_);
    auto* samples = column(nullptr, 8);
    samples->setContentsMargins(12, 0, 12, 12);
    auto* moving = row(nullptr, 8);
    moving->addWidget(slider_, 1);
    moving->addWidget(chip_);
    samples->addLayout(moving);
    samples->addWidget(answers_);
    samples->addWidget(scatter_);
    content->addLayout(samples);
    content->addWidget(matrix_part_ = section(matrix_head_, matrix_area_));
    auto* layers = new QWidget;
    auto* stack = column(layers, 8);
    stack->addWidget(of_, 0, Qt::AlignLeft);
    stack->addWidget(no_spreads_);
    stack->addWidget(spreads_);
    content->addWidget(spread_part_ = section(spread_head_, layers));
    content->addWidget(filter_part_ = section(filter_head_, filters_));
    lines->addWidget(all_);

    connect(slider_, &QSlider::valueChanged, this, &EpochPanel::show_page);
    connect(of_, &QComboBox::currentIndexChanged, this, &EpochPanel::fill_spreads);
    connect(&reader_, &AlbumReader::changed, this, &EpochPanel::take_pages);
    connect(&model_, &RunTableModel::overlays_changed, this, &EpochPanel::choose_run);
    TrainingSession& training = session.training();
    connect(&training, &TrainingSession::run_known, this, &EpochPanel::choose_run);
    connect(&training, &TrainingSession::epochs_done, &reader_, [this] { reader_.read_on(); });
    connect(&training, &TrainingSession::finished, this, [this] {
        choose_run();
        reader_.read_on();
        show_page(); // No longer live.
    });
    look_.setInterval(1000);
    connect(&look_, &QTimer::timeout, &reader_, &AlbumReader::look);
    connect(&session.data(), &DataSession::changed, this, &EpochPanel::choose_run);
    connect(&session.run_list(), &RunList::changed, this, &EpochPanel::choose_run);
    retranslate();
    choose_run();
    take_pages();
}

void EpochPanel::choose(const std::string& run)
{
    chosen_ = run;
    choose_run();
}

void EpochPanel::choose_run()
{
    const TrainingSession& training = session_.training();
    const bool live = training.trains(session_.run_list().project(), training.run());
    if (live)
        chosen_ = training.run();
    std::string run = live || session_.run_list().find(chosen_) ? chosen_ : std::string();
    std::shared_ptr<const Dataset> dataset = live ? training.job().dataset : session_.data().dataset();
    if (run.empty() && !model_.overlays().empty())
        run = model_.overlays().front().run;
    const RunRecord* record = session_.run_list().find(run);
    const std::string fingerprint = record && !live ? record->data_fingerprint : std::string();
    reader_.show(run, run.empty() ? fs::path() : session_.run_list().store().folder(run) / "album.f32", std::move(dataset), fingerprint);
}

std::int64_t EpochPanel::epoch() const
{
    const auto& album = reader_.album();
    const auto at = std::size_t(std::max(0, slider_->value()));
    return album && at < album->pages.size() ? album->pages[at].epoch : 0;
}

void EpochPanel::take_pages()
{
    const auto& album = reader_.album();
    const std::size_t pages = album ? album->pages.size() : 0;
    const bool other = reader_.run() != shown_run_ || pages < pages_, at_end = other || slider_->value() == slider_->maximum();
    shown_run_ = reader_.run();
    pages_ = pages;
    all_->setVisible(pages > 0);
    calm_->setVisible(pages == 0);
    calm_->setText(shown_run_.empty() ? tr("Tick a run in the ledger to see what its network was like after each epoch.")
                   : reader_.busy()   ? tr("Reading the epochs of this run…")
                   : reader_.error()  ? tr("What this run has kept of its epochs is damaged.")
                   : session_.training().active() ? tr("After the first epoch: what the network answers to the same few samples, epoch by epoch.")
                                                  : tr("This run has kept no record of its epochs."));
    {
        const QSignalBlocker quiet(slider_);
        slider_->setRange(0, std::max(0, int(pages) - 1));
        if (at_end)
            slider_->setValue(slider_->maximum());
    }
    if (pages > 0) {
        const AlbumLayout& l = album->layout;
        answers_->setVisible(l.classes > 0 && !l.rows.empty());
        scatter_->setVisible(l.classes == 0 && !l.rows.empty());
        matrix_part_->setVisible(l.matrix);
        spread_part_->setVisible(!l.histograms.empty());
        filter_part_->setVisible(l.filters.count > 0);
        filter_head_->set_count(shown(l.filters.layer));
    }
    fill_spreads();
    show_page();
    if (const auto& error = reader_.error())
        Q_EMIT failed(tr("%1: %2").arg(session_.run_list().title_of(shown_run_), shown(error->message)), shown(error->hint));
}

void EpochPanel::showEvent(QShowEvent* event)
{
    reader_.look();
    look_.start();
    QWidget::showEvent(event);
}

void EpochPanel::hideEvent(QHideEvent* event)
{
    look_.stop();
    QWidget::hideEvent(event);
}

void EpochPanel::show_page()
{
    const auto& album = reader_.album();
    const std::int64_t now = epoch();
    const bool newest = slider_->value() == slider_->maximum();
    head_->set_count(now > 0 ? tr("epoch %1").arg(counted(now)) : QString());
    slider_->setAccessibleDescription(now > 0 ? tr("epoch %1").arg(counted(now)) : QString());
    if (newest && session_.training().active())
        chip_->set(Chip::Info, nullptr, tr("live"));
    else
        chip_->set(Chip::Neutral, nullptr, newest ? tr("newest") : tr("earlier"));
    if (now > 0) {
        const AlbumPage& page = album->pages[std::size_t(slider_->value())];
        show_answers(page);
        if (album->layout.matrix) {
            QStringList classes;
            for (std::int64_t k = 0; k < album->layout.classes; ++k)
                classes.append(class_name(k));
            matrix_->set_matrix(page.matrix, classes);
            fit_matrix();
        }
        spreads_->set_page(slider_->value());
        filters_->set_filters(album->layout.filters, page.filters);
    }
    Q_EMIT epoch_shown(shown(shown_run_), newest ? 0 : now);
}

QString EpochPanel::class_name(std::int64_t k) const
{
    const RunRecord* record = session_.run_list().find(shown_run_);
    const TrainingSession& training = session_.training();
    const DataFacts* facts = record ? &record->facts : training.active() && training.job().dataset ? &training.job().dataset->facts() : nullptr;
    return facts && k >= 0 && std::size_t(k) < facts->classes.size() ? shown(facts->classes[std::size_t(k)]) : QString::number(k);
}

void EpochPanel::show_answers(const AlbumPage& page)
{
    const AlbumLayout& l = reader_.album()->layout;
    if (l.classes == 0) {
        std::vector<ScatterView::Dot> dots;
        for (std::size_t i = 0; i < l.rows.size(); ++i)
            if (!std::isnan(page.answers[i].share[0]))
                dots.push_back({double(l.truths[i]), double(page.answers[i].share[0]), l.rows[i]});
        return scatter_->set_dots(std::move(dots));
    }
    std::vector<AnswerStrip::Answer> answers;
    for (std::size_t i = 0; i < l.rows.size(); ++i) {
        const AlbumPage::Answer& a = page.answers[i];
        const auto truth = std::int64_t(l.truths[i]);
        AnswerStrip::Answer& shown = answers.emplace_back();
        if (i < reader_.pictures().size())
            shown.picture = reader_.pictures()[i];
        shown.truth = class_name(truth);
        shown.words = reader_.words().value(qsizetype(i));
        shown.right = a.best[0] == truth;
        for (std::size_t k = 0; k < album_answers && a.best[k] >= 0; ++k) {
            shown.best.append(class_name(a.best[k]));
            shown.share.push_back(a.share[k]);
        }
    }
    answers_->set_answers(std::move(answers));
}

void EpochPanel::fill_spreads()
{
    const auto& album = reader_.album();
    if (!album)
        return spreads_->set_rows({});
    using Of = AlbumLayout::Of;
    const Of of = spread_kinds[std::size_t(of_->currentIndex())];
    std::vector<SpreadRows::Row> rows;
    for (std::size_t i = 0; i < album->layout.histograms.size(); ++i) {
        const AlbumLayout::Histogram& h = album->layout.histograms[i];
        if (h.of != of || h.weight == "bias")
            continue;
        SpreadRows::Row& row = rows.emplace_back();
        row.name = shown(h.layer);
        if (!h.weight.empty() && h.weight != "weight")
            row.name += QLatin1Char(' ') + shown(h.weight);
        for (const AlbumPage& page : album->pages) {
            row.pages.push_back(&page.histograms[i]);
            row.epochs.push_back(page.epoch);
        }
    }
    no_spreads_->setVisible(rows.empty());
    spreads_->set_rows(std::move(rows));
    spreads_->set_page(slider_->value());
}

/// As large as the panel is wide; with more classes it is moved sideways.
void EpochPanel::fit_matrix()
{
    if (!reader_.album() || !reader_.album()->layout.matrix)
        return;
    constexpr int least = 22, most = 35; // Of its cells.
    const int n = int(reader_.album()->layout.classes);
    const QSize smallest = matrix_->minimumSizeHint();
    const int cell = std::clamp((width() - 24 - (smallest.width() - n * least)) / n, least, most);
    matrix_->setMinimumSize(smallest);
    const bool wide = smallest.width() > width() - 24;
    matrix_area_->setFixedHeight(smallest.height() + n * (cell - least) + (wide ? matrix_area_->horizontalScrollBar()->sizeHint().height() : 0));
}

void EpochPanel::retranslate()
{
    head_->set_title(tr("Fixed samples"));
    matrix_head_->set_title(tr("Confusion matrix"));
    spread_head_->set_title(tr("Layers"));
    filter_head_->set_title(tr("Filters"));
    const QStringList kinds{tr("Weights"), tr("Gradients of weights"), tr("Gradients"), tr("Outputs")};
    for (int i = 0; i < of_->count(); ++i)
        of_->setItemText(i, kinds[i]);
    no_spreads_->setText(tr("This run has kept none of these."));
    of_->setAccessibleName(tr("What is shown of the layers"));
    of_->setToolTip(tr("How the numbers are spread: the ridge is this epoch's, below it all epochs, the first at the top. Gradients are those of the loss by what a layer gave, gradients of weights those by its weights."));
    slider_->setAccessibleName(tr("Epoch"));
    slider_->setToolTip(tr("Back through the epochs: samples, matrix, layers, filters, and a line in the curves"));
    answers_->setAccessibleName(tr("Fixed samples"));
    scatter_->setAccessibleName(tr("Fixed samples"));
    spreads_->setAccessibleName(tr("Layers"));
    filters_->setAccessibleName(tr("Filters"));
}

void EpochPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        take_pages();
    }
    QWidget::changeEvent(event);
}

void EpochPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit_matrix();
}

} // namespace loom
