#include "stages/evaluate_stage.h"

#include "bridge/sample_image.h"
#include "evaluate/class_list.h"
#include "evaluate/matrix_view.h"
#include "evaluate/row_table.h"
#include "evaluate/sample_grid.h"
#include "evaluate/scatter_view.h"
#include "schema/types.h"
#include "session.h"
#include "stages/run_choice.h"
#include "stages/yielding_row.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QEvent>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loom {

/// Head of a card: its title, words beside it that step aside where there is no room, a tool at the right.
static QWidget* card_head(QWidget* title, QWidget* words, QWidget* right = nullptr, int right_rank = 0)
{
    auto* head = new QWidget;
    head->setMinimumHeight(40);
    auto* margins = row(head);
    margins->setContentsMargins(12, 4, 12, 0);
    auto* line = new YieldingRow(8);
    margins->addWidget(line);
    line->add(title);
    line->add(words, 2);
    line->add_stretch();
    if (right)
        line->add(right, right_rank);
    return head;
}

/// Foot of a card: a line over what explains the card or its choice.
static QWidget* card_foot(Label* text)
{
    auto* foot = ground("surface", "top");
    auto* line = row(foot);
    line->setContentsMargins(12, 8, 12, 8);
    text->wrap();
    line->addWidget(text);
    auto* box = new QWidget; // The card's own edge stays free.
    column(box)->setContentsMargins(1, 0, 1, 1);
    box->layout()->addWidget(foot);
    return box;
}

EvaluateStage::EvaluateStage(Session& session) : session_(session)
{
    auto* all = column(this);
    all->addWidget(make_bar());
    error_ = new ErrorBar;
    all->addWidget(error_);
    figures_row_ = make_figures();
    figures_row_->hide();
    all->addWidget(figures_row_);
    pages_ = new QStackedWidget;
    empty_ = new EmptyState("evaluate");
    pages_->addWidget(empty_);
    auto* waiting = new QWidget;
    auto* middle = column(waiting);
    loading_ = new ThinBar(true);
    loading_->setFixedWidth(320);
    middle->addStretch(1);
    middle->addWidget(loading_, 0, Qt::AlignHCenter);
    middle->addStretch(2);
    pages_->addWidget(waiting);
    pages_->addWidget(make_cards());
    all->addWidget(pages_, 1);

    patience_.setSingleShot(true);
    patience_.setInterval(300);
    connect(&patience_, &QTimer::timeout, this, [this] {
        if (!settled())
            pages_->setCurrentIndex(1);
    });
    connect(&session.data(), &DataSession::progressed, this, [this] {
        const auto [done, total] = session_.data().progress();
        loading_->set_share(total > 0 ? double(done) / double(total) : 0);
        loading_->set_detail(total > 0 ? tr("%1 of %2 samples").arg(counted(done), counted(total)) : QString());
    });
    connect(&worker_, &Worker::progressed, this, [this](qint64 done, qint64 total) {
        loading_->set_share(total > 0 ? double(done) / double(total) : 0);
        loading_->set_detail(total > 0 ? tr("%1 of %2 samples").arg(counted(done), counted(total)) : QString());
    });
    connect(loading_, &ThinBar::cancelled, this, [this] {
        if (!worker_.busy())
            return session_.data().cancel();
        worker_.cancel();
        patience_.stop();
        shown_key_.clear();
        evaluation_.reset();
        empty_->set("evaluate", tr("Not judged"), tr("Judging was cancelled."), tr("Judge now"));
        pages_->setCurrentIndex(0);
        figures_row_->hide();
    });
    connect(empty_, &EmptyState::acted, this, [this] {
        if (!session_.data().dataset())
            Q_EMIT stage_wanted(QStringLiteral("data"));
        else if (choice_->run().empty())
            Q_EMIT stage_wanted(QStringLiteral("train"));
        else
            judge();
    });
    connect(choice_, &RunChoice::choice_changed, this, &EvaluateStage::refresh);
    connect(part_choice_, &SegmentedControl::changed, this, &EvaluateStage::refresh);
    connect(&session.data(), &DataSession::changed, this, [this] {
        shown_key_.clear();
        refresh();
    });
    connect(unit_, &SegmentedControl::changed, this, [this](int i) { matrix_->set_percent(i == 1); });
    connect(matrix_, &MatrixView::cell_chosen, this, &EvaluateStage::show_cell);
    connect(classes_, &ClassList::class_chosen, this, [this](int i) {
        if (evaluation_ && evaluation_->boxes)
            show_objects(i);
        else
            matrix_->choose({i, i});
    });
    connect(sort_, &QPushButton::clicked, this, [this] {
        QMenu menu;
        const QString names[] = {tr("by name"), tr("by F1"), tr("by samples")};
        for (int i = 0; i < 3; ++i) {
            QAction* a = menu.addAction(names[i], this, [this, i] {
                classes_->set_sort(ClassList::Sort(i));
                retranslate();
            });
            a->setCheckable(true);
            a->setChecked(classes_->sort() == i);
        }
        menu.exec(sort_->mapToGlobal(QPoint(0, sort_->height())));
    });
    const auto told = [this](std::uint32_t row) { sample_->setText(tr("Row %1 of the data").arg(counted(qint64(row) + 1))); };
    connect(grid_, &SampleGrid::sample_chosen, this, told);
    connect(scatter_, &ScatterView::dot_chosen, this, [this](int i) {
        const auto& d = scatter_->dots()[std::size_t(i)];
        show_rows({{d.row, float(d.predicted), float(d.truth)}},
                  tr("True %1, predicted %2").arg(measure_text(d.truth), measure_text(d.predicted)), {}, {});
    });
    retranslate();
    refresh();
}

