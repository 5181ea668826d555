#include "stages/data_steps.h"

#include "data/step.h"
#include "datasets/step_list.h"
#include "datasets/step_search.h"
#include "schema/types.h"
#include "session.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

namespace {

QString joined_names(const QStringList& names)
{
    return names.join(language() == Language::Chinese ? QStringLiteral("、") : QStringLiteral(", "));
}

/// "1050 values" → "1,050 values".
QString grouped(QString words, std::size_t n)
{
    return words.replace(QString::number(n), counted(qint64(n)));
}

/// What happens by itself: an icon, what, to which columns. Of many the first are named; all are in the tip.
QWidget* quiet_line(const char* picture, const QString& what, const QStringList& names)
{
    constexpr int named = 3;
    QString which = joined_names(names.mid(0, named));
    if (names.size() > named)
        which += QStringLiteral(" … (%1)").arg(names.size());
    auto* box = new QWidget;
    auto* line = row(box, 8);
    line->setContentsMargins(size::panel_padding, 1, size::panel_padding, 1);
    auto* mark = new QLabel;
    mark->setPixmap(icon_pixmap(picture, 14, theme().text3, mark->devicePixelRatioF()));
    auto* words = new Label(which.isEmpty() ? what : StepsSection::tr("%1: %2").arg(what, which), FontRole::Caption, "text2");
    words->wrap();
    words->setToolTip(joined_names(names));
    mark->setFixedHeight(line_height(FontRole::Caption));
    line->addWidget(mark, 0, Qt::AlignTop);
    line->addWidget(words, 1);
    return box;
}

} // namespace

Message step_title(const PreparationStep& step)
{
    const StepType* type = find_step(step.type);
    return type ? Message(type->title) : Message::plain(step.type);
}

StepsSection::StepsSection(Session& session) : session_(session)
{
    add_action_ = new QAction(this);
    connect(add_action_, &QAction::triggered, this, &StepsSection::choose_type);
    auto* all = column(this);
    all->addWidget(separator(Qt::Horizontal));
    head_ = new PanelHead;
    add_ = tool_button("plus", {});
    add_->setObjectName(QStringLiteral("add-step"));
    head_->add(add_);
    all->addWidget(head_);
    search_ = new StepSearch(this);

    empty_ = new QWidget;
    auto* empty = column(empty_, 8);
    empty->setContentsMargins(size::panel_padding, 2, size::panel_padding, 10);
    empty_words_ = (new Label({}, FontRole::Small, "text2"))->wrap();
    empty_add_ = button({}, "plus", "small");
    empty->addWidget(empty_words_);
    empty->addWidget(empty_add_, 0, Qt::AlignLeft);
    all->addWidget(empty_);

    list_ = new StepList;
    all->addSpacing(2);
    all->addWidget(list_);
    note_ = (new Label({}, FontRole::Caption, "text3"))->wrap();
    note_->setContentsMargins(size::panel_padding, 6, size::panel_padding, 8);
    all->addWidget(note_);
    automatic_title_ = new Label({}, FontRole::Caption, "text3", true);
    automatic_title_->setContentsMargins(size::panel_padding, 0, size::panel_padding, 2);
    all->addWidget(automatic_title_);
    automatic_ = new QWidget;
    column(automatic_);
    all->addWidget(automatic_);
    all->addSpacing(8);

    for (QAbstractButton* b : {static_cast<QAbstractButton*>(add_), static_cast<QAbstractButton*>(empty_add_)})
        connect(b, &QAbstractButton::clicked, this, &StepsSection::choose_type);
    connect(search_, &StepSearch::chosen, this, [this](const StepType* type) {
        Q_EMIT form_wanted({std::string(type->id), {}, {}}, int(steps().size()));
    });
    connect(list_, &StepList::opened, this, [this](int place) {
        if (place < int(steps().size()) && find_step(steps()[std::size_t(place)].type))
            Q_EMIT form_wanted(PreparationStep(steps()[std::size_t(place)]), place);
    });
    connect(list_, &StepList::switched, this, &StepsSection::switch_step);
    connect(list_, &StepList::moved, this, &StepsSection::move);
    connect(list_, &StepList::removed, this, &StepsSection::remove);
    connect(list_, &StepList::menu_wanted, this, &StepsSection::show_menu);
    // Also how the Input layer scales is told here.
    connect(&session_.graph(), &GraphDocument::changed, this, [this] {
        show_steps();
        show_automatic();
    });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &StepsSection::show_automatic);
}

