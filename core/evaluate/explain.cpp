#include "evaluate/explain.h"
#include "evaluate/explain_finder.h"

#include <limits>

namespace loom {

namespace explaining {

Reason Finder::find()
{
    for (std::size_t i = program_.ops.size(); i-- > 0;)
        if (const auto made = written(program_.ops[i]); std::ranges::find(made, spot_.tensor) != made.end()) {
            reason_.op = i;
            reason_.kind = Kind::Formula;
            std::visit([this](const auto& op) { visit(op); }, program_.ops[i]);
            break;
        }
    finish();
    return std::move(reason_);
}

void Finder::finish()
{
    Reason& r = reason_;
    r.all_terms = r.terms.size();
    r.result = std::numeric_limits<double>::quiet_NaN();
    const auto front = [&](auto better) {
        const auto best = std::min_element(r.terms.begin(), r.terms.end(),
                                           [&](const auto& a, const auto& b) { return better(a.value, b.value); });
        if (best != r.terms.end())
            std::rotate(r.terms.begin(), best, best + 1);
    };
    std::size_t kept = 0;
    switch (r.kind) {
    case Kind::Given:
        r.result = read_(spot_);
        return;
    case Kind::Sum:
        r.result = r.shift;
        for (const auto& t : r.terms)
            r.result += t.value;
        break;
    case Kind::Largest:
        front(std::greater<>());
        r.result = r.terms.empty() ? -std::numeric_limits<double>::infinity() : r.terms.front().value;
        kept = 1;
        break;
    case Kind::Smallest:
        front(std::less<>());
        r.result = r.terms.empty() ? std::numeric_limits<double>::infinity() : r.terms.front().value;
        kept = 1;
        break;
    case Kind::Share:
    case Kind::LogShare:
    case Kind::ShareError:
    case Kind::Surprise: {
        if (r.terms.empty())
            return;
        double most = -std::numeric_limits<double>::infinity(), sum = 0;
        for (const auto& t : r.terms)
            most = std::max(most, t.value);
        for (const auto& t : r.terms)
            sum += std::exp(t.value - most);
        const auto log_share = [&](std::size_t i) { return r.terms[i].value - most - std::log(sum); };
        r.result = r.kind == Kind::Share      ? std::exp(log_share(0))
                   : r.kind == Kind::LogShare ? log_share(0)
                   : r.kind == Kind::Surprise ? -log_share(r.right)
                                              : (std::exp(log_share(0)) - r.target) * r.slope;
        if (r.kind == Kind::Surprise) {
            std::rotate(r.terms.begin(), r.terms.begin() + std::ptrdiff_t(r.right), r.terms.begin() + std::ptrdiff_t(r.right) + 1);
            r.right = 0;
        }
        kept = 1;
        break;
    }
    case Kind::Normalised:
        r.result = (r.terms[0].value - r.mean) * r.inverse * r.scale + r.shift;
        return;
    case Kind::KeptSlope:
        r.result = r.terms[0].value * r.scale * r.inverse;
        return;
    case Kind::NormSlope:
        r.result = (r.terms[0].value - r.shift - r.target * r.slope) * r.inverse;
        kept = 1;
        break;
    case Kind::Gate: {
        double sum = 0;
        for (const auto& t : r.terms)
            sum += t.value;
        r.result = r.curve == Curve::Sigmoid ? 1 / (1 + std::exp(-sum)) : r.curve == Curve::Tanh ? std::tanh(sum) : std::max(0.0, sum);
        break;
    }
    case Kind::Cell: {
        const auto gate = [&](std::size_t i) { return r.terms[i].value; };
        if (r.cell == Cell::Lstm) {
            r.after = gate(2) * r.before + gate(1) * gate(0);
            r.result = gate(3) * std::tanh(r.after);
        } else {
            r.result = r.after = (1 - gate(1)) * gate(0) + gate(1) * r.before;
        }
        return;
    }
    case Kind::Spelling:
        r.result = -r.shift / double(std::max<std::size_t>(r.right, 1));
        while (r.terms.size() > most_terms) {
            r.rest += r.terms.back().value;
            r.terms.pop_back();
        }
        return;
    case Kind::Curve:
        r.result = read_(spot_);
        return;
    case Kind::Slope:
        r.result = r.terms[0].value * r.slope;
        return;
    case Kind::Formula:
        kept = 1;
        break;
    }
    std::stable_sort(r.terms.begin() + std::ptrdiff_t(std::min(kept, r.terms.size())), r.terms.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.value) > std::abs(b.value); });
    while (r.terms.size() > most_terms) {
        r.rest += r.terms.back().value;
        r.terms.pop_back();
    }
}

} // namespace explaining

