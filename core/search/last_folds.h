#pragma once
#include "search/folds.h"

namespace loom {

/// What was asked last of a project's folds, for who only looks at them. It lies in NAME.runs/.studies/folds.json; the results are those of the runs.
struct KnownFolds {
    struct Side {
        std::string study;    // "folds-1".
        std::string name;     // As it was called. Of the first side nothing: it is the project.
        std::string run;      // The run of this project whose network it is; empty: none.
        fs::path project;     // The other project that it is; empty: none.
        std::vector<FoldResult> results = {}; // As far as there are some: repeat by repeat, fold by fold.
    };
    std::vector<Side> sides; // One, or two that are compared.
    std::int64_t folds = 5, repeats = 1;
    std::optional<std::int64_t> epochs = {}; // In place of what the recipes say.
};

/// Notes what is asked, in the place of what was asked before. Results are left out.
Status note_folds(const fs::path& project, const KnownFolds&);
/// Nothing where none were asked for. Errors: what was asked cannot be read. Reads the record of every run: slow.
Result<std::optional<KnownFolds>> last_folds(const fs::path& project);

} // namespace loom
