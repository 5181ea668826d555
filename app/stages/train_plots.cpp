#include "stages/train_plots.h"
#include "stages/yielding_row.h"

#include "plots/legend_row.h"
#include "plots/plot_group.h"
#include "plots/plot_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QSlider>
#include <QVBoxLayout>

namespace loom {

TrainPlots::TrainPlots(RunList& runs, TrainingSession& training, RunTableModel& model)
    : runs_(runs), training_(training), model_(model)
{
    group_ = new PlotGroup(this);
    legend_ = new LegendRow;
    loss_ = new PlotView({.log = true});
    accuracy_ = new PlotView({.cut = true, .decimals = 2});
    rate_ = new PlotView({.from_zero = true, .small = true});
    speed_ = new PlotView({.from_zero = true, .small = true});
    memory_ = new PlotView({.from_zero = true, .small = true});
    cpu_ = new PlotView({.from_zero = true, .small = true, .decimals = 0});
    cpu_->setObjectName(QStringLiteral("plot-cpu"));
    memory_->setObjectName(QStringLiteral("plot-memory"));
    loss_->setObjectName(QStringLiteral("plot-loss"));
    accuracy_->setObjectName(QStringLiteral("plot-accuracy"));
    for (PlotView* v : views()) {
        group_->add(v);
        connect(v, &PlotView::failed, this, &TrainPlots::failed);
        connect(v, &PlotView::log_keys_chosen, this, [this](bool on) {
            QSettings().setValue(QStringLiteral("train/log_steps"), on);
            retranslate();
        });
    }
    for (const auto& [view, key] : {std::pair(loss_, "loss"), {accuracy_, "accuracy"}, {rate_, "rate"}, {speed_, "speed"}, {memory_, "memory"}, {cpu_, "cpu"}}) {
        const QString setting = QStringLiteral("train/log_") + QLatin1String(key);
        view->set_log(QSettings().value(setting, view->log()).toBool());
        connect(view, &PlotView::log_chosen, this, [setting](bool on) { QSettings().setValue(setting, on); });
    }
    group_->align({loss_, rate_});
    connect(legend_, &LegendRow::hidden_changed, group_, &PlotGroup::set_hidden);

    smoothing_label_ = new Label({}, FontRole::Small, "text2");
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setRange(0, 99);
    slider_->setValue(QSettings().value(QStringLiteral("train/smoothing"), 60).toInt());
    slider_->setFixedWidth(64);
    smoothing_value_ = new Label({}, FontRole::Small);
    smoothing_value_->numbers();
    smoothing_value_->reserve({QStringLiteral("0.00")});
    axis_choice_ = new SegmentedControl(QStringList{{}, {}, {}});
    connect(slider_, &QSlider::valueChanged, this, [this](int v) {
        QSettings().setValue(QStringLiteral("train/smoothing"), v);
        smoothing_value_->setText(QString::number(v / 100.0, 'g', 2));
        rebuild();
    });
    connect(axis_choice_, &SegmentedControl::changed, this, [this](int i) { set_axis(Axis(i)); });

    auto* all = column(this, 8);
    all->setContentsMargins(8, 0, 8, 8);
    auto* head = new YieldingRow(8);
    head->layout()->setContentsMargins(4, 6, 4, 6);
    head->add(legend_, 0, 1);
    head->add(smoothing_label_, 2);
    head->add(slider_);
    head->add(smoothing_value_, 1);
    head->add(axis_choice_);
    all->addWidget(head);
    auto* large = new QWidget;
    auto* upper = row(large, 8);
    for (PlotView* v : {loss_, accuracy_}) {
        v->setMinimumSize(220, 150);
        upper->addWidget(v, 1);
    }
    auto* small = new QWidget;
    auto* lower = row(small, 8);
    for (PlotView* v : {rate_, speed_, memory_, cpu_}) {
        v->setMinimumSize(112, 88);
        lower->addWidget(v, 1);
    }
    all->addWidget(large, 296);
    all->addWidget(small, 136);

    connect(&model_, &RunTableModel::overlays_changed, this, &TrainPlots::rebuild);
    connect(&training_, &TrainingSession::steps_made, this, [this](const StepCurve& steps) {
        if (RunCurves* c = live())
            add_steps(*c, steps, 0, steps.size());
    });
    connect(&training_, &TrainingSession::marks_made, this, [this](const std::vector<MarkPoint>& marks) {
        if (RunCurves* c = live())
            add_marks(*c, marks);
    });
    connect(&training_, &TrainingSession::epochs_done, this, [this](const std::vector<EpochPoint>& epochs) {
        if (axis_ == Axis::Time) // The guess of where its steps lie is replaced by what it took.
            return rebuild();
        if (RunCurves* c = live())
            add_epochs(*c, epochs);
    });
    connect(&training_, &TrainingSession::moved, this, &TrainPlots::add_position);
    connect(&training_, &TrainingSession::state_changed, this, [this] {
        for (PlotView* v : views())
            v->set_live(training_.state() == TrainingSession::State::Training);
    });
    connect(&training_, &TrainingSession::finished, this, [this] { rebuild(); });
    smoothing_value_->setText(QString::number(smoothing(), 'g', 2));
    retranslate();
    rebuild();
}

double TrainPlots::smoothing() const { return slider_->value() / 100.0; }

void TrainPlots::set_axis(Axis axis)
{
    axis_ = axis;
    axis_choice_->set_current(int(axis));
    for (PlotView* v : views())
        v->follow();
    retranslate();
    rebuild();
}

void TrainPlots::show_epoch(const std::string& run, std::int64_t epoch)
{
    std::optional<double> x;
    for (const RunCurves& c : curves_)
        if (const Series& rates = rate_->points(c.rate); c.run == run && epoch > 0 && std::size_t(epoch) <= rates.size())
            x = rates.x(std::size_t(epoch) - 1); // One point for each epoch, on whatever axis.
    for (PlotView* v : views())
        v->show_crosshair(x, v == loss_);
}

void TrainPlots::retranslate()
{
    axis_choice_->set_texts({tr("Epoch"), tr("Step"), tr("Time")});
    axis_choice_->setAccessibleName(tr("x axis"));
    smoothing_label_->setText(tr("Smoothing"));
    slider_->setAccessibleName(tr("Smoothing"));
    slider_->setToolTip(tr("Mean of the training loss over the last steps; 0 shows every step as it was"));
    const QString key = axis_ == Axis::Epoch ? tr("epoch") : axis_ == Axis::Step ? tr("step") : tr("seconds");
    const QString point = axis_ == Axis::Epoch ? tr("Epoch %1") : axis_ == Axis::Step ? tr("Step %1") : tr("%1 s");
    const bool log_steps = axis_ == Axis::Step && QSettings().value(QStringLiteral("train/log_steps"), false).toBool();
    for (PlotView* v : views()) {
        v->set_whole_keys(axis_ != Axis::Time);
        v->offer_log_keys(axis_ == Axis::Step ? tr("Steps on a log scale") : QString());
        v->set_log_keys(log_steps);
    }
    loss_->set_texts(tr("Loss"), {}, key, point);
    accuracy_->set_texts(tr("Accuracy"), QStringLiteral("%"), key, point);
    rate_->set_texts(tr("Learning rate"), {}, key, point);
    speed_->set_texts(tr("Samples/s"), {}, key, point);
    memory_->set_texts(tr("Memory"), QStringLiteral("MiB"), key, point);
    cpu_->set_texts(tr("CPU"), QStringLiteral("%"), key, point);
    cpu_->setToolTip(tr("Processor time of the program over the time on the clock; 100% is one core"));
}

void TrainPlots::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        rebuild();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
