#include "stages/data_stage.h"

#include "datasets/detail_panel.h"
#include "datasets/gallery.h"
#include "datasets/label_strip.h"
#include "datasets/row_changes.h"
#include "datasets/step_editor.h"
#include "datasets/table_view.h"
#include "stages/column_menu.h"
#include "stages/data_audit.h"
#include "stages/data_sources.h"
#include "stages/data_steps.h"
#include "stages/suggestion_panel.h"
#include "theme/controls.h"
#include "theme/flow.h"
#include "theme/language.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QScrollBar>
#include <QSlider>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace loom {

static constexpr int left_width = 248, right_width = 304;
static constexpr int typing_pause_ms = 600;
static constexpr int audit_again_ms = 1000; // After a change by hand: the next one may follow.

DataStage::DataStage(Session& session) : session_(session)
{
    setAcceptDrops(true);
    open_file_ = new QAction(this);
    open_folder_ = new QAction(this);
    open_file_->setIcon(icon("file"));
    open_folder_->setIcon(icon("folder"));
    connect(open_file_, &QAction::triggered, this, &DataStage::choose_file);
    connect(open_folder_, &QAction::triggered, this, &DataStage::choose_folder);

    splitter_ = new PanelSplitter(QStringLiteral("data"));
    left_ = new SourcesPanel(session, open_file_, open_folder_);
    right_ = new AuditPanel(session);
    build_centre();
    splitter_->add_side(left_, left_width, "data", {});
    splitter_->add_centre(centre_, 560);
    splitter_->add_side(right_, right_width, "shield", {});
    auto* all = column(this);
    error_ = new ErrorBar;
    all->addWidget(error_);
    all->addWidget(splitter_, 1);

    patience_.setSingleShot(true);
    patience_.setInterval(quiet_ms);
    connect(&patience_, &QTimer::timeout, this, &DataStage::show_page);
    pause_.setSingleShot(true);
    pause_.setInterval(typing_pause_ms);
    connect(&pause_, &QTimer::timeout, condition_error_, &QWidget::show);
    audit_later_.setSingleShot(true);
    audit_later_.setInterval(audit_again_ms);
    connect(&audit_later_, &QTimer::timeout, this, &DataStage::audit_data);
    connect(left_, &SourcesPanel::class_chosen, this, &DataStage::filter);
    connect(left_->suggest_action(), &QAction::triggered, this, &DataStage::suggest);
    connect(&session_, &Session::suggestion_wanted, this, &DataStage::suggest);
    connect(proposal_, &SuggestionPanel::cancelled, this, &DataStage::close_proposal);
    connect(proposal_, &SuggestionPanel::applied, this, [this] {
        close_proposal();
        Q_EMIT stage_wanted(QStringLiteral("design"));
    });
    connect(right_, &AuditPanel::rows_wanted, this, &DataStage::show_rows);
    connect(right_, &AuditPanel::counted_anew, this, &DataStage::show_badge);
    connect(&left_->steps(), &StepsSection::form_wanted, this, &DataStage::edit_step);
    connect(editor_, &StepEditor::cancelled, this, &DataStage::close_editor);
    connect(editor_, &StepEditor::applied, this, [this](const PreparationStep& step) {
        const std::size_t place = editor_->place();
        close_editor();
        left_->steps().put(step, place);
    });
    connect(&session_.graph(), &GraphDocument::changed, this, &DataStage::follow_steps);
    const auto take_edits = [this] { rows_->set_edits(session_.graph().document().data().row_edits); };
    connect(&session_.graph(), &GraphDocument::changed, rows_, take_edits);
    take_edits();
    connect(right_, &AuditPanel::column_wanted, this, &DataStage::show_column);
    connect(error_, &ErrorBar::acted, session_.undo_action(), &QAction::trigger);
    connect(&session_.data(), &DataSession::changed, this, &DataStage::renew);
    connect(&session_.data(), &DataSession::progressed, this, [this] {
        const auto [done, total] = session_.data().progress();
        loading_->set_share(total ? double(done) / double(total) : 0);
        loading_->set_detail(total ? tr("%1 of %2").arg(counted(done), counted(total)) : QString());
    });
    connect(&finder_, &Worker::progressed, this, [this](qint64 done, qint64 total) {
        if (looking_.elapsed() > quiet_ms)
            count_->setText(done == total && sort_ ? tr("Sorting the rows…")
                                                   : tr("%1 of %2 rows looked through").arg(counted(done), counted(total)));
    });
    connect(&finder_, &Worker::refused, this, [this] {
        sort_ = table_->sort();
        show_count();
    });
    for (Worker* worker : {&finder_, &statistician_, &auditor_})
        connect(worker, &Worker::refused, this, [this](const Error& error) { error_->show_error(shown(error.message), shown(error.hint)); });
    connect(&auditor_, &Worker::refused, right_, &AuditPanel::show_refusal);
    retranslate();
    renew();
}

