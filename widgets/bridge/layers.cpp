#include "bridge/layers.h"

#include "graph/document.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace loom {

QStringList in_both_languages(Text text)
{
    const std::string_view chinese = translated(text.source, Language::Chinese);
    return {QString::fromUtf8(text.source.data(), qsizetype(text.source.size())),
            QString::fromUtf8(chinese.data(), qsizetype(chinese.size()))};
}

std::span<const LayerEntry> layer_entries()
{
    static const std::vector<LayerEntry> entries = [] {
        std::vector<LayerEntry> all;
        for (const LayerType* type : layer_types())
            if (is_offered(type->id)) // Units have lists of their own.
                all.push_back({type, search_terms(*type)});
        // Every network begins and ends with these.
        std::ranges::stable_partition(all, [](const LayerEntry& entry) { return entry.type->id == "input" || entry.type->id == "output"; });
        return all;
    }();
    return entries;
}

const SearchTerms& search_terms(const LayerType& type)
{
    static const std::unordered_map<const LayerType*, SearchTerms> terms = [] {
        std::unordered_map<const LayerType*, SearchTerms> all;
        for (const LayerType* one : layer_types()) {
            QStringList texts = in_both_languages(one->title);
            texts << QString::fromUtf8(one->id.data(), qsizetype(one->id.size()));
            all.emplace(one, SearchTerms(texts));
        }
        return all;
    }();
    return terms.at(&type);
}

QString category_title(Category category)
{
    const auto words = [](const char* text) { return QCoreApplication::translate("layers", text); };
    switch (category) {
    case Category::InputOutput:
        return words(QT_TRANSLATE_NOOP("layers", "Input and output"));
    case Category::Dense:
        return words(QT_TRANSLATE_NOOP("layers", "Dense"));
    case Category::Convolution:
        return words(QT_TRANSLATE_NOOP("layers", "Convolution"));
    case Category::Pooling:
        return words(QT_TRANSLATE_NOOP("layers", "Pooling and shape"));
    case Category::Normalise:
        return words(QT_TRANSLATE_NOOP("layers", "Normalise and drop"));
    case Category::Activation:
        return words(QT_TRANSLATE_NOOP("layers", "Activation"));
    case Category::Recurrent:
        return words(QT_TRANSLATE_NOOP("layers", "Recurrent"));
    case Category::Attention:
        return words(QT_TRANSLATE_NOOP("layers", "Attention"));
    case Category::Merge:
        return words(QT_TRANSLATE_NOOP("layers", "Merge"));
    }
    return {};
}

bool takes(const LayerType& type, const Shape& shape, const DataFacts* data)
{
    const Values values = defaults(type);
    const auto ports = type.inputs(values).size();
    if (ports == 0)
        return false;
    // The other inputs are still free; what goes into all of them alike is the best guess.
    const std::vector<Shape> shapes(ports, shape);
    return std::holds_alternative<Shape>(type.infer(values, shapes, Surroundings{data}));
}

bool feeds(const LayerType& type, const std::set<Shape>& given, const std::function<bool(const Shape&)>& accepts,
           const DataFacts* data)
{
    if (!type.has_output)
        return false;
    const Values values = defaults(type);
    const auto ports = type.inputs(values).size();
    const auto fits = [&](const Shape& shape) {
        const Inferred made = type.infer(values, std::vector<Shape>(ports, shape), Surroundings{data});
        const Shape* output = std::get_if<Shape>(&made);
        return output && accepts(*output);
    };
    return ports == 0 ? fits({}) : std::ranges::any_of(given, fits);
}

} // namespace loom
