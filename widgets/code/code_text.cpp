#include "code/code_text.h"

#include "code/python_highlighter.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace loom {

/// The strip left of the text.
class CodeText::Numbers : public QWidget {
public:
    explicit Numbers(CodeText* text) : QWidget(text), text_(*text) {}

protected:
    void paintEvent(QPaintEvent* event) override { text_.paint_numbers(event); }
    void wheelEvent(QWheelEvent* event) override { text_.wheelEvent(event); }

private:
    CodeText& text_;
};

CodeText::CodeText() : highlighter_(new PythonHighlighter(document())), numbers_(new Numbers(this))
{
    setProperty("kind", QStringLiteral("source"));
    setFrameShape(NoFrame);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setCursor(Qt::IBeamCursor);
    document()->setDocumentMargin(4);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeText::place_numbers);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int by) {
        if (by)
            numbers_->scroll(0, by);
        else
            numbers_->update(0, area.y(), numbers_->width(), area.height());
    });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &CodeText::paint_marks);
    place_numbers();
}

void CodeText::show_source(const QString& text)
{
    const QString old = toPlainText();
    if (old == text)
        return;
    // What both begin and end with stays. Cut at line ends, so that a cursor never stands within a changed line.
    qsizetype begin = 0, end = 0;
    const qsizetype least = std::min(old.size(), text.size());
    while (begin < least && old[begin] == text[begin])
        ++begin;
    begin = begin > 0 ? text.lastIndexOf(QLatin1Char('\n'), begin - 1) + 1 : 0;
    while (end < least - begin && old[old.size() - 1 - end] == text[text.size() - 1 - end])
        ++end;
    QTextCursor change(document());
    change.setPosition(int(begin));
    change.setPosition(int(old.size() - end), QTextCursor::KeepAnchor);
    change.insertText(text.mid(begin, text.size() - end - begin));
    mark_lines({}, false);
}

void CodeText::mark_lines(std::vector<int> lines, bool reveal)
{
    marked_ = std::move(lines);
    paint_marks();
    numbers_->update();
    if (!reveal || marked_.empty() || std::ranges::any_of(marked_, [this](int line) { return shows_line(line); }))
        return;
    // A quarter from the top: what is made before it is seen too.
    const int rows = std::max(1, viewport()->height() / std::max(1, fontMetrics().lineSpacing()));
    verticalScrollBar()->setValue(marked_.front() - 1 - rows / 4);
}

void CodeText::paint_marks()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const int line : marked_) {
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(theme().accentbg);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.cursor = QTextCursor(document()->findBlockByNumber(line - 1));
        if (!mark.cursor.isNull())
            marks << mark;
    }
    setExtraSelections(marks);
}

void CodeText::set_stale(bool stale)
{
    stale_ = stale;
    highlighter_->set_stale(stale);
}

QRect CodeText::line_rect(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    return block.isValid() ? blockBoundingGeometry(block).translated(contentOffset()).toRect() : QRect();
}

bool CodeText::shows_line(int line) const
{
    const QRect rect = line_rect(line);
    return rect.isValid() && rect.top() >= 0 && rect.bottom() <= viewport()->height();
}

int CodeText::numbers_width() const
{
    return 20 + fontMetrics().horizontalAdvance(QLatin1Char('9')) * std::max(2, int(QString::number(blockCount()).size()));
}

void CodeText::place_numbers()
{
    setViewportMargins(numbers_width(), 0, 0, 0);
    const QRect inside = contentsRect();
    numbers_->setGeometry(inside.left(), inside.top(), numbers_width(), inside.height());
}

void CodeText::paint_numbers(QPaintEvent* event)
{
    const Theme& t = theme();
    QPainter painter(numbers_);
    painter.fillRect(event->rect(), t.surface);
    if (document()->isEmpty())
        return;
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        const int line = block.blockNumber() + 1;
        const bool marked = std::ranges::binary_search(marked_, line);
        const QRectF rect(0, place.top(), numbers_->width(), place.height());
        if (marked) {
            painter.fillRect(rect, t.accentbg);
            painter.fillRect(QRectF(0, rect.top(), 3, rect.height()), t.accent);
        }
        painter.setPen(marked ? t.text : t.text3);
        painter.drawText(rect.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    }
}

void CodeText::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        place_numbers();
}

void CodeText::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    place_numbers();
}

void CodeText::mouseReleaseEvent(QMouseEvent* event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !textCursor().hasSelection())
        Q_EMIT line_chosen(line_of_cursor());
}

void CodeText::keyPressEvent(QKeyEvent* event)
{
    const int before = line_of_cursor();
    QPlainTextEdit::keyPressEvent(event);
    if (line_of_cursor() != before && !textCursor().hasSelection())
        Q_EMIT line_chosen(line_of_cursor());
}

} // namespace loom
