#include "bridge/setting_field.h"

#include "schema/column_list.h"
#include "theme/controls.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// As people type numbers: full-width digits from Chinese input methods, a true minus, thousands with commas. "1,5" stays
/// as it is: whoever means one and a half must not get fifteen.
QString plain_number(QString text)
{
    static const QRegularExpression thousands(QStringLiteral("^[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?$"));
    text = text.normalized(QString::NormalizationForm_KC).trimmed();
    text.replace(QChar(0x2212), QLatin1Char('-'));
    return thousands.match(text).hasMatch() ? text.remove(QLatin1Char(',')) : text;
}

std::optional<std::int64_t> integer(const QString& text)
{
    bool ok = false;
    const qint64 value = plain_number(text).toLongLong(&ok);
    return ok ? std::optional<std::int64_t>(value) : std::nullopt;
}

std::optional<double> real(const QString& text)
{
    QString digits = plain_number(text);
    const bool percent = digits.endsWith(QLatin1Char('%'));
    if (percent)
        digits = plain_number(digits.chopped(1));
    bool ok = false;
    const double value = digits.toDouble(&ok) / (percent ? 100 : 1);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<Error> outside(const Setting& setting, double value)
{
    if (setting.min && !(value >= *setting.min))
        return Error{Message(LOOM_TEXT("%1 must be at least %2."), setting.label, *setting.min)};
    if (setting.max && !(value <= *setting.max))
        return Error{Message(LOOM_TEXT("%1 must be at most %2."), setting.label, *setting.max)};
    return {};
}

/// Why the declaration does not allow the value: in few words what the field itself can say, else as core says it.
std::optional<Error> refused(const Setting& setting, const Value& value)
{
    std::optional<Error> why;
    if (const auto* n = std::get_if<std::int64_t>(&value))
        why = outside(setting, double(*n));
    else if (const auto* v = std::get_if<double>(&value))
        why = outside(setting, *v);
    else if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value)) {
        if (setting.entries && list->size() != setting.entries)
            return Error{Message(LOOM_TEXT("%1 needs %2 numbers."), setting.label, setting.entries)};
        for (const std::int64_t entry : *list)
            if (!why)
                why = outside(setting, double(entry));
    }
    return why ? why : validate(TypeInfo{"", setting.label, setting.help, {setting}, 1}, 0, value);
}

} // namespace

QString edited_text(const Value& value)
{
    return std::visit(overloaded{[](bool on) { return QString::number(int(on)); },
                                 [](std::int64_t n) { return QString::number(n); },
                                 [](double v) { return QString::fromStdString(number_text(v)); },
                                 [](const std::string& s) { return shown(s); },
                                 [](const std::vector<std::int64_t>& list) {
                                     QStringList parts;
                                     for (const auto n : list)
                                         parts << QString::number(n);
                                     return parts.join(QStringLiteral(" × "));
                                 }},
                      value);
}

Result<Value> parsed(const Setting& setting, const QString& text)
{
    auto value = std::visit(
        overloaded{
            [&](bool) -> Result<Value> { return Value(plain_number(text) == QLatin1String("1")); },
            [&](std::int64_t) -> Result<Value> {
                if (const auto n = integer(text))
                    return Value(*n);
                return Error{Message(LOOM_TEXT("%1 is a whole number."), setting.label)};
            },
            [&](double) -> Result<Value> {
                if (const auto v = real(text))
                    return Value(*v);
                return Error{Message(LOOM_TEXT("%1 is a number."), setting.label)};
            },
            [&](const std::string&) -> Result<Value> { return Value(utf8(text)); },
            [&](const std::vector<std::int64_t>&) -> Result<Value> {
                static const QRegularExpression between(QStringLiteral("\\s*[xX×*,;，、\\s]\\s*"));
                std::vector<std::int64_t> list;
                for (const QString& part :
                     text.normalized(QString::NormalizationForm_KC).trimmed().split(between, Qt::SkipEmptyParts)) {
                    const auto n = integer(part);
                    if (!n)
                        return Error{Message(LOOM_TEXT("%1 are whole numbers, such as 3 × 3."), setting.label)};
                    list.push_back(*n);
                }
                if (list.size() == 1 && setting.entries > 1)
                    list.resize(setting.entries, list.front()); // 3 stands for 3 × 3.
                return Value(list);
            }},
        setting.fallback);
    if (!value)
        return value;
    if (const auto why = refused(setting, *value))
        return *why;
    return value;
}

