#include "data/some_rows.h"

namespace loom {

Column some_rows(const Column& c, std::span<const std::uint32_t> rows)
{
    Column some{c.name, c.type, {}, c.date_order};
    some.cells = std::visit(overloaded{[&](const Codes& codes) -> Cells {
                                           std::vector<std::int32_t> out;
                                           for (const std::uint32_t row : rows)
                                               out.push_back(codes.codes[row]);
                                           return Codes{std::move(out), codes.names};
                                       },
                                       [&](const Texts& texts) -> Cells {
                                           Texts out;
                                           for (const std::uint32_t row : rows)
                                               out.push_back(texts[row]);
                                           return out;
                                       },
                                       [&](const Vectors& vectors) -> Cells {
                                           std::vector<float> out;
                                           for (const std::uint32_t row : rows)
                                               out.insert(out.end(), vectors[row].begin(), vectors[row].end());
                                           return Vectors{std::move(out), vectors.shape, vectors.vocabulary};
                                       },
                                       [&]<class Store>(const std::shared_ptr<const Store>& store) -> Cells {
                                           some.type = ColumnType::Text;
                                           Texts names;
                                           for (const std::uint32_t row : rows)
                                               names.push_back(store->name(row));
                                           return names;
                                       },
                                       [&]<class T>(const ColumnArray<T>& values) -> Cells {
                                           std::vector<T> out;
                                           for (const std::uint32_t row : rows)
                                               out.push_back(values[row]);
                                           return out;
                                       }},
                            c.cells);
    return some;
}

} // namespace loom
