#include "runs/recipe_form.h"
#include "runs/rate_finder_box.h"
#include "runs/schedule_curve.h"

#include "base/threads.h"
#include "bridge/pins.h"
#include "bridge/settings_form.h"
#include "schema/recipe.h"
#include "schema/types.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace loom {

static constexpr int field_width = 132;

static QWidget* form_row(Label*& label, QWidget* field)
{
    auto* w = new QWidget;
    auto* line = row(w, 8);
    line->setContentsMargins(0, 0, PinButton::width, 0);
    label = new Label({}, FontRole::Small, "text2");
    label->setBuddy(field);
    field->setFixedWidth(field_width);
    line->addWidget(label, 1);
    line->addWidget(field);
    w->setMinimumHeight(size::form_row);
    return w;
}

/// The tip begins with the choice itself: with large type the field may not hold it.
static void tell(QComboBox* box, const QString& choice, const QString& help)
{
    box->setProperty("elides", true);
    box->setToolTip(choice + QLatin1Char('\n') + help);
}

RecipeForm::RecipeForm(GraphDocument& graph) : graph_(graph)
{
    auto* all = column(this, 4);
    all->setContentsMargins(4, 8, 0, 12); // Pins stand in the margin.
    loss_ = new QComboBox;
    loss_->setObjectName(QStringLiteral("recipe-loss"));
    method_ = new QComboBox;
    method_->setObjectName(QStringLiteral("recipe-method"));
    device_ = new QComboBox;
    device_->setObjectName(QStringLiteral("recipe-device"));
    threads_ = new QLineEdit;
    threads_->setObjectName(QStringLiteral("recipe-threads"));
    loss_form_ = new SettingsForm;
    method_form_ = new SettingsForm;
    batch_form_ = new SettingsForm;
    for (SettingsForm* f : {loss_form_, method_form_, batch_form_}) {
        f->set_field_width(field_width);
        f->offer_pins();
    }
    finder_ = new RateFinderBox(graph_);
    rates_ = new ScheduleCurve;
    auto* curve = new QWidget;
    auto* inset = column(curve);
    inset->setContentsMargins(0, 0, PinButton::width, 0);
    inset->addWidget(rates_);

    const auto section = [&](Section*& s, std::initializer_list<QWidget*> rows) {
        auto* content = new QWidget;
        auto* lines = column(content);
        lines->setContentsMargins(8, 0, 0, 0);
        for (QWidget* w : rows)
            lines->addWidget(w);
        s = new Section({}, content);
        all->addWidget(s);
    };
    section(objective_, {form_row(loss_label_, loss_), loss_form_});
    section(optimiser_, {form_row(method_label_, method_), method_form_, finder_, curve});
    section(batches_, {batch_form_});
    section(machine_, {form_row(device_label_, device_), form_row(threads_label_, threads_)});
    all->addStretch(1);

    for (const LossType* type : loss_types())
        loss_->addItem(QString(), QVariant(QString::fromUtf8(type->id.data(), qsizetype(type->id.size()))));
    for (const OptimizerType* type : optimizer_types())
        method_->addItem(QString(), QVariant(QString::fromUtf8(type->id.data(), qsizetype(type->id.size()))));
    connect(loss_, &QComboBox::activated, this, &RecipeForm::set_loss);
    connect(method_, &QComboBox::activated, this, &RecipeForm::set_optimizer);

    const auto label_of = [](const TypeInfo* info, std::size_t i) { return info->settings[i].label; };
    const auto watch = [&](SettingsForm* form, Values& (*values)(Recipe&), const char* key, Varied::Of of) {
        connect(form, &SettingsForm::pinned, this, [=, this](std::size_t i, bool on) {
            set_pinned(graph_, {.of = of, .key = std::string(form->type()->settings[i].key)}, on);
        });
        connect(form, &SettingsForm::edited, this, [=, this](std::size_t i, const Value& v) {
            Recipe r = graph_.document().recipe();
            values(r)[i] = v;
            perform(Message(LOOM_TEXT("Set %1 to %2"), label_of(form->type(), i), utf8(edited_text(v))), std::move(r),
                    key + std::to_string(i));
        });
        connect(form, &SettingsForm::settled, this, [this] { graph_.seal(); });
    };
    watch(loss_form_, [](Recipe& r) -> Values& { return r.loss.values; }, "recipe-loss-", Varied::Of::Loss);
    watch(method_form_, [](Recipe& r) -> Values& { return r.optimizer.values; }, "recipe-method-", Varied::Of::Optimizer);
    watch(batch_form_, [](Recipe& r) -> Values& { return r.settings; }, "recipe-", Varied::Of::Recipe);

    connect(device_, &QComboBox::activated, this, [this] {
        device_id_ = device_->currentData().toString();
        Q_EMIT device_chosen(device_id_, thread_count_);
    });
    connect(threads_, &QLineEdit::editingFinished, this, [this] {
        bool ok = false;
        const int n = threads_->text().trimmed().toInt(&ok);
        thread_count_ = ok && n > 0 && n <= 1024 ? n : 0;
        retranslate();
        Q_EMIT device_chosen(device_id_, thread_count_);
    });
    for (const char* id : {"auto", "cpu", "reference"})
        device_->addItem(QString(), QVariant(QString::fromLatin1(id)));
    connect(&graph_, &GraphDocument::changed, this, &RecipeForm::refresh);
    connect(&graph_, &GraphDocument::opened, this, &RecipeForm::forget_typed);
    retranslate();
    refresh();
}

