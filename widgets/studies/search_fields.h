#pragma once
#include "bridge/search_session.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace loom {

class FlowRow;
class Label;

/// How a search goes and what limits it, as fields with titles.
class SearchFields : public QWidget {
    Q_OBJECT
public:
    SearchFields();
    /// Puts what the fields say into the question, whose document is there. False, with the reason at the field, where one says no
    /// number. Errors: epochs that the recipe refuses.
    Result<bool> read_into(SearchSession::Question&) const;
    /// What a search asked.
    void show_question(const SearchSession::Question&);
    void retranslate();

private:
    void add(QWidget* field, int width, const char* name);

    FlowRow* flow_;
    std::vector<QWidget*> fields_;
    std::vector<Label*> titles_;
    QComboBox *sampler_, *halving_;
    QLineEdit *trials_, *epochs_, *minutes_, *parameters_, *latency_;
};

} // namespace loom
