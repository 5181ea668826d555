#include "session.h"
#include "stage.h"

#include "bridge/sample_image.h"
#include "datasets/class_bars.h"
#include "datasets/column_detail.h"
#include "datasets/gallery.h"
#include "datasets/table_view.h"
#include "project/templates.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QSlider>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <thread>

namespace loom {
namespace {

constexpr int left_width = 248, right_width = 304, detail_height = 228;

/// One sample, large: what it is called, its part, its values.
class SampleCard : public QWidget {
public:
    explicit SampleCard(QWidget* parent = nullptr) : QWidget(parent) { setMinimumHeight(300); }

    void show_row(std::shared_ptr<const Dataset> dataset, std::uint32_t row, Part part)
    {
        data_ = std::move(dataset);
        picture_ = sample_image(*data_, row);
        lines_.clear();
        const std::int32_t label = data_->label(row);
        lines_.append({Gallery::tr("Row"), counted(qint64(row))});
        if (label >= 0)
            lines_.append({QString::fromStdString(data_->target()), QString::fromStdString(data_->facts().classes[std::size_t(label)])});
        const QString parts[] = {Gallery::tr("Training"), Gallery::tr("Validation"), Gallery::tr("Test")};
        lines_.append({Gallery::tr("Part"), parts[std::size_t(part)]});
        const PictureShape s = data_->encoder().picture;
        lines_.append({Gallery::tr("Size"), QStringLiteral("%1×%2×%3").arg(s.width).arg(s.height).arg(s.channels)});
        if (const Column* c = data_->table().image_column(); c && c->pixels() && !c->pixels()->name(row).empty())
            lines_.append({Gallery::tr("File"), QString::fromStdString(c->pixels()->name(row))});
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        const Theme& t = theme();
        const int side = std::min(width() - 2 * size::panel_padding, 240);
        const QRect box(size::panel_padding, size::panel_padding, side, side);
        p.fillRect(box, t.sunken);
        if (!picture_.isNull()) {
            p.setRenderHint(QPainter::SmoothPixmapTransform, std::max(picture_.width(), picture_.height()) > 64);
            const QSize fitted = picture_.size().scaled(box.size(), Qt::KeepAspectRatio);
            p.drawImage(QRect(box.topLeft() + QPoint((side - fitted.width()) / 2, (side - fitted.height()) / 2), fitted), picture_);
        }
        int y = box.bottom() + 12;
        for (const auto& [key, value] : lines_) {
            const QRect line(size::panel_padding, y, width() - 2 * size::panel_padding, 24);
            p.setFont(loom::font(FontRole::Small));
            p.setPen(t.text2);
            p.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, key);
            const int taken = p.fontMetrics().horizontalAdvance(key) + 12;
            p.setFont(loom::font(FontRole::Small, true));
            p.setPen(t.text);
            p.drawText(line, Qt::AlignRight | Qt::AlignVCenter, p.fontMetrics().elidedText(value, Qt::ElideMiddle, line.width() - taken));
            y += 24;
        }
    }

private:
    std::shared_ptr<const Dataset> data_;
    QImage picture_;
    QList<std::pair<QString, QString>> lines_;
};

} // namespace

