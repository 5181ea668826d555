#pragma once
#include "data/place.h"
#include "data/table.h"

#include <optional>
#include <span>
#include <vector>

namespace loom {

/// ".csv", in small letters; empty where there is none.
std::string lower_ending(const Place&);

/// What the name of a file says: train.csv, valid_2.json, test.xlsx.
std::optional<Part> part_of_file(const Place&);

struct TableFile {
    Place place;
    Part part = Part::Train;
};

/// The files in a folder that have one of the endings, in natural order; hidden ones are passed over.
std::vector<Place> files_with_ending(const Place& folder, std::span<const std::string_view> endings);

/// A file; or the one table of a folder; or its train, validation and test tables. Nothing where that is not clear.
std::vector<TableFile> table_files(const Place&, std::span<const std::string_view> endings);

} // namespace loom
