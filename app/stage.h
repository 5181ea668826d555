#pragma once
#include <QList>
#include <QWidget>

class QAction;

namespace loom {

class Session;

/// One of the six stages (and the settings page). Texts and colours follow LanguageChange and StyleChange events.
///
/// A stage is app/stages/NAME_stage.{h,cpp} and defines `Stage* make_NAME_stage(Session&)` in namespace loom; CMake
/// finds it. It is made when it is first looked at.
class Stage : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// What the stage offers to the menu and the command search, beside its own buttons. Null is a separator. Name them
    /// with name_command() (theme/command.h). One with the property search_only is not in the menu.
    virtual QList<QAction*> commands() const { return {}; }
    /// F6 goes through these, from left to right.
    virtual QList<QWidget*> panels() const { return {const_cast<Stage*>(this)}; }
    /// It became the visible one.
    virtual void entered() {}
    /// Nothing is still being read or computed: the picture of the stage is whole.
    virtual bool settled() const { return true; }
    /// Facts for the left of the status bar.
    QString facts() const { return facts_; }

    void set_facts(const QString& facts)
    {
        facts_ = facts;
        Q_EMIT facts_changed(facts);
    }

signals:
    /// Number of errors on the rail; 0 hides the badge.
    void badge_changed(int errors);
    /// Ring on the rail: 0…1, or less than 0 for none.
    void progress_changed(double share);
    void facts_changed(const QString& facts);
    /// Asks for another stage: "data", "design", "train", "evaluate", "ship", "welcome", "settings".
    void stage_wanted(const QString& name);
    void tour_wanted();
    /// Shows all commands with their shortcuts.
    void commands_wanted();

private:
    QString facts_;
};

/// From the files in app/stages. Null where there is no such file.
using StageFactory = Stage* (*)(Session&);
StageFactory stage_factory(const QString& name);

} // namespace loom
