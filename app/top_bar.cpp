#include "top_bar.h"

#include "command_search.h"
#include "preferences.h"
#include "session.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace loom {

namespace {

class Logo : public QWidget {
public:
    Logo() { setFixedSize(20, 20); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        paint_icon(p, "logo", {0, 0}, 20, theme().accent);
    }
};

QFrame* upright()
{
    auto* line = separator(Qt::Vertical);
    line->setFixedHeight(20);
    return line;
}

} // namespace

TopBar::TopBar(Session& session) : session_(session)
{
    setProperty("ground", QStringLiteral("surface"));
    setProperty("edges", QStringLiteral("bottom"));
    setMinimumHeight(size::top_bar);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    menu_ = tool_button("menu", {});
    menu_->setPopupMode(QToolButton::InstantPopup);
    project_ = tool_button("chevron-down", {}, true);
    project_->setProperty("kind", QStringLiteral("project"));
    project_->setLayoutDirection(Qt::RightToLeft); // The arrow stands behind the name.
    project_->setPopupMode(QToolButton::InstantPopup);
    project_->setIconSize({12, 12});
    state_ = new Label({}, FontRole::Caption, "text3");
    undo_ = tool_button("undo", {});
    redo_ = tool_button("redo", {});
    search_ = new CommandSearch;
    device_ = tool_button("device", {}, true);
    language_ = tool_button("globe", {}, true);
    theme_ = tool_button("sun", {});
    for (QToolButton* b : {device_, language_}) {
        b->setProperty("kind", QStringLiteral("top"));
        b->setIconSize({21, 16});
    }
    theme_->setIconSize({16, 16});

    auto* left = row(nullptr, 4);
    left->addWidget(menu_);
    left->addSpacing(6);
    left->addWidget(new Logo);
    left->addSpacing(2);
    left->addWidget(project_);
    left->addWidget(state_);
    left->addSpacing(8);
    left->addWidget(upright());
    left->addSpacing(4);
    left->addWidget(undo_);
    left->addWidget(redo_);
    auto* right = row(nullptr, 8);
    right->addWidget(device_);
    right->addWidget(upright());
    right->addWidget(language_);
    right->addWidget(theme_);
    auto* all = row(this, 12);
    all->setContentsMargins(12, 0, 10, 1);
    all->addLayout(left);
    all->addStretch(1);
    all->addWidget(search_);
    all->addStretch(1);
    all->addLayout(right);

    for (auto [b, action] : {std::pair{undo_, session.undo_action()}, std::pair{redo_, session.redo_action()}}) {
        const auto follow = [b = b, action = action] {
            b->setEnabled(action->isEnabled());
            set_name(b, action->text(), action->shortcut());
        };
        connect(action, &QAction::changed, b, follow);
        connect(b, &QToolButton::clicked, action, &QAction::trigger);
        follow();
    }
    connect(device_, &QToolButton::clicked, this, &TopBar::device_wanted);
    connect(language_, &QToolButton::clicked, this, [] {
        Preferences& p = Preferences::instance();
        p.set_language(p.language() == Language::Chinese ? Language::English : Language::Chinese);
    });
    connect(theme_, &QToolButton::clicked, this,
            [] { Preferences::instance().set_appearance(theme().dark ? Appearance::Light : Appearance::Dark); });
    connect(&session, &Session::project_changed, this, &TopBar::show_project);
    connect(&session, &Session::saved_changed, this, &TopBar::show_project);
    connect(&session, &Session::device_changed, this, &TopBar::retranslate);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] {
        retranslate();
    });
    retranslate();
}

void TopBar::retranslate()
{
    set_name(menu_, tr("Menu"), QKeySequence(Qt::Key_F10));
    device_->setText(session_.device_text());
    device_->setAccessibleName(session_.device_text());
    device_->setToolTip(session_.device_text() + QStringLiteral(" – ") + tr("Where the network is computed"));
    language_->setText(language() == Language::Chinese ? QStringLiteral("中文") : QStringLiteral("English"));
    language_->setAccessibleName(language_->text());
    language_->setToolTip(language() == Language::Chinese ? QStringLiteral("Switch to English")
                                                          : QStringLiteral("切换为中文"));
    search_->set_purpose(tr("Search commands, layers, samples"));
    search_->set_key_hint(QStringLiteral("Ctrl+Shift+P"));
    show_project();
    show_theme();
}

void TopBar::show_project()
{
    const bool open = session_.has_project();
    const QString name = open ? session_.project_name() : tr("No project open");
    project_->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 220));
    project_->setAccessibleName(name);
    project_->setToolTip(open && !session_.project_path().isEmpty() ? session_.project_path() : name);
    state_->setText(!open ? QString() : session_.is_saved() ? tr("Saved") : tr("Not saved yet"));
    state_->setVisible(open);
    make_room();
}

// In a narrow window, or at large type, language and device give up their words: their tips and the settings have them.
void TopBar::make_room()
{
    for (QToolButton* b : {language_, device_})
        b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QToolButton* b : {language_, device_}) {
        layout()->activate(); // Else the inner rows still know their old widths.
        if (layout()->sizeHint().width() > width())
            b->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
}

void TopBar::resizeEvent(QResizeEvent* e)
{
    QFrame::resizeEvent(e);
    make_room();
}

void TopBar::show_theme()
{
    set_button_icon(theme_, theme().dark ? "moon" : "sun");
    set_name(theme_, theme().dark ? tr("Use the light theme") : tr("Use the dark theme"));
}

void TopBar::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(e);
}

} // namespace loom
