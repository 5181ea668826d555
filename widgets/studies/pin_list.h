#pragma once
#include "bridge/graph_document.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLineEdit;
class QToolButton;

namespace loom {

class Label;

/// What a search varies, one row per setting: from, to and whether by factors, or its values; and a button that takes it out. Each change
/// is one step of the history. With nothing pinned it shows what a search varies of itself; the first change of it pins all of that.
class PinList : public QWidget {
    Q_OBJECT
public:
    explicit PinList(GraphDocument&);
    int count() const { return int(rows_.size()); }
    /// While a search is in progress it can only be read.
    void set_read_only(bool);

signals:
    void changed();

protected:
    void changeEvent(QEvent*) override;

private:
    struct Row {
        Varied varied;
        QLineEdit *low = nullptr, *high = nullptr, *choices = nullptr;
        QCheckBox* log = nullptr;
        QToolButton *named = nullptr, *remove = nullptr;
    };
    std::vector<Varied> shown_list() const;
    void refresh();
    void rebuild(const std::vector<Varied>&);
    void show_row(Row&);
    void add_row(QGridLayout*, int line, const Varied&);
    void edit_range(std::size_t row);
    void edit_choices(std::size_t row);
    void fill_names(std::size_t row);
    /// Puts it in place of the row's; false, with the reason at the field, where a search could not be over it.
    bool put(std::size_t row, std::optional<Varied>, QWidget* field);

    GraphDocument& graph_;
    Label* note_;
    QWidget* content_ = nullptr;
    std::vector<Row> rows_;
    bool read_only_ = false;
};

} // namespace loom
