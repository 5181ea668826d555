#include "code/python_highlighter.h"

#include "theme/theme.h"

#include <QSet>

namespace loom {
namespace {

const QSet<QString> keywords{
    QStringLiteral("and"),   QStringLiteral("as"),     QStringLiteral("class"), QStringLiteral("def"),  QStringLiteral("else"),
    QStringLiteral("False"), QStringLiteral("for"),    QStringLiteral("from"),  QStringLiteral("if"),   QStringLiteral("import"),
    QStringLiteral("in"),    QStringLiteral("is"),     QStringLiteral("None"),  QStringLiteral("not"),  QStringLiteral("or"),
    QStringLiteral("raise"), QStringLiteral("return"), QStringLiteral("True"),  QStringLiteral("with"), QStringLiteral("lambda")};

bool is_word(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

} // namespace

PythonHighlighter::PythonHighlighter(QTextDocument* document) : QSyntaxHighlighter(document)
{
    take_theme();
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] {
        take_theme();
        rehighlight();
    });
}

void PythonHighlighter::take_theme()
{
    const Theme& t = theme();
    keyword_.setForeground(t.c_att);
    text_.setForeground(t.c_act);
    number_.setForeground(t.c_rec);
    comment_.setForeground(t.text3);
    name_.setForeground(t.c_lin);
    all_.setForeground(t.text3);
}

void PythonHighlighter::set_stale(bool stale)
{
    if (std::exchange(stale_, stale) != stale)
        rehighlight();
}

// The state of a line: 1 within a text of three quotes.
void PythonHighlighter::highlightBlock(const QString& line)
{
    const QString quotes = QStringLiteral("\"\"\"");
    qsizetype at = 0;
    setCurrentBlockState(0);
    if (previousBlockState() == 1) {
        const qsizetype end = line.indexOf(quotes);
        setFormat(0, int(end < 0 ? line.size() : end + 3), text_);
        if (end < 0)
            setCurrentBlockState(1);
        at = end < 0 ? line.size() : end + 3;
    }
    bool defines = false;
    while (at < line.size()) {
        const QChar c = line[at];
        const qsizetype begin = at;
        if (c == QLatin1Char('#')) {
            setFormat(int(at), int(line.size() - at), comment_);
            break;
        }
        if (c == QLatin1Char('"')) {
            const bool three = QStringView(line).mid(at).startsWith(quotes);
            at += three ? 3 : 1;
            while (at < line.size() && !(three ? QStringView(line).mid(at).startsWith(quotes) : line[at] == QLatin1Char('"')))
                at += line[at] == QLatin1Char('\\') ? 2 : 1;
            if (three && at >= line.size())
                setCurrentBlockState(1);
            at = std::min(line.size(), at + (three ? 3 : 1));
            setFormat(int(begin), int(at - begin), text_);
            continue;
        }
        if (!is_word(c)) {
            ++at;
            continue;
        }
        while (at < line.size() && (is_word(line[at]) || (c.isDigit() && line[at] == QLatin1Char('.'))))
            ++at;
        const QString word = line.mid(begin, at - begin);
        if (c.isDigit())
            setFormat(int(begin), int(at - begin), number_);
        else if (keywords.contains(word))
            setFormat(int(begin), int(at - begin), keyword_);
        else if (defines)
            setFormat(int(begin), int(at - begin), name_);
        defines = word == QLatin1String("def") || word == QLatin1String("class");
    }
    if (stale_)
        setFormat(0, int(line.size()), all_);
}

} // namespace loom
