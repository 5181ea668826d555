#include "bridge/settings_form.h"

#include "bridge/pins.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QGridLayout>

#include <algorithm>

namespace loom {

SettingsForm::SettingsForm(QWidget* parent) : QWidget(parent)
{
    column(this);
}

void SettingsForm::show_type(const TypeInfo* info, const Values& values, const std::set<std::size_t>& mixed)
{
    values_ = values;
    mixed_ = mixed;
    if (info != info_) {
        info_ = info;
        advanced_ = nullptr; // Of the other type; it goes with its content.
        build();
    }
    show_values();
}

void SettingsForm::show_values()
{
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (mixed_.contains(i))
            fields_[i]->show_mixed();
        else
            fields_[i]->show_value(values_[i]);
}

void SettingsForm::set_read_only(bool on)
{
    read_only_ = on;
    for (SettingField* field : fields_)
        field->set_read_only(on);
    for (PinButton* pin : pins_)
        if (pin)
            pin->setEnabled(!on);
}

void SettingsForm::offer_pins(std::set<std::string, std::less<>> but)
{
    pins_offered_ = true;
    unpinned_ = std::move(but);
}

void SettingsForm::show_pins(const std::set<std::size_t>& pinned)
{
    for (std::size_t i = 0; i < pins_.size(); ++i)
        if (PinButton* pin = pins_[i]) {
            const bool on = pinned.contains(i);
            pin->setChecked(on);
            pin->setAccessibleName(tr("Vary in a search: %1").arg(shown(info_->settings[i].label)));
            pin->setToolTip(on ? tr("A search varies this setting. Click to leave it as it is.") : tr("Let a search vary this setting"));
        }
}

void SettingsForm::forget_typed()
{
    for (SettingField* field : fields_)
        field->forget_typed();
}

void SettingsForm::set_field_width(int width)
{
    field_width_ = width;
}

void SettingsForm::set_padding(int padding)
{
    padding_ = padding;
}

void SettingsForm::set_first_row(const QString& label, QWidget* editor)
{
    first_label_ = label;
    first_ = editor;
    editor->setParent(this);
}

SettingField* SettingsForm::field(std::string_view key) const
{
    const auto at = std::ranges::find(fields_, key, [](const SettingField* f) { return f->setting().key; });
    return at == fields_.end() ? nullptr : *at;
}

void SettingsForm::build()
{
    // What differs from its default is not hidden from whoever opens the form.
    bool open = advanced_ && advanced_->is_open();
    for (std::size_t i = 0; i < info_->settings.size(); ++i)
        open = open || (info_->settings[i].advanced && (mixed_.contains(i) || values_[i] != info_->settings[i].fallback));
    if (first_)
        first_->setParent(this);
    delete content_;
    content_ = new QWidget(this);
    layout()->addWidget(content_);
    auto* all = column(content_);
    advanced_ = nullptr;
    fields_.clear();
    pins_.clear();

    const auto grid_in = [this](QWidget* parent) {
        auto* grid = new QGridLayout(parent);
        grid->setContentsMargins(padding_, 2, pins_offered_ ? 0 : padding_, 2); // Pins stand in the margin.
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(size::form_row - size::control);
        grid->setColumnMinimumWidth(0, field_width_ ? 0 : 96);
        grid->setColumnStretch(0, 2);
        grid->setColumnStretch(1, field_width_ ? 0 : 3);
        return grid;
    };
    const auto add_row = [this](QGridLayout* to, const QString& text, QWidget* editor, QWidget* buddy, bool with_pin) {
        auto* label = new Label(text, FontRole::Small, "text2");
        label->wrap();
        label->setMinimumHeight(size::control);
        label->setToolTip(buddy->toolTip());
        label->setBuddy(buddy);
        if (field_width_)
            editor->setFixedWidth(field_width_);
        const int line = to->rowCount();
        to->addWidget(label, line, 0, Qt::AlignTop);
        if (!pins_offered_) {
            to->addWidget(editor, line, 1, Qt::AlignTop);
            return;
        }
        auto* cell = row(nullptr);
        cell->addWidget(editor, 1);
        if (with_pin)
            cell->addWidget(pins_.emplace_back(new PinButton({label, editor})), 0, Qt::AlignTop);
        else
            cell->addSpacing(PinButton::width);
        to->addLayout(cell, line, 1, Qt::AlignTop);
    };
    auto* plain = new QWidget;
    auto* folded = new QWidget;
    QGridLayout *plain_grid = grid_in(plain), *folded_grid = grid_in(folded);
    if (first_)
        add_row(plain_grid, first_label_, first_, first_, false);
    for (std::size_t i = 0; i < info_->settings.size(); ++i) {
        const Setting& setting = info_->settings[i];
        auto* field = new SettingField(setting);
        field->set_read_only(read_only_);
        connect(field, &SettingField::changed, this, [this, i](const Value& value) {
            values_[i] = value;
            mixed_.erase(i);
            Q_EMIT edited(i, value);
        });
        connect(field, &SettingField::finished, this, &SettingsForm::settled);
        fields_.push_back(field);
        const QString text = shown(setting.label);
        const bool with_pin = can_pin(setting) && !unpinned_.contains(setting.key);
        add_row(setting.advanced ? folded_grid : plain_grid,
                setting.unit.empty() ? text : tr("%1 (%2)").arg(text, shown(setting.unit)), field, field->editor(), with_pin);
        if (!pins_offered_)
            continue;
        if (!with_pin) {
            pins_.push_back(nullptr);
            continue;
        }
        pins_.back()->setEnabled(!read_only_);
        pins_.back()->setObjectName(QStringLiteral("pin-") + QString::fromUtf8(setting.key.data(), qsizetype(setting.key.size())));
        connect(pins_.back(), &QAbstractButton::clicked, this, [this, i](bool on) {
            pins_[i]->setChecked(!on); // Whether it is so, the document says.
            Q_EMIT pinned(i, on);
        });
    }
    all->addWidget(plain);
    if (folded_grid->count() > 0) {
        advanced_ = new Section(tr("More settings"), folded);
        advanced_->set_open(open);
        all->addWidget(advanced_);
    } else {
        delete folded;
    }
    content_->show();
}

void SettingsForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange && info_) {
        build();
        show_values();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
