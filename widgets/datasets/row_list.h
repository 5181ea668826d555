#pragma once
#include "data/dataset.h"

#include <QObject>

#include <optional>

class QKeyEvent;

namespace loom {

/// What a person sees of a row beside its cells.
struct RowLook {
    QString label;            // What it is learned as.
    QString before;           // What the file says, where that is something else.
    std::optional<Part> part; // None: left out.
    bool excluded = false;
    QString note;
};

/// The rows that gallery and table show, which of them are chosen, and what was changed in them by hand: one for both
/// views. Choosing all of a million rows costs no more than choosing one, and what was changed is looked up for the rows
/// that are seen.
class RowList : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// `parts`: one per table row, nothing where a row is in none. Rows and choice stay where they are rows of the same
    /// table, else there are none.
    void set_data(std::shared_ptr<const Dataset>, std::vector<std::optional<Part>> parts);
    const std::shared_ptr<const Dataset>& data() const { return data_; }
    /// Which rows, in which order; none is chosen.
    void set_rows(std::vector<std::uint32_t>);
    const std::vector<std::uint32_t>& rows() const { return rows_; }
    int size() const { return int(rows_.size()); }
    /// As the document has them now; the dataset follows later.
    void set_edits(RowEdits);
    const RowEdits& edits() const { return edits_; }
    RowLook look(std::uint32_t row) const;
    /// The row in words, for screen readers: "Row 17, label 4, was 9, training, excluded".
    QString words(std::uint32_t row) const;
    std::optional<Part> part(std::uint32_t row) const { return row < parts_.size() ? parts_[row] : std::nullopt; }

    /// Index into rows(), or −1.
    int current() const { return current_; }
    bool is_chosen(int index) const;
    qint64 chosen_count() const;
    /// The first `most` of them, in the order in which they are shown.
    std::vector<std::uint32_t> chosen(std::size_t most) const;

    /// A click or a key leads to this index (−1: beside everything). Plain: it alone is chosen. Shift: all from where
    /// the last plain one was. Control: a click adds it or takes it away, a key only goes there.
    void click(int index, Qt::KeyboardModifiers);
    void go_to(int index, Qt::KeyboardModifiers);
    /// So many rows on (or back), as far as there are any.
    void step(int by, Qt::KeyboardModifiers);
    /// Ctrl+A, Space (of a sound: plays it), Ctrl+Space, Esc. False where the key means nothing here.
    bool take_key(const QKeyEvent*);
    void toggle_current();
    void choose_all();
    void choose_none();
    /// The next row, alone: the last one stays.
    void advance();

Q_SIGNALS:
    /// Other rows.
    void rows_changed();
    /// Another choice or another current row.
    void chosen_changed();
    void current_changed(int index);
    /// Of the current row.
    void play_wanted();
    /// Labels, parts or edits are different now.
    void looks_changed();

private:
    using Range = std::pair<int, int>; // First, last.
    void set(std::vector<Range>, int current);
    void toggle(int index);

    std::shared_ptr<const Dataset> data_;
    std::vector<std::optional<Part>> parts_;
    std::vector<std::uint32_t> rows_;
    RowEdits edits_;
    std::vector<Range> ranges_; // Ascending, apart from each other.
    int current_ = -1, anchor_ = -1;
};

/// "train", "valid.", "test": under a tile.
QString short_part_name(Part);

} // namespace loom
