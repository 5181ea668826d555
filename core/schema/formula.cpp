#include "schema/formula.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace loom {
namespace {

using Kind = FormulaPart::Kind;

const std::map<std::string_view, std::string_view>& greek()
{
    static const std::map<std::string_view, std::string_view> letters{
        {"alpha", "α"}, {"beta", "β"},   {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"eta", "η"},
        {"theta", "θ"}, {"kappa", "κ"},  {"lambda", "λ"}, {"mu", "μ"},   {"pi", "π"},      {"rho", "ρ"},
        {"sigma", "σ"}, {"tau", "τ"},    {"phi", "φ"},   {"Phi", "Φ"},   {"omega", "ω"},   {"Delta", "Δ"},
        {"Sigma", "Σ"}, {"partial", "∂"}};
    return letters;
}
const std::map<std::string_view, std::string_view>& signs()
{
    static const std::map<std::string_view, std::string_view> words{
        {"times", "×"}, {"odot", "⊙"}, {"in", "∈"}, {"approx", "≈"}, {"pm", "±"}};
    return words;
}
const std::map<std::string_view, std::string_view>& marks()
{
    static const std::map<std::string_view, std::string_view> words{{"infinity", "∞"}, {"dots", "…"}, {"transposed", "⊤"}};
    return words;
}
/// What is written around another: its name, and the signs.
const std::map<std::string_view, std::string_view>& fences()
{
    static const std::map<std::string_view, std::string_view> words{
        {"abs", "||"}, {"norm", "‖‖"}, {"floor", "⌊⌋"}, {"ceil", "⌈⌉"}};
    return words;
}

bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool digit(char c)
{
    return c >= '0' && c <= '9';
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<FormulaPart> whole()
    {
        FormulaPart lines{Kind::Lines, {}, {}};
        lines.parts.push_back(row());
        while (take(";;"))
            lines.parts.push_back(row());
        skip();
        if (!error_ && at_ < text_.size())
            fail(LOOM_TEXT("“%1” closes nothing."), std::string(1, text_[at_]));
        if (error_)
            return *error_;
        if (std::ranges::any_of(lines.parts, &FormulaPart::empty))
            return Error{LOOM_TEXT("The formula has an empty line."), LOOM_TEXT("Write something on it or take it out.")};
        return lines.parts.size() == 1 ? std::move(lines.parts.front()) : std::move(lines);
    }

private:
    void skip()
    {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }
    bool take(std::string_view sign)
    {
        skip();
        if (error_ || !text_.substr(at_).starts_with(sign))
            return false;
        at_ += sign.size();
        return true;
    }
    template <class... A>
    void fail(Text what, A&&... arguments)
    {
        if (!error_)
            error_ = Error{Message(what, std::forward<A>(arguments)...), Message(LOOM_TEXT("It is character %1 of the formula."), at_ + 1)};
        at_ = text_.size();
    }
    /// {…}, or (…) as in formulas that people write.
    FormulaPart braced(std::string_view of)
    {
        const bool round = take("(");
        if (!round && !take("{")) {
            fail(LOOM_TEXT("“%1” wants braces behind it."), std::string(of));
            return {};
        }
        FormulaPart inside = row();
        if (!take(round ? ")" : "}"))
            fail(LOOM_TEXT("“%1” is not closed."), std::string(of));
        return inside;
    }
    FormulaPart row()
    {
        FormulaPart made;
        if (++depth_ > 60) {
            fail(LOOM_TEXT("The formula has more than %1 brackets within each other."), 60);
            return made;
        }
        for (skip(); !error_ && at_ < text_.size(); skip()) {
            const char c = text_[at_];
            if (c == ')' || c == ']' || c == '}' || c == '&' || text_.substr(at_).starts_with(";;"))
                break;
            made.parts.push_back(scripted());
        }
        --depth_;
        return made;
    }
    FormulaPart scripted()
    {
        FormulaPart base = atom();
        FormulaPart below, above;
        bool any = false;
        for (skip(); !error_ && at_ < text_.size() && (text_[at_] == '_' || text_[at_] == '^'); skip()) {
            FormulaPart& script = text_[at_++] == '_' ? below : above;
            if (!script.empty())
                fail(LOOM_TEXT("Two of “_” or “^” stand behind each other."));
            script = take("{") ? closed_row() : script_atom();
            any = true;
            if (script.empty())
                fail(LOOM_TEXT("Behind “_” and “^” something must follow."));
        }
        if (!any)
            return base;
        const bool runs = base.text == "Σ" || base.text == "Π" ||
                          (base.kind == Kind::Upright && (base.text == "max" || base.text == "min"));
        return {runs ? Kind::Limits : Kind::Scripts, {}, {std::move(base), std::move(below), std::move(above)}};
    }
    FormulaPart closed_row()
    {
        FormulaPart inside = row();
        if (!take("}"))
            fail(LOOM_TEXT("“%1” is not closed."), std::string("{"));
        return inside;
    }
    FormulaPart script_atom()
    {
        // x^-2 as in formulas that people write.
        if (take("-"))
            return {Kind::Row, {}, {{Kind::Upright, "−"}, atom()}};
        return atom();
    }
    FormulaPart atom()
    {
        skip();
        if (error_ || at_ >= text_.size())
            return {};
        const char c = text_[at_];
        if (letter(c))
            return word();
        if (digit(c) || c == '.') {
            if (take("..."))
                return {Kind::Upright, "…"};
            return number();
        }
        if (c == '(' || c == '[')
            return bracketed(c == '(' ? ')' : ']');
        if (take("{"))
            return closed_row();
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 22> written{{
            {"<=", "≤"}, {">=", "≥"}, {"!=", "≠"}, {"->", "→"}, {"<", "<"}, {">", ">"}, {"=", "="}, {"+", "+"},
            {"-", "−"},  {"*", "·"},  {"/", "/"},  {",", ","},  {";", ";"}, {":", ":"}, {"|", "|"}, {"'", "′"},
            {"−", "−"},  {"·", "·"},  {"×", "×"},  {"≤", "≤"},  {"≥", "≥"}, {"%", "%"}}};
        for (const auto& [sign, shown] : written)
            if (take(sign))
                return {sign == "'" ? Kind::Upright : Kind::Sign, std::string(shown)};
        if (static_cast<unsigned char>(c) >= 0x80) { // A letter of another alphabet.
            std::size_t to = at_ + 1;
            while (to < text_.size() && (text_[to] & 0xC0) == 0x80)
                ++to;
            const std::string one(text_.substr(at_, to - at_));
            at_ = to;
            return {Kind::Variable, one};
        }
        fail(LOOM_TEXT("“%1” is not part of the notation."), std::string(1, c));
        return {};
    }
    FormulaPart bracketed(char closing)
    {
        const std::string opening(1, text_[at_++]);
        FormulaPart inside = row();
        if (!take(std::string_view(&closing, 1)))
            fail(LOOM_TEXT("“%1” is not closed."), opening);
        return {Kind::Fence, opening + closing, {std::move(inside)}};
    }
    FormulaPart number()
    {
        const std::size_t from = at_;
        while (at_ < text_.size() && (digit(text_[at_]) || text_[at_] == '.'))
            ++at_;
        if (at_ + 1 < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
            const bool sign = text_[at_ + 1] == '-' || text_[at_ + 1] == '+';
            if (const std::size_t to = at_ + (sign ? 2 : 1); to < text_.size() && digit(text_[to])) {
                const FormulaPart power{Kind::Upright, (text_[at_ + 1] == '-' ? "−" : "") + digits(to)};
                std::string mantissa(text_.substr(from, at_ - from));
                at_ = to + digits(to).size();
                FormulaPart ten{Kind::Scripts, {}, {{Kind::Upright, "10"}, {}, power}};
                if (mantissa == "1")
                    return ten;
                return {Kind::Row, {}, {{Kind::Upright, mantissa}, {Kind::Sign, "·"}, std::move(ten)}};
            }
        }
        return {Kind::Upright, std::string(text_.substr(from, at_ - from))};
    }
    std::string digits(std::size_t from) const
    {
        std::size_t to = from;
        while (to < text_.size() && digit(text_[to]))
            ++to;
        return std::string(text_.substr(from, to - from));
    }
    FormulaPart word()
    {
        const std::size_t from = at_;
        while (at_ < text_.size() && letter(text_[at_]))
            ++at_;
        const std::string_view name = text_.substr(from, at_ - from);
        if (name == "frac") {
            FormulaPart above = braced(name), below = braced(name);
            return {Kind::Fraction, {}, {std::move(above), std::move(below)}};
        }
        if (name == "sqrt")
            return {Kind::Root, {}, {braced(name)}};
        if (name == "hat" || name == "bar")
            return {Kind::Accent, name == "hat" ? "^" : "¯", {braced(name)}};
        if (name == "sum" || name == "prod")
            return {Kind::Upright, name == "sum" ? "Σ" : "Π"};
        if (name == "cases")
            return cases();
        if (const auto fence = fences().find(name); fence != fences().end())
            return {Kind::Fence, std::string(fence->second), {braced(name)}};
        if (const auto found = greek().find(name); found != greek().end())
            return {Kind::Variable, std::string(found->second)};
        if (const auto found = signs().find(name); found != signs().end())
            return {Kind::Sign, std::string(found->second)};
        if (const auto found = marks().find(name); found != marks().end())
            return {Kind::Upright, std::string(found->second)};
        return {name.size() == 1 ? Kind::Variable : Kind::Upright, std::string(name)};
    }
    FormulaPart cases()
    {
        FormulaPart made{Kind::Cases, {}, {}};
        if (!take("{"))
            fail(LOOM_TEXT("“%1” wants braces behind it."), std::string("cases"));
        do {
            made.parts.push_back(row());
            if (!take("&"))
                fail(LOOM_TEXT("A case wants “&” and when it holds."));
            made.parts.push_back(row());
        } while (take(";;"));
        if (!take("}"))
            fail(LOOM_TEXT("“%1” is not closed."), std::string("cases"));
        return made;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::optional<Error> error_;
};

std::string said(Text pattern, auto&&... arguments)
{
    return render(Message(pattern, std::forward<decltype(arguments)>(arguments)...));
}

std::string spoken_row(const FormulaPart& row)
{
    std::string text;
    const FormulaPart* before = nullptr;
    for (const FormulaPart& part : row.parts) {
        const std::string next = spoken(part);
        const bool applied = before && before->kind == Kind::Upright && part.kind == Kind::Fence; // f(x)
        if (!text.empty() && !next.empty() && next != "," && !applied)
            text += ' ';
        text += next;
        before = &part;
    }
    return text;
}

/// The letters of a formula without what stands below and above them.
void letters(const FormulaPart& part, std::vector<std::string>& found)
{
    if (part.kind == Kind::Variable && std::ranges::find(found, part.text) == found.end())
        found.push_back(part.text);
    for (const FormulaPart& inner : part.parts)
        letters(inner, found);
}

/// What letters mean in all formulas that say nothing else.
const std::vector<std::pair<std::string_view, Text>>& usual_words()
{
    static const std::vector<std::pair<std::string_view, Text>> words{
        {"x", LOOM_TEXT("what comes in")},
        {"y", LOOM_TEXT("what comes out")},
        {"w", LOOM_TEXT("learned weights")},
        {"W", LOOM_TEXT("learned weights")},
        {"b", LOOM_TEXT("learned bias")},
        {"z", LOOM_TEXT("the sum before the curve")},
        {"c", LOOM_TEXT("which channel or value of the input")},
        {"C", LOOM_TEXT("channels or values of the input")},
        {"o", LOOM_TEXT("which channel or value of the result")},
        {"i", LOOM_TEXT("place: row or step")},
        {"j", LOOM_TEXT("place: column")},
        {"k", LOOM_TEXT("place: depth")},
        {"u", LOOM_TEXT("row or step within the window")},
        {"v", LOOM_TEXT("column within the window")},
        {"s", LOOM_TEXT("depth within the window")},
        {"p", LOOM_TEXT("zeros in front of the input")},
        {"t", LOOM_TEXT("which step")},
        {"T", LOOM_TEXT("number of steps")},
        {"n", LOOM_TEXT("number of values")},
        {"μ", LOOM_TEXT("mean")},
        {"σ", LOOM_TEXT("standard deviation")},
        {"γ", LOOM_TEXT("learned scale")},
        {"β", LOOM_TEXT("learned shift")},
        {"q", LOOM_TEXT("probability by the network")},
        {"L", LOOM_TEXT("loss of the sample")},
        {"g", LOOM_TEXT("gradient of the weight")},
        {"η", LOOM_TEXT("learning rate")},
        {"h", LOOM_TEXT("gradient with the pull of weight decay")},
    };
    return words;
}

} // namespace

Result<FormulaPart> parse_formula(std::string_view text)
{
    return Reader(text).whole();
}

std::string spoken(const FormulaPart& part)
{
    const auto inner = [&](std::size_t i) { return spoken(part.parts[i]); };
    switch (part.kind) {
    case Kind::Row:
        return spoken_row(part);
    case Kind::Variable:
    case Kind::Upright:
        return part.text;
    case Kind::Sign:
        return part.text == "·" ? "×" : part.text;
    case Kind::Fraction:
        return said(LOOM_TEXT("(%1) over (%2)"), inner(0), inner(1));
    case Kind::Root:
        return said(LOOM_TEXT("root of (%1)"), inner(0));
    case Kind::Scripts: {
        std::string text = inner(0);
        if (!part.parts[1].empty())
            text += '_' + (part.parts[1].parts.size() > 1 ? "(" + inner(1) + ")" : inner(1));
        if (!part.parts[2].empty())
            text += '^' + (part.parts[2].parts.size() > 1 ? "(" + inner(2) + ")" : inner(2));
        return text;
    }
    case Kind::Limits: {
        const std::string& base = part.parts[0].text;
        const std::string name = base == "Σ" ? said(LOOM_TEXT("sum")) : base == "Π" ? said(LOOM_TEXT("product")) : base;
        if (part.parts[2].empty())
            return said(LOOM_TEXT("%1 over %2 of"), name, inner(1));
        return said(LOOM_TEXT("%1 over %2 to %3 of"), name, inner(1), inner(2));
    }
    case Kind::Fence: {
        if (part.text == "||")
            return said(LOOM_TEXT("size of (%1)"), inner(0));
        if (part.text == "‖‖")
            return said(LOOM_TEXT("length of (%1)"), inner(0));
        if (part.text == "⌊⌋")
            return said(LOOM_TEXT("(%1) rounded down"), inner(0));
        if (part.text == "⌈⌉")
            return said(LOOM_TEXT("(%1) rounded up"), inner(0));
        return part.text.substr(0, 1) + inner(0) + part.text.substr(1);
    }
    case Kind::Accent:
        return inner(0) + (part.text == "^" ? "^" : "¯");
    case Kind::Cases: {
        std::string text;
        for (std::size_t i = 0; i + 1 < part.parts.size(); i += 2)
            text += (text.empty() ? "" : "; ") + said(LOOM_TEXT("%1 where %2"), inner(i), inner(i + 1));
        return text;
    }
    case Kind::Lines: {
        std::string text;
        for (const FormulaPart& line : part.parts)
            text += (text.empty() ? "" : "; ") + spoken(line);
        return text;
    }
    }
    return {};
}

std::vector<Formula::Word> words_of(const Formula& formula)
{
    std::vector<Formula::Word> words;
    const auto parsed = parse_formula(formula.text);
    if (!parsed)
        return words;
    std::vector<std::string> found;
    letters(*parsed, found);
    // Own words first by where their letter appears; those of more than a letter behind.
    std::set<std::string> told;
    for (const std::string& name : found) {
        bool own = false;
        for (const Formula::Word& word : formula.where) {
            const auto symbol = parse_formula(word.symbol);
            std::vector<std::string> first;
            if (symbol)
                letters(*symbol, first);
            if (!first.empty() && first.front() == name) {
                own = true;
                if (told.insert(word.symbol).second)
                    words.push_back(word);
            }
        }
        if (own)
            continue;
        const auto usual = std::ranges::find(usual_words(), name, &std::pair<std::string_view, Text>::first);
        if (usual != usual_words().end())
            words.push_back({name, usual->second});
    }
    for (const Formula::Word& word : formula.where)
        if (told.insert(word.symbol).second)
            words.push_back(word);
    return words;
}

} // namespace loom
