#pragma once
#include "schema/declare.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace loom {

class Section;

/// Fields made from a declaration: one row per setting, its label, help, unit, limits and choices. What is typed is
/// checked at once; only valid values are reported, the others get a red edge and a sentence. Fields are called
/// "setting-KEY".
class SettingsForm : public QWidget {
    Q_OBJECT
public:
    explicit SettingsForm(QWidget* parent = nullptr);

    /// Other fields. `leave_out`: settings that are shown elsewhere. `info` must outlive the form (declarations do).
    void show_type(const TypeInfo* info, const Values&, const QList<QString>& leave_out = {});
    /// The same fields, new values; a field that is being typed into keeps its text.
    void show_values(const Values&);
    const TypeInfo* type() const { return info_; }
    /// Values are shown, not editable.
    void set_read_only(bool);
    void set_field_width(int);
    /// A finding about one setting, or none (empty).
    void set_problem(std::string_view key, const QString& sentence);
    QWidget* field(std::string_view key) const;

signals:
    /// The user entered a valid value. Texts come once per key: merge them into one step until settled().
    void edited(std::size_t index, const loom::Value&);
    /// The field was left or Enter pressed.
    void settled();

protected:
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void build();
    QWidget* make_field(std::size_t index);
    void show_value(std::size_t index);
    void typed(std::size_t index, const QString& text);
    void step(std::size_t index, int by);

    const TypeInfo* info_ = nullptr;
    Values values_;
    QList<QString> left_out_;
    bool read_only_ = false;
    int field_width_ = 128;
    QWidget* content_ = nullptr;
    Section* advanced_ = nullptr;
    std::vector<QWidget*> fields_;
};

/// A value as a field shows it ("3 × 3") and what the user typed as a value of the same type as `like`; nothing when it
/// is no such value.
QString field_text(const Value&);
std::optional<Value> parse_field(const QString&, const Value& like);

} // namespace loom
