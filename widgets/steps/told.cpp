#include "steps/told.h"

#include "theme/language.h"
#include "theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

using Kind = Reason::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(loom::Told)
};

QString curve_name(Curve curve)
{
    switch (curve) {
    case Curve::Relu:
        return QStringLiteral("ReLU");
    case Curve::LeakyRelu:
        return QStringLiteral("Leaky ReLU");
    case Curve::Elu:
        return QStringLiteral("ELU");
    case Curve::Gelu:
    case Curve::GeluTanh:
        return QStringLiteral("GELU");
    case Curve::Silu:
        return QStringLiteral("SiLU");
    case Curve::Tanh:
        return QStringLiteral("tanh");
    case Curve::Sigmoid:
        return QStringLiteral("sigmoid");
    case Curve::Relu6:
        return QStringLiteral("ReLU6");
    case Curve::Softplus:
        return QStringLiteral("softplus");
    case Curve::Mish:
        return QStringLiteral("Mish");
    case Curve::HardSigmoid:
        return QStringLiteral("hard sigmoid");
    case Curve::HardSwish:
        return QStringLiteral("hard swish");
    case Curve::Softsign:
        return QStringLiteral("softsign");
    case Curve::Exp:
        return QStringLiteral("exp");
    case Curve::Log:
        return QStringLiteral("log");
    case Curve::Sqrt:
        return QStringLiteral("√");
    default:
        return Words::tr("the curve");
    }
}

QString in_brackets(double v)
{
    const QString text = told_number(v);
    return v < 0 ? QLatin1Char('(') + text + QLatin1Char(')') : text;
}

QString product(const Reason::Term& term)
{
    QStringList parts;
    if (term.times != 1 || term.factors.empty())
        parts << in_brackets(term.times);
    for (const auto& f : term.factors)
        parts << in_brackets(f.number);
    return parts.join(QStringLiteral(" × "));
}

QString sum_of(const Reason& reason)
{
    constexpr std::size_t most = 3;
    QString text;
    const auto plus = [&](const QString& part) { text += (text.isEmpty() ? QString() : QStringLiteral(" + ")) + part; };
    for (std::size_t i = 0; i < std::min(most, reason.terms.size()); ++i)
        plus(product(reason.terms[i]));
    if (reason.all_terms > most)
        plus(Words::tr("%n more", nullptr, int(reason.all_terms - most)));
    if (reason.shift != 0)
        plus(in_brackets(reason.shift));
    return text.isEmpty() ? QStringLiteral("0") : text;
}

QString sentence(const Reason& r)
{
    const QString result = told_number(r.result);
    const double first = r.terms.empty() ? 0 : r.terms.front().value;
    switch (r.kind) {
    case Kind::Given:
        return Words::tr("It is given: %1.").arg(result);
    case Kind::Sum:
        if (r.terms.empty())
            return Words::tr("Nothing comes here: %1.").arg(result);
        if (r.all_terms == 1 && r.shift == 0 && r.terms[0].times == 1 && r.terms[0].factors.size() == 1)
            return Words::tr("It is passed on: %1.").arg(result);
        return Words::tr("%1 = %2").arg(sum_of(r), result);
    case Kind::Largest:
        return Words::tr("The largest of %n value(s) is %1.", nullptr, int(r.all_terms)).arg(result);
    case Kind::Smallest:
        return Words::tr("The smallest of %n value(s) is %1.", nullptr, int(r.all_terms)).arg(result);
    case Kind::Curve:
        if (r.curve == Curve::Relu && first <= 0)
            return Words::tr("ReLU makes 0 of it: %1 is not above 0.").arg(told_number(first));
        if (r.curve == Curve::Relu)
            return Words::tr("ReLU leaves it: %1 is above 0.").arg(told_number(first));
        return Words::tr("%1 makes %3 of %2.").arg(curve_name(r.curve), told_number(first), result);
    case Kind::Slope:
        if (first == 0)
            return Words::tr("No gradient arrives behind %1.").arg(curve_name(r.curve));
        if (r.slope == 0)
            return Words::tr("%1 is flat here, so nothing of the gradient %2 goes on: 0.").arg(curve_name(r.curve), told_number(first));
        if (r.slope == 1)
            return Words::tr("%1 has slope 1 here, so the gradient goes on as it is: %2.").arg(curve_name(r.curve), result);
        return Words::tr("Gradient %2 × slope %3 of %1 = %4").arg(curve_name(r.curve), told_number(first), told_number(r.slope), result);
    case Kind::Share:
        return Words::tr("Its share: e^%1 out of the sum of e^x of %n value(s) is %2.", nullptr, int(r.all_terms))
            .arg(told_number(first), result);
    case Kind::LogShare:
        return Words::tr("The logarithm of its share of %n value(s): %1.", nullptr, int(r.all_terms)).arg(result);
    case Kind::Normalised:
        return Words::tr("(%1 − mean %2) × %3 × scale %4 + shift %5 = %6")
            .arg(told_number(first), in_brackets(r.mean), told_number(r.inverse), in_brackets(r.scale), in_brackets(r.shift), result);
    case Kind::KeptSlope:
        return Words::tr("Gradient %1 × scale %2 ÷ √(variance + ε) %3 = %4")
            .arg(told_number(first), in_brackets(r.scale), told_number(1 / r.inverse), result);
    case Kind::NormSlope:
        return Words::tr("(%1 − mean of all gradients %2 − normalised value %3 × mean of gradients times values %4) × %5 = %6")
            .arg(told_number(first), in_brackets(r.shift), in_brackets(r.target), in_brackets(r.slope), told_number(r.inverse), result);
    case Kind::Gate:
        return QStringLiteral("%1(%2) = %3").arg(curve_name(r.curve), sum_of(r), result);
    case Kind::Cell: {
        const auto part = [&](std::size_t i) { return in_brackets(r.terms[i].value); };
        if (r.cell == Cell::Lstm)
            return Words::tr("Step %1: forget %2 × state before %3 + input %4 × new %5 = state %6").arg(QString::number(r.step + 1), part(2), in_brackets(r.before), part(1), part(0), told_number(r.after)) + QLatin1Char('\n') +
                   Words::tr("Output %1 × tanh(%2) = %3").arg(part(3), told_number(r.after), result);
        return Words::tr("Step %1: (1 − update %2) × new %3 + update %2 × state before %4 = %5; reset is %6")
            .arg(QString::number(r.step + 1), part(1), part(0), in_brackets(r.before), result, part(2));
    }
    case Kind::Spelling: {
        double likeliest = r.rest;
        for (const auto& t : r.terms)
            likeliest += t.value;
        return Words::tr("All ways to spell the %n label(s) in these steps together have probability %1, the likeliest one %2. The loss is −ln of that for each label: %3.", nullptr, int(r.right))
            .arg(told_number(std::exp(r.shift)), told_number(std::exp(likeliest)), result);
    }
    case Kind::Surprise:
        return Words::tr("The right class has a share of %1; the loss is −ln of that: %2.")
            .arg(told_number(std::exp(-r.result)), result);
    case Kind::ShareError:
        return Words::tr("Share %1 − target %2 = %3").arg(told_number(r.result / r.slope + r.target), told_number(r.target), result);
    case Kind::Formula:
        return Words::tr("It follows from the formula, out of all that comes in.");
    }
    return {};
}

