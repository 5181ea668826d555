#include "search/folds.h"
#include "data/pixels.h"
#include "graph/ends.h"
#include "schema/recipe.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace loom {

Result<Document> fold_document(const Document& document, std::int64_t folds, std::int64_t repeat, std::int64_t fold)
{
    Recipe recipe = document.recipe();
    std::get<std::int64_t>(recipe.settings[*recipe_type().index_of("seed")]) += repeat - 1;
    Document made = document;
    LOOM_TRY(made.apply(SetRecipe{std::move(recipe)}));
    if (folds == 0)
        return made;
    DataSetup data = document.data();
    if (data.split == SplitWay::Time)
        return Error{LOOM_TEXT("The rows are split by time, and folds would learn from later rows than those that they are judged on."),
                     LOOM_TEXT("Choose another way of splitting, or judge by the newest rows alone.")};
    if (data.split != SplitWay::Group && data.split != SplitWay::Folds)
        data.split_column.clear(); // It says nothing there.
    data.split = SplitWay::Folds;
    data.folds = folds;
    data.fold = fold;
    data.split_seed += repeat - 1;
    LOOM_TRY(made.apply(SetData{std::move(data)}));
    return made;
}

Result<FoldStudy> FoldStudy::open(FoldsSetup setup, std::shared_ptr<const Dataset> data, bool fresh)
{
    if (setup.folds == 0 && data->rows(Part::Test).empty())
        return Error{LOOM_TEXT("The test part is empty, and nothing is left to judge the runs by."), LOOM_TEXT("Give the test part a share of the rows.")};
    if (setup.folds < 0 || setup.folds == 1)
        return Error{Message(LOOM_TEXT("There must be at least 2 folds, not %1."), setup.folds), LOOM_TEXT("5 and 10 are usual."), Blame::Call};
    auto first = fold_document(setup.document, setup.folds, 1, 1);
    if (!first)
        return first.error();
    nlohmann::json question = question_of(*first);
    question.update({{"data", data->fingerprint()}, {"folds", setup.folds}});
    auto folder = open_study(setup.project, setup.folds == 0 ? "seeds" : "folds", question, fresh);
    if (!folder)
        return folder.error();
    return FoldStudy(std::move(setup), std::move(data), std::move(*folder));
}

Result<std::shared_ptr<const Dataset>> FoldStudy::data_for_fold(const Document& document, std::shared_ptr<const Dataset> before) const
{
    if (setup_.folds == 0)
        return data_;
    return Dataset::make(data_->source_table(), data_for(document), nullptr, Samples::default_memory, std::move(before));
}

Result<std::uint64_t> FoldStudy::judged_on() const
{
    const auto document = fold_document(setup_.document, setup_.folds, 1, 1);
    if (!document)
        return document.error();
    const auto data = data_for_fold(*document, data_);
    if (!data)
        return data.error();
    const auto rows = (*data)->rows(Part::Test);
    std::vector<float> truths(rows.size());
    (*data)->targets(rows, truths);
    const auto bytes = [](const auto& values) { return std::span(reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(values[0])); };
    return hash_bytes(bytes(truths), hash_bytes(bytes(rows), hash_text((*data)->target(), 1)));
}

Result<bool> FoldStudy::go(std::int64_t repeats, const Watch& watch)
{
    results_.clear();
    const bool begun = std::exchange(folder_.begun, true);
    std::shared_ptr<const Dataset> before = data_;
    for (std::int64_t repeat = 1; repeat <= repeats; ++repeat)
        for (std::int64_t fold = std::min<std::int64_t>(1, setup_.folds); fold <= setup_.folds; ++fold) {
            if (watch.begins)
                watch.begins(repeat, fold);
            auto document = fold_document(setup_.document, setup_.folds, repeat, fold);
            if (!document)
                return document.error();
            auto data = data_for_fold(*document, before);
            if (!data)
                return data.error();
            before = *data;
            Job job{.document = std::move(*document), .dataset = *data, .project = setup_.project, .device = setup_.device, .threads = setup_.threads};
            job.member = {.study = name(), .repeat = repeat, .fold = fold};
            auto record = train_member(std::move(job), begun, watch);
            if (!record)
                return record.error();
            if (!*record)
                return false;
            const RunRecord& r = **record;
            if (r.state == RunRecord::State::Failed)
                return Error{fold > 0 ? Message(LOOM_TEXT("Fold %1 of repeat %2 failed: %3"), fold, repeat, r.failure) : Message(LOOM_TEXT("The run with the seed %1 failed: %2"), r.seed, r.failure),
                             LOOM_TEXT("Mend that, and begin anew with --new.")};
            results_.push_back(fold_result(r));
            if (watch.ends)
                watch.ends(results_.back());
        }
    return true;
}

std::optional<Error> FoldStudy::incomparable(const FoldStudy& other, const std::string& name, const std::string& other_name) const
{
    const auto rows = judged_on(), other_rows = other.judged_on();
    if (!rows || !other_rows)
        return rows ? other_rows.error() : rows.error();
    if (*rows != *other_rows)
        return Error{Message(setup_.folds == 0 ? LOOM_TEXT("%1 and %2 would be judged on other rows.") : LOOM_TEXT("%1 and %2 would be judged on other rows, so their folds are not the same."), name, other_name),
                     LOOM_TEXT("Give both the same data, target and way of splitting, with the same seed.")};
    if (data_->facts().target != DataFacts::Target::Classes && setup_.document.recipe().loss != other.setup_.document.recipe().loss)
        return Error{Message(LOOM_TEXT("%1 and %2 have other losses, and one of them says nothing of the other."), name, other_name),
                     LOOM_TEXT("Give both the same loss.")};
    return {};
}

FoldResult fold_result(const RunRecord& r)
{
    return {r.member.repeat, r.member.fold, r.seed, r.name, r.test_loss, r.test_accuracy, r.parameters, r.seconds};
}

bool of_accuracy(std::span<const FoldResult> results)
{
    return !results.empty() && std::ranges::all_of(results, [](const FoldResult& r) { return std::isfinite(r.test_accuracy); });
}

std::vector<double> measures_of(std::span<const FoldResult> results)
{
    const bool accuracy = of_accuracy(results);
    std::vector<double> all;
    for (const FoldResult& r : results)
        all.push_back(accuracy ? r.test_accuracy : r.test_loss);
    return all;
}

} // namespace loom
