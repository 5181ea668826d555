#pragma once
#include "bridge/setting_field.h"

#include <set>

namespace loom {

class PinButton;
class Section;

/// Fields made from a declaration: one row per setting with its label, help, unit, limits and choices; rare settings
/// are folded away. The one mechanism for settings of layers, losses, optimisers and recipes.
class SettingsForm : public QWidget {
    Q_OBJECT
public:
    explicit SettingsForm(QWidget* parent = nullptr);

    /// `info` must outlive the form (declarations do). The same type again keeps its fields and shows the values.
    /// `mixed`: settings whose values differ among what the form is for.
    void show_type(const TypeInfo* info, const Values&, const std::set<std::size_t>& mixed = {});
    const TypeInfo* type() const { return info_; }
    /// Values are shown, not editable.
    void set_read_only(bool);
    /// What was typed and is no value goes.
    void forget_typed();
    /// 0: labels and fields share the room, two to three. Like the first row, before a type is shown.
    void set_field_width(int);
    /// At both sides of the rows; the head of the rare settings brings its own. Before a type is shown.
    void set_padding(int);
    /// A row above the settings.
    void set_first_row(const QString& label, QWidget* editor);
    /// Room for a pin at the end of each row, and pins where a search can vary the setting, but for settings with these keys. Before a type
    /// is shown.
    void offer_pins(std::set<std::string, std::less<>> but = {});
    /// Which settings are pinned; of the type that is shown.
    void show_pins(const std::set<std::size_t>&);
    SettingField* field(std::string_view key) const;
    const std::vector<SettingField*>& fields() const { return fields_; }

signals:
    /// The user entered a valid value. Texts come once per key: merge them into one step until settled().
    void edited(std::size_t index, const loom::Value&);
    /// The field was left or Enter pressed.
    void settled();
    /// The user pinned or unpinned a setting.
    void pinned(std::size_t index, bool on);

protected:
    void changeEvent(QEvent*) override;

private:
    void build();
    void show_values();
    const TypeInfo* info_ = nullptr;
    Values values_;
    std::set<std::size_t> mixed_;
    bool read_only_ = false, pins_offered_ = false;
    std::set<std::string, std::less<>> unpinned_;
    int field_width_ = 0, padding_ = 0;
    QString first_label_;
    QWidget *first_ = nullptr, *content_ = nullptr;
    Section* advanced_ = nullptr;
    std::vector<SettingField*> fields_;
    std::vector<PinButton*> pins_; // Null where a setting has none; empty where none are offered.
};

} // namespace loom
