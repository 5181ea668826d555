#include "inspector/fields.h"

#include "theme/controls.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {
namespace {

/// As people type numbers: full-width digits, a true minus, spaces around.
QString plain_number(QString text)
{
    text = text.normalized(QString::NormalizationForm_KC).trimmed();
    text.replace(QChar(0x2212), QLatin1Char('-'));
    return text.remove(QLatin1Char(','));
}

std::optional<std::int64_t> integer(const QString& text)
{
    bool ok = false;
    const qint64 value = plain_number(text).toLongLong(&ok);
    return ok ? std::optional<std::int64_t>(value) : std::nullopt;
}

Error checked(const Setting& setting, const Value& value, bool& good)
{
    const TypeInfo one{"", setting.label, setting.help, {setting}, 1};
    const auto error = validate(one, 0, value);
    good = !error;
    return error.value_or(Error{});
}

} // namespace

QString edited_text(const Value& value)
{
    return std::visit(overloaded{[](bool on) { return QString::number(on); },
                                 [](std::int64_t n) { return QString::number(n); },
                                 [](double v) { return QString::fromStdString(number_text(v)); },
                                 [](const std::string& s) { return QString::fromStdString(s); },
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
    const auto number_wanted = [&] { return Error{Message(LOOM_TEXT("%1 is a number."), setting.label)}; };
    auto value = std::visit(
        overloaded{
            [&](bool) -> Result<Value> { return Value(plain_number(text) == QLatin1String("1")); },
            [&](std::int64_t) -> Result<Value> {
                if (const auto n = integer(text))
                    return Value(*n);
                return Error{Message(LOOM_TEXT("%1 is a whole number."), setting.label)};
            },
            [&](double) -> Result<Value> {
                bool ok = false;
                const double v = plain_number(text).toDouble(&ok);
                if (!ok)
                    return number_wanted();
                return Value(v);
            },
            [&](const std::string&) -> Result<Value> { return Value(utf8(text)); },
            [&](const std::vector<std::int64_t>&) -> Result<Value> {
                static const QRegularExpression between(QStringLiteral("\\s*[x×*,;，、\\s]\\s*"));
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
    bool good = false;
    if (Error error = checked(setting, *value, good); !good)
        return error;
    return value;
}

SettingField::SettingField(const Setting& setting) : setting_(setting), value_(setting.fallback)
{
    auto* layout = column(this, 2);
    if (std::holds_alternative<bool>(setting_.fallback)) {
        auto* tick = new QCheckBox;
        tick->setMinimumHeight(size::control);
        editor_ = tick;
        connect(tick, &QCheckBox::clicked, this, [this](bool on) {
            value_ = on;
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
        connect(line, &QLineEdit::editingFinished, this, [this, line] {
            line->setModified(false);
            if (own_error_.isEmpty() && !mixed_)
                show_value(value_);
            Q_EMIT finished();
        });
    }
    layout->addWidget(editor_);
    error_ = new Label({}, FontRole::Small, "err");
    error_->wrap();
    error_->hide();
    layout->addWidget(error_);
    retranslate();
}

void SettingField::retranslate()
{
    editor_->setAccessibleName(shown(setting_.label));
    editor_->setAccessibleDescription(shown(setting_.help));
    editor_->setToolTip(shown(setting_.help));
    if (auto* list = qobject_cast<QComboBox*>(editor_))
        for (int i = 0; i < list->count(); ++i)
            list->setItemText(i, shown(setting_.choices[std::size_t(i)].label));
    if (auto* line = qobject_cast<QLineEdit*>(editor_); line && !own_error_.isEmpty())
        typed();
}

void SettingField::show_value(const Value& value)
{
    value_ = value;
    mixed_ = false;
    if (auto* tick = qobject_cast<QCheckBox*>(editor_)) {
        const QSignalBlocker quiet(tick);
        tick->setTristate(false);
        tick->setChecked(std::get<bool>(value));
    } else if (auto* list = qobject_cast<QComboBox*>(editor_)) {
        const QSignalBlocker quiet(list);
        const auto at =
            std::ranges::find(setting_.choices, std::string_view(std::get<std::string>(value)), &Choice::id);
        list->setCurrentIndex(at == setting_.choices.end() ? -1 : int(at - setting_.choices.begin()));
    } else if (auto* line = qobject_cast<QLineEdit*>(editor_)) {
        line->setPlaceholderText({});
        const auto now = parsed(setting_, line->text());
        if (line->hasFocus() && now && *now == value && line->isModified())
            return; // "3x3" stays as it is being typed.
        line->setText(edited_text(value));
        own_error_.clear();
        show_error(fault_);
    }
}

void SettingField::show_mixed()
{
    mixed_ = true;
    if (auto* tick = qobject_cast<QCheckBox*>(editor_)) {
        const QSignalBlocker quiet(tick);
        tick->setTristate(true);
        tick->setCheckState(Qt::PartiallyChecked);
    } else if (auto* list = qobject_cast<QComboBox*>(editor_)) {
        const QSignalBlocker quiet(list);
        list->setCurrentIndex(-1);
    } else if (auto* line = qobject_cast<QLineEdit*>(editor_)) {
        line->clear();
        line->setPlaceholderText(tr("different"));
    }
}

void SettingField::show_fault(const QString& sentence)
{
    fault_ = sentence;
    if (own_error_.isEmpty())
        show_error(fault_);
}

void SettingField::show_error(const QString& sentence)
{
    set_field_error(editor_, sentence);
    if (sentence.isEmpty())
        editor_->setToolTip(shown(setting_.help));
    error_->setText(sentence);
    error_->setVisible(!sentence.isEmpty());
}

void SettingField::typed()
{
    auto* line = static_cast<QLineEdit*>(editor_);
    const auto value = parsed(setting_, line->text());
    own_error_ = value ? QString() : shown(value.error().message);
    show_error(own_error_.isEmpty() ? fault_ : own_error_);
    if (!value || (*value == value_ && !mixed_))
        return;
    value_ = *value;
    Q_EMIT changed(value_);
}

void SettingField::step(int by)
{
    Value next = value_;
    if (auto* n = std::get_if<std::int64_t>(&next))
        *n += by;
    else if (auto* v = std::get_if<double>(&next))
        *v = by > 0 ? *v * 2 : *v / 2;
    else if (auto* list = std::get_if<std::vector<std::int64_t>>(&next))
        for (auto& entry : *list)
            entry += by;
    else
        return;
    bool good = false;
    (void)checked(setting_, next, good);
    if (!good)
        return;
    auto* line = static_cast<QLineEdit*>(editor_);
    line->setText(edited_text(next));
    typed();
}

bool SettingField::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Wheel && qobject_cast<QComboBox*>(editor_) && !editor_->hasFocus()) {
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::KeyPress && qobject_cast<QLineEdit*>(editor_)) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            step(key == Qt::Key_Up ? 1 : -1);
            return true;
        }
        if (key == Qt::Key_Escape && !own_error_.isEmpty()) {
            show_value(value_);
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace loom
