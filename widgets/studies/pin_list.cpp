#include "studies/pin_list.h"

#include "bridge/setting_field.h"
#include "graph/value_words.h"
#include "graph/varied.h"
#include "search/space.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QMenu>
#include <QRegularExpression>

#include <algorithm>

namespace loom {
namespace {

bool is_named(const Setting& setting) { return !setting.choices.empty() || std::holds_alternative<bool>(setting.fallback); }

/// All that a setting of names or a tick can be.
std::vector<Value> names_of(const Setting& setting)
{
    if (setting.choices.empty())
        return {false, true};
    std::vector<Value> all;
    for (const Choice& choice : setting.choices)
        all.push_back(std::string(choice.id));
    return all;
}

/// "16, 32, 64"
QString values_text(const Setting& setting, const std::vector<Value>& values)
{
    QStringList parts;
    for (const Value& v : values)
        parts << shown(value_words(setting, v));
    return parts.join(QStringLiteral(", "));
}

QLineEdit* line(const QString& name, int width)
{
    auto* field = new QLineEdit;
    field->setAccessibleName(name);
    field->setFixedWidth(width);
    return field;
}

std::optional<double> number_of(const Setting& setting, const QString& text)
{
    const auto value = parsed(setting, text);
    if (!value)
        return {};
    if (const auto* whole = std::get_if<std::int64_t>(&*value))
        return double(*whole);
    const auto* real = std::get_if<double>(&*value);
    return real ? std::optional(*real) : std::nullopt;
}

} // namespace

PinList::PinList(GraphDocument& graph) : graph_(graph)
{
    auto* lines = column(this, 4);
    note_ = new Label({}, FontRole::Small, "text3");
    note_->wrap();
    lines->addWidget(note_);
    connect(&graph_, &GraphDocument::changed, this, &PinList::refresh);
    refresh();
}

std::vector<Varied> PinList::shown_list() const
{
    const Document& document = graph_.document();
    std::vector<Varied> list = varied_of(document);
    if (list.empty())
        if (const auto space = space_of(document))
            for (const Dimension& d : space->dimensions)
                list.push_back(d.varied);
    return list;
}

void PinList::refresh()
{
    const std::vector<Varied> list = shown_list();
    const bool same = std::ranges::equal(list, rows_, [](const Varied& v, const Row& r) { return v.same_place(r.varied) && v.choices.empty() == r.varied.choices.empty(); });
    if (!same)
        rebuild(list);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i].varied = list[i];
        show_row(rows_[i]);
    }
    const bool usual = varied_of(graph_.document()).empty();
    note_->setText(usual ? tr("Nothing is pinned, so a search varies these. The pin beside any setting, here and in Design, chooses others.")
                         : tr("The pin beside any setting, here and in Design, adds it."));
    Q_EMIT changed();
}