const std::vector<PreparationStep>& StepsSection::steps() const
{
    return session_.graph().document().data().steps;
}

// --- Changes ---------------------------------------------------------------------------------------------------------

void StepsSection::change(const Message& name, const std::function<void(std::vector<PreparationStep>&)>& edit)
{
    DataSetup setup = session_.graph().document().data();
    edit(setup.steps);
    if (setup != session_.graph().document().data())
        session_.data().change(name, setup);
}

void StepsSection::put(const PreparationStep& step, std::size_t place)
{
    const bool fresh = place >= steps().size();
    change(fresh ? Message(LOOM_TEXT("Add the step “%1”"), step_title(step)) : Message(LOOM_TEXT("Change the step “%1”"), step_title(step)),
           [&](std::vector<PreparationStep>& list) {
               if (fresh)
                   list.push_back(step);
               else
                   list[place] = step;
           });
    list_->set_current(int(std::min(place, steps().size() - 1)));
}

void StepsSection::move(int from, int to)
{
    change(Message(LOOM_TEXT("Move the step “%1”"), step_title(steps()[std::size_t(from)])), [&](std::vector<PreparationStep>& list) {
        PreparationStep step = std::move(list[std::size_t(from)]);
        list.erase(list.begin() + from);
        list.insert(list.begin() + to, std::move(step));
    });
}

void StepsSection::switch_step(int place, bool on)
{
    const Message title = step_title(steps()[std::size_t(place)]);
    change(on ? Message(LOOM_TEXT("Switch on the step “%1”"), title) : Message(LOOM_TEXT("Switch off the step “%1”"), title),
           [&](std::vector<PreparationStep>& list) { list[std::size_t(place)].on = on; });
}

void StepsSection::remove(int place)
{
    change(Message(LOOM_TEXT("Delete the step “%1”"), step_title(steps()[std::size_t(place)])),
           [&](std::vector<PreparationStep>& list) { list.erase(list.begin() + place); });
}

void StepsSection::choose_type()
{
    if (!data_)
        return;
    const QWidget* from = empty_->isVisible() ? static_cast<QWidget*>(empty_add_) : add_;
    search_->open(QRect(from->mapToGlobal(QPoint(0, 0)), from->size()), [this](const StepType& type) { return fits(type); });
}

bool StepsSection::fits(const StepType& type) const
{
    if (type.choose)
        return true;
    if (type.balance)
        return data_->facts().target == DataFacts::Target::Classes;
    if (type.augments)
        return type.augments(data_->augmentation().form().kind);
    // Where pictures are learned from, other columns are not.
    if (data_->encoder().pictures() && type.group != StepGroup::Pictures)
        return false;
    return std::ranges::any_of(data_->samples().prepared().columns,
                               [&](const Column& c) { return c.name != data_->target() && type.takes(c); });
}