/// Sources and parts at the left, all samples in the middle, what is worth knowing at the right.
class DataStage : public Stage {
    Q_OBJECT
public:
    explicit DataStage(Session&);
    QList<QWidget*> panels() const override { return {left_, centre_, right_}; }
    QList<QAction*> commands() const override { return {open_file_, open_folder_}; }

protected:
    void changeEvent(QEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

private:
    void build_left();
    void build_centre();
    void build_right();
    void retranslate();
    void renew();
    void renew_split();
    void filter();
    void measure_columns();
    void show_findings();
    void show_current();
    void choose_file();
    void choose_folder();
    void suggest();
    Part part_of(std::uint32_t row) const { return row < parts_.size() ? parts_[row] : Part::Train; }

    Session& session_;
    std::shared_ptr<const Dataset> data_;
    std::vector<Part> parts_;
    std::vector<ColumnStatistics> statistics_;
    std::uint64_t turn_ = 0;

    QAction *open_file_, *open_folder_;
    PanelSplitter* splitter_;
    QWidget *left_, *centre_, *right_;
    PanelHead *sources_head_, *classes_head_, *split_head_;
    QWidget *source_row_, *classes_box_, *split_box_;
    Label *source_name_, *source_facts_, *validation_label_, *test_label_, *seed_label_, *classes_hint_;
    QToolButton *add_file_, *add_folder_;
    ClassBars* bars_;
    SplitBar* split_;
    QSpinBox *validation_, *test_, *seed_;
    QPushButton* suggest_;

    QStackedWidget* pages_;
    EmptyState* empty_;
    ThinBar* loading_;
    ErrorBar* error_;
    QWidget* browse_;
    SegmentedControl *view_, *shown_part_;
    Label* count_;
    QSlider* tile_;
    QStackedWidget* views_;
    Gallery* gallery_;
    TableView* table_;
    ColumnDetail* detail_;

    PanelHead* audit_head_;
    SegmentedControl* side_;
    QStackedWidget* sides_;
    QWidget* findings_;
    SampleCard* sample_;
    std::jthread statistician_; // Last: stops before what it reports to goes.
};

DataStage::DataStage(Session& session) : session_(session)
{
    setAcceptDrops(true);
    open_file_ = new QAction(this);
    open_folder_ = new QAction(this);
    connect(open_file_, &QAction::triggered, this, &DataStage::choose_file);
    connect(open_folder_, &QAction::triggered, this, &DataStage::choose_folder);

    splitter_ = new PanelSplitter(QStringLiteral("data"));
    build_left();
    build_centre();
    build_right();
    splitter_->add_side(left_, left_width, "data", {});
    splitter_->add_centre(centre_, 420);
    splitter_->add_side(right_, right_width, "shield", {});
    auto* all = column(this);
    error_ = new ErrorBar;
    all->addWidget(error_);
    all->addWidget(splitter_, 1);

    connect(&session_.data(), &DataSession::changed, this, &DataStage::renew);
    connect(&session_.data(), &DataSession::progressed, this, [this] {
        const auto [done, total] = session_.data().progress();
        loading_->set_share(total ? double(done) / double(total) : 0);
        loading_->set_detail(total ? tr("%1 of %2").arg(counted(done), counted(total)) : QString());
    });
    retranslate();
    renew();
}

void DataStage::build_left()
{
    left_ = ground("surface", "right");
    auto* all = column(left_);
    sources_head_ = new PanelHead;
    add_file_ = tool_button("file", {});
    add_folder_ = tool_button("folder", {});
    connect(add_file_, &QToolButton::clicked, this, &DataStage::choose_file);
    connect(add_folder_, &QToolButton::clicked, this, &DataStage::choose_folder);
    sources_head_->add(add_file_);
    sources_head_->add(add_folder_);
    all->addWidget(sources_head_);
    source_row_ = new QWidget;
    auto* source = column(source_row_, 0);
    source->setContentsMargins(size::panel_padding, 6, size::panel_padding, 10);
    source_name_ = new Label({}, FontRole::Body, "text", true);
    source_facts_ = new Label({}, FontRole::Caption, "text3");
    source->addWidget(source_name_);
    source->addWidget(source_facts_);
    all->addWidget(source_row_);

    classes_box_ = new QWidget;
    auto* classes = column(classes_box_);
    classes->addWidget(separator(Qt::Horizontal));
    classes_head_ = new PanelHead;
    bars_ = new ClassBars;
    classes->addWidget(classes_head_);
    classes->addWidget(bars_);
    classes->addSpacing(8);
    connect(bars_, &ClassBars::chosen_changed, this, &DataStage::filter);

    split_box_ = new QWidget;
    auto* split = column(split_box_, 8);
    split->addWidget(separator(Qt::Horizontal));
    split_head_ = new PanelHead;
    split->addWidget(split_head_);
    split_ = new SplitBar;
    auto* bar = row(nullptr);
    bar->setContentsMargins(size::panel_padding, 0, size::panel_padding, 0);
    bar->addWidget(split_);
    split->addLayout(bar);
    auto add = [&](Label*& label, QSpinBox*& box, int least, int most, const char* unit) {
        label = new Label({}, FontRole::Small, "text2");
        box = new QSpinBox;
        box->setRange(least, most);
        box->setSuffix(QString::fromLatin1(unit));
        box->setKeyboardTracking(false);
        label->setBuddy(box);
        auto* line = row(nullptr, 8);
        line->setContentsMargins(size::panel_padding, 0, size::panel_padding, 0);
        line->addWidget(label, 1);
        line->addWidget(box);
        split->addLayout(line);
    };
    add(validation_label_, validation_, 0, 90, "%");
    add(test_label_, test_, 0, 90, "%");
    add(seed_label_, seed_, 0, 1'000'000, "");
    auto changed = [this](const Message& name, auto set) {
        DataSetup setup = session_.graph().document().data();
        set(setup);
        if (setup != session_.graph().document().data())
            session_.data().change(name, setup, "split");
    };
    connect(validation_, &QSpinBox::valueChanged, this, [changed](int v) {
        changed(Message(LOOM_TEXT("Set the validation part to %1%"), v), [v](DataSetup& s) { s.validation_share = v / 100.0; });
    });
    connect(test_, &QSpinBox::valueChanged, this, [changed](int v) {
        changed(Message(LOOM_TEXT("Set the test part to %1%"), v), [v](DataSetup& s) { s.test_share = v / 100.0; });
    });
    connect(seed_, &QSpinBox::valueChanged, this, [changed](int v) {
        changed(Message(LOOM_TEXT("Set the seed of the split to %1"), v), [v](DataSetup& s) { s.split_seed = v; });
    });

    auto* content = new QWidget;
    auto* inner = column(content);
    inner->addWidget(classes_box_);
    inner->addWidget(split_box_);
    inner->addStretch(1);
    all->addWidget(scrolled(content), 1);
    all->addWidget(separator(Qt::Horizontal));
    suggest_ = button({}, "bolt", "primary");
    auto* foot = row(nullptr);
    foot->setContentsMargins(size::panel_padding, size::panel_padding, size::panel_padding, size::panel_padding);
    foot->addWidget(suggest_, 1);
    all->addLayout(foot);
    connect(suggest_, &QPushButton::clicked, this, &DataStage::suggest);
}

void DataStage::build_centre()
{
    centre_ = ground("surface");
    auto* all = column(centre_);
    pages_ = new QStackedWidget;
    all->addWidget(pages_);

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

    browse_ = new QWidget;
    auto* page = column(browse_);
    auto* tools = row(nullptr, 12);
    tools->setContentsMargins(size::panel_padding, 6, size::panel_padding, 6);
    view_ = new SegmentedControl;
    shown_part_ = new SegmentedControl;
    count_ = new Label({}, FontRole::Small, "text2");
    count_->numbers();
    tile_ = new QSlider(Qt::Horizontal);
    tile_->setRange(64, 160);
    tile_->setValue(88);
    tile_->setFixedWidth(96);
    tools->addWidget(view_);
    tools->addWidget(shown_part_);
    tools->addStretch(1);
    tools->addWidget(count_);
    tools->addWidget(tile_);
    page->addLayout(tools);
    page->addWidget(separator(Qt::Horizontal));
    views_ = new QStackedWidget;
    gallery_ = new Gallery;
    auto* with_detail = new QWidget;
    auto* table = column(with_detail);
    table_ = new TableView;
    detail_ = new ColumnDetail;
    detail_->setFixedHeight(detail_height);
    table->addWidget(table_, 1);
    table->addWidget(separator(Qt::Horizontal));
    table->addWidget(detail_);
    views_->addWidget(gallery_);
    views_->addWidget(with_detail);
    page->addWidget(views_, 1);
    pages_->addWidget(browse_);

    connect(tile_, &QSlider::valueChanged, gallery_, &Gallery::set_tile);
    connect(view_, &SegmentedControl::changed, this, [this](int index) {
        views_->setCurrentIndex(index);
        tile_->setVisible(index == 0);
    });
    connect(shown_part_, &SegmentedControl::changed, this, &DataStage::filter);
    connect(gallery_, &Gallery::current_changed, this, &DataStage::show_current);
    connect(table_, &TableView::column_changed, this, [this](int index) {
        if (index >= 0 && std::size_t(index) < statistics_.size())
            detail_->show_column(data_, index, statistics_[std::size_t(index)]);
    });
}

void DataStage::build_right()
{
    right_ = ground("surface", "left");
    auto* all = column(right_);
    audit_head_ = new PanelHead;
    audit_head_->set_icon("shield");
    all->addWidget(audit_head_);
    auto* tabs = row(nullptr);
    tabs->setContentsMargins(size::panel_padding, 0, size::panel_padding, 8);
    side_ = new SegmentedControl;
    tabs->addWidget(side_);
    tabs->addStretch(1);
    all->addLayout(tabs);
    sides_ = new QStackedWidget;
    findings_ = new QWidget;
    column(findings_, 8)->setContentsMargins(size::panel_padding, 4, size::panel_padding, size::panel_padding);
    sample_ = new SampleCard;
    sides_->addWidget(scrolled(findings_));
    sides_->addWidget(sample_);
    all->addWidget(sides_, 1);
    connect(side_, &SegmentedControl::changed, sides_, &QStackedWidget::setCurrentIndex);
}

void DataStage::retranslate()
{
    open_file_->setText(tr("Open a data file…"));
    open_folder_->setText(tr("Open a data folder…"));
    sources_head_->set_title(tr("Sources"));
    classes_head_->set_title(tr("Classes"));
    classes_head_->set_count(tr("click to filter"));
    split_head_->set_title(tr("Split"));
    set_name(add_file_, tr("Open a data file"));
    set_name(add_folder_, tr("Open a data folder"));
    validation_label_->setText(tr("Validation, of training"));
    test_label_->setText(tr("Test, of all rows"));
    seed_label_->setText(tr("Seed"));
    suggest_->setText(tr("Suggest a network"));
    view_->set_texts({tr("Gallery"), tr("Table")});
    shown_part_->set_texts({tr("All"), tr("Training"), tr("Validation"), tr("Test")});
    side_->set_texts({tr("Audit"), tr("Sample")});
    audit_head_->set_title(tr("What to know"));
    empty_->set("data", tr("No data yet"), tr("Open a CSV file, a folder with one sub-folder per class, IDX or CIFAR files. Or drop them here."),
                tr("Open a data file…"));
    loading_->set_title(tr("Reading the data"));
    loading_->set_cancel_text(tr("Cancel"));
    splitter_->set_side_title(left_, tr("Sources"));
    splitter_->set_side_title(right_, tr("What to know"));
    tile_->setAccessibleName(tr("Size of the tiles"));
    tile_->setToolTip(tr("Size of the tiles"));
}

void DataStage::renew()
{
    DataSession& session = session_.data();
    if (session.error())
        error_->show_error(shown(session.error()->message), shown(session.error()->hint));
    else
        error_->clear();
    const bool fresh = data_ != session.dataset();
    data_ = session.dataset();
    if (!data_) {
        statistics_.clear();
        parts_.clear();
        gallery_->set_data(nullptr, {});
        table_->set_data(nullptr);
    }
    pages_->setCurrentIndex(data_ ? 2 : session.is_loading() ? 1 : 0);
    source_row_->setVisible(data_ != nullptr);
    classes_box_->setVisible(data_ && !data_->facts().classes.empty());
    split_box_->setVisible(data_ != nullptr);
    suggest_->setEnabled(data_ != nullptr);
    if (!data_) {
        set_facts(session.is_loading() ? tr("Reading the data") : tr("No data"));
        show_findings();
        return;
    }
    if (!fresh)
        return;
    parts_.assign(data_->table().rows, Part::Train);
    for (Part part : {Part::Validation, Part::Test})
        for (std::uint32_t row : data_->rows(part))
            if (!data_->table().scored_on_all)
                parts_[row] = part;
    gallery_->set_data(data_, parts_);
    table_->set_data(data_);
    const bool pictures = data_->encoder().pictures();
    view_->set_item_enabled(0, pictures, tr("The data has no pictures"));
    view_->set_current(pictures ? 0 : 1);
    views_->setCurrentIndex(pictures ? 0 : 1);
    tile_->setVisible(pictures);
    const DataSetup& setup = data_->setup();
    const SourceType* source = find_source(setup.source);
    source_name_->setText(setup.path.empty() ? shown(source->title) : QFileInfo(QString::fromStdString(setup.path)).fileName());
    const auto classes = qint64(data_->facts().classes.size());
    source_facts_->setText(pictures ? tr("%1 pictures · %2 classes").arg(counted(qint64(data_->table().rows)), counted(classes))
                                    : tr("%1 rows · %2 columns").arg(counted(qint64(data_->table().rows)), counted(qint64(data_->table().columns.size()))));
    QStringList names;
    std::vector<std::size_t> counts(data_->facts().classes.size());
    for (const std::string& name : data_->facts().classes)
        names.append(QString::fromStdString(name));
    for (std::uint32_t r = 0; r < data_->table().rows; ++r)
        if (const std::int32_t label = data_->label(r); label >= 0)
            ++counts[std::size_t(label)];
    bars_->set_classes(names, std::move(counts));
    renew_split();
    filter();
    measure_columns();
    show_findings();
}

void DataStage::renew_split()
{
    const DataSetup& setup = data_->setup();
    QSignalBlocker a(validation_), b(test_), c(seed_);
    validation_->setValue(int(std::lround(100 * setup.validation_share)));
    test_->setValue(int(std::lround(100 * setup.test_share)));
    seed_->setValue(int(setup.split_seed));
    const auto& given = data_->table().split;
    const bool brings_test = std::ranges::find(given, Part::Test) != given.end() || data_->table().scored_on_all;
    const bool brings_validation = std::ranges::find(given, Part::Validation) != given.end() || data_->table().scored_on_all;
    test_->setEnabled(!brings_test);
    test_label_->setEnabled(!brings_test);
    validation_->setEnabled(!brings_validation);
    validation_label_->setEnabled(!brings_validation);
    split_head_->set_count(brings_test ? tr("test part given") : setup.stratified ? tr("random, by class") : tr("random"));
    split_->set_parts({{tr("Train"), qint64(data_->rows(Part::Train).size())},
                       {tr("Valid."), qint64(data_->rows(Part::Validation).size())},
                       {tr("Test"), qint64(data_->rows(Part::Test).size())}});
}

void DataStage::filter()
{
    if (!data_)
        return;
    std::vector<std::uint32_t> rows;
    const int part = shown_part_->current() - 1, label = bars_->chosen();
    for (std::uint32_t r = 0; r < data_->table().rows; ++r)
        if ((part < 0 || part_of(r) == Part(part)) && (label < 0 || data_->label(r) == label))
            rows.push_back(r);
    const qint64 all = qint64(data_->table().rows), some = qint64(rows.size());
    count_->setText(some == all ? counted(all) : tr("%1 of %2").arg(counted(some), counted(all)));
    set_facts(data_->encoder().pictures() ? tr("%1 pictures, %2 set aside").arg(counted(all), counted(qint64(data_->table().bad_row_count)))
                                          : tr("%1 rows, %2 set aside").arg(counted(all), counted(qint64(data_->table().bad_row_count))));
    table_->set_rows(rows);
    gallery_->set_rows(std::move(rows));
}

void DataStage::measure_columns()
{
    const std::uint64_t turn = ++turn_;
    statistician_ = std::jthread([this, turn, data = data_](std::stop_token stop) {
        std::vector<ColumnStatistics> all;
        for (const Column& c : data->table().columns) {
            if (stop.stop_requested())
                return;
            all.push_back(c.pixels() ? ColumnStatistics{} : statistics(c));
        }
        QMetaObject::invokeMethod(this, [this, turn, all = std::move(all)]() mutable {
            if (turn != turn_)
                return;
            statistics_ = std::move(all);
            table_->set_statistics(statistics_);
            int first = -1;
            for (std::size_t c = 0; c < statistics_.size() && first < 0; ++c)
                if (!statistics_[c].histogram.empty())
                    first = int(c);
            table_->set_current_column(std::max(first, 0));
        });
    });
}

void DataStage::show_findings()
{
    auto* list = static_cast<QVBoxLayout*>(findings_->layout());
    while (QLayoutItem* item = list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int n = 0;
    auto add = [&](Chip::Kind kind, const QString& title, const QString& reason) {
        list->addWidget(new FindingCard(kind, title, reason));
        n += kind != Chip::Info && kind != Chip::Ok;
    };
    if (data_) {
        const Table& table = data_->table();
        if (table.bad_row_count) {
            QStringList reasons;
            for (std::size_t i = 0; i < std::min<std::size_t>(4, table.bad_rows.size()); ++i)
                reasons.append(QString::fromStdString(table.bad_rows[i].place) + QStringLiteral(": ") + shown(table.bad_rows[i].reason));
            if (table.bad_row_count > 4)
                reasons.append(tr("and %1 more").arg(counted(qint64(table.bad_row_count - 4))));
            add(Chip::Warn, data_->encoder().pictures() ? tr("%n file(s) cannot be read", nullptr, int(table.bad_row_count)) : tr("%n row(s) set aside", nullptr, int(table.bad_row_count)),
                reasons.join(QLatin1Char('\n')));
        }
        const auto counts = data_->class_counts(Part::Train);
        if (counts.size() > 1) {
            const auto [least, most] = std::ranges::minmax_element(counts);
            const auto& classes = data_->facts().classes;
            if (*most > 4 * std::max<std::size_t>(1, *least))
                add(Chip::Warn, tr("Classes are uneven"),
                    tr("“%1” has %2 samples, “%3” only %4. Look at precision and recall of each class, not at accuracy alone.")
                        .arg(QString::fromStdString(classes[std::size_t(most - counts.begin())]), counted(qint64(*most)),
                             QString::fromStdString(classes[std::size_t(least - counts.begin())]), counted(qint64(*least))));
            else
                add(Chip::Info, tr("Classes are even"), tr("%1 to %2 samples each in the training part. No weighting needed.").arg(counted(qint64(*least)), counted(qint64(*most))));
        }
        for (const Message& note : table.notes)
            add(Chip::Info, shown(note), {});
        for (const Message& note : data_->notes())
            add(Chip::Info, shown(note), {});
    }
    list->addStretch(1);
    audit_head_->set_count(n ? QString::number(n) : QString());
}

void DataStage::show_current()
{
    const int index = gallery_->current();
    if (!data_ || index < 0)
        return;
    const std::uint32_t row = gallery_->rows()[std::size_t(index)];
    sample_->show_row(data_, row, part_of(row));
    side_->set_current(1);
    sides_->setCurrentIndex(1);
}

void DataStage::choose_file()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a data file"), {}, tr("Data (*.csv *.tsv *.txt *.gz *.bin *-ubyte);;All files (*)"));
    if (!path.isEmpty())
        session_.data().open_path(path);
}

void DataStage::choose_folder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open a data folder"));
    if (!path.isEmpty())
        session_.data().open_path(path);
}

