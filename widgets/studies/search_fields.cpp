#include "studies/search_fields.h"

#include "schema/recipe.h"
#include "theme/controls.h"
#include "theme/flow.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace loom {
namespace {

constexpr std::int64_t halvings[] = {0, 2, 3, 4};

/// A limit that a person wrote, 0 for none; nothing, with the reason at the field, where it is no number.
std::optional<double> limit_in(QLineEdit* field, double most)
{
    const QString text = field->text().trimmed().remove(QLatin1Char(','));
    bool ok = text.isEmpty();
    const double value = ok ? 0 : text.toDouble(&ok);
    const bool good = ok && value >= 0 && value <= most;
    set_field_error(field, good ? QString() : SearchFields::tr("Write a number up to %1, or nothing.").arg(axis_number(most, 0)));
    return good ? std::optional(value) : std::nullopt;
}

} // namespace

SearchFields::SearchFields()
{
    flow_ = new FlowRow(12, 8);
    setLayout(flow_);
    sampler_ = new QComboBox;
    for (const SamplerType* type : sampler_types())
        sampler_->addItem(QString(), QString::fromUtf8(type->id.data(), qsizetype(type->id.size())));
    sampler_->setCurrentIndex(sampler_->findData(QStringLiteral("tpe")));
    halving_ = new QComboBox;
    for (const std::int64_t factor : halvings)
        halving_->addItem(QString(), qint64(factor));
    trials_ = new QLineEdit(QStringLiteral("20"));
    epochs_ = new QLineEdit;
    minutes_ = new QLineEdit;
    parameters_ = new QLineEdit;
    latency_ = new QLineEdit;
    add(sampler_, 140, "search-sampler");
    add(trials_, 56, "search-trials");
    add(epochs_, 72, "search-epochs");
    add(halving_, 132, "search-halving");
    add(minutes_, 72, "search-minutes");
    add(parameters_, 88, "search-parameters");
    add(latency_, 88, "search-latency");
}

void SearchFields::add(QWidget* field, int width, const char* name)
{
    auto* box = new QWidget;
    auto* rows = column(box, 2);
    auto* title = new Label({}, FontRole::Caption, "text2");
    title->setBuddy(field);
    title->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed); // Whole, also where the field is narrower.
    field->setMinimumWidth(width);
    if (qobject_cast<QLineEdit*>(field))
        field->setFixedWidth(width);
    field->setObjectName(QString::fromLatin1(name));
    rows->addWidget(title);
    rows->addWidget(field);
    flow_->addWidget(box);
    fields_.push_back(field);
    titles_.push_back(title);
}

Result<bool> SearchFields::read_into(SearchSession::Question& question) const
{
    const auto trials = limit_in(trials_, 100'000), epochs = limit_in(epochs_, 1'000'000), minutes = limit_in(minutes_, 1e6), parameters = limit_in(parameters_, 1e12),
               latency = limit_in(latency_, 1e9);
    if (!trials || !epochs || !minutes || !parameters || !latency)
        return false;
    SearchSetup& setup = question.setup;
    if (*epochs >= 1) {
        Recipe recipe = setup.document.recipe();
        recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t(*epochs);
        if (const auto set = setup.document.apply(SetRecipe{std::move(recipe)}); !set)
            return set.error();
    }
    setup.sampler = utf8(sampler_->currentData().toString());
    setup.halving = halvings[std::size_t(halving_->currentIndex())];
    setup.most_parameters = std::int64_t(*parameters);
    setup.most_latency_ms = *latency;
    question.limits = {.trials = std::max<std::int64_t>(1, std::int64_t(*trials)), .minutes = *minutes};
    return true;
}

void SearchFields::show_question(const SearchSession::Question& question)
{
    const auto limit = [](double value) { return value > 0 ? QString::number(value, 'g', 12) : QString(); };
    const SearchSetup& setup = question.setup;
    sampler_->setCurrentIndex(sampler_->findData(shown(setup.sampler)));
    halving_->setCurrentIndex(std::max(0, halving_->findData(qint64(setup.halving))));
    trials_->setText(QString::number(question.limits.trials));
    epochs_->setText(QString::number(unpack_recipe(setup.document.recipe().settings).epochs));
    minutes_->setText(limit(question.limits.minutes));
    parameters_->setText(limit(double(setup.most_parameters)));
    latency_->setText(limit(setup.most_latency_ms));
}

void SearchFields::retranslate()
{
    const QString titles[] = {tr("Way of searching"), tr("Trials"), tr("Epochs each"), tr("Stop bad trials early"), tr("Minutes at most"), tr("Parameters at most"), tr("Prediction at most, ms")};
    const QString tips[] = {tr("How the next trial is chosen"),
                            tr("How many trials in all, with those that are there already"),
                            tr("Empty: as many as the recipe says"),
                            tr("After 1, N, N·N … epochs only the best Nth of the trials goes on"),
                            tr("The search ends after so many minutes of training. A trial in progress is interrupted; it goes on when there is more time."),
                            tr("Larger networks are passed over"),
                            tr("Networks that take longer to predict one sample, on the device in use, are passed over. It is measured before each trial.")};
    for (std::size_t i = 0; i < std::size(titles); ++i) {
        titles_[i]->setText(titles[i]);
        fields_[i]->setAccessibleName(titles[i]);
        fields_[i]->setToolTip(tips[i]);
    }
    epochs_->setPlaceholderText(tr("as the recipe"));
    minutes_->setPlaceholderText(tr("no limit"));
    parameters_->setPlaceholderText(tr("no limit"));
    latency_->setPlaceholderText(tr("no limit"));
    for (int i = 0; i < sampler_->count(); ++i) {
        sampler_->setItemText(i, shown(sampler_types()[std::size_t(i)]->title));
        sampler_->setItemData(i, shown(sampler_types()[std::size_t(i)]->help), Qt::ToolTipRole);
    }
    const QString ways[] = {tr("no"), tr("the worse half"), tr("all but a third"), tr("all but a quarter")};
    for (int i = 0; i < halving_->count(); ++i)
        halving_->setItemText(i, ways[i]);
}

} // namespace loom