void StepsSection::show_menu(int place, QPoint at)
{
    const bool on = steps()[std::size_t(place)].on;
    QMenu menu;
    menu.addAction(icon("edit"), tr("Edit…"), this, [this, place] { Q_EMIT list_->opened(place); });
    menu.addAction(icon(on ? "eye-off" : "eye"), on ? tr("Switch off") : tr("Switch on"), this, [this, place, on] { switch_step(place, !on); });
    menu.addSeparator();
    const auto shift = [&](const QString& text, const char* picture, int to) {
        QAction* act = menu.addAction(icon(picture), text, this, [this, place, to] {
            list_->set_current(to);
            move(place, to);
        });
        act->setEnabled(to >= 0 && to < int(steps().size()));
    };
    shift(tr("Move up"), "chevron-up", place - 1);
    shift(tr("Move down"), "chevron-down", place + 1);
    menu.addSeparator();
    menu.addAction(icon("trash"), tr("Delete"), this, [this, place] { remove(place); });
    menu.exec(at);
}

// --- What is shown ---------------------------------------------------------------------------------------------------

void StepsSection::set_opened(int place)
{
    list_->set_opened(place);
}

void StepsSection::focus_list()
{
    if (list_->isVisible())
        list_->setFocus(Qt::OtherFocusReason);
    else
        add_->setFocus(Qt::OtherFocusReason);
}

void StepsSection::show_data(std::shared_ptr<const Dataset> fresh)
{
    data_ = std::move(fresh);
    found_.missing.clear();
    show_steps();
    if (!data_) {
        worker_.cancel();
        return;
    }
    const auto list = steps();
    worker_.start<Found>(
        [dataset = data_, list](Progress& progress) {
            Found found;
            found.effects = step_effects(*dataset, list, &progress);
            const Table& behind = dataset->samples().prepared();
            for (const Column& c : behind.columns) {
                std::size_t missing = 0;
                if (const PixelStore* store = c.pixels()) {
                    for (std::size_t i = 1; i < store->size() && !found.several_sizes && !progress.cancelled; ++i)
                        found.several_sizes = store->shape(i).height != store->shape(0).height || store->shape(i).width != store->shape(0).width;
                } else {
                    for (std::size_t row = 0; row < behind.rows && !progress.cancelled; ++row)
                        missing += c.missing(row);
                }
                found.missing.push_back(missing);
            }
            return found;
        },
        [this, list](const Found& found) {
            found_ = found;
            found_for_ = list;
            show_steps();
            show_automatic();
        });
    show_automatic();
}

QString StepsSection::note_of(const PreparationStep& step, const StepType& type, const StepEffect* effect) const
{
    const QString dot = QStringLiteral(" · ");
    QStringList names;
    for (const std::string& name : effect ? effect->columns : step.columns)
        names << QString::fromStdString(name);
    const auto ready = ready_step(step);
    const QString summary = ready ? shown(type.summary(ready->values)) : QString();
    QString note;
    if (type.choose) {
        note = (names.isEmpty() ? QString() : joined_names(names) + dot) + summary;
        if (effect)
            note = grouped(tr("%n row(s) left out", nullptr, int(effect->left_out)), effect->left_out) + dot + note;
        return note;
    }
    if (type.augments)
        return tr("training alone") + dot + summary;
    if (type.balance)
        return effect ? grouped(tr("%n row(s) an epoch", nullptr, int(effect->drawn)), effect->drawn) + dot + summary : summary;
    note = names.isEmpty()                            ? (effect ? tr("no column fits") : tr("all columns that fit"))
           : names.size() > 2                         ? tr("%n column(s)", nullptr, int(names.size()))
                                                      : joined_names(names);
    if (effect && effect->changed && effect->changed < effect->values)
        note += dot + grouped(tr("%n value(s)", nullptr, int(effect->changed)), effect->changed);
    return note + dot + summary;
}

