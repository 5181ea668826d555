#pragma once
#include "data/dataset.h"
#include "search/comparison.h"
#include "search/member.h"
#include "search/study_folder.h"

namespace loom {

/// What a k-fold asks. Asking the same again goes on with it; more repeats may be asked for.
struct FoldsSetup {
    Document document; // Its recipe says the epochs, its data how rows stay together and whether classes give their shares.
    fs::path project;
    std::int64_t folds = 5;
    std::string device = "auto";
    int threads = 0;
};

/// One fold that was judged by the model that learned from the others.
struct FoldResult {
    std::int64_t repeat = 0, fold = 0; // From 1.
    std::string run;
    double test_loss = not_measured, test_accuracy = not_measured;
    std::int64_t parameters = 0;
    double seconds = 0;
};

/// The document whose test part is this fold: repeats draw other folds, and begin with another seed. Errors: rows are split by time.
Result<Document> fold_document(const Document&, std::int64_t folds, std::int64_t repeat, std::int64_t fold);

class FoldStudy {
public:
    /// `data`: of the document as it is; its table is split anew.
    static Result<FoldStudy> open(FoldsSetup, std::shared_ptr<const Dataset> data, bool fresh = false);

    struct Watch : loom::Watch {
        std::function<void(std::int64_t repeat, std::int64_t fold)> begins = {};
        std::function<void(const FoldResult&)> ends = {};
    };
    /// False: it was left. A fold that fails ends it: without it there is no mean.
    Result<bool> go(std::int64_t repeats, const Watch&);

    /// A number that says which rows the first fold is judged on, and what is true of them: the same for studies whose folds can be compared
    /// one by one. Errors: data that cannot be split so.
    Result<std::uint64_t> judged_on() const;

    const std::string& name() const { return folder_.name; }
    /// Repeat by repeat, fold by fold.
    const std::vector<FoldResult>& results() const { return results_; }
    /// Accuracies where there are such, else losses.
    std::vector<double> measures() const;
    bool of_accuracy() const;
    /// Rows that are judged for each that is learned from.
    double tested_share() const { return 1 / double(setup_.folds - 1); }

private:
    Result<std::shared_ptr<const Dataset>> data_for_fold(const Document&, std::shared_ptr<const Dataset> before) const;
    FoldStudy(FoldsSetup setup, std::shared_ptr<const Dataset> data, StudyFolder folder)
        : setup_(std::move(setup)), data_(std::move(data)), folder_(std::move(folder))
    {
    }

    FoldsSetup setup_;
    std::shared_ptr<const Dataset> data_;
    StudyFolder folder_;
    std::vector<FoldResult> results_;
};

} // namespace loom