void RecipeForm::set_devices(const std::vector<DeviceInfo>& devices)
{
    devices_ = devices;
    device_->clear();
    device_->addItem(QString(), QVariant(QStringLiteral("auto")));
    for (const DeviceInfo& d : devices_)
        if (d.available)
            device_->addItem(QString(), QVariant(shown(d.id)));
    retranslate();
}

void RecipeForm::show_device(const QString& id, int threads)
{
    device_id_ = id;
    thread_count_ = threads;
    retranslate();
}

void RecipeForm::forget_typed()
{
    for (SettingsForm* form : {loss_form_, method_form_, batch_form_})
        form->forget_typed();
}

void RecipeForm::show_run(const Recipe* recipe)
{
    if (recipe)
        forget_typed();
    of_run_ = recipe ? std::optional(*recipe) : std::nullopt;
    refresh();
}

void RecipeForm::refresh()
{
    const Recipe& r = of_run_ ? *of_run_ : graph_.document().recipe();
    const bool fixed = of_run_.has_value();
    loss_->setCurrentIndex(loss_->findData(shown(r.loss.type)));
    method_->setCurrentIndex(method_->findData(shown(r.optimizer.type)));
    if (const auto* type = find_loss(r.loss.type)) {
        loss_form_->show_type(type, r.loss.values);
        tell(loss_, shown(type->title), shown(type->help));
    }
    if (const auto* type = find_optimizer(r.optimizer.type)) {
        method_form_->show_type(type, r.optimizer.values);
        tell(method_, shown(type->title), shown(type->help));
        rates_->show_recipe(unpack_recipe(r.settings), type->learning_rate(r.optimizer.values));
    }
    batch_form_->show_type(&recipe_type(), r.settings);
    for (const auto& [form, of] : {std::pair(loss_form_, Varied::Of::Loss), {method_form_, Varied::Of::Optimizer}, {batch_form_, Varied::Of::Recipe}})
        if (form->type())
            form->show_pins(pinned_of(graph_.document(), *form->type(), of));
    for (SettingsForm* f : {loss_form_, method_form_, batch_form_})
        f->set_read_only(fixed);
    for (QWidget* w : {static_cast<QWidget*>(loss_), static_cast<QWidget*>(method_), static_cast<QWidget*>(device_)})
        w->setEnabled(!fixed);
    threads_->setReadOnly(fixed);
}

void RecipeForm::perform(const Message& name, Recipe recipe, const std::string& merge_key)
{
    graph_.perform(name, {SetRecipe{std::move(recipe)}}, merge_key);
}

void RecipeForm::set_loss(int i)
{
    const LossType* type = find_loss(utf8(loss_->itemData(i).toString()));
    Recipe r = graph_.document().recipe();
    if (!type || r.loss.type == type->id)
        return;
    r.loss = {std::string(type->id), defaults(*type)};
    perform(Message(LOOM_TEXT("Set loss to %1"), type->title), std::move(r));
}

void RecipeForm::set_optimizer(int i)
{
    const OptimizerType* type = find_optimizer(utf8(method_->itemData(i).toString()));
    Recipe r = graph_.document().recipe();
    if (!type || r.optimizer.type == type->id)
        return;
    // What both have keeps its value: the learning rate above all.
    Values values = defaults(*type);
    if (const auto* before = find_optimizer(r.optimizer.type))
        for (std::size_t k = 0; k < type->settings.size(); ++k)
            if (const auto old = before->index_of(type->settings[k].key);
                old && r.optimizer.values[*old] != before->settings[*old].fallback && !validate(*type, k, r.optimizer.values[*old]))
                values[k] = r.optimizer.values[*old];
    r.optimizer = {std::string(type->id), std::move(values)};
    perform(Message(LOOM_TEXT("Set optimiser to %1"), type->title), std::move(r));
}

void RecipeForm::retranslate()
{
    objective_->set_title(tr("Objective"));
    optimiser_->set_title(tr("Optimiser"));
    batches_->set_title(tr("Batches"));
    machine_->set_title(tr("Device"));
    loss_label_->setText(tr("Loss"));
    method_label_->setText(tr("Method"));
    device_label_->setText(tr("Run on"));
    threads_label_->setText(tr("Threads"));
    for (int i = 0; i < loss_->count(); ++i)
        loss_->setItemText(i, shown(find_loss(utf8(loss_->itemData(i).toString()))->title));
    for (int i = 0; i < method_->count(); ++i)
        method_->setItemText(i, shown(find_optimizer(utf8(method_->itemData(i).toString()))->title));
    for (int i = 0; i < device_->count(); ++i) {
        const QString id = device_->itemData(i).toString();
        device_->setItemText(i, id == QLatin1String("auto")        ? tr("automatic")
                                : id == QLatin1String("cpu")       ? tr("CPU")
                                : id == QLatin1String("cuda")      ? tr("GPU")
                                : id == QLatin1String("reference") ? tr("reference")
                                                                   : id);
        for (const DeviceInfo& d : devices_)
            if (shown(d.id) == id)
                device_->setItemData(i, shown(d.description), Qt::ToolTipRole);
    }
    threads_->setText(thread_count_ > 0 ? QString::number(thread_count_) : QString());
    threads_->setPlaceholderText(tr("all %1").arg(allowed_processors()));
    device_->setCurrentIndex(std::max(0, device_->findData(device_id_)));
}

void RecipeForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
