#pragma once
#include "theme/controls.h"

class QMenu;

namespace loom {

class CommandSearch;
class Session;

/// Menu, project, undo; command search; device, language, theme.
class TopBar : public QFrame {
    Q_OBJECT
public:
    explicit TopBar(Session&);
    CommandSearch* search() const { return search_; }
    QToolButton* menu_button() const { return menu_; }
    QToolButton* project_button() const { return project_; }

signals:
    void device_wanted();

protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void retranslate();
    void show_project();
    void show_theme();
    void make_room();
    Session& session_;
    QToolButton *menu_, *project_, *undo_, *redo_, *device_, *language_, *theme_;
    Label* state_;
    CommandSearch* search_;
};

} // namespace loom
