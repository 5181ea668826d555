#pragma once

class QTableView;

namespace loom {

/// Rows of a study as all its tables have them: whole rows, one chosen at most, none edited.
void set_up_study_table(QTableView*);

} // namespace loom