QString index_of(const Shape& shape, std::size_t element, bool of_sample)
{
    QStringList index;
    for (std::size_t i = shape.size(); i-- > 0;) {
        index.prepend(QString::number(element % std::size_t(shape[i])));
        element /= std::size_t(shape[i]);
    }
    if (of_sample && index.size() > 1)
        index.append(index.takeFirst());
    return QLatin1Char('[') + index.join(QStringLiteral(", ")) + QLatin1Char(']');
}

QString name_of(const Spot& spot, const StepSession& session)
{
    const StepSession::Role role = session.role(spot.tensor);
    using R = StepSession::Role::Kind;
    QString name;
    switch (role.kind) {
    case R::Output:
        name = shown(role.node);
        break;
    case R::Weight:
        name = weight_words(role.name);
        break;
    case R::Inside:
        name = role.gradient ? Words::tr("gradient inside") : Words::tr("inside");
        break;
    case R::Other:
        name = Words::tr("given");
        break;
    }
    const bool of_sample = role.kind == R::Output || role.kind == R::Inside;
    const QString index = role.shape.empty() || count(role.shape) <= 1 ? QString() : QLatin1Char(' ') + index_of(role.shape, spot.element, of_sample);
    return (role.gradient && role.kind != R::Inside ? Words::tr("gradient of %1").arg(name) : name) + index;
}

/// At most six, and how many more there are.
QString listed_names(const std::vector<std::string>& names)
{
    constexpr std::size_t most = 6;
    QStringList list;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
        list << shown(names[i]);
    const QString text = list.join(Words::tr(", "));
    return names.size() > most ? Words::tr("%1 and %n more", nullptr, int(names.size() - most)).arg(text) : text;
}

/// The reason whose parts are worth a list: the last one with more than one.
const Reason* listed(const StepReasons& reasons)
{
    const auto found = std::ranges::find_if(reasons.reasons, [](const Reason& r) {
        // The sentence of a cell says all of them.
        return r.kind != Kind::Cell && (r.terms.size() > 1 || (r.kind == Kind::Sum && r.terms.size() == 1 && r.terms[0].factors.size() > 1));
    });
    return found == reasons.reasons.end() ? nullptr : &*found;
}

} // namespace

QString told_number(double v)
{
    if (std::isnan(v))
        return QStringLiteral("NaN");
    if (std::isinf(v))
        return v > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    QString text = measure_text(v);
    if (const qsizetype point = text.indexOf(QLatin1Char('.')); point >= 0 && !text.contains(QLatin1Char('e'))) {
        while (text.endsWith(QLatin1Char('0')))
            text.chop(1);
        if (text.endsWith(QLatin1Char('.')))
            text.chop(1);
    }
    return text;
}

