#pragma once
#include "schema/declare.h"

#include <QWidget>

class QMenu;

namespace loom {

class Label;

/// One setting as a field: a tick for bool, a list for choices, else a line that is read as its value. What is typed is
/// checked at once: only valid values are reported, the others get a red edge and a sentence below. They stay as they
/// are typed until they are right, or Esc; the value from before the typing is in force meanwhile.
class SettingField : public QWidget {
    Q_OBJECT
public:
    explicit SettingField(const Setting&);
    /// Shows a value without telling anyone. A line that is being typed in keeps its text unless the value is another
    /// one than it has reported.
    void show_value(const Value&);
    /// Shows that the values of several nodes differ.
    void show_mixed();
    /// A sentence that is not the field's own, from the analysis; empty: none.
    void show_fault(const QString& sentence);
    /// Something to know of the value, in few words, where nothing is wrong; empty: nothing.
    void show_note(const QString&);
    QString note() const { return note_; }
    /// Names of columns that the setting may take, in a list beside the line. Only for a setting that names some.
    void offer(const std::vector<std::string>& names);
    void set_read_only(bool);
    /// What was typed and is no value goes; the value that is in force is shown.
    void forget_typed();
    const Setting& setting() const { return setting_; }
    /// What takes the focus and belongs to the label; called "setting-KEY".
    QWidget* editor() const { return editor_; }

signals:
    /// A value in its range, at each change.
    void changed(const loom::Value&);
    /// The field was left or Enter was pressed.
    void finished();

protected:
    bool eventFilter(QObject*, QEvent*) override;

private:
    void typed();
    void fill_names();
    void show_error(const QString&);
    void step(int by);
    Setting setting_;
    Value value_, before_; // before_: when the typing began.
    bool mixed_ = false; // Several nodes, several values.
    QWidget* editor_ = nullptr;
    QMenu* names_ = nullptr; // Of a setting that names columns.
    std::vector<std::string> offered_;
    Label* error_ = nullptr;
    QString own_error_, fault_, note_;
};

/// What was typed as a value of the setting, or why it is none.
Result<Value> parsed(const Setting&, const QString& text);
/// A value as a line shows it: "3 × 3".
QString edited_text(const Value&);

} // namespace loom
