#pragma once
#include "bridge/data_session.h"
#include "bridge/run_list.h"
#include "bridge/training_session.h"
#include "bridge/worker.h"
#include "train/rehearsal.h"

namespace loom {

/// What training will take, told while the network is edited. Follows document, data and device once somebody watches,
/// and computes on a thread of its own: a forecast loads device libraries.
class ForecastSession : public QObject {
    Q_OBJECT
public:
    ForecastSession(GraphDocument&, DataSession&, TrainingSession&, RunList&, QObject* parent = nullptr);

    void watch();
    void set_device(const std::string& id, int threads);

    /// Nothing without data or with an error in the network. While a run is in progress it stays as it was: the run's
    /// memory is not to be counted twice.
    const std::optional<Forecast>& forecast() const { return forecast_; }
    /// With batches in parts, where memory is short and parts help.
    const std::optional<Forecast>& fitting() const { return fitting_; }

    /// What only training a little tells. Measured while somebody wants it, once the forecast is there; never beside a run.
    struct Measured {
        Pace pace;
        double seconds = 0;             // Of all the recipe.
        std::int64_t largest_batch = 0; // That fits into what is free; 0: none.
    };
    void want_measured(bool);
    /// Of the document as it is now, or of the run in progress as it was before its start.
    const std::optional<Measured>& measured() const { return measured_; }
    bool measuring() const { return measurer_.busy(); }
    /// It is of the document as it is now.
    bool is_current() const { return is_of(graph_.document(), data_.dataset().get()); }
    /// It is of what these ask of a training.
    bool is_of(const Document&, const Dataset*) const;
    /// One is being computed, or will be as soon as the data are there.
    bool busy() const { return soon_.isActive() || worker_.busy() || (watched_ && data_.is_loading()); }
    /// The batch size of the recipe.
    std::int64_t batch() const;
    /// Seconds per step, validation included, as the newest run of the same network, batch size and device took them; else as measured.
    std::optional<double> step_seconds();
    /// How far measured peak memory was from its forecast in past runs, at most: 0.06 for 6%; and of how many runs.
    struct PastError {
        double share = 0;
        int runs = 0;
    };
    std::optional<PastError> past_error() const;

signals:
    void changed();

private:
    void follow();
    void compute();
    void measure();
    Job job() const; // Of what the forecast is of.

    GraphDocument& graph_;
    DataSession& data_;
    TrainingSession& training_;
    RunList& runs_;
    std::string device_ = "auto";
    int threads_ = 0;
    bool watched_ = false;
    bool measured_wanted_ = false;
    std::optional<Forecast> forecast_, fitting_;
    std::optional<Measured> measured_;
    Document of_; // What the forecast is of, or will be.
    std::shared_ptr<const Dataset> of_data_;
    QTimer soon_; // Typing a number is not a forecast per figure.
    Worker worker_, measurer_;
};

} // namespace loom
