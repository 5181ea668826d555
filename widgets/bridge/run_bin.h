#pragma once
#include "bridge/run_list.h"

namespace loom {

class TrainingSession;

/// The runs that went to the bin last, by the user's hand or as a training that was discarded, for as long as nothing else was done: they
/// can be fetched back.
class RunBin : public QObject {
    Q_OBJECT
public:
    RunBin(RunList&, TrainingSession&, QObject* parent = nullptr);

    /// The first one that cannot be moved is the error; those before it are in the bin.
    Status move(const std::vector<std::string>& runs);
    /// All of them, under names that are free. The first one that cannot be fetched is the error.
    Status bring_back();
    /// Something else was done: they stay where they are.
    void forget();
    bool is_empty() const { return names_.empty(); }
    /// "Run 3 is in the bin", "2 runs are in the bin"; empty where none is.
    QString words() const;

signals:
    void changed();

private:
    RunList& runs_;
    std::vector<std::string> names_; // In the bin.
    QString title_;                  // Of the first.
};

} // namespace loom
