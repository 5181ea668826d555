#pragma once
#include "schema/types.h"
#include "theme/search.h"

#include <QMetaType>

#include <functional>
#include <set>
#include <span>

namespace loom {

/// A layer type as lists of layers show it.
struct LayerEntry {
    const LayerType* type;
    SearchTerms terms;
};
std::span<const LayerEntry> layer_entries();
/// What a type is found by; of those too that stand in no list: units and their ends, operators of a file.
const SearchTerms& search_terms(const LayerType&);

/// Its English and its Chinese, whichever is shown.
QStringList in_both_languages(Text);

/// "Pooling and shape".
QString category_title(Category);
inline constexpr Category all_categories[] = {Category::InputOutput, Category::Dense,     Category::Convolution,
                                              Category::Pooling,     Category::Normalise, Category::Activation,
                                              Category::Recurrent,   Category::Attention, Category::Merge};

/// Whether a new layer of that type, with its defaults, takes this shape at its first input.
bool takes(const LayerType&, const Shape&, const DataFacts*);
/// Whether a new layer of that type, with its defaults, gives something that `accepts` says yes to, fed by one of these
/// shapes at all its inputs.
bool feeds(const LayerType&, const std::set<Shape>& given, const std::function<bool(const Shape&)>& accepts,
           const DataFacts* data);

} // namespace loom

Q_DECLARE_METATYPE(const loom::LayerType*)