// The sample network of the same kind, its ends made to fit this data.
void DataStage::suggest()
{
    const DataFacts& facts = data_->facts();
    const bool small = facts.sample.size() == 3 && facts.sample[1] < 40;
    const char* id = !facts.pictures ? "two-features" : facts.sample[0] > 1 || !small ? "cifar-cnn" : "digits-cnn";
    auto made = make_template(id, session_.graph().document().data());
    if (!made) {
        error_->show_error(shown(made.error().message), shown(made.error().hint));
        return;
    }
    // The repairs that the editor would offer, taken one after the other until there is none left.
    for (int round = 0; round < 8; ++round) {
        const Analysis analysis = analyse(*made, &facts);
        const auto broken = std::ranges::find_if(analysis.findings, [](const Finding& f) { return f.severity == Severity::Error && !f.fixes.empty(); });
        if (broken == analysis.findings.end())
            break;
        for (const Edit& edit : broken->fixes.front().edits)
            (void)made->apply(edit);
    }
    const Document& old = session_.graph().document();
    std::set<NodeId> all;
    for (const auto& [node, unused] : old.nodes())
        all.insert(node);
    std::vector<Edit> edits = removal(old, all, Reconnect::No);
    for (const auto& [node, value] : made->nodes())
        edits.push_back(AddNode{node, value});
    for (const Link& link : made->links())
        edits.push_back(Connect{link});
    edits.push_back(SetRecipe{made->recipe()});
    if (session_.graph().perform(LOOM_TEXT("Suggest a network"), edits))
        Q_EMIT stage_wanted(QStringLiteral("design"));
}

void DataStage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (data_) {
            renew_split();
            filter();
        }
        show_findings();
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
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        session_.data().open_path(urls.first().toLocalFile());
}

Stage* make_data_stage(Session& session) { return new DataStage(session); }

} // namespace loom

#include "data_stage.moc"