void PinList::rebuild(const std::vector<Varied>& list)
{
    rows_.clear();
    if (content_) { // Its own fields may be why: they go later, and what they say when they lose the focus is of no row any more.
        for (QWidget* w : content_->findChildren<QWidget*>())
            w->disconnect(this);
        content_->hide();
        content_->deleteLater();
    }
    content_ = new QWidget;
    auto* grid = new QGridLayout(content_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    for (std::size_t i = 0; i < list.size(); ++i)
        add_row(grid, int(i), list[i]);
    layout()->addWidget(content_);
    content_->show();
}

void PinList::add_row(QGridLayout* grid, int at, const Varied& v)
{
    const auto known = setting_of(graph_.document(), v);
    const Setting& setting = *known;
    const QString title = shown(place_words(graph_.document(), v));
    const auto index = std::size_t(at);
    Row r{.varied = v};
    auto* label = new Label(title, FontRole::Small, "text");
    label->setMinimumWidth(60);
    grid->addWidget(label, at, 0);
    if (v.choices.empty()) {
        r.low = line(tr("%1, from").arg(title), 88);
        r.high = line(tr("%1, to").arg(title), 88);
        r.log = new QCheckBox(tr("by factors"));
        r.log->setToolTip(tr("Equal factors are tried equally often, not equal differences: 0.001 to 0.01 as often as 0.01 to 0.1."));
        r.log->setAccessibleName(tr("%1, by factors").arg(title));
        grid->addWidget(r.low, at, 1);
        grid->addWidget(new Label(QStringLiteral("–"), FontRole::Small, "text2"), at, 2);
        grid->addWidget(r.high, at, 3);
        grid->addWidget(r.log, at, 4);
        for (QLineEdit* field : {r.low, r.high})
            connect(field, &QLineEdit::editingFinished, this, [this, index] { edit_range(index); });
        connect(r.log, &QCheckBox::clicked, this, [this, index] { edit_range(index); });
    } else if (is_named(setting)) {
        r.named = new QToolButton;
        r.named->setProperty("kind", QStringLiteral("small"));
        r.named->setAccessibleName(tr("%1, values").arg(title));
        r.named->setPopupMode(QToolButton::InstantPopup);
        r.named->setMenu(new QMenu(r.named));
        connect(r.named->menu(), &QMenu::aboutToShow, this, [this, index] { fill_names(index); });
        grid->addWidget(r.named, at, 1, 1, 4, Qt::AlignLeft);
    } else {
        r.choices = line(tr("%1, values").arg(title), 200);
        connect(r.choices, &QLineEdit::editingFinished, this, [this, index] { edit_choices(index); });
        grid->addWidget(r.choices, at, 1, 1, 4, Qt::AlignLeft);
    }
    r.remove = tool_button("close", tr("Do not vary %1").arg(title));
    grid->addWidget(r.remove, at, 5);
    connect(r.remove, &QToolButton::clicked, this, [this, index] { put(index, {}, nullptr); });
    rows_.push_back(r);
}

/// What is being typed, and what is no value, stays.
void PinList::show_row(Row& r)
{
    const auto known = setting_of(graph_.document(), r.varied);
    const Setting& setting = *known;
    const bool whole = std::holds_alternative<std::int64_t>(setting.fallback);
    const auto number = [&](double v) { return whole ? edited_text(std::int64_t(v)) : edited_text(v); };
    const auto put_text = [](QLineEdit* field, const QString& text) {
        if (field && !field->isModified() && field->text() != text)
            field->setText(text);
    };
    put_text(r.low, number(r.varied.low));
    put_text(r.high, number(r.varied.high));
    if (r.log)
        r.log->setChecked(r.varied.log);
    put_text(r.choices, values_text(setting, r.varied.choices));
    if (r.named)
        r.named->setText(values_text(setting, r.varied.choices));
    for (QWidget* w : {static_cast<QWidget*>(r.low), static_cast<QWidget*>(r.high), static_cast<QWidget*>(r.choices), static_cast<QWidget*>(r.log),
                       static_cast<QWidget*>(r.named), static_cast<QWidget*>(r.remove)})
        if (w)
            w->setEnabled(!read_only_);
}

void PinList::set_read_only(bool on)
{
    read_only_ = on;
    for (Row& r : rows_)
        show_row(r);
}

bool PinList::put(std::size_t row, std::optional<Varied> with, QWidget* field)
{
    const Varied old = rows_.at(row).varied;
    std::vector<Varied> all = graph_.document().search();
    if (std::ranges::none_of(all, [&](const Varied& v) { return v.same_place(old); }))
        all = shown_list();
    if (with) {
        if (*with == old)
            return true;
        std::ranges::replace_if(all, [&](const Varied& v) { return v.same_place(old); }, *with);
    } else {
        std::erase_if(all, [&](const Varied& v) { return v.same_place(old); });
    }
    Document tried = graph_.document();
    const auto set = tried.apply(SetSearch{all});
    const auto space = set ? space_of(tried) : Result<Space>(set.error());
    if (field)
        set_field_error(field, space ? QString() : shown(space.error().message) + QLatin1Char(' ') + shown(space.error().hint));
    if (!space)
        return false;
    const Change change = searching(std::move(all));
    return graph_.perform(change.name, change.edits);
}

void PinList::edit_range(std::size_t row)
{
    Row& r = rows_.at(row);
    const auto known = setting_of(graph_.document(), r.varied);
    const Setting& setting = *known;
    Varied v = r.varied;
    v.log = r.log->isChecked();
    for (const auto& [field, end] : {std::pair(r.low, &v.low), {r.high, &v.high}}) {
        const auto number = number_of(setting, field->text());
        if (!number) {
            const auto why = parsed(setting, field->text());
            set_field_error(field, why ? QString() : shown(why.error().message));
            return r.log->setChecked(r.varied.log);
        }
        if (field->isModified())
            *end = *number; // What is shown may be rounded.
        set_field_error(field, {});
    }
    QLineEdit *low = r.low, *high = r.high;
    QCheckBox* log = r.log;
    if (!put(row, v, low->isModified() ? low : high))
        return log->setChecked(rows_.at(row).varied.log);
    low->setModified(false);
    high->setModified(false);
    refresh();
}

void PinList::edit_choices(std::size_t row)
{
    QLineEdit* field = rows_.at(row).choices;
    if (!field->isModified())
        return;
    Varied v = rows_[row].varied;
    const auto known = setting_of(graph_.document(), v);
    const Setting& setting = *known;
    v.choices.clear();
    static const QRegularExpression between(QStringLiteral("[,，、;；]"));
    for (const QString& part : field->text().split(between, Qt::SkipEmptyParts)) {
        auto value = parsed(setting, part);
        if (!value)
            return set_field_error(field, shown(value.error().message));
        if (std::ranges::find(v.choices, *value) == v.choices.end())
            v.choices.push_back(std::move(*value));
    }
    if (v.choices.empty())
        return set_field_error(field, tr("Name at least one value, with commas between them."));
    if (!put(row, v, field))
        return;
    field->setModified(false);
    refresh();
}

void PinList::fill_names(std::size_t row)
{
    QMenu* menu = rows_.at(row).named->menu();
    menu->clear();
    const Varied v = rows_[row].varied;
    const auto known = setting_of(graph_.document(), v);
    const Setting& setting = *known;
    for (const Value& name : names_of(setting)) {
        QAction* entry = menu->addAction(shown(value_words(setting, name)));
        entry->setCheckable(true);
        const bool on = std::ranges::find(v.choices, name) != v.choices.end();
        entry->setChecked(on);
        entry->setEnabled(!on || v.choices.size() > 1); // One is left.
        connect(entry, &QAction::triggered, this, [this, row, v, known, name](bool wanted) {
            Varied changed_one = v;
            changed_one.choices.clear();
            for (const Value& each : names_of(*known)) // In the order of the setting.
                if (each == name ? wanted : std::ranges::find(v.choices, each) != v.choices.end())
                    changed_one.choices.push_back(each);
            put(row, changed_one, nullptr);
        });
    }
}

void PinList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        rebuild(shown_list());
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