QList<QWidget*> DataStage::panels() const
{
    return {left_, centre_, right_};
}

QList<QAction*> DataStage::commands() const
{
    return {open_file_, open_folder_, left_->steps().add_action(), left_->suggest_action()};
}

bool DataStage::settled() const
{
    return !session_.data().is_loading() && !finder_.busy() && !pause_.isActive() && !auditor_.busy() && !audit_later_.isActive() && !changes_->busy() &&
           (!data_ || (!statistics_.empty() && !left_->steps().busy() && editor_->settled() && !detail_->busy() && !right_->busy() && proposal_->settled()));
}

void DataStage::build_centre()
{
    centre_ = ground("surface");
    auto* all = column(centre_);
    pages_ = new QStackedWidget;
    all->addWidget(pages_);
    pages_->addWidget(new QWidget); // Nothing yet.

    empty_ = new EmptyState("data");
    connect(empty_, &EmptyState::acted, this, &DataStage::choose_file);
    pages_->addWidget(empty_);

    auto* wait = new QWidget;
    auto* middle = column(wait);
    middle->addStretch(1);
    loading_ = new ThinBar(true);
    loading_->setFixedWidth(360);
    middle->addWidget(loading_, 0, Qt::AlignHCenter);
    middle->addStretch(1);
    connect(loading_, &ThinBar::cancelled, &session_.data(), &DataSession::cancel);
    pages_->addWidget(wait);

    auto* browse = new QWidget;
    auto* page = column(browse);
    view_ = new SegmentedControl;
    shown_part_ = new SegmentedControl;
    shown_part_->setObjectName(QStringLiteral("shown-part"));
    count_ = new Label({}, FontRole::Small, "text2");
    count_->numbers();
    tile_ = new QSlider(Qt::Horizontal);
    tile_->setRange(64, 160);
    tile_->setValue(88);
    tile_->setFixedWidth(80);
    auto* grid = new QLabel;
    const auto show_grid = [grid] { grid->setPixmap(icon_pixmap("grid", 14, theme().text2, grid->devicePixelRatioF())); };
    connect(&ThemeManager::instance(), &ThemeManager::changed, grid, show_grid);
    show_grid();
    tile_box_ = new QWidget;
    auto* tile_row = row(tile_box_, 6);
    tile_row->addWidget(grid);
    tile_row->addWidget(tile_);
    amount_ = new QWidget;
    auto* amount = row(amount_, 12);
    amount->addWidget(count_);
    amount->addWidget(tile_box_);
    auto* tools = new FlowRow(12, 6, true);
    tools->setContentsMargins(size::panel_padding, 6, size::panel_padding, 6);
    tools->addWidget(view_);
    condition_ = new SearchField("filter");
    condition_->setObjectName(QStringLiteral("condition"));
    condition_->setClearButtonEnabled(true);
    condition_->setMinimumWidth(160);
    condition_->setMaximumWidth(420);
    only_ = button({}, "close", "small");
    only_->hide();
    sorted_ = button({}, "close", "small");
    sorted_->hide();
    tools->addWidget(shown_part_);
    tools->addWidget(condition_);
    tools->addWidget(only_);
    tools->addWidget(sorted_);
    tools->addWidget(amount_);
    page->addLayout(tools);
    condition_error_ = (new Label({}, FontRole::Small, "err"))->wrap();
    condition_error_->setContentsMargins(size::panel_padding, 0, size::panel_padding, 6);
    condition_error_->hide();
    page->addWidget(condition_error_);
    page->addWidget(separator(Qt::Horizontal));
    views_ = new QStackedWidget;
    rows_ = new RowList(this);
    gallery_ = new Gallery(*rows_);
    auto* with_detail = new QWidget;
    auto* table = column(with_detail);
    table_ = new TableView(*rows_);
    detail_ = new DetailPanel;
    table->addWidget(table_, 1);
    table->addWidget(separator(Qt::Horizontal));
    table->addWidget(detail_);
    views_->addWidget(gallery_);
    views_->addWidget(with_detail);
    page->addWidget(views_, 1);
    // In the place of the column's detail: the rows above it stay in sight.
    views_->setMinimumHeight(160);
    editor_line_ = separator(Qt::Horizontal);
    editor_line_->hide();
    editor_ = new StepEditor;
    proposal_ = new SuggestionPanel(session_.graph());
    page->addWidget(editor_line_);
    page->addWidget(editor_);
    page->addWidget(proposal_);
    build_strip();
    page->addWidget(strip_);
    pages_->addWidget(browse);

    connect(tile_, &QSlider::valueChanged, gallery_, &Gallery::set_tile);
    connect(view_, &SegmentedControl::changed, this, [this](int index) {
        views_->setCurrentIndex(index);
        tile_box_->setVisible(index == 0);
    });
    connect(shown_part_, &SegmentedControl::changed, this, &DataStage::filter);
    connect(condition_, &QLineEdit::textChanged, this, &DataStage::filter);
    connect(only_, &QPushButton::clicked, this, &DataStage::show_all_rows);
    connect(sorted_, &QPushButton::clicked, this, [this] { sort({}); });
    connect(views_, &QStackedWidget::currentChanged, this, &DataStage::show_sort);
    connect(table_, &TableView::sort_wanted, this, &DataStage::sort);
    connect(detail_, &DetailPanel::row_chosen, this, [this](quint32 row) { show_rows({row}, tr("Row %1").arg(row + 1)); });
    connect(detail_, &DetailPanel::condition_wanted, condition_, &QLineEdit::setText);
    connect(table_, &TableView::menu_wanted, this, [this](int column, QPoint at) {
        const Column& c = data_->table().columns[std::size_t(column)];
        if (c.pixels() || c.sounds())
            return;
        ColumnMenu menu(session_, *data_, column, sort_);
        connect(&menu, &ColumnMenu::sort_wanted, this, &DataStage::sort);
        menu.exec(at);
    });
    connect(table_, &TableView::column_changed, this, [this](int index) {
        if (index >= 0 && std::size_t(index) < statistics_.size())
            detail_->show_column(data_, index, statistics_[std::size_t(index)]);
    });
}

