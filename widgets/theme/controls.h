#pragma once
#include "theme/icons.h"
#include "theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

class QBoxLayout;
class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

/// The small controls that all stages share. Texts are set by their owner, who sets them again on LanguageChange.
namespace loom {

/// Text of a role in a token's colour ("text", "text2", "text3", "ok", "warn", "err", "info", "accent"). Follows theme
/// and language. One line: where it does not fit it ends in "…" and the whole is in its tip. With wrap it takes the
/// lines it needs.
class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(const QString& text = {}, FontRole = FontRole::Body, const char* ink = "text", bool bold = false);
    void set_ink(const char* ink);
    /// Lines break; the height follows.
    Label* wrap();
    /// Keeps room for the widest of `texts`, so that nothing moves when a number changes.
    Label* reserve(const QStringList& texts);
    /// Digits of equal width.
    Label* numbers();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void apply_font();
    FontRole role_;
    bool bold_, numbers_ = false;
    QStringList reserved_;
};

/// Buttons. `kind` is any of the words "primary", "small", "large", "hero", "link" with spaces between. The icon takes
/// the colour of the text beside it.
QPushButton* button(const QString& text, const char* icon = nullptr, const char* kind = "");
/// A flat button of a tool bar. Without text it is 28 square and `name` is its tip and accessible name.
QToolButton* tool_button(const char* icon, const QString& name, bool with_text = false);
/// Sets tip ("Undo (Ctrl+Z)") and accessible name of an icon button; again on LanguageChange.
void set_name(QAbstractButton*, const QString& name, const QKeySequence& = {});
/// The icon of a button, in the colour that belongs to its kind.
void set_button_icon(QAbstractButton*, const char* icon);

/// A ground: "bg", "surface", "sunken", "raised", "rail", "canvas"; `edges`: any of "left right top bottom".
QFrame* ground(const char* token, const char* edges = "");
/// Surface with a 1 px edge and radius 8.
QFrame* card();
/// A 1 px line.
QFrame* separator(Qt::Orientation);
/// Layouts without surprises: no margins, the given spacing.
QHBoxLayout* row(QWidget* parent = nullptr, int spacing = 0);
QVBoxLayout* column(QWidget* parent = nullptr, int spacing = 0);
/// `content` in a scroll area without frame, vertical only, ground of its parent.
QWidget* scrolled(QWidget* content);

/// Head of a panel, 36 high: title, count, at most two tools at the right.
class PanelHead : public QFrame {
    Q_OBJECT
public:
    explicit PanelHead(const QString& title = {}, const QString& count = {});
    void set_title(const QString&);
    void set_count(const QString&);
    void add(QWidget* tool);
    void set_icon(const char* icon, QColor Theme::*colour = &Theme::text2);

private:
    QLabel* icon_;
    Label *title_, *count_;
    QHBoxLayout* row_;
};

/// State in a word with its icon, 20 high. Colour is never alone.
class Chip : public QWidget {
    Q_OBJECT
public:
    enum Kind { Neutral, Accent, Ok, Warn, Err, Info };
    explicit Chip(Kind = Neutral, const char* icon = nullptr, const QString& text = {});
    void set(Kind, const char* icon, const QString& text);
    const QString& text() const { return text_; }
    QSize sizeHint() const override;
    /// For delegates and own painters; returns the width taken.
    static int paint(QPainter&, QPoint top_left, Kind, const char* icon, const QString& text, const Theme&);
    static int width_of(const char* icon, const QString& text);

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    Kind kind_;
    const char* icon_;
    QString text_;
};

/// One of a few, side by side. Arrow keys move.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(const QStringList& texts = {});
    /// New texts (same number: after a language change) keep the choice.
    void set_texts(const QStringList&);
    int current() const { return current_; }
    /// Does not emit changed.
    void set_current(int);
    void set_item_enabled(int, bool, const QString& why = {});
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void changed(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;
    bool event(QEvent*) override;

private:
    int width_of(int) const;
    int at(QPoint) const;
    void choose(int);
    QStringList texts_, why_;
    QList<bool> enabled_;
    int current_ = 0, hovered_ = -1;
};

/// Nothing here yet: icon 24, what is missing, what to do, one button that does it (none when its text is empty).
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const char* icon = "info");
    void set(const char* icon, const QString& title, const QString& sentence, const QString& button = {});
    QPushButton* action() const { return button_; }

signals:
    void acted();

protected:
    void changeEvent(QEvent*) override;

private:
    void show_icon();
    const char* icon_name_;
    QLabel* icon_;
    Label *title_, *sentence_;
    QPushButton* button_;
};

