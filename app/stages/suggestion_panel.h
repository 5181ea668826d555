#pragma once
#include "bridge/worker.h"
#include "suggest/suggestion.h"
#include "theme/controls.h"

#include <QTimer>

#include <array>
#include <memory>
#include <optional>

class QVBoxLayout;

namespace loom {

class GraphDocument;

/// What is proposed for the data, with its reasons, before anything is changed: preparation, network, recipe side by side.
/// Esc is Cancel.
class SuggestionPanel : public QFrame {
    Q_OBJECT
public:
    explicit SuggestionPanel(GraphDocument&);

    /// Works the proposal out, on a thread of its own. `findings`: of an audit that is done already, else empty.
    void open(std::shared_ptr<const Dataset>, std::optional<std::vector<DataFinding>> findings);
    void close_it();
    bool is_open() const { return data_ != nullptr; }
    bool settled() const { return !worker_.busy(); }
    void retranslate();

Q_SIGNALS:
    /// The proposal is the document's now.
    void applied();
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent*) override;

private:
    struct Part {
        Label *title, *line;
        QVBoxLayout* decisions;
    };
    void show_proposal();
    void apply();

    GraphDocument& graph_;
    std::shared_ptr<const Dataset> data_;
    std::optional<Result<Suggestion>> proposal_; // Nothing: it is worked out.
    QLabel* icon_;
    Label *title_, *note_;
    QPushButton *apply_, *cancel_;
    QWidget* body_;
    std::array<Part, 3> parts_{};
    QTimer patience_; // Until waiting is told.
    Worker worker_;   // Last: stops before what it reports to goes.
};

} // namespace loom