QWidget* EvaluateStage::make_bar()
{
    auto* bar = ground("surface", "bottom");
    bar->setFixedHeight(size::stage_bar);
    auto* margins = row(bar);
    margins->setContentsMargins(16, 0, 16, 0);
    auto* line = new YieldingRow(12);
    margins->addWidget(line);
    name_ = new Label({}, FontRole::Heading, "text", true);
    choice_ = new RunChoice(session_.run_list());
    choice_->setObjectName(QStringLiteral("evaluate-run"));
    part_choice_ = new SegmentedControl(QStringList{{}, {}});
    part_choice_->set_current(1);
    count_ = new Label({}, FontRole::Small, "text3");
    changed_ = new Chip;
    changed_->hide();
    line->add(name_);
    line->add(choice_);
    line->add(part_choice_);
    line->add(count_, 1);
    line->add_stretch();
    line->add(changed_);
    return bar;
}

QWidget* EvaluateStage::make_figures()
{
    auto* bar = ground("surface", "bottom");
    bar->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* line = row(bar, 0);
    line->setContentsMargins(16, 8, 16, 9);
    for (int i = 0; i < 4; ++i) {
        Figure& f = figures_[i];
        f.box = new QWidget;
        auto* lines = column(f.box, 0);
        lines->setContentsMargins(i == 0 ? 0 : 16, 0, 16, 0);
        f.title = new Label({}, FontRole::Caption, "text2");
        f.value = new Label({}, FontRole::Title, "text", true);
        f.value->numbers();
        f.note = new Label({}, FontRole::Small, "text3");
        auto* below = new YieldingRow(8);
        below->add(f.value);
        below->add(f.note, 1);
        below->add_stretch();
        lines->addWidget(f.title);
        lines->addWidget(below);
        if (i > 0)
            line->addWidget(separator(Qt::Vertical));
        line->addWidget(f.box);
    }
    return bar;
}

