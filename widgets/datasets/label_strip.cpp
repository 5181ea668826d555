#include "datasets/label_strip.h"
#include "theme/language.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLocale>
#include <QStackedLayout>

#include <cmath>
#include <functional>
#include <optional>
#include <set>

namespace loom {
namespace {

constexpr int strip_height = 52, longest_label = 200, longest_list = 200'000, longest_note = 2000, typing_pause_ms = 600;

bool is_key(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z' && c != u'x' && c != u'n');
}

/// Digits and letters by themselves, whatever the keyboard writes above them.
QChar key_of(const QKeyEvent& event)
{
    if (event.modifiers() & ~Qt::KeypadModifier)
        return {};
    const int key = event.key();
    if (key >= Qt::Key_0 && key <= Qt::Key_9)
        return QChar(key);
    return key >= Qt::Key_A && key <= Qt::Key_Z ? QChar(key).toLower() : QChar();
}

} // namespace

QList<QChar> label_keys(const QStringList& classes)
{
    QList<QChar> keys(classes.size());
    std::set<QChar> taken;
    for (qsizetype i = 0; i < classes.size(); ++i)
        if (const QChar own = classes[i].size() == 1 ? classes[i][0].toLower() : QChar(); is_key(own) && taken.insert(own).second)
            keys[i] = own;
    const QString order = QStringLiteral("123456789abcdefghijklmopqrstuvwyz");
    qsizetype next = 0;
    for (QChar& key : keys) {
        while (key.isNull() && next < order.size() && taken.contains(order[next]))
            ++next;
        if (key.isNull() && next < order.size())
            key = order[next++];
    }
    while (!keys.isEmpty() && keys.last().isNull())
        keys.removeLast();
    return keys;
}

/// Buttons side by side, those that there is room for. The keys of the others work too.
class KeyRow : public QWidget {
public:
    std::function<void(const QString&)> pressed;