void DataStage::build_strip()
{
    strip_ = new LabelStrip;
    strip_->hide();
    strip_->watch(gallery_);
    strip_->watch(table_);
    changes_ = new RowChanges(session_.graph(), *rows_, this);
    connect(strip_, &LabelStrip::label_wanted, changes_, &RowChanges::label);
    connect(strip_, &LabelStrip::exclude_wanted, changes_, &RowChanges::exclude);
    connect(strip_, &LabelStrip::note_wanted, changes_, &RowChanges::note);
    connect(changes_, &RowChanges::labelled, gallery_, &Gallery::flash);
    connect(changes_, &RowChanges::refused, this, [this](const QString& what, const QString& hint) { error_->show_error(what, hint); });
    connect(rows_, &RowList::current_changed, this, &DataStage::show_current);
    connect(rows_, &RowList::chosen_changed, this, &DataStage::show_choice);
    connect(rows_, &RowList::looks_changed, this, &DataStage::show_looks);
    connect(rows_, &RowList::play_wanted, right_, &AuditPanel::play);
}

void DataStage::retranslate()
{
    open_file_->setText(tr("Open a data file…"));
    open_folder_->setText(tr("Open a data folder…"));
    left_->retranslate();
    right_->retranslate();
    proposal_->retranslate();
    view_->set_texts({tr("Gallery"), tr("Table")});
    shown_part_->set_texts({tr("All"), tr("Training"), tr("Valid."), tr("Test"), tr("Changed")});
    loading_->set_cancel_text(tr("Cancel"));
    splitter_->set_side_title(left_, tr("Sources"));
    splitter_->set_side_title(right_, tr("Data audit"));
    tile_->setAccessibleName(tr("Size of the tiles"));
    tile_->setToolTip(tr("Size of the tiles"));
    show_example();
    condition_->setAccessibleName(tr("Condition on the rows"));
    condition_->setToolTip(tr("Conditions such as: city = Paris and age < 30"));
    only_->setText(tr("Show all rows"));
    show_sort();
    show_empty();
}