QStringList told_reasons(const StepReasons& reasons)
{
    QStringList lines;
    for (const Reason& reason : reasons.reasons)
        lines << sentence(reason);
    return lines;
}

QStringList told_number_of(const StepTensor& tensor, bool backward, const StepReasons& reasons)
{
    QStringList lines;
    if (!backward && !tensor.from.empty()) {
        lines << Words::tr("It comes from %1.").arg(shown(tensor.from));
        if (tensor.kind == StepTensor::Kind::Output)
            return lines; // The formula above has no part in it.
    }
    if (backward && tensor.takers.size() > 1)
        lines << Words::tr("It is the sum over all that go on with this number: %1.").arg(listed_names(tensor.takers));
    else if (backward && tensor.takers.size() == 1 && tensor.kind == StepTensor::Kind::Output)
        lines << Words::tr("It comes back from %1.").arg(shown(tensor.takers[0]));
    return lines + told_reasons(reasons);
}

QString weight_words(const std::string& name)
{
    static constexpr const char* words[] = {
        QT_TRANSLATE_NOOP("loom::Told", "weight"),    QT_TRANSLATE_NOOP("loom::Told", "bias"),      QT_TRANSLATE_NOOP("loom::Told", "scale"),
        QT_TRANSLATE_NOOP("loom::Told", "shift"),     QT_TRANSLATE_NOOP("loom::Told", "slope"),     QT_TRANSLATE_NOOP("loom::Told", "values"),
        QT_TRANSLATE_NOOP("loom::Told", "positions"), QT_TRANSLATE_NOOP("loom::Told", "query"),     QT_TRANSLATE_NOOP("loom::Told", "key"),
        QT_TRANSLATE_NOOP("loom::Told", "value"),     QT_TRANSLATE_NOOP("loom::Told", "output"),    QT_TRANSLATE_NOOP("loom::Told", "self"),
        QT_TRANSLATE_NOOP("loom::Told", "cross"),     QT_TRANSLATE_NOOP("loom::Told", "norm"),      QT_TRANSLATE_NOOP("loom::Told", "expand"),
        QT_TRANSLATE_NOOP("loom::Told", "contract"),  QT_TRANSLATE_NOOP("loom::Told", "reduce"),    QT_TRANSLATE_NOOP("loom::Told", "input"),
        QT_TRANSLATE_NOOP("loom::Told", "recurrent"), QT_TRANSLATE_NOOP("loom::Told", "backward"),  QT_TRANSLATE_NOOP("loom::Told", "depthwise"),
        QT_TRANSLATE_NOOP("loom::Told", "pointwise"),
    };
    QStringList parts = shown(name).split(QLatin1Char('_'));
    for (QString& part : parts)
        if (const auto known = std::ranges::find_if(words, [&](const char* word) { return part == QLatin1String(word); }); known != std::end(words))
            part = QCoreApplication::translate("loom::Told", *known);
    return parts.join(QLatin1Char(' '));
}

std::vector<ToldTerm> told_terms(const StepReasons& reasons, const StepSession& session, std::size_t most, QString* left)
{
    std::vector<ToldTerm> told;
    const Reason* reason = listed(reasons);
    left->clear();
    if (!reason)
        return told;
    double shown_sum = 0;
    for (std::size_t i = 0; i < std::min(most, reason->terms.size()); ++i) {
        const Reason::Term& term = reason->terms[i];
        QStringList names;
        for (const auto& f : term.factors)
            names << name_of(f.spot, session);
        told.push_back({names.join(QStringLiteral(" × ")), product(term), told_number(term.value)});
        shown_sum += term.value;
    }
    if (reason->kind == Kind::Sum && reason->all_terms > told.size())
        *left = Words::tr("%n more: together %1", nullptr, int(reason->all_terms - told.size()))
                    .arg(told_number(reason->result - reason->shift - shown_sum));
    return told;
}

QString told_step(const OneStep& step, const QString& optimiser)
{
    if (step.rate == 0)
        return Words::tr("A step of training leaves it at %1: the layer is frozen.").arg(told_number(step.before));
    QString text = Words::tr("A first step of training on this sample alone (%1, learning rate %2) takes it from %3 to %4.")
                       .arg(optimiser, told_number(step.rate), told_number(step.before), told_number(step.after));
    if (step.clipped < 1)
        text += QLatin1Char('\n') + Words::tr("The gradient is shortened to %1 of it first.").arg(percent_text(step.clipped, 1));
    if (step.gradient != 0)
        text += QLatin1Char('\n') +
                (step.gradient > 0 ? Words::tr("The gradient is above 0: more of it would make the loss larger, so it goes down.")
                                   : Words::tr("The gradient is below 0: more of it would make the loss smaller, so it goes up."));
    return text;
}

} // namespace loom
