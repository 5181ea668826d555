#include "stages/train_plots.h"
#include "stages/yielding_row.h"

#include "plots/legend_row.h"
#include "plots/plot_group.h"
#include "plots/plot_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSettings>
#include <QSlider>
#include <QVBoxLayout>

namespace loom {

TrainPlots::TrainPlots(RunList& runs, TrainingSession& training, RunTableModel& model)
    : runs_(runs), training_(training), model_(model)
{
    group_ = new PlotGroup(this);
    loss_ = new PlotView({.log = true});
    accuracy_ = new PlotView({.cut = true, .decimals = 2});
    rate_ = new PlotView({.from_zero = true, .small = true});
    norm_ = new PlotView({.log = true, .small = true});
    speed_ = new PlotView({.from_zero = true, .small = true});
    memory_ = new PlotView({.from_zero = true, .small = true});
    cpu_ = new PlotView({.from_zero = true, .small = true, .decimals = 0});
    for (const auto& [view, key] :
         {std::pair(loss_, "loss"), {accuracy_, "accuracy"}, {rate_, "rate"}, {norm_, "norm"}, {speed_, "speed"}, {memory_, "memory"}, {cpu_, "cpu"}}) {
        view->setObjectName(QStringLiteral("plot-") + QLatin1String(key));
        group_->add(view);
        connect(view, &PlotView::failed, this, [this](const QString& what) { Q_EMIT failed(what, {}); });
        connect(view, &PlotView::log_keys_chosen, this, [this](bool on) {
            QSettings().setValue(QStringLiteral("train/log_steps"), on);
            retranslate();
        });
        const QString setting = QStringLiteral("train/log_") + QLatin1String(key);
        view->set_log(QSettings().value(setting, view->log()).toBool());
        connect(view, &PlotView::log_chosen, this, [setting](bool on) { QSettings().setValue(setting, on); });
    }
    group_->align({loss_, rate_});

    auto* all = column(this, 8);
    all->setContentsMargins(8, 0, 8, 8);
    all->addWidget(make_head());
    auto* large = new QWidget;
    auto* upper = row(large, 8);
    for (PlotView* v : {loss_, accuracy_}) {
        v->setMinimumSize(220, 150);
        upper->addWidget(v, 1);
    }
    auto* small = new QWidget;
    auto* lower = row(small, 8);
    for (PlotView* v : {rate_, norm_, speed_, memory_, cpu_}) {
        v->setMinimumSize(112, 88);
        lower->addWidget(v, 1);
    }
    all->addWidget(large, 296);
    all->addWidget(small, 136);

    look_.setInterval(1000);
    connect(&look_, &QTimer::timeout, this, &TrainPlots::look);
    connect(&model_, &RunTableModel::overlays_changed, this, &TrainPlots::sync);
    watch(training_);
    retranslate();
    sync();
}

QWidget* TrainPlots::make_head()
{
    legend_ = new LegendRow;
    connect(legend_, &LegendRow::hidden_changed, group_, &PlotGroup::set_hidden);
    smoothing_label_ = new Label({}, FontRole::Small, "text2");
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setRange(0, 99);
    slider_->setValue(QSettings().value(QStringLiteral("train/smoothing"), 60).toInt());
    slider_->setFixedWidth(64);
    smoothing_value_ = new Label({}, FontRole::Small);
    smoothing_value_->numbers();
    smoothing_value_->reserve({QStringLiteral("0.00")});
    smoothing_value_->setText(QString::number(smoothing(), 'g', 2));
    connect(slider_, &QSlider::valueChanged, this, [this](int v) {
        QSettings().setValue(QStringLiteral("train/smoothing"), v);
        smoothing_value_->setText(QString::number(v / 100.0, 'g', 2));
        redraw_all();
    });
    means_ = new QCheckBox;
    means_->setChecked(QSettings().value(QStringLiteral("train/means"), false).toBool());
    connect(means_, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(QStringLiteral("train/means"), on);
        sync();
    });
    output_choice_ = new QComboBox;
    output_choice_->setObjectName(QStringLiteral("plots-output"));
    output_choice_->setProperty("elides", true);
    output_choice_->setFixedWidth(132);
    output_choice_->hide();
    connect(output_choice_, &QComboBox::activated, this, [this](int i) { choose_output(output_choice_->itemData(i).toString()); });
    axis_choice_ = new SegmentedControl(QStringList{{}, {}, {}});
    connect(axis_choice_, &SegmentedControl::changed, this, [this](int i) { set_axis(Axis(i)); });

    auto* head = new YieldingRow(8);
    head->layout()->setContentsMargins(4, 6, 4, 6);
    head->add(legend_, 0, 1);
    head->add(smoothing_label_, 2);
    head->add(slider_);
    head->add(smoothing_value_, 1);
    head->add(output_choice_);
    head->add(means_);
    head->add(axis_choice_);
    return head;
}