    void set_classes(const QStringList& classes)
    {
        qDeleteAll(buttons_);
        buttons_.clear();
        keys_ = label_keys(classes);
        classes_ = classes;
        for (qsizetype i = 0; i < keys_.size(); ++i) {
            if (keys_[i].isNull())
                continue;
            const QString name = classes[i];
            auto* b = button(name.size() == 1 && name[0].toLower() == keys_[i] ? name : QStringLiteral("%1  %2").arg(keys_[i].toUpper()).arg(name.left(24)),
                             nullptr, "small");
            b->setParent(this);
            b->setCheckable(true);
            b->setProperty("label", name);
            b->setToolTip(QStringLiteral("%1 (%2)").arg(name, QString(keys_[i].toUpper())));
            connect(b, &QPushButton::clicked, this, [this, name] { pressed(name); });
            buttons_.append(b);
        }
        retranslate();
        mark(marked_);
        updateGeometry();
        arrange();
    }
    std::optional<QString> label_of(QChar key) const
    {
        const qsizetype at = key.isNull() ? -1 : keys_.indexOf(key);
        return at < 0 ? std::nullopt : std::optional(classes_[at]);
    }
    void mark(const QString& label)
    {
        marked_ = label;
        for (QPushButton* b : buttons_)
            b->setChecked(b->property("label").toString() == label);
    }
    void retranslate()
    {
        for (QPushButton* b : buttons_)
            b->setAccessibleName(LabelStrip::tr("Label as %1").arg(b->property("label").toString()));
    }
    QSize sizeHint() const override { return {40, size::small}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void resizeEvent(QResizeEvent*) override { arrange(); }
    bool event(QEvent* e) override
    {
        if (e->type() == QEvent::LayoutRequest)
            arrange();
        return QWidget::event(e);
    }

private:
    void arrange()
    {
        int x = 0;
        for (QPushButton* b : buttons_) {
            const QSize s = b->sizeHint();
            b->setGeometry(x, (height() - s.height()) / 2, s.width(), s.height());
            b->setVisible(x + s.width() <= width());
            x += s.width() + 4;
        }
    }

    QList<QPushButton*> buttons_;
    QList<QChar> keys_;
    QStringList classes_;
    QString marked_;
};

LabelStrip::LabelStrip()
{
    setProperty("ground", QStringLiteral("raised"));
    setProperty("edges", QStringLiteral("top"));
    setMinimumHeight(strip_height);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    pages_ = new QStackedLayout(this);

    auto* acts = new QWidget;
    auto* line = row(acts, 8);
    line->setContentsMargins(size::panel_padding, 4, size::panel_padding, 4);
    chosen_ = new Label({}, FontRole::Body, "text", true);
    chosen_->numbers();
    as_ = new Label({}, FontRole::Small, "text2");
    keys_ = new KeyRow;
    keys_->pressed = [this](const QString& label) { Q_EMIT label_wanted(label); };
    other_ = button({}, "edit", "small");
    other_->hide();
    exclude_ = button({}, "eye-off", "small");
    note_button_ = button({}, "note", "small");
    line->addWidget(chosen_);
    line->addSpacing(4);
    line->addWidget(as_);
    line->addWidget(keys_, 1);
    line->addWidget(other_);
    line->addSpacing(8);
    line->addWidget(exclude_);
    line->addWidget(note_button_);
    pages_->addWidget(acts);

    auto* typing = new QWidget;
    auto* field_and_fault = column(typing, 2);
    field_and_fault->setContentsMargins(size::panel_padding, 4, size::panel_padding, 4);
    auto* typed = row(nullptr, 8);
    field_and_fault->addLayout(typed);
    what_ = new Label({}, FontRole::Body, "text", true);
    field_ = new QLineEdit;
    field_->setObjectName(QStringLiteral("row-text"));
    field_->installEventFilter(this);
    how_ = new Label({}, FontRole::Small, "text2");
    typed->addWidget(what_);
    typed->addWidget(field_, 1);
    typed->addWidget(how_);
    fault_ = (new Label({}, FontRole::Small, "err"))->wrap();
    fault_->hide();
    field_and_fault->addWidget(fault_);
    pause_.setSingleShot(true);
    pause_.setInterval(typing_pause_ms);
    connect(&pause_, &QTimer::timeout, this, &LabelStrip::checked);
    connect(field_, &QLineEdit::textEdited, this, [this] {
        show_fault({});
        pause_.start();
    });
    pages_->addWidget(typing);

    connect(other_, &QPushButton::clicked, this, &LabelStrip::edit_label);
    connect(exclude_, &QPushButton::clicked, this, &LabelStrip::exclude_wanted);
    connect(note_button_, &QPushButton::clicked, this, &LabelStrip::edit_note);
    connect(field_, &QLineEdit::returnPressed, this, &LabelStrip::answer);
    retranslate();
}

void LabelStrip::watch(QWidget* view)
{
    view->installEventFilter(this);
    if (!view_)
        view_ = view;
}

void LabelStrip::set_target(const QString& name, const QStringList& classes, Given given)
{
    if (name == target_ && classes == classes_ && given == given_)
        return;
    target_ = name;
    classes_ = classes;
    given_ = given;
    keys_->set_classes(classes);
    as_->setVisible(!classes.isEmpty());
    other_->setVisible(!name.isEmpty());
    retranslate();
}

void LabelStrip::show_choice(qint64 count, const QString& label, bool excluded, const QString& note)
{
    if (count != count_ && pages_->currentIndex() == 1)
        leave();
    count_ = count;
    label_ = label;
    excluded_ = excluded;
    note_ = note;
    keys_->mark(label);
    retranslate();
}

void LabelStrip::retranslate()
{
    chosen_->setText(tr("%1 selected").arg(counted(count_)));
    as_->setText(tr("Label as"));
    const auto with_key = [](QPushButton* b, const QString& text, const QString& key) {
        b->setText(QStringLiteral("%1  %2").arg(text, key));
        b->setAccessibleName(text);
        b->setToolTip(QStringLiteral("%1 (%2)").arg(text, key));
    };
    with_key(other_, given_ == Given::Boxes ? tr("Boxes…") : given_ == Given::Number ? tr("Value…") : tr("Other…"), QStringLiteral("F2"));
    with_key(exclude_, excluded_ ? tr("Include again") : tr("Exclude"), QStringLiteral("X"));
    with_key(note_button_, tr("Note…"), QStringLiteral("N"));
    set_button_icon(exclude_, excluded_ ? "eye" : "eye-off");
    keys_->retranslate();
    what_->setText(typed_ == Typed::Note ? tr("Note") : target_);
    field_->setAccessibleName(what_->text());
    how_->setText(tr("Enter takes it, Esc leaves it"));
}

void LabelStrip::edit_label()
{
    ask(Typed::Label, label_);
}

void LabelStrip::edit_note()
{
    ask(Typed::Note, note_);
}

void LabelStrip::ask(Typed what, const QString& text)
{
    typed_ = what;
    retranslate();
    show_fault({});
    field_->setMaxLength(what == Typed::Note ? longest_note : given_ == Given::Boxes ? longest_list : longest_label);
    field_->setText(text);
    field_->selectAll();
    QCompleter* names = nullptr;
    if (what == Typed::Label && given_ == Given::Class) {
        names = new QCompleter(classes_, field_);
        names->setCaseSensitivity(Qt::CaseInsensitive);
    }
    field_->setCompleter(names); // The one before was the field's own and goes.
    pages_->setCurrentIndex(1);
    field_->setFocus(Qt::ShortcutFocusReason);
}

std::optional<QString> LabelStrip::checked()
{
    pause_.stop();
    QString text = field_->text().trimmed(), fault;
    if (typed_ == Typed::Label && text.isEmpty()) {
        fault = tr("A label cannot be empty. Exclude the row instead.");
    } else if (typed_ == Typed::Label && given_ == Given::Number) {
        text.replace(QChar(0x2212), QLatin1Char('-'));
        bool number = false;
        const double value = QLocale::c().toDouble(text, &number);
        if (number && std::isfinite(value))
            text = QString::number(value, 'g', QLocale::FloatingPointShortest);
        else
            fault = tr("A number such as 12.5 is needed.");
    } else if (typed_ == Typed::Label) {
        if (const auto wrong = wrong_given(given_, utf8(text)))
            fault = tr("%1. Boxes are written “cat 0.5 0.5 0.25 0.4; dog …”: the middle, width and height in shares of the picture; or “none”.").arg(shown(*wrong));
    }
    show_fault(fault);
    return fault.isEmpty() ? std::optional(text) : std::nullopt;
}

void LabelStrip::show_fault(const QString& sentence)
{
    set_field_error(field_, sentence);
    fault_->setText(sentence);
    fault_->setVisible(!sentence.isEmpty());
    updateGeometry();
}

void LabelStrip::answer()
{
    const auto text = checked();
    if (!text)
        return;
    leave();
    if (typed_ == Typed::Label)
        Q_EMIT label_wanted(*text);
    else
        Q_EMIT note_wanted(*text);
}

void LabelStrip::leave()
{
    const bool had_focus = field_->hasFocus();
    pause_.stop();
    show_fault({});
    pages_->setCurrentIndex(0);
    if (had_focus && view_)
        view_->setFocus(Qt::OtherFocusReason);
}

bool LabelStrip::take_key(const QKeyEvent& event)
{
    if (count_ == 0)
        return false;
    if (event.key() == Qt::Key_F2 && event.modifiers() == Qt::NoModifier && !target_.isEmpty()) {
        edit_label();
        return true;
    }
    const QChar key = key_of(event);
    if (key == u'x' || (event.key() == Qt::Key_Delete && event.modifiers() == Qt::NoModifier))
        Q_EMIT exclude_wanted();
    else if (key == u'n')
        edit_note();
    else if (const auto label = keys_->label_of(key))
        Q_EMIT label_wanted(*label);
    else
        return false;
    return true;
}

bool LabelStrip::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (object == field_) {
            if (key.key() != Qt::Key_Escape)
                return false;
            leave();
            return true;
        }
        if (auto* view = qobject_cast<QWidget*>(object)) {
            view_ = view;
            return take_key(key);
        }
    }
    return QFrame::eventFilter(object, event);
}

void LabelStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace loom
