#pragma once
#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace loom {

/// Python in the colours of the theme: keywords, strings, numbers, comments, and the names that are defined. Knows what
/// the writer of core/exchange writes, no more.
class PythonHighlighter : public QSyntaxHighlighter {
public:
    explicit PythonHighlighter(QTextDocument*);
    /// All of it quiet, where the text is not of the graph as it is now.
    void set_stale(bool);

protected:
    void highlightBlock(const QString&) override;

private:
    void take_theme();
    QTextCharFormat keyword_, text_, number_, comment_, name_, all_;
    bool stale_ = false;
};

} // namespace loom