/// Progress: title and percentage over a 6 px bar, what and how much below, Cancel if wanted. Moves only on progress.
class ThinBar : public QWidget {
    Q_OBJECT
public:
    explicit ThinBar(bool with_cancel = false);
    void set_title(const QString&);
    /// 0…1; a mark (best epoch) at `mark` if ≥ 0.
    void set_share(double share, double mark = -1);
    void set_detail(const QString&);
    void set_cancel_text(const QString&);
    double share() const { return share_; }

signals:
    void cancelled();

private:
    friend class BarTrack;
    double share_ = 0, mark_ = -1;
    Label *title_, *percent_, *detail_;
    QPushButton* cancel_ = nullptr;
    QWidget* track_;
};

/// The stage's error, 40 high at its top; hidden until shown. Details fold out and can be copied.
class ErrorBar : public QFrame {
    Q_OBJECT
public:
    ErrorBar();
    void show_error(const QString& what, const QString& what_to_do, const QString& action = {},
                    const QString& details = {});
    void clear();

signals:
    void acted();

protected:
    void changeEvent(QEvent*) override;

private:
    void retranslate();
    QLabel* icon_;
    Label *what_, *hint_, *details_;
    QPushButton* action_;
    QToolButton *fold_, *copy_, *close_;
};

/// A finding: icon and bar in its colour, a bold sentence with the number, a reason, one repair, "show".
class FindingCard : public QFrame {
    Q_OBJECT
public:
    FindingCard(Chip::Kind, const QString& title, const QString& reason, const QString& repair = {},
                const QString& show = {}, bool primary = false);

signals:
    void repaired();
    void shown();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Chip::Kind kind_;
};

/// The icon and the colour of a state: Ok check, Warn warning, Err error, Info info.
const char* state_icon(Chip::Kind);
QColor Theme::*state_colour(Chip::Kind);
QColor Theme::*state_ground(Chip::Kind);

/// A head that folds its content away: chevron, title bold, count at the right.
class Section : public QWidget {
    Q_OBJECT
public:
    explicit Section(const QString& title = {}, QWidget* content = nullptr);
    void set_title(const QString&);
    void set_count(const QString&);
    void set_content(QWidget*);
    void set_open(bool);
    bool is_open() const;

signals:
    void toggled(bool open);

private:
    QToolButton* head_; // Not checkable: the accent of a checked icon is for what is chosen.
    Label* count_;
    QWidget* content_ = nullptr;
    QVBoxLayout* column_;
    bool open_ = true;
};

/// Name at the left, value bold at the right, with equal digits; a quiet note between.
class KeyValueRow : public QWidget {
    Q_OBJECT
public:
    explicit KeyValueRow(const QString& key = {}, const QString& value = {}, const QString& note = {});
    void set_key(const QString&);
    void set_value(const QString& value, const char* ink = "text");
    void set_note(const QString&);
    QString value() const { return value_->text(); }

private:
    Label *key_, *note_, *value_;
};

/// Train, validation and test part of the samples as a bar with counts below.
class SplitBar : public QWidget {
    Q_OBJECT
public:
    SplitBar();
    struct Part {
        QString name;
        qint64 count = 0;
        QString note = {};
    };
    void set_parts(const QList<Part>&);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QList<Part> parts_;
};

/// A field with a magnifier (or funnel) at the left and the key that leads to it at the right.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const char* icon = "search");
    void set_key_hint(const QString&);

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void apply_margins();
    const char* icon_;
    QString hint_;
    bool shows_hint_ = false;
};

/// The panels of a stage: sides with a start width (somewhat more at larger type), ±40% by hand, remembered under `name`. In a narrow window the right
/// one folds to a strip of 40 first, then the left; the strip's button unfolds it again.
class PanelSplitter : public QSplitter {
    Q_OBJECT
public:
    explicit PanelSplitter(const QString& name);
    ~PanelSplitter() override;
    /// Add from left to right. `icon` and `title` are for the strip.
    void add_side(QWidget* panel, int width, const char* icon, const QString& title);
    void add_centre(QWidget* centre, int least_width);
    void set_side_title(QWidget* panel, const QString& title);

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    struct Side {
        QStackedWidget* stack;
        QWidget* panel;
        QToolButton* strip;
        int width; // This and the next at the normal size of type.
        int wanted;
        bool opened = false; // By hand, in a narrow window.
    };
    void arrange();
    void fold(Side&, bool);
    static int grown(int width);
    QString name_;
    QList<Side> sides_;
    QWidget* centre_ = nullptr;
    int least_centre_ = 400;
    bool arranging_ = false;
};

/// Marks a field as wrong (red edge, sentence as its tip) or right again (empty sentence).
void set_field_error(QWidget* field, const QString& sentence);

} // namespace loom