QWidget* EvaluateStage::make_cards()
{
    auto* page = ground("bg");
    auto* line = row(page, 12);
    line->setContentsMargins(12, 12, 12, 12);

    // The matrix, or for numbers predicted against true.
    matrix_card_ = card();
    auto* matrix_lines = column(matrix_card_);
    matrix_title_ = new Label({}, FontRole::Body, "text", true);
    matrix_hint_ = new Label({}, FontRole::Small, "text3");
    unit_ = new SegmentedControl(QStringList{{}, {}});
    matrix_lines->addWidget(card_head(matrix_title_, matrix_hint_, unit_));
    matrix_ = new MatrixView;
    matrix_->setObjectName(QStringLiteral("matrix"));
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(matrix_);
    matrix_->setAutoFillBackground(false); // The card's ground, as it is.
    scatter_ = new ScatterView;
    left_ = new QStackedWidget;
    left_->addWidget(area);
    left_->addWidget(scatter_);
    left_->setContentsMargins(8, 0, 12, 12);
    matrix_lines->addWidget(left_, 1);
    matrix_key_ = new Label({}, FontRole::Small, "text2");
    matrix_lines->addWidget(card_foot(matrix_key_));

    samples_card_ = card();
    auto* sample_lines = column(samples_card_);
    samples_title_ = (new Label({}, FontRole::Body, "text", true))->wrap(); // Names of classes may be long.
    samples_count_ = new Label({}, FontRole::Small, "text2");
    samples_order_ = new Label({}, FontRole::Small, "text2");
    sample_lines->addWidget(card_head(samples_title_, samples_count_, samples_order_, 1));
    grid_ = new SampleGrid;
    grid_->setObjectName(QStringLiteral("samples"));
    auto* inner = new QWidget;
    auto* inner_lines = column(inner);
    inner_lines->setContentsMargins(12, 4, 12, 8);
    inner_lines->addWidget(grid_);
    inner_lines->addStretch(1);
    rows_ = new QTableView;
    row_model_ = new RowTableModel(this);
    rows_->setModel(row_model_);
    rows_->setSelectionBehavior(QAbstractItemView::SelectRows);
    rows_->setShowGrid(false);
    rows_->setFrameShape(QFrame::NoFrame);
    rows_->verticalHeader()->hide();
    rows_->verticalHeader()->setDefaultSectionSize(size::row);
    rows_->horizontalHeader()->setFixedHeight(size::row);
    rows_->horizontalHeader()->setHighlightSections(false);
    list_ = new QStackedWidget;
    list_->addWidget(scrolled(inner));
    list_->addWidget(rows_);
    sample_lines->addWidget(list_, 1);
    sample_ = new Label({}, FontRole::Small, "text2");
    sample_foot_ = card_foot(sample_);
    sample_lines->addWidget(sample_foot_);

    classes_card_ = card();
    auto* class_lines = column(classes_card_);
    classes_title_ = new Label({}, FontRole::Body, "text", true);
    classes_scale_ = new Label({}, FontRole::Small, "text3");
    sort_ = button({}, "sort", "small");
    class_lines->addWidget(card_head(classes_title_, classes_scale_, sort_));
    classes_ = new ClassList;
    auto* class_box = new QWidget;
    auto* class_inner = column(class_box);
    class_inner->setContentsMargins(12, 0, 12, 12);
    class_inner->addWidget(classes_, 1);
    class_lines->addWidget(scrolled(class_box), 1);
    class_key_ = new Label({}, FontRole::Small, "text2");
    class_lines->addWidget(card_foot(class_key_));

    line->addWidget(matrix_card_, 500);
    line->addWidget(samples_card_, 448);
    line->addWidget(classes_card_, 380);
    return page;
}

bool EvaluateStage::settled() const { return !worker_.busy() && !session_.data().is_loading() && !arranging_; }

QList<QWidget*> EvaluateStage::panels() const { return {matrix_card_, samples_card_, classes_card_}; }

Part EvaluateStage::part() const { return part_choice_->current() == 0 ? Part::Validation : Part::Test; }

void EvaluateStage::entered()
{
    visible_once_ = true;
    session_.run_list().refresh();
    refresh();
}

void EvaluateStage::refresh()
{
    const auto dataset = session_.data().dataset();
    const std::string run = choice_->run();
    const RunRecord* record = session_.run_list().find(run);
    name_->setText(run.empty() ? tr("No run") : session_.run_list().title_of(run));
    for (const auto& [index, p] : {std::pair(0, Part::Validation), std::pair(1, Part::Test)}) {
        const bool some = dataset && !dataset->rows(p).empty();
        part_choice_->set_item_enabled(index, some, tr("The data has no such part."));
    }
    if (dataset && dataset->rows(part()).empty() && !dataset->rows(part() == Part::Test ? Part::Validation : Part::Test).empty())
        part_choice_->set_current(1 - part_choice_->current());
    count_->setText(dataset ? tr("%Ln sample(s)", nullptr, int(dataset->rows(part()).size())) : QString());
    const bool other_data = dataset && record && !record->data_fingerprint.empty() && record->data_fingerprint != dataset->fingerprint();
    changed_->setVisible(other_data);
    if (other_data)
        changed_->set(Chip::Warn, "warning", tr("The data has changed since this run"));

    if (!dataset && session_.data().is_loading()) {
        loading_->set_title(tr("Reading the data"));
        if (!patience_.isActive() && pages_->currentIndex() != 1)
            patience_.start();
        return;
    }
    const bool ready = dataset && !run.empty() && !dataset->rows(part()).empty();
    if (!ready) {
        worker_.cancel();
        shown_key_.clear();
        evaluation_.reset();
        if (!dataset && session_.data().error())
            empty_->set("error", shown(session_.data().error()->message), shown(session_.data().error()->hint), tr("Go to Data"));
        else if (!dataset)
            empty_->set("data", tr("No data yet"), tr("A network is judged on samples it has not learned from."), tr("Open data"));
        else if (run.empty())
            empty_->set("evaluate", tr("Nothing is trained yet"), tr("Train a network, then see here how good it is and where it errs."),
                        tr("Go to Train"));
        else
            empty_->set("data", tr("This part has no samples"), tr("Choose the other part, or set aside samples in Data."), {});
        pages_->setCurrentIndex(0);
        figures_row_->hide();
        return;
    }
    if (visible_once_)
        judge();
}

