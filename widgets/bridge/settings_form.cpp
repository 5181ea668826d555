#include "bridge/settings_form.h"

#include "theme/controls.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>

#include <cmath>

namespace loom {

QString field_text(const Value& value)
{
    return std::visit(overloaded{[](bool v) { return QString::number(int(v)); },
                                 [](std::int64_t v) { return QString::number(v); },
                                 [](double v) { return QString::fromStdString(number_text(v)); },
                                 [](const std::string& v) { return shown(v); },
                                 [](const std::vector<std::int64_t>& v) {
                                     QStringList parts;
                                     for (const auto n : v)
                                         parts.append(QString::number(n));
                                     return parts.join(QStringLiteral(" × "));
                                 }},
                      value);
}

std::optional<Value> parse_field(const QString& raw, const Value& like)
{
    // Full-width digits and signs come from Chinese input methods.
    QString text = raw.trimmed().normalized(QString::NormalizationForm_KC);
    text.replace(QChar(0x2212), QLatin1Char('-'));
    bool ok = false;
    return std::visit(
        overloaded{[&](bool) -> std::optional<Value> { return Value(text == QLatin1String("1")); },
                   [&](std::int64_t) -> std::optional<Value> {
                       QString digits = text;
                       const qint64 v = digits.remove(QLatin1Char(',')).toLongLong(&ok);
                       return ok ? std::optional<Value>(std::int64_t(v)) : std::nullopt;
                   },
                   [&](double) -> std::optional<Value> {
                       double v = 0;
                       if (text.endsWith(QLatin1Char('%')))
                           v = text.chopped(1).trimmed().toDouble(&ok) / 100;
                       else
                           v = text.toDouble(&ok);
                       return ok && std::isfinite(v) ? std::optional<Value>(v) : std::nullopt;
                   },
                   [&](const std::string&) -> std::optional<Value> { return Value(utf8(raw)); },
                   [&](const std::vector<std::int64_t>&) -> std::optional<Value> {
                       static const QRegularExpression apart(QStringLiteral("[×xX*,;\\s]+"));
                       std::vector<std::int64_t> list;
                       for (const QString& part : text.split(apart, Qt::SkipEmptyParts)) {
                           list.push_back(part.toLongLong(&ok));
                           if (!ok)
                               return std::nullopt;
                       }
                       return Value(list);
                   }},
        like);
}

SettingsForm::SettingsForm(QWidget* parent) : QWidget(parent) { column(this); }

void SettingsForm::show_type(const TypeInfo* info, const Values& values, const QList<QString>& leave_out)
{
    if (info == info_ && leave_out == left_out_ && values.size() == values_.size())
        return show_values(values);
    info_ = info;
    values_ = values;
    left_out_ = leave_out;
    build();
}

void SettingsForm::show_values(const Values& values)
{
    for (std::size_t i = 0; i < fields_.size() && i < values.size(); ++i) {
        if (values[i] == values_[i])
            continue;
        values_[i] = values[i];
        if (fields_[i])
            show_value(i);
    }
}

void SettingsForm::set_read_only(bool on)
{
    if (read_only_ == on)
        return;
    read_only_ = on;
    for (QWidget* f : fields_) {
        if (auto* edit = qobject_cast<QLineEdit*>(f))
            edit->setReadOnly(on);
        else if (f)
            f->setEnabled(!on);
    }
}

void SettingsForm::set_field_width(int width)
{
    field_width_ = width;
    for (QWidget* f : fields_)
        if (f)
            f->setFixedWidth(width);
}

void SettingsForm::set_problem(std::string_view key, const QString& sentence)
{
    if (QWidget* f = field(key))
        set_field_error(f, sentence);
}

QWidget* SettingsForm::field(std::string_view key) const
{
    const auto i = info_ ? info_->index_of(key) : std::nullopt;
    return i && *i < fields_.size() ? fields_[*i] : nullptr;
}

void SettingsForm::build()
{
    const bool advanced_open = advanced_ && advanced_->is_open();
    delete content_;
    content_ = new QWidget(this);
    layout()->addWidget(content_);
    auto* all = column(content_, 0);
    advanced_ = nullptr;
    fields_.clear();
    if (!info_)
        return;

    const auto grid_in = [](QWidget* w) {
        auto* grid = new QGridLayout(w);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(0);
        grid->setColumnStretch(0, 1);
        return grid;
    };
    auto* plain = new QWidget;
    QGridLayout* plain_grid = grid_in(plain);
    QWidget* folded = nullptr;
    QGridLayout* folded_grid = nullptr;
    all->addWidget(plain);

    for (std::size_t i = 0; i < info_->settings.size(); ++i) {
        const Setting& s = info_->settings[i];
        const QString key = shown(std::string(s.key));
        if (left_out_.contains(key)) {
            fields_.push_back(nullptr);
            continue;
        }
        QWidget* field = make_field(i);
        field->setObjectName(QStringLiteral("setting-") + key);
        field->setToolTip(shown(s.help));
        field->setAccessibleName(shown(s.label));
        field->setAccessibleDescription(shown(s.help));
        field->setFixedWidth(field_width_);
        fields_.push_back(field);
        QString text = shown(s.label);
        if (!s.unit.empty())
            text = tr("%1 (%2)").arg(text, shown(s.unit));
        auto* label = new Label(text, FontRole::Body, "text2");
        label->wrap();
        label->setToolTip(shown(s.help));
        label->setBuddy(field);
        QGridLayout* grid = plain_grid;
        if (s.advanced) {
            if (!folded) {
                folded = new QWidget;
                folded_grid = grid_in(folded);
            }
            grid = folded_grid;
        }
        const int r = grid->rowCount();
        grid->addWidget(label, r, 0, Qt::AlignVCenter);
        grid->addWidget(field, r, 1, Qt::AlignVCenter);
        grid->setRowMinimumHeight(r, size::form_row);
        show_value(i);
    }
    if (folded) {
        advanced_ = new Section(tr("More settings"), folded);
        advanced_->set_open(advanced_open);
        all->addWidget(advanced_);
    }
    if (read_only_) {
        read_only_ = false;
        set_read_only(true);
    }
}

QWidget* SettingsForm::make_field(std::size_t index)
{
    const Setting& s = info_->settings[index];
    if (std::holds_alternative<bool>(s.fallback)) {
        auto* box = new QCheckBox;
        connect(box, &QCheckBox::clicked, this, [this, index, box](bool on) {
            box->setText(on ? tr("on") : tr("off"));
            values_[index] = on;
            Q_EMIT edited(index, on);
            Q_EMIT settled();
        });
        return box;
    }
    if (!s.choices.empty()) {
        auto* box = new QComboBox;
        for (const Choice& c : s.choices)
            box->addItem(shown(c.label), QString::fromUtf8(c.id.data(), qsizetype(c.id.size())));
        connect(box, &QComboBox::activated, this, [this, index, box](int at) {
            values_[index] = utf8(box->itemData(at).toString());
            Q_EMIT edited(index, values_[index]);
            Q_EMIT settled();
        });
        return box;
    }
    auto* edit = new QLineEdit;
    edit->setProperty("setting", int(index));
    edit->installEventFilter(this);
    connect(edit, &QLineEdit::textEdited, this, [this, index](const QString& text) { typed(index, text); });
    connect(edit, &QLineEdit::editingFinished, this, [this, index, edit] {
        if (!edit->isModified())
            return;
        edit->setModified(false);
        // What was not valid goes; the last valid value is shown again.
        set_field_error(edit, {});
        show_value(index);
        Q_EMIT settled();
    });
    return edit;
}

void SettingsForm::show_value(std::size_t index)
{
    QWidget* f = fields_[index];
    if (auto* box = qobject_cast<QCheckBox*>(f)) {
        const bool on = std::get<bool>(values_[index]);
        box->setChecked(on);
        box->setText(on ? tr("on") : tr("off"));
    } else if (auto* choice = qobject_cast<QComboBox*>(f)) {
        choice->setCurrentIndex(choice->findData(shown(std::get<std::string>(values_[index]))));
    } else if (auto* edit = qobject_cast<QLineEdit*>(f)) {
        // Not under the user's fingers: 0.10 stays 0.10 while it is typed.
        if (const auto now = parse_field(edit->text(), values_[index]); now && *now == values_[index] && edit->isModified())
            return;
        edit->setText(field_text(values_[index]));
        set_field_error(edit, {});
    }
}

void SettingsForm::typed(std::size_t index, const QString& text)
{
    QWidget* f = fields_[index];
    const auto value = parse_field(text, info_->settings[index].fallback);
    if (!value) {
        set_field_error(f, tr("%1 needs a number.").arg(shown(info_->settings[index].label)));
        return;
    }
    if (const auto error = validate(*info_, index, *value)) {
        const QString hint = shown(error->hint);
        set_field_error(f, hint.isEmpty() ? shown(error->message) : shown(error->message) + QLatin1Char('\n') + hint);
        return;
    }
    set_field_error(f, {});
    if (*value == values_[index])
        return;
    values_[index] = *value;
    Q_EMIT edited(index, *value);
}

// Up and Down: whole numbers by one (Shift: ten), others to the next of 1, 2, 5 × 10^n.
void SettingsForm::step(std::size_t index, int by)
{
    auto* edit = qobject_cast<QLineEdit*>(fields_[index]);
    Value next = values_[index];
    if (auto* n = std::get_if<std::int64_t>(&next)) {
        *n += by;
    } else if (auto* v = std::get_if<double>(&next)) {
        if (*v > 0) {
            const double power = std::pow(10, std::floor(std::log10(*v) + 1e-9)), m = *v / power;
            *v = power * (by > 0 ? (m < 1.999 ? 2 : m < 4.999 ? 5 : 10) : (m > 5.001 ? 5 : m > 2.001 ? 2 : m > 1.001 ? 1 : 0.5));
        } else {
            *v = by > 0 ? 0.01 : 0;
        }
    } else {
        return;
    }
    if (validate(*info_, index, next))
        return;
    edit->setText(field_text(next));
    edit->setModified(true);
    typed(index, edit->text());
}

bool SettingsForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* edit = qobject_cast<QLineEdit*>(watched);
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto index = std::size_t(edit->property("setting").toInt());
        if (!edit->isReadOnly() && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            step(index, (key->key() == Qt::Key_Up ? 1 : -1) * (key->modifiers() & Qt::ShiftModifier ? 10 : 1));
            return true;
        }
        if (key->key() == Qt::Key_Escape && edit->isModified()) {
            edit->setModified(false);
            show_value(index);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SettingsForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange && info_)
        build();
    QWidget::changeEvent(event);
}

} // namespace loom
