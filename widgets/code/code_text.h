#pragma once
#include <QPlainTextEdit>

#include <vector>

namespace loom {

class PythonHighlighter;

/// Source to be read and copied, with the numbers of its lines; some lines are marked. Lines count from 1.
class CodeText : public QPlainTextEdit {
    Q_OBJECT
public:
    CodeText();

    /// Only lines that differ are replaced, so that what is seen stays where it is.
    void show_source(const QString&);
    /// Ascending. The first is brought into sight where `reveal` says so and none of them is seen.
    void mark_lines(std::vector<int>, bool reveal);
    const std::vector<int>& marked_lines() const { return marked_; }
    void set_stale(bool);
    bool is_stale() const { return stale_; }
    bool shows_line(int line) const;
    /// Where a line stands in the viewport.
    QRect line_rect(int line) const;

signals:
    /// By a click, or with the arrow keys.
    void line_chosen(int line);

protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    class Numbers;
    int numbers_width() const;
    void place_numbers();
    void paint_numbers(QPaintEvent*);
    void paint_marks();
    int line_of_cursor() const { return textCursor().blockNumber() + 1; }

    PythonHighlighter* highlighter_;
    Numbers* numbers_;
    std::vector<int> marked_;
    bool stale_ = false;
};

} // namespace loom
