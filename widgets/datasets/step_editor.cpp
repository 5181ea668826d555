#include "datasets/step_editor.h"

#include "bridge/setting_field.h"
#include "bridge/settings_form.h"
#include "datasets/sample_preview_view.h"
#include "datasets/step_preview.h"
#include "datasets/step_search.h"
#include "datasets/table_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

static constexpr int usual_form_width = 288, most_column_rows = 4;
static constexpr std::size_t previewed_rows = 8, shown_lines = 6, shown_draws = 4;
static constexpr int typing_ms = 120, quiet_ms = 300; // What is computed faster is not told.

/// Sentences about steps go on behind the step's name; alone they begin with a capital letter.
static QString sentence(const Message& message)
{
    QString text = shown(message);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

StepEditor::StepEditor(QWidget* parent) : QFrame(parent)
{
    setProperty("ground", QStringLiteral("surface"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    auto* all = column(this);
    auto* head_box = new QWidget;
    head_box->setMinimumHeight(size::panel_head + 8);
    auto* head = row(head_box, 8);
    head->setContentsMargins(size::panel_padding, 4, size::panel_padding, 4);
    icon_ = new QLabel;
    title_ = new Label({}, FontRole::Body, "text", true);
    state_ = new Label({}, FontRole::Small, "text3");
    cancel_ = button({});
    cancel_->setObjectName(QStringLiteral("step-cancel"));
    apply_ = button({}, "check", "primary");
    apply_->setObjectName(QStringLiteral("step-apply"));
    head->addWidget(icon_);
    head->addWidget(title_);
    head->addWidget(state_, 1);
    head->addWidget(cancel_);
    head->addWidget(apply_);
    all->addWidget(head_box);
    all->addWidget(separator(Qt::Horizontal));

    auto* body = row(nullptr);
    auto* form = new QWidget;
    build_form(form);
    auto* area = static_cast<QScrollArea*>(scrolled(form));
    area->setFocusPolicy(Qt::NoFocus);
    scroll_ = area;
    body->addWidget(area);
    body->addWidget(separator(Qt::Vertical));
    auto* right = column();
    what_ = (new Label({}, FontRole::Small, "text", true))->wrap();
    what_->setObjectName(QStringLiteral("step-effect"));
    hint_ = (new Label({}, FontRole::Small, "text2"))->wrap();
    network_ = (new Label({}, FontRole::Caption, "text2"))->wrap();
    network_->setObjectName(QStringLiteral("step-network"));
    for (Label* label : {what_, hint_, network_})
        label->setContentsMargins(size::panel_padding, 6, size::panel_padding, 6);
    hint_->setContentsMargins(size::panel_padding, 0, size::panel_padding, 6);
    view_ = new StepPreviewView;
    samples_ = new SamplePreviewView;
    views_ = new QStackedWidget;
    views_->addWidget(view_);
    views_->addWidget(samples_);
    QSizePolicy kept = view_->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // The form is as high with an error as without.
    views_->setSizePolicy(kept);
    right->addWidget(what_);
    right->addWidget(hint_);
    right->addWidget(views_, 1);
    right->addWidget(network_);
    body->addLayout(right, 1);
    all->addLayout(body, 1);

    for (QTimer* timer : {&wait_, &patience_})
        timer->setSingleShot(true);
    wait_.setInterval(typing_ms);
    patience_.setInterval(quiet_ms);
    connect(&wait_, &QTimer::timeout, this, &StepEditor::compute);
    connect(&patience_, &QTimer::timeout, this, [this] {
        if (!settled())
            say(tr("Computing the preview…"), "text3");
    });
    connect(apply_, &QPushButton::clicked, this, [this] {
        if (is_open())
            Q_EMIT applied(step_);
    });
    connect(cancel_, &QPushButton::clicked, this, &StepEditor::cancelled);
    retranslate();
    hide();
}

void StepEditor::build_form(QWidget* form)
{
    auto* all = column(form, 6);
    all->setContentsMargins(size::panel_padding, 8, size::panel_padding, 8);
    help_ = (new Label({}, FontRole::Caption, "text2"))->wrap();
    all->addWidget(help_);
    columns_box_ = new QWidget;
    auto* box = column(columns_box_, 4);
    columns_title_ = new Label({}, FontRole::Small, "text", true);
    all_ = new QCheckBox;
    all_->setObjectName(QStringLiteral("step-all-columns"));
    columns_ = new QListWidget;
    columns_->setObjectName(QStringLiteral("step-columns"));
    columns_->setFrameShape(QFrame::NoFrame);
    columns_->setIconSize(QSize(14, 14));
    columns_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    columns_->setUniformItemSizes(true);
    box->addWidget(columns_title_);
    box->addWidget(all_);
    box->addWidget(columns_);
    all->addWidget(columns_box_);
    form_ = new SettingsForm;
    all->addWidget(form_);
    all->addStretch(1);
    connect(columns_, &QListWidget::itemChanged, this, &StepEditor::columns_ticked);
    connect(all_, &QCheckBox::clicked, this, [this](bool on) {
        all_columns_ = on;
        step_.columns.clear();
        if (!on)
            for (const auto& [name, type] : answer_.columns)
                step_.columns.push_back(name);
        show_columns();
        changed();
        if (!on)
            columns_->setFocus(Qt::TabFocusReason);
    });
    connect(form_, &SettingsForm::edited, this, [this](std::size_t i, const Value& value) {
        const Setting& setting = type_->settings[i];
        if (value == setting.fallback)
            step_.settings.erase(std::string(setting.key));
        else
            step_.settings[std::string(setting.key)] = value;
        changed();
    });
}

void StepEditor::open(std::shared_ptr<const Dataset> dataset, std::vector<PreparationStep> list, std::size_t place,
                      const PreparationStep& step)
{
    data_ = std::move(dataset);
    list_ = std::move(list);
    place_ = place;
    step_ = before_ = step;
    type_ = find_step(step.type);
    if (!type_)
        return;
    all_columns_ = all_by_itself() && step.columns.empty();
    answer_ = {};
    view_->show_preview({});
    samples_->show_preview({}, *type_);
    views_->setCurrentWidget(shows_samples(*type_) ? static_cast<QWidget*>(samples_) : view_);
    Values values = defaults(*type_);
    for (const auto& [key, value] : step.settings)
        if (const auto at = type_->index_of(key); at && value.index() == values[*at].index())
            values[*at] = value;
    form_->setVisible(!type_->settings.empty());
    form_->forget_typed();
    form_->show_type(type_, values);
    columns_box_->setVisible(type_->names_columns);
    retranslate();
    show_columns();
    say({}, "text");
    network_->clear();
    show();
    changed();
    compute();
}

void StepEditor::set_data(std::shared_ptr<const Dataset> dataset, std::vector<PreparationStep> list, std::size_t place)
{
    if (!is_open())
        return;
    data_ = std::move(dataset);
    list_ = std::move(list);
    place_ = place;
    if (!is_new())
        before_ = list_[place_];
    answer_.input.reset();
    retranslate();
    changed();
}

void StepEditor::close_it()
{
    wait_.stop();
    worker_.cancel();
    type_ = nullptr;
    answer_ = {};
    data_.reset();
    hide();
}

void StepEditor::take_focus()
{
    if (!columns_box_->isHidden())
        (all_->isHidden() ? static_cast<QWidget*>(columns_) : all_)->setFocus(Qt::TabFocusReason);
    else if (!form_->fields().empty())
        form_->fields().front()->editor()->setFocus(Qt::TabFocusReason);
}

void StepEditor::changed()
{
    worker_.cancel(); // Its answer would be of what was there before.
    apply_->setEnabled(false);
    wait_.start();
    if (!patience_.isActive())
        patience_.start();
}

void StepEditor::compute()
{
    wait_.stop();
    if (!is_open() || !data_)
        return;
    worker_.start<Answer>(
        [dataset = data_, list = list_, place = place_, step = step_, type = type_, input = answer_.input](Progress& progress) {
            Answer answer;
            answer.input = input ? input : std::make_shared<const StepInput>(step_input(*dataset, list, place, bool(type->choose), &progress));
            if (progress.cancelled)
                return answer;
            for (const Column& c : answer.input->table->columns)
                if (type->choose ? !c.pixels() : type->changes_columns() && (c.name != answer.input->target || type->reads_target) && type->takes(c))
                    answer.columns.emplace_back(c.name, c.type);
            answer.preview = preview_step(step, *answer.input, previewed_rows, &progress);
            if (!answer.preview.effect.error && shows_samples(*type))
                answer.samples = preview_samples(step, *dataset, *answer.input, shown_lines, shown_draws, &progress);
            return answer;
        },
        [this](const Answer& answer) { show_answer(answer); });
}

void StepEditor::say(const QString& what, const char* ink, const QString& hint)
{
    what_->set_ink(ink);
    what_->setText(what);
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
}

void StepEditor::show_answer(const Answer& answer)
{
    patience_.stop();
    const bool other_columns = answer.columns != answer_.columns;
    answer_ = answer;
    if (other_columns)
        show_columns();
    const StepPreview& preview = answer_.preview;
    const StepEffect& e = preview.effect;
    bool good = !e.error;
    if (e.error) {
        say(sentence(e.error->message), "err", shown(e.error->hint));
    } else if (lacks_columns()) {
        say(tr("Choose at least one column."), "text2");
        good = false;
    } else {
        say(effect_words(preview), type_->changes_columns() && preview.columns.empty() ? "text2" : "text");
    }
    views_->setVisible(good && (shows_samples(*type_) ? !answer_.samples.lines.empty() : !preview.rows.empty()));
    view_->show_preview(preview);
    samples_->show_preview(answer_.samples, *type_);
    network_->setText(good ? network_words(preview) : QString());
    apply_->setEnabled(good && (is_new() || step_ != before_));
}

QString StepEditor::effect_words(const StepPreview& preview) const
{
    const StepEffect& e = preview.effect;
    if (type_->mix)
        return tr("In every epoch the %1 training samples are mixed in new pairs.").arg(counted(qint64(e.rows)));
    if (type_->augments)
        return tr("Each of the %1 training samples is changed anew in every epoch.").arg(counted(qint64(e.rows)));
    if (type_->balance)
        return tr("An epoch has %1 rows, made of the %2 of the training part.").arg(counted(qint64(e.drawn)), counted(qint64(e.rows)));
    if (preview.chooses_rows)
        return e.left_out ? tr("%1 of %2 rows are left out.").arg(counted(qint64(e.left_out)), counted(qint64(e.rows)))
                          : tr("All %1 rows stay.").arg(counted(qint64(e.rows)));
    if (preview.columns.empty())
        return tr("There is no column for this step.");
    if (shows_samples(*type_))
        return e.changed ? tr("%1 of %2 pictures change.").arg(counted(qint64(e.changed)), counted(qint64(e.values))) : tr("No picture changes.");
    int gone = 0, fresh = 0, renamed = 0, retyped = 0;
    for (const auto& pair : preview.columns) {
        gone += !pair.behind;
        fresh += !pair.before;
        renamed += pair.before && pair.behind && pair.before->name != pair.behind->name;
        retyped += pair.before && pair.behind && pair.before->type != pair.behind->type;
    }
    QStringList words;
    if (e.changed)
        words << tr("%1 of %2 values change, in %3 of %4 rows.")
                     .arg(counted(qint64(e.changed)), counted(qint64(e.values)), counted(qint64(e.changed_rows)), counted(qint64(e.rows)));
    if (e.emptied)
        words << tr("%1 of them become missing.").arg(counted(qint64(e.emptied)));
    if (renamed)
        words << tr("%n column(s) get another name.", nullptr, renamed);
    if (fresh)
        words << tr("%n column(s) are new.", nullptr, fresh);
    if (gone)
        words << tr("%n column(s) are left out.", nullptr, gone);
    if (words.isEmpty())
        words << (retyped ? tr("No value changes, only the type.") : tr("No value changes."));
    return words.join(QLatin1Char(' '));
}

QString StepEditor::network_words(const StepPreview& preview) const
{
    if (type_->augments || type_->balance)
        return tr("Validation, test and whatever is predicted later stay as they are.");
    if (preview.chooses_rows)
        return tr("Training and judging use the rows that stay. Whatever is predicted later is never left out.");
    bool followed = false;
    for (std::size_t i = place_ + 1; i < list_.size(); ++i)
        if (const StepType* type = find_step(list_[i].type); type && type->changes_columns() && list_[i].on)
            followed = true;
    if (followed)
        return tr("The steps behind it go on from here.");
    if (shows_samples(*type_))
        return tr("The network sees pictures so while training and in use; what still differs in size is brought to one size.");
    if (!preview.numbers)
        return tr("The network gets nothing of these columns.");
    const bool categories = std::ranges::any_of(preview.columns, [](const StepPreview::Pair& pair) {
        return pair.behind && pair.behind->type == ColumnType::Category;
    });
    const QString numbers = tr("The network gets %n number(s) from these columns.", nullptr, int(preview.numbers));
    return categories ? numbers + QLatin1Char(' ') + tr("Each category is one of them (one-hot).") : numbers;
}

void StepEditor::show_columns()
{
    const QSignalBlocker quiet(columns_);
    columns_->clear();
    const bool all = all_columns_;
    all_->setVisible(all_by_itself());
    all_->setChecked(all);
    all_->setText(type_ && type_->choose ? tr("All columns") : tr("All that fit (%1)").arg(answer_.columns.size()));
    const auto add = [&](const std::string& name, const char* picture, QColor Theme::*colour, const QString& tip, bool ticked) {
        auto* item = new QListWidgetItem(icon(picture, colour), QString::fromStdString(name), columns_);
        item->setFlags(all ? Qt::ItemIsSelectable : Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(tip);
        item->setSizeHint(QSize(0, std::max(size::row, line_height(FontRole::Small) + 8)));
    };
    // What is chosen and cannot be had stands first, to be taken out.
    for (const std::string& name : step_.columns)
        if (std::ranges::find(answer_.columns, name, &std::pair<std::string, ColumnType>::first) == answer_.columns.end() && answer_.input)
            add(name, "error", &Theme::err, tr("Not among the columns that this step can take"), true);
    for (const auto& [name, type] : answer_.columns)
        add(name, column_icon(type), &Theme::text2, shown(column_type_title(type)),
            all || std::ranges::find(step_.columns, name) != step_.columns.end());
    const int rows = std::clamp(columns_->count(), 1, most_column_rows);
    columns_->setFixedHeight(rows * std::max(size::row, line_height(FontRole::Small) + 8) + 2);
    columns_->setVisible(!all);
}

void StepEditor::columns_ticked()
{
    // As they stand in the table.
    step_.columns.clear();
    for (int i = 0; i < columns_->count(); ++i)
        if (columns_->item(i)->checkState() == Qt::Checked)
            step_.columns.push_back(columns_->item(i)->text().toStdString());
    changed();
}

void StepEditor::retranslate()
{
    columns_title_->setText(tr("Columns"));
    columns_->setAccessibleName(tr("Columns of the step"));
    cancel_->setText(tr("Cancel"));
    apply_->setText(tr("Apply"));
    const double grown = std::clamp(ThemeManager::instance().font_scale(), 1.0, 1.25);
    scroll_->setFixedWidth(int(usual_form_width * grown));
    if (!type_)
        return;
    title_->setText(shown(type_->title));
    help_->setText(shown(type_->help));
    state_->setText(is_new() ? tr("new step") : tr("step %1").arg(place_ + 1));
    icon_->setPixmap(icon_pixmap(step_icon(type_->group), 16, theme().text2, devicePixelRatioF()));
    setAccessibleName(tr("Step: %1").arg(shown(type_->title)));
}

void StepEditor::keyPressEvent(QKeyEvent* e)
{
    if (e->key() == Qt::Key_Escape && is_open())
        Q_EMIT cancelled();
    else
        QFrame::keyPressEvent(e);
}

void StepEditor::changeEvent(QEvent* e)
{
    QFrame::changeEvent(e);
    if (!scroll_ || (e->type() != QEvent::LanguageChange && e->type() != QEvent::StyleChange))
        return;
    retranslate();
    if (is_open() && answer_.input && settled())
        show_answer(Answer(answer_));
    if (is_open())
        show_columns();
}

} // namespace loom
