#pragma once
#include "data/row_order.h"

#include <QMenu>

#include <optional>

namespace loom {

class Dataset;
class Session;

/// What can be done with a column: predict it, sort the rows by it, take it as another type.
class ColumnMenu : public QMenu {
    Q_OBJECT
public:
    /// `sort`: as the rows are sorted now.
    ColumnMenu(Session&, const Dataset&, int column, const std::optional<RowSort>& sort);

Q_SIGNALS:
    /// Nothing: as in the file.
    void sort_wanted(const std::optional<loom::RowSort>&);

private:
    void add_sorts(const std::string& column, const std::optional<RowSort>& sort);
};

} // namespace loom
