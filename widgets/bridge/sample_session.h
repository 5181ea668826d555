#pragma once
#include "bridge/data_session.h"
#include "bridge/run_list.h"
#include "bridge/sample_choice.h"
#include "bridge/worker.h"
#include "evaluate/probe.h"

namespace loom {

/// What something shows of the network for the chosen sample: follows document, data and choice once somebody watches, and
/// computes on a thread of its own; an edit cancels it.
class SampleSession : public QObject {
    Q_OBJECT
public:
    /// True: follows from now on; false: forgets what it has.
    void set_on(bool);
    bool is_on() const { return on_; }
    SampleChoice& choice() const { return choice_; }
    bool busy() const { return soon_.isActive() || worker_.busy(); }
    /// What is shown is of this data, or will be; null where there is none.
    const std::shared_ptr<const Dataset>& of_data() const { return of_data_; }
    /// Why there is nothing to be seen.
    const std::optional<Error>& error() const { return error_; }
    DataSession& data() const { return data_; }
    GraphDocument& graph() const { return graph_; }

Q_SIGNALS:
    void changed();
    /// It begins or ends to compute, or waits for the end of an edit.
    void busy_changed();

protected:
    SampleSession(GraphDocument&, DataSession&, RunList&, SampleChoice&, QObject* parent);

    /// All that a computation needs; a thread may have it.
    struct Source {
        Document document;
        std::shared_ptr<const Dataset> data;
        std::optional<std::pair<Runs, std::string>> run;
        Checkpoint checkpoint = Checkpoint::Best;
        std::uint32_t row = 0; // One of the data's, where that has any.
    };
    /// A network with the weights of the source, and what its data is called there.
    struct Opened {
        std::unique_ptr<NetworkProbe> probe;
        DataFacts facts;
    };
    /// On one thread: the window and a training beside it come first.
    static Result<Opened> open(const Source&, NetworkProbe::Extent);

    /// There is a network that a sample can go through, and somebody watches.
    bool possible() const;
    /// What is shown, or will be, is of this network, data and weights.
    bool is_same() const;
    /// From now on that is so.
    Source take_source();
    /// It is of nothing any more.
    void drop_source();
    /// Begins again after so many ms, in which more may be typed.
    void begin_in(int ms);
    /// Nothing is possible: ends, and tells where something was shown.
    void end();

    /// Anything that it follows is different now.
    virtual void follow() = 0;
    virtual void compute() = 0;
    virtual void forget() = 0;
    virtual bool shows_something() const = 0;

    GraphDocument& graph_;
    DataSession& data_;
    RunList& runs_;
    SampleChoice& choice_;
    std::optional<Error> error_;
    Worker worker_;

private:
    bool on_ = false;
    std::optional<Document> of_;
    std::shared_ptr<const Dataset> of_data_;
    std::pair<std::string, Checkpoint> of_run_;
    QTimer soon_; // Not at every figure that is typed.
};

} // namespace loom
