#include "stages/data_sources.h"

#include "bridge/settings_form.h"
#include "datasets/class_bars.h"
#include "datasets/table_view.h"
#include "schema/boxes.h"
#include "schema/types.h"
#include "session.h"
#include "stages/data_split.h"
#include "stages/data_steps.h"
#include "theme/language.h"

#include <QAction>
#include <QEvent>
#include <QFileInfo>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace loom {

namespace {

int two_line_height()
{
    return std::max(size::two_line_row, line_height(FontRole::Body) + line_height(FontRole::Caption) + 8);
}

} // namespace

/// The chosen source: its icon, its name, what is in it. The whole path is its tip.
class SourceRow : public QWidget {
public:
    SourceRow() { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

    void set(const char* icon, const QString& name, const QString& facts, const QString& tip)
    {
        icon_ = icon;
        name_ = name;
        facts_ = facts;
        setToolTip(tip);
        setAccessibleName(name + QStringLiteral(", ") + facts);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return {200, two_line_height()}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = theme();
        QPainter p(this);
        p.fillRect(rect(), t.accentbg);
        paint_icon(p, icon_, QPointF(size::panel_padding, (height() - 18) / 2.0), 18, t.accent);
        const int left = size::panel_padding + 26, room = width() - left - size::panel_padding;
        const int name = line_height(FontRole::Body), facts = line_height(FontRole::Caption);
        const int top = (height() - name - facts) / 2;
        p.setFont(loom::font(FontRole::Body, true));
        p.setPen(t.text);
        p.drawText(QRect(left, top, room, name), Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(name_, Qt::ElideMiddle, room));
        p.setFont(loom::font(FontRole::Caption));
        p.setPen(t.text2);
        p.drawText(QRect(left, top + name, room, facts), Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(facts_, Qt::ElideRight, room));
    }

private:
    const char* icon_ = "table";
    QString name_, facts_;
};

// --- The panel -------------------------------------------------------------------------------------------------------

SourcesPanel::SourcesPanel(Session& session, QAction* open_file, QAction* open_folder) : session_(session)
{
    setProperty("ground", QStringLiteral("surface"));
    auto* all = column(this);
    sources_head_ = new PanelHead;
    add_ = tool_button("plus", {});
    auto* menu = new QMenu(add_);
    menu->addActions({open_file, open_folder});
    add_->setMenu(menu);
    add_->setPopupMode(QToolButton::InstantPopup);
    sources_head_->add(add_);
    all->addWidget(sources_head_);
    all->addWidget(separator(Qt::Horizontal));

    content_ = new QWidget;
    auto* inner = column(content_);
    build_source(inner);

    classes_box_ = new QWidget;
    auto* classes = column(classes_box_);
    classes_head_ = new PanelHead;
    bars_ = new ClassBars;
    classes->addWidget(separator(Qt::Horizontal));
    classes->addWidget(classes_head_);
    classes->addWidget(bars_);
    classes->addSpacing(8);
    connect(bars_, &ClassBars::chosen_changed, this, &SourcesPanel::class_chosen);
    inner->addWidget(classes_box_);

    steps_ = new StepsSection(session);
    inner->addWidget(steps_);

    split_ = new SplitSection(session);
    inner->addWidget(split_);
    inner->addStretch(1);
    all->addWidget(scrolled(content_), 1);
    all->addWidget(separator(Qt::Horizontal));
    suggest_ = button({}, "bolt", "primary large");
    suggest_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* foot = row(nullptr);
    foot->setContentsMargins(size::panel_padding, size::panel_padding, size::panel_padding, size::panel_padding);
    foot->addWidget(suggest_, 1);
    all->addLayout(foot);
    suggest_action_ = new QAction(this);
    suggest_action_->setIcon(icon("bolt"));
    connect(suggest_, &QPushButton::clicked, suggest_action_, &QAction::trigger);
}

void SourcesPanel::build_source(QVBoxLayout* into)
{
    source_ = new SourceRow;
    into->addWidget(source_);
    reading_ = new SettingsForm;
    fit_fields();
    reading_->setContentsMargins(size::panel_padding, 8, size::panel_padding, 8);
    into->addWidget(reading_);
    connect(reading_, &SettingsForm::edited, this, [this](std::size_t i, const Value& value) {
        DataSetup setup = session_.graph().document().data();
        const Setting& setting = reading_->type()->settings[i];
        const std::string key(setting.key);
        if (value == setting.fallback)
            setup.settings.erase(key);
        else
            setup.settings[key] = value;
        if (setup != session_.graph().document().data())
            session_.data().change(Message(LOOM_TEXT("Set %1 of the source"), setting.label), setup, "source-" + key);
    });
    connect(reading_, &SettingsForm::settled, this, [this] { session_.graph().seal(); });
}

void SourcesPanel::fit_fields()
{
    reading_->set_field_width(int(112 * std::clamp(ThemeManager::instance().font_scale(), 1.0, 1.25)));
}

void SourcesPanel::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::StyleChange)
        fit_fields();
    QFrame::changeEvent(e);
}