void EvaluateStage::judge()
{
    const auto dataset = session_.data().dataset();
    const std::string run = choice_->run();
    const Checkpoint checkpoint = choice_->checkpoint();
    const Part on = part();
    const RunRecord* record = session_.run_list().find(run);
    const std::string key = session_.run_list().store().folder(run).string() + (checkpoint == Checkpoint::Best ? " best " : " last ") +
                            std::to_string(int(on)) + ' ' + (record ? std::to_string(record->best_epoch) + ' ' + record->ended : "");
    if (key == shown_key_)
        return;
    shown_key_ = key;
    error_->clear();
    loading_->set_title(tr("Judging %1").arg(session_.run_list().title_of(run)));
    loading_->set_share(0);
    patience_.start();

    struct Judged {
        std::shared_ptr<const Model> model;
        std::shared_ptr<const Evaluation> evaluation;
        double seconds = 0;
    };
    worker_.start<Result<Judged>>(
        [store = session_.run_list().store(), run, checkpoint, dataset, on, device = session_.device(),
         threads = session_.threads()](Progress& progress) -> Result<Judged> {
            QElapsedTimer clock;
            clock.start();
            auto model = load_model(store, run, checkpoint);
            if (!model)
                return model.error();
            auto evaluation = evaluate(*model, *dataset, on, device, threads, &progress);
            if (!evaluation)
                return evaluation.error();
            return Judged{std::make_shared<Model>(std::move(*model)), std::make_shared<Evaluation>(std::move(*evaluation)),
                          double(clock.elapsed()) / 1000};
        },
        [this, dataset](Result<Judged> judged) {
            patience_.stop();
            if (!judged) {
                shown_key_.clear();
                evaluation_.reset();
                error_->show_error(shown(judged.error().message), shown(judged.error().hint));
                empty_->set("error", tr("Could not be judged"), shown(judged.error().message), tr("Try again"));
                pages_->setCurrentIndex(0);
                figures_row_->hide();
                return;
            }
            model_ = judged->model;
            evaluation_ = judged->evaluation;
            dataset_ = dataset;
            seconds_ = judged->seconds;
            show_result();
        });
}

static QStringList class_names(const Evaluation& evaluation)
{
    QStringList names;
    for (const auto& c : evaluation.labels)
        names.append(QString::fromStdString(c));
    return names;
}

