#include "tour_bar.h"

#include <QEvent>
#include <QHBoxLayout>

namespace loom {

const char* TourBar::step_stage(int i)
{
    constexpr const char* names[] = {"data", "design", "train", "evaluate", "ship"};
    return names[i];
}

QString TourBar::step_title(int i)
{
    switch (i) {
    case 0:
        return tr("Look at the data");
    case 1:
        return tr("Build the network");
    case 2:
        return tr("Train");
    case 3:
        return tr("See where it errs");
    default:
        return tr("Ship");
    }
}

QString TourBar::step_sentence(int i)
{
    switch (i) {
    case 0:
        return tr("Meet the 10 classes and how even they are");
    case 1:
        return tr("Drag in a layer, watch the shapes change");
    case 2:
        return tr("Watch the curves while it learns");
    case 3:
        return tr("Click the matrix, see the samples");
    default:
        return tr("Export, checked automatically");
    }
}

TourBar::TourBar()
{
    setProperty("ground", QStringLiteral("accentbg"));
    setProperty("edges", QStringLiteral("top"));
    setMinimumHeight(40);
    count_ = new Label({}, FontRole::Caption, "text2");
    title_ = new Label({}, FontRole::Body, "text", true);
    sentence_ = new Label({}, FontRole::Small, "text2");
    back_ = button({}, nullptr, "small");
    next_ = button({}, nullptr, "primary small");
    leave_ = button({}, nullptr, "small");
    auto* l = row(this, 8);
    l->setContentsMargins(12, 0, 12, 0);
    l->addWidget(count_);
    l->addWidget(title_);
    l->addWidget(sentence_, 1);
    l->addWidget(leave_);
    l->addWidget(back_);
    l->addWidget(next_);
    connect(back_, &QPushButton::clicked, this, [this] { go(step_ - 1); });
    connect(next_, &QPushButton::clicked, this, [this] {
        if (step_ + 1 < steps)
            go(step_ + 1);
        else
            hide();
    });
    connect(leave_, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void TourBar::start()
{
    show();
    go(0);
}

void TourBar::go(int step)
{
    step_ = step;
    retranslate();
    Q_EMIT stage_wanted(QLatin1String(step_stage(step)));
}

void TourBar::retranslate()
{
    count_->setText(tr("Tour, step %1 of %2").arg(step_ + 1).arg(steps));
    title_->setText(step_title(step_));
    sentence_->setText(step_sentence(step_));
    back_->setText(tr("Back"));
    back_->setEnabled(step_ > 0);
    next_->setText(step_ + 1 < steps ? tr("Next") : tr("Finish"));
    leave_->setText(tr("Leave the tour"));
}

void TourBar::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(e);
}

} // namespace loom
