#include "formula/formula_view.h"

#include "base/text.h"
#include "theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace loom {

FormulaView::FormulaView(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FormulaView::set_formula(const std::string& text)
{
    if (text == text_)
        return;
    text_ = text;
    const auto made = parse_formula(text);
    part_.reset();
    if (made)
        part_ = *made;
    else if (!text.empty())
        part_ = FormulaPart{FormulaPart::Kind::Upright, text, {}};
    name_it();
    updateGeometry();
    update();
}

void FormulaView::name_it()
{
    setAccessibleName(part_ ? QString::fromStdString(spoken(*part_)) : QString());
}

FormulaBox FormulaView::set(double width) const
{
    QFont font = loom::font(FontRole::Heading);
    if (language() == Language::Chinese) { // Letters of a formula are Latin ones.
        QStringList families = font.families();
        std::ranges::reverse(families);
        font.setFamilies(families);
    }
    font.setPixelSize(line_height(FontRole::Body) * 4 / 5);
    return part_ ? typeset(*part_, font, width) : FormulaBox();
}

QSize FormulaView::sizeHint() const
{
    const FormulaBox box = set(0);
    return {int(std::ceil(box.width())) + 4, int(std::ceil(box.height())) + 4};
}

QSize FormulaView::minimumSizeHint() const
{
    return {120, line_height(FontRole::Body)};
}

int FormulaView::heightForWidth(int width) const
{
    return int(std::ceil(set(width - 4).height())) + 4;
}

void FormulaView::paintEvent(QPaintEvent*)
{
    const FormulaBox box = set(width() - 4);
    QPainter painter(this);
    box.paint(painter, {2, 2 + box.ascent()}, isEnabled() ? theme().text : theme().disabled);
}

void FormulaView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        name_it();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace loom
