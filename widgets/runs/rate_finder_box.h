#pragma once
#include "bridge/graph_document.h"
#include "bridge/worker.h"
#include "train/rate_finder.h"

#include <QWidget>

class QPushButton;

namespace loom {

class Label;
class RateCurveView;
class ThinBar;

/// Finds a learning rate for the network and the recipe as they are: trains a little while it grows, shows the loss, and offers what is
/// suggested as a step of the history. What was found goes when the network or the recipe (but for the rate) is another one.
class RateFinderBox : public QWidget {
    Q_OBJECT
public:
    explicit RateFinderBox(GraphDocument&);

    /// What a training of the project as it is would take.
    void set_job(std::function<Job()> job) { job_ = std::move(job); }
    /// Whether it can begin now; else why not, and what is in progress ends.
    void set_ready(bool, const QString& why);
    /// It does not end for being not ready.
    bool busy() const { return worker_.busy(); }
    const std::optional<RateCurve>& found() const { return found_; }

    QPushButton* find_button() const { return find_; }
    QPushButton* use_button() const { return use_; }

protected:
    void changeEvent(QEvent*) override;

private:
    void find();
    void take(const Result<RateCurve>&);
    void use();
    void follow();
    void retranslate();
    void refresh();
    QString words() const;
    /// The document with this learning rate; nothing where its optimiser has none.
    std::optional<Recipe> with_rate(double) const;

    GraphDocument& graph_;
    std::function<Job()> job_;
    bool ready_ = false;
    QString why_not_;
    Document of_;
    std::optional<RateCurve> found_;
    std::optional<Error> error_;
    QPushButton *find_, *use_;
    ThinBar* bar_;
    RateCurveView* view_;
    Label* words_;
    Worker worker_; // Last: stops before what it reports to goes.
};

} // namespace loom
