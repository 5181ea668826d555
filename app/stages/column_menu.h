#pragma once
#include <QMenu>

namespace loom {

class Dataset;
class Session;

/// What can be done with a column: predict it, take it as another type.
class ColumnMenu : public QMenu {
    Q_OBJECT
public:
    ColumnMenu(Session&, const Dataset&, int column);
};

} // namespace loom