void EvaluateStage::show_result()
{
    const Evaluation& e = *evaluation_;
    const bool classes = e.classes;
    arranging_ = true;
    QTimer::singleShot(100, this, [this] { arranging_ = false; });
    figures_row_->show();
    pages_->setCurrentIndex(2);
    left_->setCurrentIndex(classes ? 0 : 1);
    unit_->setVisible(classes);
    classes_card_->setVisible(classes || e.boxes);
    matrix_card_->setVisible(!e.boxes);
    const auto figure = [&](int i, const QString& title, const QString& value, const QString& note) {
        figures_[i].title->setText(title);
        figures_[i].value->setText(value);
        figures_[i].note->setText(note);
    };
    const auto* loss = find_loss(e.loss_type);
    const QString loss_name = loss ? shown(loss->title) : tr("Loss");
    QStringList told{tr("Judged in %1").arg(duration_text(seconds_))};
    for (const Evaluation& other : e.others)
        told << (other.boxes ? tr("%1: mAP@0.5 %2").arg(shown(other.output), percent_text(other.boxes->map, 2))
                 : other.classes ? tr("%1: accuracy %2").arg(shown(other.output), percent_text(other.report.accuracy, 2))
                               : tr("%1: R² %2").arg(shown(other.output), axis_number(other.regression.r2, 4)));
    set_facts(told.join(QStringLiteral(" · ")));

    if (classes) {
        const ClassificationReport& r = e.report;
        const auto right = std::int64_t(std::llround(r.accuracy * double(r.samples)));
        const Interval interval = wilson(right, r.samples);
        const QStringList names = class_names(e);
        int weakest = -1;
        for (std::size_t i = 0; i < r.classes.size(); ++i)
            if (r.classes[i].support > 0 && (weakest < 0 || r.classes[i].f1 < r.classes[std::size_t(weakest)].f1))
                weakest = int(i);
        figure(0, tr("Accuracy"), percent_text(r.accuracy, 2),
               tr("95% interval %1–%2").arg(QString::number(interval.low * 100, 'f', 2), QString::number(interval.high * 100, 'f', 2)));
        figure(1, tr("Macro F1"), QString::number(r.macro_f1, 'f', 4), weakest >= 0 ? tr("lowest: %1").arg(names.value(weakest)) : QString());
        figure(2, loss_name, measure_text(e.loss), {});
        figure(3, tr("Samples"), counted(r.samples), tr("%1 wrong").arg(counted(r.samples - right)));
        matrix_->set_matrix(r.confusion, names);
        classes_->set_classes(r.classes, names);
        const auto before = matrix_->chosen();
        matrix_->choose(before.value_or(matrix_->worst().value_or(MatrixView::Cell{})));
    } else if (e.boxes) {
        const BoxReport& r = *e.boxes;
        figure(0, QStringLiteral("mAP@0.5"), percent_text(r.map, 2), tr("mean of the average precision of all classes"));
        figure(1, tr("Precision"), percent_text(r.precision, 2), tr("of what was found from 50% on"));
        figure(2, tr("Recall"), percent_text(r.recall, 2), tr("of what is there"));
        figure(3, tr("Objects"), counted(r.objects), tr("in %Ln picture(s)", nullptr, int(r.pictures)));
        std::vector<ClassMeasures> measures;
        for (const BoxReport::Class& c : r.classes)
            measures.push_back({c.precision, c.recall, c.precision + c.recall > 0 ? 2 * c.precision * c.recall / (c.precision + c.recall) : 0, c.objects});
        classes_->set_classes(measures, class_names(e));
        show_objects(-1);
    } else {
        const RegressionReport& r = e.regression;
        figure(0, tr("Mean absolute error"), measure_text(r.mae), {});
        figure(1, tr("Root mean square error"), measure_text(r.rmse), {});
        figure(2, QStringLiteral("R²"), axis_number(r.r2, 4), tr("1 is perfect, 0 is the mean"));
        figure(3, tr("Samples"), counted(r.samples), {});
        std::vector<ScatterView::Dot> dots; // None where several numbers are one answer.
        for (std::size_t i = 0; i < e.truths.size(); ++i)
            dots.push_back({double(e.truths[i]), double(e.scores[i * e.width]), e.rows[i]});
        scatter_->set_dots(dots);
        // The farthest off first.
        std::ranges::stable_sort(dots, [](const auto& a, const auto& b) { return std::abs(a.predicted - a.truth) > std::abs(b.predicted - b.truth); });
        std::vector<JudgedSample> worst;
        for (std::size_t i = 0; i < std::min<std::size_t>(dots.size(), 1000); ++i)
            worst.push_back({dots[i].row, float(dots[i].predicted), float(dots[i].truth)});
        samples_order_->setText({});
        show_rows(std::move(worst), tr("Largest errors"), {}, {});
    }
    retranslate();
}

/// Pictures with their true objects and those found, the ones with most mistakes first; of one class, or of all (−1).
void EvaluateStage::show_objects(int only)
{
    const Evaluation& e = *evaluation_;
    const QStringList names = class_names(e);
    struct Judged {
        JudgedSample sample;
        int mistakes = 0;
    };
    std::vector<Judged> all;
    for (std::size_t i = 0; i < e.rows.size(); ++i) {
        const auto of_class = [&](const Object& o) { return (only < 0 || o.label == only) && o.score >= shown_from; };
        std::vector<Object> truth, found;
        std::ranges::copy_if(e.objects[i], std::back_inserter(truth), of_class);
        std::ranges::copy_if(e.found[i], std::back_inserter(found), of_class);
        if (truth.empty() && found.empty())
            continue;
        const auto right = int(std::ranges::count_if(matches(found, truth), [](int m) { return m >= 0; }));
        const int missed = int(truth.size()) - right, wrong = int(found.size()) - right;
        Judged judged{{e.rows[i]}, missed + wrong};
        QStringList words;
        if (right > 0)
            words << tr("%1 found").arg(counted(right));
        if (missed > 0)
            words << tr("%1 missed").arg(counted(missed));
        if (wrong > 0)
            words << tr("%1 wrong").arg(counted(wrong));
        judged.sample.words = words.join(QStringLiteral(" · "));
        for (const Object& o : truth)
            judged.sample.boxes.push_back({o.box, names.value(o.label)});
        for (const Object& o : found)
            judged.sample.boxes.push_back({o.box, names.value(o.label) + QLatin1Char(' ') + percent_text(o.score, 0), true});
        all.push_back(std::move(judged));
    }
    std::ranges::stable_sort(all, std::greater(), &Judged::mistakes);
    std::vector<JudgedSample> samples;
    for (Judged& judged : all)
        samples.push_back(std::move(judged.sample));
    samples_order_->setText(tr("most mistakes first"));
    show_rows(std::move(samples), only < 0 ? tr("Objects true and found") : tr("Objects of the class %1").arg(names.value(only)), {}, {});
    sample_->setText(tr("Blue: true objects. Orange and dashed: found ones, and how sure the network is of them."));
}

