#include "stages/settings_stage.h"

#include "base/threads.h"
#include "preferences.h"
#include "session.h"
#include "theme/controls.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QSpinBox>

namespace loom {

Stage* make_settings_stage(Session& session)
{
    return new SettingsStage(session);
}

static constexpr double font_scales[] = {1, 1.15, 4.0 / 3};

SettingsStage::SettingsStage(Session& session) : session_(session)
{
    Preferences& p = Preferences::instance();
    title_ = new Label({}, FontRole::Title, "text", true);
    look_head_ = new Label({}, FontRole::Heading, "text", true);
    work_head_ = new Label({}, FontRole::Heading, "text", true);
    end_head_ = new Label({}, FontRole::Heading, "text", true);
    language_label_ = new Label({}, FontRole::Body, "text2");
    theme_label_ = new Label({}, FontRole::Body, "text2");
    size_label_ = new Label({}, FontRole::Body, "text2");
    motion_label_ = new Label({}, FontRole::Body, "text2");
    menu_label_ = new Label({}, FontRole::Body, "text2");
    threads_label_ = new Label({}, FontRole::Body, "text2");
    threads_note_ = (new Label({}, FontRole::Small, "text3"))->wrap();
    language_ = new SegmentedControl({QStringLiteral("English"), QStringLiteral("中文")});
    theme_ = new SegmentedControl({{}, {}, {}});
    size_ = new SegmentedControl({{}, {}, {}});
    motion_ = new QCheckBox;
    menu_ = new QCheckBox;
    end_label_ = new Label({}, FontRole::Body, "text2");
    end_note_ = (new Label({}, FontRole::Small, "text3"))->wrap();
    notice_ = new QCheckBox;
    sound_ = new QCheckBox;
    threads_ = new QSpinBox;
    threads_->setRange(0, 1024);
    threads_->setFixedWidth(200);
    threads_label_->setBuddy(threads_);

    const auto section = [](Label* head, const QList<QPair<Label*, QWidget*>>& rows, Label* note = nullptr) {
        auto* c = card();
        auto* l = column(c, 8);
        l->setContentsMargins(size::card_padding, size::card_padding, size::card_padding, size::card_padding);
        l->addWidget(head);
        l->addSpacing(4);
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(24);
        grid->setVerticalSpacing(8);
        grid->setColumnMinimumWidth(0, 160);
        grid->setColumnStretch(1, 1);
        for (const auto& [label, field] : rows) {
            grid->setRowMinimumHeight(grid->rowCount(), size::form_row);
            grid->addWidget(label, grid->rowCount() - 1, 0);
            grid->addWidget(field, grid->rowCount() - 1, 1, Qt::AlignLeft);
        }
        if (note)
            grid->addWidget(note, grid->rowCount(), 1);
        l->addLayout(grid);
        return c;
    };
    auto* page = new QWidget;
    auto* l = column(page, 16);
    l->setContentsMargins(24, 32, 24, 24);
    l->addWidget(title_);
    l->addWidget(section(look_head_, {{language_label_, language_},
                                      {theme_label_, theme_},
                                      {size_label_, size_},
                                      {motion_label_, motion_},
                                      {menu_label_, menu_}}));
    l->addWidget(section(work_head_, {{threads_label_, threads_}}, threads_note_));
    l->addWidget(section(end_head_, {{end_label_, notice_}, {new Label, sound_}}, end_note_));
    l->addStretch(1);
    page->setMaximumWidth(760);
    auto* all = row(this);
    all->addWidget(scrolled(page), 1);

    connect(language_, &SegmentedControl::changed, this,
            [&p](int i) { p.set_language(i ? Language::Chinese : Language::English); });
    connect(theme_, &SegmentedControl::changed, this, [&p](int i) { p.set_appearance(Appearance(i)); });
    connect(size_, &SegmentedControl::changed, this, [&p](int i) { p.set_font_scale(font_scales[i]); });
    connect(motion_, &QCheckBox::toggled, this, [&p](bool on) { p.set_reduce_motion(on); });
    connect(menu_, &QCheckBox::toggled, this, [&p](bool on) { p.set_show_menu_bar(on); });
    connect(notice_, &QCheckBox::toggled, this, [&p](bool on) { p.set_notice_at_end(on); });
    connect(sound_, &QCheckBox::toggled, this, [&p](bool on) { p.set_sound_at_end(on); });
    connect(threads_, &QSpinBox::valueChanged, this, [this](int n) { session_.set_device(session_.device(), n); });
    connect(&session, &Session::device_changed, this, &SettingsStage::show_values);
    connect(&p, &Preferences::changed, this, &SettingsStage::show_values);
    retranslate();
    show_values();
}

void SettingsStage::show_values()
{
    const Preferences& p = Preferences::instance();
    language_->set_current(p.language() == Language::Chinese ? 1 : 0);
    theme_->set_current(int(p.appearance()));
    for (int i = 0; i < 3; ++i)
        if (std::abs(p.font_scale() - font_scales[i]) < 0.01)
            size_->set_current(i);
    const QSignalBlocker quiet[] = {QSignalBlocker(motion_), QSignalBlocker(menu_), QSignalBlocker(threads_), QSignalBlocker(notice_), QSignalBlocker(sound_)};
    motion_->setChecked(p.reduce_motion());
    menu_->setChecked(p.show_menu_bar());
    notice_->setChecked(p.notice_at_end());
    sound_->setChecked(p.sound_at_end());
    threads_->setValue(session_.threads());
}

void SettingsStage::retranslate()
{
    title_->setText(tr("Settings"));
    look_head_->setText(tr("Appearance"));
    work_head_->setText(tr("Computing"));
    language_label_->setText(tr("Language"));
    theme_label_->setText(tr("Theme"));
    theme_->set_texts({tr("As the system"), tr("Light"), tr("Dark")});
    size_label_->setText(tr("Size of text"));
    size_->set_texts({tr("Normal"), tr("Larger"), tr("One third larger")});
    motion_label_->setText(tr("Motion"));
    motion_->setText(tr("Reduce motion"));
    menu_label_->setText(tr("Menu bar"));
    menu_->setText(tr("Always show the menu bar"));
    end_head_->setText(tr("When training ends"));
    end_label_->setText(tr("Notify"));
    notice_->setText(tr("Desktop notification"));
    end_note_->setText(tr("The notification comes while the window is not in use."));
    sound_->setText(tr("Play a sound"));
    threads_label_->setText(tr("Threads"));
    threads_->setSpecialValueText(tr("Automatic (%1)").arg(allowed_processors()));
    threads_note_->setText(tr("Runs with the same number of threads repeat bit for bit. A running run keeps its own."));
    language_->setAccessibleName(tr("Language"));
    theme_->setAccessibleName(tr("Theme"));
    size_->setAccessibleName(tr("Size of text"));
    set_facts(tr("Every change acts at once"));
}

void SettingsStage::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::LanguageChange)
        retranslate();
    Stage::changeEvent(e);
}

} // namespace loom
