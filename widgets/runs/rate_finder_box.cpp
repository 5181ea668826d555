#include "runs/rate_finder_box.h"

#include "bridge/pins.h"
#include "bridge/setting_field.h"
#include "runs/rate_curve_view.h"
#include "schema/recipe.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QEvent>
#include <QVBoxLayout>

namespace loom {

RateFinderBox::RateFinderBox(GraphDocument& graph) : graph_(graph)
{
    auto* lines = column(this, 4);
    lines->setContentsMargins(0, 2, PinButton::width, 4);
    find_ = button({}, "search", "small");
    find_->setObjectName(QStringLiteral("rate-find"));
    bar_ = new ThinBar(true);
    view_ = new RateCurveView;
    words_ = new Label({}, FontRole::Small, "text2");
    words_->wrap();
    words_->setObjectName(QStringLiteral("rate-words"));
    use_ = button({}, "check", "small");
    use_->setObjectName(QStringLiteral("rate-use"));
    lines->addWidget(find_, 0, Qt::AlignRight);
    for (QWidget* w : {static_cast<QWidget*>(bar_), static_cast<QWidget*>(view_), static_cast<QWidget*>(words_)})
        lines->addWidget(w);
    lines->addWidget(use_, 0, Qt::AlignRight);
    connect(find_, &QPushButton::clicked, this, &RateFinderBox::find);
    connect(use_, &QPushButton::clicked, this, &RateFinderBox::use);
    connect(bar_, &ThinBar::cancelled, &worker_, &Worker::cancel);
    connect(&worker_, &Worker::busy_changed, this, &RateFinderBox::refresh);
    connect(&worker_, &Worker::progressed, this, &RateFinderBox::refresh);
    connect(&worker_, &Worker::refused, this, [this](const Error& e) { take(e); });
    connect(&graph_, &GraphDocument::changed, this, &RateFinderBox::follow);
    retranslate();
}

void RateFinderBox::set_ready(bool ready, const QString& why)
{
    ready_ = ready;
    why_not_ = why;
    if (!ready)
        worker_.cancel();
    refresh();
}

void RateFinderBox::find()
{
    if (!ready_)
        return;
    found_.reset();
    error_.reset();
    of_ = graph_.document();
    worker_.start<Result<RateCurve>>([job = job_()](Progress& progress) { return find_rate(job, {}, &progress); }, [this](const Result<RateCurve>& found) { take(found); });
    refresh();
}

void RateFinderBox::take(const Result<RateCurve>& found)
{
    if (found)
        found_ = *found;
    else
        error_ = found.error();
    if (found_)
        view_->show_curve(*found_);
    refresh();
}

std::optional<Recipe> RateFinderBox::with_rate(double rate) const
{
    const auto edit = taking_rate(graph_.document(), rate);
    return edit ? std::optional(std::get<SetRecipe>(*edit).recipe) : std::nullopt;
}

void RateFinderBox::use()
{
    if (!found_ || !found_->suggested)
        return;
    if (auto recipe = with_rate(*found_->suggested)) {
        const OptimizerType& type = *find_optimizer(recipe->optimizer.type);
        const std::size_t place = *type.index_of("learning_rate");
        const Message name(LOOM_TEXT("Set %1 to %2"), type.settings[place].label, utf8(edited_text(recipe->optimizer.values[place])));
        graph_.perform(name, {SetRecipe{std::move(*recipe)}});
    }
}

/// Of the recipes, but for their learning rates.
static bool same_but_for_rate(const Document& a, const Document& b)
{
    const OptimizerType& type = *find_optimizer(a.recipe().optimizer.type);
    const auto place = type.index_of("learning_rate");
    Recipe as_b = a.recipe();
    if (place && a.recipe().optimizer.type == b.recipe().optimizer.type)
        as_b.optimizer.values[*place] = b.recipe().optimizer.values[*place];
    return as_b == b.recipe() && same_network(a, b);
}

void RateFinderBox::follow()
{
    if (!found_ && !error_ && !worker_.busy())
        return refresh();
    if (same_but_for_rate(of_, graph_.document()))
        return refresh();
    worker_.cancel();
    found_.reset();
    error_.reset();
    refresh();
}

QString RateFinderBox::words() const
{
    if (error_)
        return shown(error_->message) + QLatin1Char(' ') + shown(error_->hint);
    if (!found_)
        return {};
    QStringList said;
    if (found_->suggested)
        said += tr("The loss falls fastest at %1.").arg(measure_text(*found_->steepest));
    else
        said += tr("The loss fell at no learning rate that was tried.");
    if (found_->diverged)
        said += tr("It goes astray at %1.").arg(measure_text(*found_->diverged));
    return said.join(QLatin1Char(' '));
}

void RateFinderBox::refresh()
{
    const bool has_rate = with_rate(1e-3).has_value(), busy = worker_.busy();
    find_->setVisible(has_rate && !busy);
    find_->setEnabled(ready_);
    find_->setToolTip(ready_ ? tr("Trains a little while the rate grows, and looks at the loss. Keeps no run.") : why_not_);
    bar_->setVisible(busy);
    bar_->set_share(worker_.share());
    view_->setVisible(found_ && !busy);
    words_->setText(words());
    words_->setVisible(!busy && !words_->text().isEmpty());
    const bool offers = has_rate && found_ && found_->suggested && !busy;
    use_->setVisible(offers);
    if (!offers)
        return;
    const Recipe recipe = *with_rate(*found_->suggested);
    use_->setText(tr("Use %1").arg(edited_text(find_optimizer(recipe.optimizer.type)->learning_rate(recipe.optimizer.values))));
    use_->setEnabled(ready_ && recipe != graph_.document().recipe());
}

void RateFinderBox::retranslate()
{
    find_->setText(tr("Find a learning rate"));
    bar_->set_title(tr("Learning rates are tried"));
    bar_->set_cancel_text(tr("Cancel"));
    refresh();
}

void RateFinderBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
