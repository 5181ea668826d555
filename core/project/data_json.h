#pragma once
#include "base/result.h"
#include "schema/data_setup.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace loom {

/// Without the edits of rows, which lie beside it. `where` names the text in errors.
nlohmann::json data_json(const DataSetup&);
Result<DataSetup> data_from(const nlohmann::json&, const Message& where);

nlohmann::json row_json(const RowEdit&);
Result<std::vector<RowEdit>> rows_from(const nlohmann::json& rows, const Message& where);

} // namespace loom
