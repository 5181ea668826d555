#include "formula/typesetter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace loom {

using Kind = FormulaPart::Kind;

void FormulaBox::paint(QPainter& painter, QPointF origin, const QColor& ink) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin);
    painter.setPen(ink);
    for (const Piece& piece : pieces_) {
        painter.setFont(piece.font);
        painter.drawText(piece.at, piece.text);
    }
    for (const Line& line : lines_) {
        if (line.pen > 0)
            painter.strokePath(line.path, QPen(ink, line.pen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        else
            painter.fillPath(line.path, ink);
    }
    painter.restore();
}

void FormulaBox::add(const FormulaBox& other, QPointF offset)
{
    for (Piece piece : other.pieces_) {
        piece.at += offset;
        pieces_.push_back(std::move(piece));
    }
    for (const Line& line : other.lines_)
        lines_.push_back({line.path.translated(offset), line.pen});
    width_ = std::max(width_, offset.x() + other.width_);
    ascent_ = std::max(ascent_, other.ascent_ - offset.y());
    descent_ = std::max(descent_, other.descent_ + offset.y());
}

class Typesetter {
public:
    Typesetter(const QFont& font, double width) : base_(font), width_(width) {}

    FormulaBox lines(const FormulaPart& part) const
    {
        const Level level{base_, 0};
        const std::vector<FormulaPart> whole{part};
        FormulaBox all;
        bool first = true;
        for (const FormulaPart& one : part.kind == Kind::Lines ? part.parts : whole)
            for (const FormulaBox& line : broken(one, level)) {
                const double down = first ? 0 : all.descent_ + line.ascent_ + metrics(level).height() * 0.35;
                all.add(line, {0, down});
                first = false;
            }
        return all;
    }

private:
    struct Level {
        QFont font;
        int depth; // 0: the line itself, 1: below and above, 2: below and above those.
    };
    static QFontMetricsF metrics(const Level& level) { return QFontMetricsF(level.font); }
    static double em(const Level& level) { return metrics(level).height() * 0.75; }
    /// Where signs like "=" have their middle, above the baseline.
    static double axis(const Level& level) { return metrics(level).xHeight() * 0.55; }
    static double rule(const Level& level) { return std::max(1.0, em(level) / 16); }
    Level smaller(const Level& level) const
    {
        if (level.depth >= 2)
            return level;
        Level made{level.font, level.depth + 1};
        made.font.setPixelSize(std::max(9, int(pixels(base_) * (level.depth == 0 ? 0.75 : 0.62) + 0.5)));
        return made;
    }
    static int pixels(const QFont& font) { return font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize(); }

    static FormulaBox text(const QString& words, const Level& level, bool slanted)
    {
        FormulaBox box;
        QFont font = level.font;
        font.setItalic(slanted);
        const QFontMetricsF m(font);
        box.width_ = m.horizontalAdvance(words);
        if (slanted && !words.isEmpty()) // Letters that lean out of their width must not touch what follows.
            box.width_ += std::max(0.0, -m.rightBearing(words.back()));
        box.ascent_ = m.ascent();
        box.descent_ = m.descent();
        box.pieces_.push_back({{0, 0}, words, font});
        return box;
    }

    /// A line in pieces that fit.
    std::vector<FormulaBox> broken(const FormulaPart& part, const Level& level) const
    {
        FormulaBox whole = set(part, level);
        if (width_ <= 0 || whole.width_ <= width_ || part.kind != Kind::Row)
            return {std::move(whole)};
        std::vector<FormulaBox> made;
        FormulaPart line;
        double taken = 0;
        const double indent = 2 * em(level);
        const auto end = [&] {
            FormulaBox box = set(line, level);
            FormulaBox moved;
            moved.add(box, {made.empty() ? 0 : indent, 0});
            made.push_back(std::move(moved));
            line.parts.clear();
        };
        for (std::size_t i = 0; i < part.parts.size();) {
            // As far as the next sign: only there a line ends.
            std::size_t to = i + 1;
            while (to < part.parts.size() && !(part.parts[to].kind == Kind::Sign && part.parts[to].text != ","))
                ++to;
            FormulaPart chunk{Kind::Row, {}, {part.parts.begin() + std::ptrdiff_t(i), part.parts.begin() + std::ptrdiff_t(to)}};
            const double wide = set(chunk, level).width_;
            if (!line.parts.empty() && taken + wide > width_ - (made.empty() ? 0 : indent)) {
                end();
                taken = 0;
            }
            taken += wide;
            line.parts.insert(line.parts.end(), chunk.parts.begin(), chunk.parts.end());
            i = to;
        }
        if (!line.parts.empty())
            end();
        return made;
    }

    FormulaBox set(const FormulaPart& part, const Level& level) const
    {
        switch (part.kind) {
        case Kind::Row:
            return row(part, level);
        case Kind::Variable:
            return text(QString::fromStdString(part.text), level, true);
        case Kind::Upright:
            return text(QString::fromStdString(part.text), level, false);
        case Kind::Sign:
            return sign(part, level);
        case Kind::Fraction:
            return fraction(part, level);
        case Kind::Root:
            return root(part, level);
        case Kind::Scripts:
            return scripts(part, level);
        case Kind::Limits:
            return limits(part, level);
        case Kind::Fence:
            return fence(part, level);
        case Kind::Accent:
            return accent(part, level);
        case Kind::Cases:
            return cases(part, level);
        case Kind::Lines:
            return lines(part);
        }
        return {};
    }

    static bool named(const FormulaPart& part)
    {
        const FormulaPart& base = part.kind == Kind::Scripts || part.kind == Kind::Limits ? part.parts[0] : part;
        return base.kind == Kind::Upright && !base.text.empty() && ((base.text[0] >= 'a' && base.text[0] <= 'z') || (base.text[0] >= 'A' && base.text[0] <= 'Z'));
    }

    FormulaBox row(const FormulaPart& part, const Level& level) const
    {
        FormulaBox box;
        double x = 0;
        const FormulaPart* before = nullptr;
        for (const FormulaPart& next : part.parts) {
            if (before && before->kind != Kind::Sign && next.kind != Kind::Sign && level.depth == 0) {
                // A name is set off from what it is applied to, but not from its bracket.
                const bool apart = (named(*before) && next.kind != Kind::Fence) || (named(next)) || before->kind == Kind::Limits;
                x += em(level) * (apart ? 0.22 : next.kind == Kind::Fence && named(*before) ? 0.02 : 0.1);
            }
            FormulaBox inner;
            if (next.kind == Kind::Sign && next.text == "−" && (!before || before->kind == Kind::Sign))
                inner = text(QStringLiteral("−"), level, false); // Belongs to the number behind it.
            else
                inner = set(next, level);
            box.add(inner, {x, 0});
            x += inner.width_;
            box.width_ = x;
            before = &next;
        }
        return box;
    }

    FormulaBox sign(const FormulaPart& part, const Level& level) const
    {
        const QString shown = QString::fromStdString(part.text);
        const bool comma = shown == QLatin1String(",") || shown == QLatin1String(";") || shown == QLatin1String(":");
        const bool tight = level.depth > 0 || shown == QLatin1String("/") || shown == QLatin1String("|");
        const double room = em(level) * (tight ? 0.06 : 0.26);
        const FormulaBox inner = text(shown, level, false);
        FormulaBox box;
        box.add(inner, {comma ? 0 : room, 0});
        box.width_ = inner.width_ + (comma ? em(level) * (level.depth > 0 ? 0.1 : 0.4) : 2 * room);
        return box;
    }

    FormulaBox fraction(const FormulaPart& part, const Level& level) const
    {
        // Within a script, and in a fraction of a fraction, smaller.
        const FormulaBox above = set(part.parts[0], level), below = set(part.parts[1], level);
        const double gap = em(level) * 0.14, thick = rule(level), middle = axis(level), side = em(level) * 0.1;
        const double width = std::max(above.width_, below.width_) + 2 * side;
        FormulaBox box;
        box.add(above, {(width - above.width_) / 2, -middle - gap - above.descent_});
        box.add(below, {(width - below.width_) / 2, -middle + gap + thick + below.ascent_});
        QPainterPath bar;
        bar.addRect(QRectF(0, -middle - thick / 2, width, thick));
        box.lines_.push_back({bar, 0});
        box.width_ = width;
        return box;
    }

    FormulaBox root(const FormulaPart& part, const Level& level) const
    {
        const FormulaBox inner = set(part.parts[0], level);
        const double e = em(level), thick = rule(level), left = e * 0.62, gap = e * 0.12;
        FormulaBox box;
        box.add(inner, {left, 0});
        const double top = -inner.ascent_ - gap, bottom = inner.descent_;
        QPainterPath path({0, bottom - (bottom - top) * 0.4});
        path.lineTo(e * 0.14, bottom - (bottom - top) * 0.45);
        path.lineTo(e * 0.32, bottom);
        path.lineTo(left - e * 0.06, top);
        path.lineTo(left + inner.width_ + e * 0.08, top);
        box.lines_.push_back({path, thick});
        box.ascent_ = std::max(box.ascent_, -top + thick);
        box.width_ = left + inner.width_ + e * 0.14;
        return box;
    }

    FormulaBox scripts(const FormulaPart& part, const Level& level) const
    {
        const FormulaBox base = set(part.parts[0], level);
        const Level small = smaller(level);
        FormulaBox box = base;
        double right = base.width_;
        const double gap = em(level) * 0.04;
        const bool tall = base.height() > metrics(level).height() * 1.3;
        if (!part.parts[1].empty()) {
            const FormulaBox below = set(part.parts[1], small);
            const double down = tall ? base.descent_ : metrics(level).xHeight() * 0.42;
            box.add(below, {base.width_ + gap, down});
            right = std::max(right, base.width_ + gap + below.width_);
        }
        if (!part.parts[2].empty()) {
            const FormulaBox above = set(part.parts[2], small);
            const double up = tall ? base.ascent_ - metrics(small).xHeight() : metrics(level).xHeight() * 0.8;
            box.add(above, {base.width_ + gap, -std::max(up, above.descent_ + metrics(level).xHeight() * 0.35)});
            right = std::max(right, base.width_ + gap + above.width_);
        }
        box.width_ = right + em(level) * 0.04;
        return box;
    }

    FormulaBox limits(const FormulaPart& part, const Level& level) const
    {
        const bool big = part.parts[0].text == "Σ" || part.parts[0].text == "Π";
        Level own = level;
        if (big && level.depth == 0)
            own.font.setPixelSize(int(pixels(level.font) * 1.5));
        FormulaBox base = set(part.parts[0], own);
        if (big) { // By what is drawn, and in the middle of the line.
            const QFontMetricsF m(base.pieces_[0].font);
            const QRectF ink = m.tightBoundingRect(base.pieces_[0].text);
            const double down = -ink.center().y() - axis(level);
            base.pieces_[0].at.setY(down);
            base.ascent_ = -(ink.top() + down);
            base.descent_ = ink.bottom() + down;
        } else {
            const QRectF ink = QFontMetricsF(base.pieces_[0].font).tightBoundingRect(base.pieces_[0].text);
            base.ascent_ = -ink.top();
            base.descent_ = std::max(0.0, ink.bottom());
        }
        const Level small = smaller(level);
        const double gap = em(level) * 0.1;
        FormulaBox below, above;
        if (!part.parts[1].empty())
            below = set(part.parts[1], small);
        if (!part.parts[2].empty())
            above = set(part.parts[2], small);
        const double width = std::max({base.width_, below.width_, above.width_});
        FormulaBox box;
        box.add(base, {(width - base.width_) / 2, 0});
        if (!part.parts[1].empty())
            box.add(below, {(width - below.width_) / 2, base.descent_ + gap + below.ascent_ * 0.85});
        if (!part.parts[2].empty())
            box.add(above, {(width - above.width_) / 2, -base.ascent_ - gap - above.descent_});
        box.width_ = width;
        return box;
    }

    static QPainterPath bracket(const QString& sign, double width, double top, double bottom, bool opening)
    {
        QPainterPath path;
        const double left = width * 0.2, right = width * 0.8, middle = (top + bottom) / 2;
        const char16_t c = sign[0].unicode();
        if (c == u'(' || c == u')') {
            path.moveTo(opening ? right : left, top);
            path.cubicTo(opening ? left : right, top + (bottom - top) * 0.25, opening ? left : right, bottom - (bottom - top) * 0.25,
                         opening ? right : left, bottom);
        } else if (c == u'|') {
            path.moveTo(width / 2, top);
            path.lineTo(width / 2, bottom);
        } else if (c == u'‖') {
            path.moveTo(width * 0.3, top);
            path.lineTo(width * 0.3, bottom);
            path.moveTo(width * 0.7, top);
            path.lineTo(width * 0.7, bottom);
        } else if (c == u'{') {
            path.moveTo(right, top);
            path.cubicTo(width * 0.35, top, width * 0.7, middle, left * 0.5, middle);
            path.cubicTo(width * 0.7, middle, width * 0.35, bottom, right, bottom);
        } else { // Square ones: with both ends, the lower one for ⌊ and the upper one for ⌈.
            const double upright = opening ? left : right, end = opening ? right : left;
            const bool upper = c != u'⌊' && c != u'⌋', lower = c != u'⌈' && c != u'⌉';
            path.moveTo(upper ? end : upright, top);
            path.lineTo(upright, top);
            path.lineTo(upright, bottom);
            path.lineTo(lower ? end : upright, bottom);
        }
        return path;
    }

    FormulaBox fenced(const FormulaBox& inner, const QString& opening, const QString& closing, const Level& level) const
    {
        // As far above the axis as below it.
        const double middle = axis(level), reach = std::max({inner.ascent_ - middle, inner.descent_ + middle, metrics(level).height() * 0.42});
        const double top = -middle - reach, bottom = -middle + reach, thick = rule(level) * 1.1;
        const double width = em(level) * (0.3 + 0.06 * std::min(4.0, 2 * reach / metrics(level).height()));
        FormulaBox box;
        double x = 0;
        if (!opening.isEmpty()) {
            box.lines_.push_back({bracket(opening, width, top, bottom, true), thick});
            x = width;
        }
        box.add(inner, {x, 0});
        x += inner.width_;
        if (!closing.isEmpty()) {
            box.lines_.push_back({bracket(closing, width, top, bottom, false).translated(x, 0), thick});
            x += width;
        }
        box.width_ = x;
        box.ascent_ = std::max(box.ascent_, -top);
        box.descent_ = std::max(box.descent_, bottom);
        return box;
    }

    FormulaBox fence(const FormulaPart& part, const Level& level) const
    {
        const QString signs = QString::fromStdString(part.text);
        return fenced(set(part.parts[0], level), signs.left(1), signs.mid(1), level);
    }

    FormulaBox accent(const FormulaPart& part, const Level& level) const
    {
        const FormulaBox inner = set(part.parts[0], level);
        const double e = em(level), top = -std::max(metrics(level).xHeight(), tight_ascent(inner)) - e * 0.12;
        FormulaBox box = inner;
        const double middle = inner.width_ / 2 + e * 0.06;
        QPainterPath path;
        if (part.text == "^") {
            path.moveTo(middle - e * 0.2, top);
            path.lineTo(middle, top - e * 0.18);
            path.lineTo(middle + e * 0.2, top);
        } else {
            path.moveTo(middle - e * 0.24, top - e * 0.05);
            path.lineTo(middle + e * 0.24, top - e * 0.05);
        }
        box.lines_.push_back({path, rule(level)});
        box.ascent_ = std::max(box.ascent_, -top + e * 0.22);
        return box;
    }
    /// How high what is drawn reaches.
    static double tight_ascent(const FormulaBox& box)
    {
        double most = 0;
        for (const FormulaBox::Piece& piece : box.pieces_)
            most = std::max(most, -QFontMetricsF(piece.font).tightBoundingRect(piece.text).top() - piece.at.y());
        return most;
    }

    FormulaBox cases(const FormulaPart& part, const Level& level) const
    {
        std::vector<FormulaBox> what, when;
        double widest = 0;
        for (std::size_t i = 0; i + 1 < part.parts.size(); i += 2) {
            what.push_back(set(part.parts[i], level));
            when.push_back(set(part.parts[i + 1], level));
            widest = std::max(widest, what.back().width_);
        }
        FormulaBox rows;
        const double gap = metrics(level).height() * 0.2;
        double y = 0;
        for (std::size_t i = 0; i < what.size(); ++i) {
            const double ascent = std::max(what[i].ascent_, when[i].ascent_), descent = std::max(what[i].descent_, when[i].descent_);
            y += i == 0 ? 0 : gap + ascent;
            rows.add(what[i], {0, y});
            rows.add(when[i], {widest + 1.2 * em(level), y});
            y += descent;
        }
        // Its middle on the axis.
        FormulaBox moved;
        moved.add(rows, {0, (rows.ascent_ - rows.descent_) / 2 - axis(level)});
        return fenced(moved, QStringLiteral("{"), {}, level);
    }

    QFont base_;
    double width_;
};

FormulaBox typeset(const FormulaPart& part, const QFont& font, double width)
{
    return Typesetter(font, width).lines(part);
}

} // namespace loom
