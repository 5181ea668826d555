#pragma once
#include "schema/recipe.h"
#include "search/member.h"
#include "search/study_folder.h"
#include "search/trial.h"

namespace loom {

/// What a search asks. Asking the same again goes on with it.
struct SearchSetup {
    Document document; // Its recipe says the epochs of a trial, and what trials are compared by.
    fs::path project;
    std::string sampler = "tpe";
    std::uint64_t seed = 1;
    /// Asynchronous successive halving (Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020) with one
    /// worker: after 1, f, f² … epochs only the best 1/f of the trials that came so far go on. Below 2: all go to their end.
    std::int64_t halving = 0;
    std::int64_t most_parameters = 0; // Larger networks are passed over; 0: none is.
    double most_latency_ms = 0;       // Networks that take longer for one prediction (prediction_seconds()) are passed over; 0: none is.
    std::string device = "auto";
    int threads = 0;
};

class Study {
public:
    /// With `fresh` a new one, whatever is there. Errors: a setting that cannot be varied so.
    static Result<Study> open(SearchSetup, std::shared_ptr<const Dataset>, bool fresh = false);

    struct Limits {
        std::int64_t trials = 20; // In all, with those that were there.
        /// Of training in all, as far as it is kept; 0: no limit. The trial in progress is interrupted then: it stays begun, and is the
        /// one that a search with more time goes on with.
        double minutes = 0;
    };
    enum class End { Done, Exhausted, OutOfTime, Left }; // Exhausted: the sampler knows no more.
    struct Watch : loom::Watch {
        std::function<void(const Trial&)> begins = {}, ends = {};
    };
    Result<End> go(const Limits&, const Watch&);

    const std::string& name() const { return folder_.name; }
    const Space& space() const { return space_; }
    const std::vector<Trial>& trials() const { return trials_; }
    const Trial* best() const { return best_of(trials_); }
    double seconds() const;
    std::vector<Tried> tried() const { return tried_of(trials_); }

private:
    Study(SearchSetup setup, std::shared_ptr<const Dataset> data, Space space, StudyFolder folder)
        : setup_(std::move(setup)), data_(std::move(data)), space_(std::move(space)), folder_(std::move(folder))
    {
    }
    Status read();
    Status write(const Trial&) const;
    bool falls_behind(Trial&, std::int64_t epoch, double goal) const;
    void judge_again(Trial&, const RunMetrics&, const RecipeSettings&) const;
    enum class Trained { Ended, Left, OutOfTime };
    /// `most_seconds`: of training that it may take, with those it has taken already.
    Result<Trained> train(Trial&, bool begun, double most_seconds, const Watch&);
    Result<std::string> beyond_limit(const Job&, Trial&);
    Status measure(const Job&, Trial&);

    SearchSetup setup_;
    std::shared_ptr<const Dataset> data_;
    Space space_;
    StudyFolder folder_;
    std::vector<Trial> trials_;
};

/// Whether both ask for the same trials, of the same data: then one goes on with the other.
bool asks_the_same(const SearchSetup&, const SearchSetup&);

/// A search as it was left, to be looked at: nothing is locked or changed.
struct KnownStudy {
    std::string name;
    SearchSetup setup; // Without device and threads.
    Space space;
    std::vector<Trial> trials;
};
/// The last one that was begun for this project; nothing where there is none, or none that says what it asked. Errors: it cannot be read.
Result<std::optional<KnownStudy>> last_study(const fs::path& project);

} // namespace loom