/// A condition that this data can meet: a number as the first row has it, else a category.
void DataStage::show_example()
{
    QString example = QStringLiteral("age < 30");
    if (data_ && data_->table().rows > 0) {
        const auto& columns = data_->table().columns;
        const auto first = [&](auto fits) { return std::ranges::find_if(columns, [&](const Column& c) { return fits(c.type) && !c.missing(0); }); };
        const auto number = first([](ColumnType t) { return t == ColumnType::Number || t == ColumnType::Integer; }),
                   category = first([](ColumnType t) { return t == ColumnType::Category; });
        if (number != columns.end())
            example = shown(number->name) + QStringLiteral(" < ") + shown(number->text(0));
        else if (category != columns.end())
            example = shown(category->name) + QStringLiteral(" = ") + shown(category->text(0));
    }
    condition_->setPlaceholderText(tr("Filter: %1").arg(example));
}

void DataStage::show_empty()
{
    if (session_.data().error() || session_.data().refusal())
        empty_->set("data", tr("The data cannot be opened"),
                    tr("The bar at the top says why. Open other data, or undo the step."), tr("Open a data file…"));
    else
        empty_->set("data", tr("No data yet"),
                    tr("Open a table (CSV, Excel, JSON, NumPy), or a folder of pictures, sounds or texts with one sub-folder per "
                       "class; archives too. Or drop them here."),
                    tr("Open a data file…"));
}

void DataStage::show_page()
{
    const bool loading = session_.data().is_loading();
    if (loading && !data_) {
        const QString path = QString::fromStdString(session_.data().reading());
        loading_->set_title(path.isEmpty() ? tr("Making the data") : tr("Reading %1").arg(QFileInfo(path).fileName()));
    }
    pages_->setCurrentIndex(data_ ? Browse : !loading ? Empty : patience_.isActive() ? Nothing : Loading);
}

