#pragma once
#include "stage.h"

#include <QHash>
#include <QMainWindow>

#include <functional>

class QFrame;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace loom {

class Background;
class ErrorBar;
class Label;
class Rail;
class Session;
class TopBar;
class TourBar;

/// Top bar, rail, the stages and the status bar; menus, shortcuts and the way of the focus.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Session&);

    /// "welcome", "data", "design", "train", "evaluate", "ship", "settings". Makes it when it is first asked for.
    void show_stage(const QString& name);
    QString current_stage() const { return current_; }
    Stage* stage(const QString& name) const { return stages_.value(name); }
    TopBar* top_bar() const { return top_; }
    /// Menus, shortcuts of menus, desktop: all that is not needed for the first paint.
    void finish();
    void start_tour();

signals:
    void painted();

protected:
    void changeEvent(QEvent*) override;
    void closeEvent(QCloseEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void keyReleaseEvent(QKeyEvent*) override;
    bool event(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    bool focusNextPrevChild(bool next) override;

private:
    Stage* made(const QString& name);
    QAction* command(const char* source, const QKeySequence&, std::function<void()>);
    void make_commands();
    void fill_menus();
    void show_menu_bar(bool);
    void cycle_panels(int step);
    void retranslate();
    void show_status();
    void choose_project_file();
    void choose_network_file();
    void show_shortcuts();

    Session& session_;
    TopBar* top_;
    Rail* rail_;
    QStackedWidget* stack_;
    QHash<QString, Stage*> stages_;
    QString current_;
    QFrame* status_;
    Label *facts_, *binned_, *next_undo_;
    QPushButton* fetch_;
    TourBar* tour_;
    ErrorBar* error_;
    Background* background_;
    struct Named {
        QAction* action;
        const char* source;
    };
    QList<Named> commands_;
    QAction *new_, *open_, *import_, *close_, *quit_, *language_, *theme_, *menu_bar_, *search_, *tour_action_, *shortcuts_;
    QList<QAction*> go_;
    QList<QMenu*> menus_;
    QMenu *all_menus_ = nullptr, *project_menu_ = nullptr;
    bool alt_alone_ = false, told_paint_ = false, warned_ = false;
};

} // namespace loom
