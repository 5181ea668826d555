#pragma once
#include "base/growing_memory.h"
#include "data/dataset.h"

#include <QObject>

#include <algorithm>
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

/// Rows of a table in the order in which they are shown: all of them, which takes no memory, or some, which copies share. They
/// lie in large pages: to let 100 million go in small ones kept the window's thread away for 58 ms.
class RowOrder {
public:
    RowOrder() = default;
    explicit RowOrder(GrowingMemory<std::uint32_t> some) : size_(some.size())
    {
        if (size_ > 0)
            some_ = std::make_shared<const GrowingMemory<std::uint32_t>>(std::move(some));
    }
    explicit RowOrder(std::span<const std::uint32_t> some) : RowOrder(copied(some)) {}
    RowOrder(std::initializer_list<std::uint32_t> some) : RowOrder(std::span(some.begin(), some.size())) {}
    static RowOrder all(std::size_t rows)
    {
        RowOrder order;
        order.size_ = rows;
        return order;
    }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    std::uint32_t operator[](std::size_t i) const { return some_ ? some_->data()[i] : std::uint32_t(i); }
    /// One after the other.
    std::vector<std::uint32_t> listed() const;

private:
    static GrowingMemory<std::uint32_t> copied(std::span<const std::uint32_t> some)
    {
        GrowingMemory<std::uint32_t> memory;
        std::ranges::copy(some, memory.grow(some.size()));
        return memory;
    }

    std::shared_ptr<const GrowingMemory<std::uint32_t>> some_; // Null: all, or none.
    std::size_t size_ = 0;
};

/// Which places of an order are chosen.
struct RowChoice {
    using Range = std::pair<int, int>; // First, last.
    std::vector<Range> ranges;         // Ascending, apart from each other.
    int current = -1;

    bool empty() const { return ranges.empty() && current < 0; }
    bool operator==(const RowChoice&) const = default;
};

/// The rows that gallery and table show, which of them are chosen, and what was changed in them by hand: one for both
/// views. Choosing all of a million rows costs no more than choosing one, and what was changed is looked up for the rows
/// that are seen.
class RowList : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Rows and choice stay where they are rows of the same table, else all rows of the new one are there.
    void set_data(std::shared_ptr<const Dataset>);
    const std::shared_ptr<const Dataset>& data() const { return data_; }
    /// Which rows, in which order. The choice is of the same rows as the one before, or none.
    void set_rows(RowOrder, RowChoice = {});
    const RowChoice& choice() const { return choice_; }
    const RowOrder& rows() const { return rows_; }
    int size() const { return int(rows_.size()); }
    /// As the document has them now; the dataset follows later.
    void set_edits(RowEdits);
    const RowEdits& edits() const { return edits_; }
    RowLook look(std::uint32_t row) const;
    /// The row in words, for screen readers: "Row 17, label 4, was 9, training, excluded".
    QString words(std::uint32_t row) const;
    /// Training, where parts are the same rows.
    std::optional<Part> part(std::uint32_t row) const;

    /// Index into rows(), or −1.
    int current() const { return choice_.current; }
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
    using Range = RowChoice::Range;
    void set(std::vector<Range>, int current);
    void toggle(int index);

    std::shared_ptr<const Dataset> data_;
    RowOrder rows_;
    RowEdits edits_;
    RowChoice choice_;
    int anchor_ = -1;
};

/// "train", "valid.", "test": under a tile.
QString short_part_name(Part);

} // namespace loom