using Kind = Reason::Kind;

/// The factor of a term that an instruction made within the layer; null where all are known.
static const Reason::Factor* inner(const Program& program, const Reason::Term& term, const std::set<TensorId>& known)
{
    for (const Reason::Factor& f : term.factors) {
        const Role role = program.at(f.spot.tensor).role;
        const bool given = role == Role::Input || role == Role::Weight || role == Role::State || role == Role::Constant;
        if (!given && !known.contains(f.spot.tensor))
            return &f;
    }
    return nullptr;
}

Reason reason_of(const Program& program, const Spot& spot, const SpotReader& read)
{
    return explaining::Finder(program, spot, read).find();
}

std::vector<Reason> reasons_of(const Program& program, const Spot& spot, const std::set<TensorId>& known, const SpotReader& read)
{
    std::vector<Reason> reasons;
    std::optional<Spot> next = spot;
    for (int depth = 0; next && depth < 12; ++depth) {
        Reason reason = reason_of(program, *next, read);
        next.reset();
        // A sum, of which one part is a sum within the layer: one sum.
        for (int merged = 0; reason.kind == Kind::Sum && reason.all_terms <= 3 && merged < 12; ++merged) {
            const auto open = std::ranges::find_if(reason.terms, [&](const Reason::Term& t) {
                return t.factors.size() == 1 && inner(program, t, known) != nullptr;
            });
            if (open == reason.terms.end())
                break;
            const Reason::Term outer = *open;
            Reason within = reason_of(program, outer.factors[0].spot, read);
            if (within.kind != Kind::Sum)
                break;
            reason.terms.erase(open);
            for (Reason::Term& t : within.terms) {
                t.times *= outer.times;
                t.value *= outer.times;
                reason.terms.push_back(std::move(t));
            }
            reason.all_terms += within.all_terms - 1;
            reason.shift += within.shift * outer.times;
            reason.rest += within.rest * outer.times;
            std::ranges::stable_sort(reason.terms, std::greater<>(), [](const Reason::Term& t) { return std::abs(t.value); });
            while (reason.terms.size() > most_terms) {
                reason.rest += reason.terms.back().value;
                reason.terms.pop_back();
            }
        }
        // What one number of the layer's inside was bent, scaled or shared out from: why that one is what it is.
        const bool one = reason.terms.size() == 1 || reason.kind == Kind::Curve || reason.kind == Kind::Slope ||
                         reason.kind == Kind::Normalised || reason.kind == Kind::KeptSlope || reason.kind == Kind::NormSlope || reason.kind == Kind::Cell || reason.kind == Kind::Largest || reason.kind == Kind::Share;
        if (one && !reason.terms.empty() && reason.kind != Kind::Formula)
            if (const auto* open = inner(program, reason.terms.front(), known))
                next = open->spot;
        const bool moved = reason.kind == Kind::Sum && reason.all_terms == 1 && reason.shift == 0 && reason.terms[0].times == 1 &&
                           reason.terms[0].factors.size() == 1;
        if (!(moved && next))
            reasons.push_back(std::move(reason));
    }
    std::ranges::reverse(reasons);
    return reasons;
}

} // namespace loom