void DataStage::renew()
{
    DataSession& session = session_.data();
    const bool lost = had_dataset_ && session.error(); // By the last step, which can be undone.
    if (!session.is_loading())
        had_dataset_ = session.dataset() != nullptr;
    const auto before = std::exchange(data_, session.browsable());
    const bool fresh = data_ != before;
    if (session.error())
        error_->show_error(shown(session.error()->message), shown(session.error()->hint),
                           lost ? session_.undo_action()->text() : QString());
    else if (session.refusal())
        error_->show_error(shown(session.refusal()->message), shown(session.refusal()->hint));
    else
        error_->clear();
    show_badge();
    if (session.is_loading() && !data_)
        patience_.start();
    else
        patience_.stop();
    show_empty();
    show_page();
    show_example();
    if (fresh)
        auditor_.cancel();
    if (!data_) {
        finder_.cancel();
        statistician_.cancel();
        only_rows_.clear();
        only_->hide();
        statistics_.clear();
        close_editor();
        close_proposal();
        audit_later_.stop();
        rows_->set_data(nullptr);
        sort_.reset();
        table_->set_sort({});
        show_sort();
        table_->show_data();
        detail_->set_data(nullptr);
        left_->show_data(nullptr);
        right_->show_data(nullptr);
        set_facts(session.is_loading() ? tr("Reading the data") : tr("No data"));
        return;
    }
    if (!fresh)
        return;
    rows_->set_data(data_);
    // Another step or split leaves the rows as they are: what was looked at stays in sight.
    const bool same_table = before && before->source_table() == data_->source_table();
    if (!same_table) {
        if (!before || before->setup().source != data_->setup().source || before->setup().path != data_->setup().path)
            sort_.reset(); // Else there were the first rows before, or the file as it was.
        table_->set_sort({});
        show_sort();
    }
    shown_part_->set_item_enabled(4, !data_->edited_rows().empty(), tr("No row was changed by hand"));
    if (data_->edited_rows().empty() && shown_part_->current() == 4)
        shown_part_->set_current(0);
    if (DataSetup setup = data_->setup(); same_table) {
        setup.row_edits = before->setup().row_edits;
        if (setup == before->setup()) {
            // Changes by hand: the rows stay too, whatever filter they would fall through now.
            left_->show_data(data_);
            right_->show_data(data_);
            show_looks();
            if (!statistics_.empty()) // Else they are still measured, and the audit follows.
                audit_later_.start();
            return;
        }
    }
    const bool same_rows = same_table && &before->table() == &data_->table() && !statistics_.empty();
    const int column = table_->current_column(), scrolled = table_->verticalScrollBar()->value();
    table_->show_data();
    detail_->set_data(data_);
    const TileKind kind = tile_kind(*data_);
    view_->set_item_enabled(0, kind != TileKind::None, tr("The data has no pictures, sounds or long texts"));
    if (!same_rows) {
        // Texts beside columns that can be learned from are read in the table.
        const bool tiles = kind != TileKind::None && (kind != TileKind::Texts || data_->encoder().columns.empty() || data_->facts().vocabulary > 0);
        view_->set_current(tiles ? 0 : 1);
        views_->setCurrentIndex(tiles ? 0 : 1);
        tile_box_->setVisible(tiles);
        statistics_.clear();
        only_rows_.clear();
        only_->hide();
    }
    left_->show_data(data_);
    right_->show_data(data_);
    strip_->set_target(QString::fromStdString(data_->target()), class_names(), given_kind(data_->facts()));
    filter();
    if (editor_->is_open()) {
        edited_list_ = session_.graph().document().data().steps;
        editor_->set_data(data_, edited_list_, editor_->is_new() ? edited_list_.size() : editor_->place());
    }
    if (proposal_->is_open()) // It was made for what the data was.
        suggest();
    if (!same_rows)
        return measure_columns();
    table_->set_statistics(statistics_);
    audit_data();
    table_->set_current_column(column);
    table_->verticalScrollBar()->setValue(scrolled);
}

void DataStage::choose_file()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a data file"), {},
        tr("Data (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.xlsx *.npz *.npy *.zip *.tar *.tgz *.gz *.xz *.bz2 *.zst *.bin "
           "*-ubyte);;All files (*)"));
    if (!path.isEmpty())
        session_.data().open_path(path);
}

void DataStage::choose_folder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open a data folder"));
    if (!path.isEmpty())
        session_.data().open_path(path);
}

void DataStage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (data_) {
            show_count();
            parse_condition();
        }
    }
    Stage::changeEvent(event);
}

void DataStage::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void DataStage::dropEvent(QDropEvent* event)
{
    session_.bring(event->mimeData()->urls());
}

Stage* make_data_stage(Session& session)
{
    return new DataStage(session);
}

} // namespace loom
