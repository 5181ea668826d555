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

/// Whether it tells about the data: README, LICENSE, SOURCE and the like.
bool is_about_the_data(const Place&);

/// The files in a folder that have one of the endings, in natural order; hidden ones are passed over.
std::vector<Place> files_with_ending(const Place& folder, std::span<const std::string_view> endings);

/// One table; or those for training, validation and testing, in this order: without one for training the one for validation
/// is learned from. Nothing where that is not clear.
std::vector<TableFile> as_parts(const std::vector<Place>& files);

/// A file; or the tables of a folder as as_parts() takes them.
std::vector<TableFile> table_files(const Place&, std::span<const std::string_view> endings);

/// Where the table for validation is learned from.
std::optional<Message> note_of_parts(const std::vector<TableFile>&);

} // namespace loom