SettingField::SettingField(const Setting& setting) : setting_(setting), value_(setting.fallback), before_(setting.fallback)
{
    auto* layout = column(this, 2);
    if (std::holds_alternative<bool>(setting_.fallback)) {
        auto* tick = new QCheckBox;
        tick->setMinimumHeight(size::control);
        editor_ = tick;
        connect(tick, &QCheckBox::clicked, this, [this](bool on) {
            show_value(on);
            Q_EMIT changed(value_);
            Q_EMIT finished();
        });
    } else if (!setting_.choices.empty()) {
        auto* list = new QComboBox;
        editor_ = list;
        list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        list->setMinimumContentsLength(4);
        list->setFocusPolicy(Qt::StrongFocus); // The wheel scrolls the panel.
        list->installEventFilter(this);
        for (const Choice& choice : setting_.choices)
            list->addItem(shown(choice.label));
        connect(list, &QComboBox::activated, this, [this](int index) {
            value_ = std::string(setting_.choices[std::size_t(index)].id);
            Q_EMIT changed(value_);
            Q_EMIT finished();
        });
    } else {
        auto* line = new QLineEdit;
        editor_ = line;
        line->installEventFilter(this);
        connect(line, &QLineEdit::textEdited, this, &SettingField::typed);
        connect(line, &QLineEdit::editingFinished, this, [this] {
            if (own_error_.isEmpty())
                forget_typed();
            Q_EMIT finished();
        });
    }
    editor_->setObjectName(QStringLiteral("setting-") +
                           QString::fromUtf8(setting_.key.data(), qsizetype(setting_.key.size())));
    editor_->setAccessibleName(shown(setting_.label));
    editor_->setAccessibleDescription(shown(setting_.help));
    layout->addWidget(editor_);
    error_ = new Label({}, FontRole::Small, "err");
    error_->wrap();
    layout->addWidget(error_);
    show_error({});
    show_value(value_);
}

void SettingField::show_value(const Value& value)
{
    const bool known = !mixed_ && value == value_;
    value_ = value;
    mixed_ = false;
    if (auto* tick = qobject_cast<QCheckBox*>(editor_)) {
        const QSignalBlocker quiet(tick);
        tick->setTristate(false);
        tick->setChecked(std::get<bool>(value));
        tick->setText(tick->isChecked() ? tr("on") : tr("off"));
    } else if (auto* list = qobject_cast<QComboBox*>(editor_)) {
        const QSignalBlocker quiet(list);
        const auto at =
            std::ranges::find(setting_.choices, std::string_view(std::get<std::string>(value)), &Choice::id);
        list->setCurrentIndex(at == setting_.choices.end() ? -1 : int(at - setting_.choices.begin()));
    } else if (auto* line = qobject_cast<QLineEdit*>(editor_)) {
        line->setPlaceholderText({});
        if (known && line->isModified())
            return; // "3x3" and "0.10" stay as they are typed, and so does what is no value yet.
        before_ = value;
        if (line->text() != edited_text(value))
            line->setText(edited_text(value));
        own_error_.clear();
        show_error(fault_);
    }
}

void SettingField::show_mixed()
{
    auto* line = qobject_cast<QLineEdit*>(editor_);
    if (line && mixed_ && line->isModified())
        return;
    mixed_ = true;
    if (auto* tick = qobject_cast<QCheckBox*>(editor_)) {
        const QSignalBlocker quiet(tick);
        tick->setTristate(true);
        tick->setCheckState(Qt::PartiallyChecked);
        tick->setText(tr("different"));
    } else if (auto* list = qobject_cast<QComboBox*>(editor_)) {
        const QSignalBlocker quiet(list);
        list->setCurrentIndex(-1);
    } else if (line) {
        line->clear();
        line->setPlaceholderText(tr("different"));
        own_error_.clear();
        show_error(fault_);
    }
}

void SettingField::show_fault(const QString& sentence)
{
    fault_ = sentence;
    if (own_error_.isEmpty())
        show_error(fault_);
}

void SettingField::offer(const std::vector<std::string>& names)
{
    offered_ = names;
    if (names_)
        return;
    auto* line = static_cast<QLineEdit*>(editor_);
    names_ = new QMenu(this);
    names_->setObjectName(QStringLiteral("columns"));
    connect(names_, &QMenu::aboutToShow, this, &SettingField::fill_names);
    QAction* open = line->addAction(icon("chevron-down"), QLineEdit::TrailingPosition);
    open->setToolTip(tr("Columns of the data"));
    connect(open, &QAction::triggered, this, [this] { names_->popup(editor_->mapToGlobal(QPoint(0, editor_->height()))); });
}

