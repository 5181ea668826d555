#pragma once
#include "data/dataset.h"
#include "search/member.h"
#include "search/study_folder.h"

namespace loom {

/// What a k-fold asks. Asking the same again goes on with it; more repeats may be asked for.
struct FoldsSetup {
    Document document; // Its recipe says the epochs, its data how rows stay together and whether classes give their shares.
    fs::path project;
    std::int64_t folds = 5; // 0: none; the parts stay as the data has them, and repeats differ in the seed alone.
    std::string device = "auto";
    int threads = 0;
};

/// One fold that was judged by the model that learned from the others.
struct FoldResult {
    std::int64_t repeat = 0, fold = 0; // From 1; 0 where there are no folds.
    std::int64_t seed = 0;             // That it was trained with.
    std::string run;
    double test_loss = not_measured, test_accuracy = not_measured;
    std::int64_t parameters = 0;
    double seconds = 0;
};

/// What a run of such a study, that has ended, says of its place.
FoldResult fold_result(const RunRecord&);
/// Whether folds are told by their accuracies, because all have one; else by their losses.
bool of_accuracy(std::span<const FoldResult>);
/// Of each fold that measure, in their order.
std::vector<double> measures_of(std::span<const FoldResult>);

/// The document whose test part is this fold: repeats draw other folds, and begin with another seed. Of 0 folds: with another seed, and all else
/// as it is. Errors: rows are split by time, and there are folds.
Result<Document> fold_document(const Document&, std::int64_t folds, std::int64_t repeat, std::int64_t fold);

class FoldStudy {
public:
    /// `data`: of the document as it is; its table is split anew where there are folds. Errors: one fold alone; without folds, no test part; another
    /// program is busy with it.
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
    std::vector<double> measures() const { return measures_of(results_); }
    bool of_accuracy() const { return loom::of_accuracy(results_); }
    /// Rows that are judged for each that is learned from, of folds; without folds nothing is shared between what repeats draw, and it is 0.
    double tested_share() const { return setup_.folds == 0 ? 0 : 1 / double(setup_.folds - 1); }

    /// Why this one and another cannot be compared fold by fold, if so; what they are called.
    std::optional<Error> incomparable(const FoldStudy& other, const std::string& name, const std::string& other_name) const;

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
