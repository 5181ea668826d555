#pragma once
#include "base/files.h"
#include "graph/document.h"

#include <span>

namespace loom {

/// A sample project: a network, its recipe and, where the machine has it, its data.
struct Template {
    std::string_view id;
    Text title;              // "Handwritten digits"
    Text subtitle;           // "Convolutional network · MNIST"
    Text network;            // The layers in one line.
    Text data;               // What data it learns from, and where it comes from when none is given.
    std::string_view figure; // What it reaches: "98.4%".
    Text title_generated;    // With data that are drawn for it: "Printed digits". Empty where there are none such.
};
/// In the order in which Welcome shows them.
std::span<const Template> templates();
const Template* find_template(std::string_view id);

/// The data a sample takes when none is given: what the system has installed, else what can be generated. Without a
/// source where there is neither.
DataSetup default_data(std::string_view id);
/// The same; MNIST is looked for in `folders`.
DataSetup default_data(std::string_view id, std::span<const fs::path> folders);
/// Whether the IDX files in the folder, gzipped or not, are those of MNIST, by their labels.
bool is_mnist(const fs::path& folder);
/// What the sample is called with these data.
Text title_with(const Template&, const DataSetup&);

/// A sample, or an architecture (graph/kit.h), which has no data of its own but where it can be drawn. Node names come in the
/// current language. Without data in `setup`, it has the default data.
Result<Document> make_template(std::string_view id, const DataSetup& setup = {});

} // namespace loom