/// Of one column: those that it can be, and none. Of several: a tick for each.
void SettingField::fill_names()
{
    auto* line = static_cast<QLineEdit*>(editor_);
    const bool several = setting_.names == Setting::Names::Columns;
    const auto put = [this, line](const std::string& text) {
        line->setText(shown(text));
        line->setModified(true);
        typed();
        Q_EMIT finished();
    };
    names_->clear();
    const std::string text = utf8(line->text());
    const auto chosen = several ? columns_in(text) : std::vector<std::string>{text};
    if (!several)
        names_->addAction(tr("The target of the data"), this, [put] { put({}); });
    for (const std::string& name : offered_) {
        QAction* entry = names_->addAction(shown(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        entry->setCheckable(true);
        entry->setChecked(std::ranges::find(chosen, name) != chosen.end());
        connect(entry, &QAction::triggered, this, [put, name, chosen, several](bool on) {
            std::vector<std::string> names = several ? chosen : std::vector<std::string>();
            std::erase(names, name);
            if (on)
                names.push_back(name);
            put(several ? column_list(names) : on ? name : std::string());
        });
    }
    if (offered_.empty())
        names_->addAction(tr("No data yet"))->setEnabled(false);
}

void SettingField::set_read_only(bool on)
{
    if (auto* line = qobject_cast<QLineEdit*>(editor_))
        line->setReadOnly(on);
    else
        editor_->setEnabled(!on);
}

void SettingField::show_error(const QString& sentence)
{
    set_field_error(editor_, sentence);
    if (sentence.isEmpty())
        editor_->setToolTip(shown(setting_.help));
    error_->set_ink(sentence.isEmpty() ? "text3" : "err");
    error_->setText(sentence.isEmpty() ? note_ : sentence);
    error_->setVisible(!error_->text().isEmpty());
}

void SettingField::show_note(const QString& note)
{
    note_ = note;
    show_error(own_error_.isEmpty() ? fault_ : own_error_);
}

void SettingField::typed()
{
    const auto value = parsed(setting_, static_cast<QLineEdit*>(editor_)->text());
    own_error_ = value ? QString() : shown(value.error().message);
    show_error(own_error_.isEmpty() ? fault_ : own_error_);
    if (!value && !mixed_ && value_ != before_) {
        // The 1 of 1e6 was a value, but nobody asked for it.
        value_ = before_;
        Q_EMIT changed(value_);
    }
    if (!value || (*value == value_ && !mixed_))
        return;
    value_ = *value;
    mixed_ = false;
    Q_EMIT changed(value_);
}

void SettingField::forget_typed()
{
    auto* line = qobject_cast<QLineEdit*>(editor_);
    if (!line)
        return;
    line->setModified(false);
    if (mixed_)
        show_mixed();
    else
        show_value(value_);
}

/// Up and Down: whole numbers by one (Shift: ten), others to the next of 1, 2, 5 × 10^n.
void SettingField::step(int by)
{
    if (mixed_)
        return;
    Value next = value_;
    if (auto* n = std::get_if<std::int64_t>(&next)) {
        *n += by;
    } else if (auto* list = std::get_if<std::vector<std::int64_t>>(&next)) {
        for (auto& entry : *list)
            entry += by;
    } else if (auto* v = std::get_if<double>(&next)) {
        if (*v > 0) {
            const double power = std::pow(10, std::floor(std::log10(*v) + 1e-9)), m = *v / power;
            *v = power * (by > 0 ? (m < 1.999 ? 2 : m < 4.999 ? 5 : 10)
                                 : (m > 5.001   ? 5
                                    : m > 2.001 ? 2
                                    : m > 1.001 ? 1
                                                : 0.5));
        } else {
            *v = by > 0 ? 0.01 : 0;
        }
    } else {
        return;
    }
    if (refused(setting_, next))
        return;
    auto* line = static_cast<QLineEdit*>(editor_);
    line->setText(edited_text(next));
    line->setModified(true);
    typed();
}

bool SettingField::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Wheel && qobject_cast<QComboBox*>(editor_) && !editor_->hasFocus()) {
        event->ignore();
        return true;
    }
    if (auto* line = qobject_cast<QLineEdit*>(editor_); line && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!line->isReadOnly() && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            step((key->key() == Qt::Key_Up ? 1 : -1) * (key->modifiers() & Qt::ShiftModifier ? 10 : 1));
            return true;
        }
        if (key->key() == Qt::Key_Escape && line->isModified()) {
            forget_typed();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace loom
