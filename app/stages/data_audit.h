#pragma once
#include "data/audit.h"
#include "datasets/row_list.h"
#include "bridge/sound_player.h"
#include "graph/document.h"
#include "theme/controls.h"

#include <array>
#include <memory>
#include <optional>

class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;
class QTabBar;

namespace loom {

class SampleView;
class Session;
class StateCounts;
struct Mending;

/// The right panel of the Data stage: what a person should know of the data, and the chosen picture, large.
class AuditPanel : public QFrame {
    Q_OBJECT
public:
    explicit AuditPanel(Session&);
    /// Null: there is none.
    void show_data(std::shared_ptr<const Dataset>);
    /// They come later than the data: all of it is looked at.
    void set_findings(std::vector<DataFinding>);
    /// The data could not be looked through.
    void show_refusal(const Error&);
    /// Nothing while it is still looked.
    const std::optional<std::vector<DataFinding>>& findings() const { return found_; }
    /// How many errors are not mended.
    int errors() const { return counts_of_[0]; }
    /// The look of the chosen sample is still made.
    bool busy() const { return listener_.busy(); }
    /// Brings its page to the front.
    void show_sample(std::uint32_t row, const RowLook&);
    /// The same row, changed by hand.
    void renew_sample(const RowLook&);
    /// The sound that is shown; again, it stops.
    void play();
    void retranslate();

Q_SIGNALS:
    /// "Show" of a finding: rows of the table, or the column.
    void rows_wanted(const std::vector<std::uint32_t>&, const QString& why);
    void column_wanted(int);
    /// How many there are that are not mended.
    void counted_anew();

private:
    void show_findings();
    void sort_findings(const std::vector<std::optional<Mending>>&);
    void add(const DataFinding&, const std::optional<Mending>&);
    void mend_all();
    void show_large();
    void show_text();
    void name_play();

    Session& session_;
    std::shared_ptr<const Dataset> data_;
    std::vector<std::size_t> order_; // How they are shown: mended ones last, and as they were while they are mended.
    std::size_t open_ = 0;           // How many were not mended then.
    std::optional<std::vector<DataFinding>> found_; // Nothing: still looking, or refused.
    std::optional<Error> refusal_;
    std::vector<PreparationStep> steps_; // What the document had when they were shown.
    Chosen loss_;
    std::array<int, 3> counts_of_{};                // Errors, warnings, remarks; without what is mended.
    PanelHead* head_;
    QWidget* tab_head_;
    QTabBar* tabs_;
    StateCounts *counts_, *tab_counts_;
    QStackedWidget* pages_;
    QWidget* findings_;
    QScrollArea* around_findings_;
    QWidget* foot_;
    QPushButton* mend_all_;
    Label* undoable_;
    SampleView* sample_;
    QWidget* text_box_; // Of a text, in the place of a picture.
    QPlainTextEdit* text_;
    QPushButton* play_;
    Label* silence_; // Why nothing is heard.
    std::optional<std::uint32_t> row_; // What sample_ shows.
    SoundPlayer player_;
    Worker listener_; // Last: stops before what it reports to goes.
};

} // namespace loom