void TrainPlots::watch(TrainingSession& training)
{
    connect(&training, &TrainingSession::started, this, [this] {
        disown();
        sync();
    });
    connect(&training, &TrainingSession::steps_made, this, [this](const StepCurve& steps) {
        if (Source* s = own_source())
            s->points.add(steps) ? redraw(training_.run()) : extend(training_.run(), false);
    });
    connect(&training, &TrainingSession::marks_made, this, [this](const std::vector<MarkPoint>& marks) {
        if (Source* s = own_source()) {
            s->points.add(marks);
            extend(training_.run(), false);
        }
    });
    connect(&training, &TrainingSession::epochs_done, this, [this](const std::vector<EpochPoint>& epochs) {
        if (Source* s = own_source()) {
            s->points.add(epochs);
            // On the axis of time, the guess of where its steps lie is replaced by what it took.
            axis_ == Axis::Time ? redraw(training_.run()) : extend(training_.run(), true);
        }
    });
    connect(&training, &TrainingSession::moved, this, &TrainPlots::add_position);
    connect(&training, &TrainingSession::state_changed, this, [this] {
        for (PlotView* v : views())
            v->set_live(training_.state() == TrainingSession::State::Training);
    });
    connect(&training, &TrainingSession::finished, this, [this] {
        redraw(training_.run());
        look();
    });
}

double TrainPlots::smoothing() const { return slider_->value() / 100.0; }

void TrainPlots::set_axis(Axis axis)
{
    axis_ = axis;
    axis_choice_->set_current(int(axis));
    for (PlotView* v : views())
        v->follow();
    retranslate();
    draw_otherwise();
}

void TrainPlots::show_epoch(const std::string& run, std::int64_t epoch)
{
    std::optional<double> x;
    for (const Shown& s : shown_)
        if (const Series& rates = *s.lines[RunLines::Rate].points; s.runs.front() == run && epoch > 0 && std::size_t(epoch) <= rates.size())
            x = rates.x(std::size_t(epoch) - 1); // One point for each epoch, on whatever axis.
    for (PlotView* v : views())
        v->show_crosshair(x, v == loss_);
}

void TrainPlots::retranslate()
{
    axis_choice_->set_texts({tr("Epoch"), tr("Step"), tr("Time")});
    axis_choice_->setAccessibleName(tr("x axis"));
    means_->setText(tr("Mean of seeds"));
    means_->setToolTip(tr("Runs that differ in nothing but the seed are one line, their mean, in a band of one standard deviation to both sides"));
    smoothing_label_->setText(tr("Smoothing"));
    slider_->setAccessibleName(tr("Smoothing"));
    slider_->setToolTip(tr("Mean of training loss and gradient norm over the last steps; 0 shows every step as it was"));
    const QString key = axis_ == Axis::Epoch ? tr("epoch") : axis_ == Axis::Step ? tr("step") : tr("seconds");
    const QString point = axis_ == Axis::Epoch ? tr("Epoch %1") : axis_ == Axis::Step ? tr("Step %1") : tr("%1 s");
    const bool log_steps = axis_ == Axis::Step && QSettings().value(QStringLiteral("train/log_steps"), false).toBool();
    for (PlotView* v : views()) {
        v->set_whole_keys(axis_ != Axis::Time);
        v->offer_log_keys(axis_ == Axis::Step ? tr("Steps on a log scale") : QString());
        v->set_log_keys(log_steps);
    }
    output_choice_->setItemText(0, tr("All outputs"));
    output_choice_->setAccessibleName(tr("Output"));
    output_choice_->setToolTip(tr("Whose loss and accuracy are shown; the loss of one output is without its weight"));
    const QString output = shown(output_), percent = QStringLiteral("%");
    loss_->set_texts(tr("Loss"), output, key, point);
    accuracy_->set_texts(tr("Accuracy"), output.isEmpty() ? percent : tr("%1 · %2").arg(percent, output), key, point);
    rate_->set_texts(tr("Learning rate"), {}, key, point);
    norm_->set_texts(tr("Gradient norm"), {}, key, point);
    norm_->setToolTip(tr("Of all weights that learn, before penalties and clipping; measured at the first hundred steps, then at every tenth"));
    speed_->set_texts(tr("Samples/s"), {}, key, point);
    memory_->set_texts(tr("Memory"), QStringLiteral("MiB"), key, point);
    cpu_->set_texts(tr("CPU"), QStringLiteral("%"), key, point);
    cpu_->setToolTip(tr("Processor time of the program over the time on the clock; 100% is one core"));
    for (std::size_t i = 0; i < shown_.size(); ++i)
        name_curves(i);
}

void TrainPlots::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        sync();
    }
    QWidget::changeEvent(event);
}

void TrainPlots::showEvent(QShowEvent* event)
{
    look();
    look_.start();
    QWidget::showEvent(event);
}

void TrainPlots::hideEvent(QHideEvent* event)
{
    look_.stop();
    QWidget::hideEvent(event);
}

} // namespace loom
