#pragma once
#include "bridge/graph_document.h"
#include "bridge/worker.h"
#include "exchange/source.h"

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace loom {

class CodeText;
class Label;
class SegmentedControl;

/// The network as PyTorch or Keras source, to be read and copied. It follows the graph while it is seen: written anew on a
/// thread of its own 200 ms after the last edit. While the graph has an error, the last source stays, quiet, with the error
/// above it. What is selected on the canvas is marked in the text, and a line that is clicked selects its node.
class CodeView : public QWidget {
    Q_OBJECT
public:
    explicit CodeView(GraphDocument&, QWidget* parent = nullptr);

    /// What the model is called in the text.
    void set_name(const QString&);
    CodeText& text() const { return *text_; }
    SegmentedControl& frameworks() const { return *frameworks_; }
    Label& state() const { return *state_; }
    QToolButton& copy_button() const { return *copy_; }
    /// Nothing is being written or waits to be.
    bool settled() const { return !soon_.isActive() && !worker_.busy(); }

protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;

private:
    void follow();
    void follow_anew();
    void write();
    struct Written {
        PythonSource source;
        std::optional<Error> error;
    };
    void take(Written);
    void show_selection(bool reveal);
    void show_state();
    void choose(int line);
    const std::map<NodeId, std::vector<Lines>>& lines_here() const;
    void retranslate();

    GraphDocument& graph_;
    std::string name_ = "Network";
    SegmentedControl* frameworks_;
    Label* state_;
    QToolButton* copy_;
    CodeText* text_;
    PythonSource source_;               // What is shown.
    std::vector<std::pair<UnitPath, NodeId>> place_of_line_; // From line 1 on; −1 where no node stands.
    std::optional<Document> of_;        // What it is of, or will be; with the facts of the data.
    std::optional<DataFacts> of_facts_;
    std::optional<Error> error_;        // Why the source is not of the graph as it is now.
    bool following_ = false;
    QTimer soon_;
    Worker worker_;
};

} // namespace loom