void SourcesPanel::focus_suggestion()
{
    suggest_->setFocus(Qt::OtherFocusReason);
}

int SourcesPanel::chosen_class() const
{
    return bars_->chosen();
}

void SourcesPanel::choose_class(int index)
{
    if (index != bars_->chosen())
        bars_->choose(index);
}

void SourcesPanel::show_data(std::shared_ptr<const Dataset> fresh)
{
    if (!data_ || !fresh || data_->source_table() != fresh->source_table())
        bars_->set_classes({}, {}); // Else the chosen class stays chosen.
    data_ = std::move(fresh);
    content_->setVisible(data_ != nullptr);
    steps_->show_data(data_);
    const bool learnable = data_ && data_->sample_width() > 0 && data_ == session_.data().dataset(); // Else it can only be looked at.
    suggest_->setEnabled(learnable);
    suggest_action_->setEnabled(learnable);
    classes_box_->setVisible(data_ && !data_->facts().classes.empty());
    if (!data_)
        return;
    QStringList names;
    for (const std::string& name : data_->facts().classes)
        names.append(QString::fromStdString(name));
    bars_->set_classes(names, session_.data().class_rows());
    show_source();
    split_->show_data(data_);
}

void SourcesPanel::show_source()
{
    const DataSetup& setup = data_->setup();
    const SourceType* type = find_source(setup.source);
    const bool pictures = data_->encoder().pictures();
    const QString path = QString::fromStdString(setup.path);
    const QString name = path.isEmpty() ? shown(type->title) : QFileInfo(path).fileName();
    const qint64 rows = qint64(data_->table().rows), classes = qint64(data_->facts().classes.size()),
                 columns = qint64(data_->table().columns.size());
    QString facts = pictures ? tr("%1 pictures · %2 classes").arg(counted(rows), counted(classes))
                             : tr("%1 rows · %2 columns").arg(counted(rows), counted(columns));
    if (const QFileInfo file(path); file.isFile())
        facts += QStringLiteral(" · ") + bytes_text(double(file.size()));
    classes_head_->set_count(holds_boxes(data_->facts()) ? tr("pictures · click to filter") : tr("click to filter"));
    source_->set(pictures ? "image" : "table", name, facts, path.isEmpty() ? name : path);
    Values values = defaults(*type);
    for (const auto& [key, value] : setup.settings)
        if (const auto at = type->index_of(key))
            values[*at] = value;
    reading_->setVisible(!type->settings.empty());
    reading_->show_type(type, values);
}

void SourcesPanel::retranslate()
{
    sources_head_->set_title(tr("Sources"));
    set_name(add_, tr("Open data"));
    classes_head_->set_title(tr("Classes"));
    steps_->retranslate();
    split_->retranslate();
    suggest_->setText(tr("Suggest a network"));
    suggest_action_->setText(tr("Suggest a network"));
    if (!data_)
        return;
    show_source();
}

} // namespace loom