void EvaluateStage::show_cell(int truth, int predicted)
{
    if (!evaluation_ || evaluation_->width == 0)
        return;
    const Evaluation& e = *evaluation_;
    std::vector<JudgedSample> samples;
    for (std::size_t i = 0; i < e.rows.size(); ++i)
        if (e.truth[i] == truth && e.predicted[i] == predicted)
            samples.push_back({e.rows[i], e.scores[i * e.width + std::size_t(predicted)], e.scores[i * e.width + std::size_t(truth)]});
    // Errors: the surest first. Right answers: the least sure first.
    std::ranges::stable_sort(samples, [&](const JudgedSample& a, const JudgedSample& b) {
        return truth == predicted ? a.predicted < b.predicted : a.predicted > b.predicted;
    });
    const QStringList names = class_names(e);
    samples_order_->setText(truth == predicted ? tr("least confident first") : tr("most confident errors first"));
    show_rows(std::move(samples), tr("True %1, predicted %2").arg(names.value(truth), names.value(predicted)), names.value(predicted),
              names.value(truth));
}

void EvaluateStage::show_rows(std::vector<JudgedSample> samples, const QString& title, const QString& predicted, const QString& truth)
{
    samples_title_->setText(title);
    samples_count_->setText(tr("%Ln sample(s)", nullptr, int(samples.size())));
    const bool pictures = dataset_->facts().pictures;
    sample_->setText(samples.empty() ? tr("No samples in this cell") : tr("Click a picture to see which row of the data it is"));
    sample_foot_->setVisible(pictures); // A table has the row in its first column.
    list_->setCurrentIndex(pictures ? 0 : 1);
    if (pictures) {
        grid_->set_samples(std::move(samples), [data = dataset_](std::uint32_t row) { return sample_image(*data, row); }, predicted, truth);
    } else {
        row_model_->set_samples(std::move(samples), dataset_, !evaluation_->classes);
        const QFontMetrics head(loom::font(FontRole::Small, true));
        for (int c = 0; c < row_model_->columnCount(); ++c)
            rows_->setColumnWidth(c, std::max(72, head.horizontalAdvance(row_model_->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString()) + 28));
    }
}

void EvaluateStage::retranslate()
{
    part_choice_->set_texts({tr("Validation"), tr("Test")});
    unit_->set_texts({tr("Count"), tr("Row %")});
    matrix_title_->setText(left_->currentIndex() == 0 ? tr("Confusion matrix") : tr("Predicted against true"));
    matrix_hint_->setText(left_->currentIndex() == 0 ? tr("click a cell to see its samples") : QString());
    matrix_key_->setText(left_->currentIndex() == 0 ? tr("Rows are the true class, columns the answer. Errors darken with the logarithm of their count.")
                                                    : tr("Dots on the dashed line are predicted exactly."));
    class_key_->setText(evaluation_ && evaluation_->boxes ? tr("Click a class to see its objects alone") : tr("Click a class to see its right answers, the least confident first"));
    classes_title_->setText(tr("Per class"));
    classes_scale_->setText(tr("scale %1 to 100%").arg(percent_text(classes_->scale_from(), 0)));
    const QString names[] = {tr("by name"), tr("by F1"), tr("by samples")};
    sort_->setText(names[classes_->sort()]);
    loading_->set_cancel_text(tr("Cancel"));
}

void EvaluateStage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
        if (evaluation_)
            show_result();
    }
    Stage::changeEvent(event);
}

Stage* make_evaluate_stage(Session& session) { return new EvaluateStage(session); }

} // namespace loom
