#pragma once
#include "data/given.h"
#include "theme/controls.h"

#include <QPointer>
#include <QTimer>

class QKeyEvent;
class QStackedLayout;

namespace loom {

class KeyRow;

/// The key of each class, as many as there are keys. A class whose name is one digit or letter has that key; the others
/// take 1 to 9, then the letters that are free. X and N are never among them.
QList<QChar> label_keys(const QStringList& classes);

/// What can be done with the chosen rows, 52 high: a key per label, another label (F2), exclude (X), note (N). The keys
/// work in the views that it watches.
class LabelStrip : public QFrame {
    Q_OBJECT
public:
    LabelStrip();
    /// Keys pressed there are taken where they mean something; the focus goes back there.
    void watch(QWidget* view);
    /// The target's name (empty: there is none, and nothing to label), its classes and what a label of it has to be.
    void set_target(const QString& name, const QStringList& classes, Given);
    /// How many are chosen, and what the current one is.
    void show_choice(qint64 count, const QString& label, bool excluded, const QString& note);
    void edit_label();
    void edit_note();

Q_SIGNALS:
    void label_wanted(const QString&);
    void exclude_wanted();
    void note_wanted(const QString&);

protected:
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    enum class Typed { Label, Note };
    bool take_key(const QKeyEvent&);
    void ask(Typed, const QString& text);
    /// What was typed as it is kept; marks the field and says below it what is wrong, where something is.
    std::optional<QString> checked();
    void show_fault(const QString&);
    void answer();
    void leave();
    void retranslate();

    QPointer<QWidget> view_; // Where the last key came from.
    QString target_, label_, note_;
    QStringList classes_;
    Given given_ = Given::Class;
    bool excluded_ = false;
    qint64 count_ = 0;
    Typed typed_ = Typed::Label;

    QStackedLayout* pages_;
    Label *chosen_, *as_, *what_, *how_, *fault_;
    KeyRow* keys_;
    QPushButton *other_, *exclude_, *note_button_;
    QLineEdit* field_;
    QTimer pause_; // A sentence that came and went at each key would be worse.
};

} // namespace loom