void StepsSection::show_steps()
{
    QList<StepList::Row> rows;
    const auto& list = steps();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const StepType* type = find_step(list[i].type);
        const StepEffect* effect = nullptr;
        if (i < found_for_.size() && found_for_[i] == list[i] && found_.effects[i])
            effect = &*found_.effects[i];
        StepList::Row row{type ? step_icon(type->group) : "help", shown(step_title(list[i])), {}, {}, {}, list[i].on};
        if (effect && effect->error) {
            row.error = shown(effect->error->message);
            if (!row.error.isEmpty())
                row.error[0] = row.error[0].toUpper();
            row.hint = shown(effect->error->hint);
        }
        if (type)
            row.note = note_of(list[i], *type, effect && !effect->error ? effect : nullptr);
        rows.append(std::move(row));
    }
    const bool none = rows.isEmpty();
    if (none && list_->hasFocus())
        add_->setFocus(Qt::OtherFocusReason);
    head_->set_count(none ? QString() : QString::number(rows.size()));
    list_->set_rows(std::move(rows));
    list_->setVisible(!none);
    note_->setVisible(!none);
    empty_->setVisible(none);
}

void StepsSection::show_automatic()
{
    auto* lines = static_cast<QVBoxLayout*>(automatic_->layout());
    while (QLayoutItem* item = lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    automatic_title_->hide();
    if (!data_)
        return;
    const Table& table = data_->samples().prepared();
    const Encoder& encoder = data_->encoder();
    if (encoder.pictures()) {
        if (found_.several_sizes)
            lines->addWidget(quiet_line("fit", tr("Resize"), {QStringLiteral("%1×%2").arg(encoder.picture.height).arg(encoder.picture.width)}));
    } else {
        std::size_t own = 0; // Of the encoder's steps, those that stand in the list.
        for (const PreparationStep& step : data_->setup().steps)
            if (const StepType* type = find_step(step.type); type && step.on && type->changes_columns())
                ++own;
        for (std::size_t i = own; i < encoder.steps.size(); ++i) {
            const StepType& type = *find_step(encoder.steps[i].type);
            lines->addWidget(quiet_line(step_icon(type.group), shown(type.title), {shown(type.summary(encoder.steps[i].values))}));
        }
        QStringList unused, filled, dates, coded;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const Column& column = table.columns[c];
            const QString name = QString::fromStdString(column.name);
            const auto code = std::ranges::find(encoder.columns, column.name, &ColumnCode::column);
            if (column.name == data_->target())
                continue;
            if (code == encoder.columns.end()) {
                unused << name;
                continue;
            }
            if (code->type == ColumnType::DateTime)
                dates << name;
            if (!code->categories.empty())
                coded << name;
            else if (code->shape.empty() && found_.missing.size() == table.columns.size() && found_.missing[c])
                filled << QStringLiteral("%1 (%2)").arg(name, counted(qint64(found_.missing[c])));
        }
        if (!unused.isEmpty())
            lines->addWidget(quiet_line("eye-off", tr("Leave out"), unused));
        if (!filled.isEmpty())
            lines->addWidget(quiet_line("wrench", tr("Fill gaps with the mean"), filled));
        if (!dates.isEmpty())
            lines->addWidget(quiet_line("clock", tr("Dates as days"), dates));
        if (!coded.isEmpty())
            lines->addWidget(quiet_line("category", tr("One-hot"), coded));
    }
    const Surroundings around{&data_->facts()};
    for (const auto& [id, node] : session_.graph().document().nodes())
        if (node.type == "input") {
            lines->addWidget(quiet_line("settings", tr("Scale, in the Input layer"), {shown(find_layer(node.type)->summary(node.values, around))}));
            break;
        }
    automatic_title_->setVisible(lines->count() > 0);
}

void StepsSection::retranslate()
{
    head_->set_title(tr("Preparation steps"));
    set_name(add_, tr("Add a step"));
    add_action_->setText(tr("Add a preparation step…"));
    empty_words_->setText(tr("Steps fill in, scale or leave out what the network should not see as it is. The file is never changed."));
    empty_add_->setText(tr("Add a step"));
    note_->setText(tr("Fitted on the training set only; prediction and export do the same."));
    automatic_title_->setText(tr("Then, by itself"));
    show_steps();
    show_automatic();
}

} // namespace loom
