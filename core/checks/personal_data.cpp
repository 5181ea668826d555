#include "base/letters.h"
#include "data/audit.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace loom {
namespace {

constexpr double some = 0.01;         // Phone numbers within texts: share of the rows from which on it is told.
constexpr std::size_t few = 3;
constexpr double whole_numbers = 0.5; // A column of whole numbers is one of phone numbers.
constexpr double named_column = 0.1;  // Names where the column is called so,
constexpr double any_column = 0.8;    // and elsewhere.
constexpr std::size_t enough_names = 10;

bool digit(char c)
{
    return c >= '0' && c <= '9';
}
bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// local@domain.tld anywhere in the text.
bool has_email(std::string_view text)
{
    for (auto at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
        const auto local = [](char c) { return letter(c) || digit(c) || std::string_view("._%+-").find(c) != std::string_view::npos; };
        if (at == 0 || !local(text[at - 1]))
            continue;
        std::size_t end = at + 1, dot = 0;
        while (end < text.size() && (letter(text[end]) || digit(text[end]) || text[end] == '-' || text[end] == '.')) {
            if (text[end] == '.' && end + 1 < text.size() && letter(text[end + 1]))
                dot = end;
            ++end;
        }
        std::size_t top = dot ? dot + 1 : end;
        while (top < end && letter(text[top]))
            ++top;
        if (dot > at + 1 && top - dot > 2)
            return true;
    }
    return false;
}

/// 18 characters: region, birthday, number, and a check digit (GB 11643-1999, ISO 7064 MOD 11-2).
bool is_chinese_id(std::string_view t)
{
    static constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (t.size() != 18 || t[0] == '0')
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) {
        if (!digit(t[i]))
            return false;
        sum += (t[i] - '0') * weights[i];
    }
    const auto number = [&](std::size_t at, std::size_t n) {
        int v = 0;
        for (std::size_t i = at; i < at + n; ++i)
            v = v * 10 + (t[i] - '0');
        return v;
    };
    const int year = number(6, 4), month = number(10, 2), day = number(12, 2);
    if (year < 1890 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    const char last = t[17] == 'x' ? 'X' : t[17];
    return last == "10X98765432"[sum % 11];
}

bool has_chinese_id(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && digit(text[end]))
            ++end;
        std::size_t n = end - i;
        if (n == 17 && end < text.size() && (text[end] == 'X' || text[end] == 'x'))
            ++n;
        if (n == 18 && is_chinese_id(text.substr(i, n)))
            return true;
        i = std::max(end, i + 1);
    }
    return false;
}

/// Digits, and the marks people put between them.
enum class Phone { None, Mobile, Other };
Phone phone_of(std::string_view token)
{
    std::string digits;
    std::vector<std::size_t> groups(1);
    for (const char c : token)
        if (digit(c)) {
            digits += c;
            ++groups.back();
        } else if (groups.back()) {
            groups.push_back(0);
        }
    if (groups.back() == 0)
        groups.pop_back();
    const bool plus = token.starts_with('+') || token.starts_with("(+");
    std::string_view own = digits;
    if (own.size() == 13 && own.starts_with("86"))
        own.remove_prefix(2);
    else if (own.size() == 15 && own.starts_with("0086"))
        own.remove_prefix(4);
    if (own.size() == 11 && own[0] == '1' && own[1] >= '3')
        return groups.size() <= 4 ? Phone::Mobile : Phone::None;
    if (plus && digits.size() >= 8 && digits.size() <= 15)
        return Phone::Other;
    const bool area = groups.size() >= 2 && digits[0] == '0' && digits.size() >= 10 && digits.size() <= 12; // 010-12345678
    const bool american = groups == std::vector<std::size_t>{3, 3, 4} || groups == std::vector<std::size_t>{1, 3, 3, 4};
    return (area && groups.size() == 2) || american ? Phone::Other : Phone::None;
}

Phone has_phone(std::string_view text)
{
    const auto mark = [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')'; };
    for (std::size_t i = 0; i < text.size();) {
        if (!digit(text[i]) && text[i] != '+' && text[i] != '(') {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < text.size() && (digit(text[end]) || mark(text[end])))
            ++end;
        std::size_t last = end;
        while (last > i + 1 && mark(text[last - 1]))
            --last;
        const auto part_of_more = [&](char c) { return letter(c) || c == '.' || c == '_' || c == '/' || c == ':'; };
        const bool alone = (i == 0 || !(part_of_more(text[i - 1]) || text[i - 1] == '-')) &&
                           (end == text.size() || !part_of_more(text[end]) || (text[end] == '.' && (end + 1 == text.size() || !digit(text[end + 1]))));
        if (alone)
            if (const Phone p = phone_of(text.substr(i, last - i)); p != Phone::None)
                return p;
        i = end;
    }
    return Phone::None;
}

// ---- Names ----------------------------------------------------------------------------------------------------------

std::vector<std::string_view> split_at(std::string_view text, char mark)
{
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(mark, begin), text.size());
        if (end > begin)
            out.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

const std::unordered_set<std::string_view>& chinese_surnames()
{
    static const std::unordered_set<std::string_view> all = [] {
        std::unordered_set<std::string_view> set;
        // The hundred most frequent ones, and those of two characters.
        for (const auto s : split_at("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 "
                                     "于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 "
                                     "龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常 欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯",
                                     ' '))
            set.insert(s);
        return set;
    }();
    return all;
}

const std::unordered_set<std::string_view>& western_names()
{
    static const std::unordered_set<std::string_view> all = [] {
        std::unordered_set<std::string_view> set;
        for (const auto s :
             split_at("smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor "
                      "moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott "
                      "torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz "
                      "parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed "
                      "kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo "
                      "sanders patel myers long ross foster jimenez mueller müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann "
                      "dubois bernard durand rossi russo ferrari esposito bianchi silva santos ivanov smirnov wang li zhang liu chen yang huang zhao wu "
                      "zhou mr mrs miss ms dr james mary robert patricia john jennifer michael linda david elizabeth william barbara richard susan joseph "
                      "jessica charles sarah christopher karen daniel lisa matthew nancy anthony sandra mark betty steven margaret paul ashley andrew "
                      "emily joshua donna kenneth michelle kevin carol brian amanda george melissa edward deborah ronald stephanie timothy rebecca jason "
                      "laura anna maria hans peter pierre marie",
                      ' '))
            set.insert(s);
        return set;
    }();
    return all;
}

std::size_t han_characters(std::string_view text)
{
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        // U+4E00 to U+9FFF.
        const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
        const unsigned point = (byte(0) & 15u) << 12 | (byte(1) & 63u) << 6 | (byte(2) & 63u);
        if ((byte(0) & 0xF0u) != 0xE0u || i + 3 > text.size() || point < 0x4E00 || point > 0x9FFF)
            return 0;
        ++n;
    }
    return n;
}

bool is_chinese_name(std::string_view text)
{
    const std::size_t n = han_characters(text);
    const auto& surnames = chinese_surnames();
    return (n >= 2 && n <= 3 && surnames.contains(text.substr(0, 3))) || (n >= 3 && n <= 4 && surnames.contains(text.substr(0, 6)));
}

/// Up to six words, one of them a frequent name or title.
bool is_western_name(std::string_view text)
{
    if (text.size() > 100)
        return false;
    bool known = false;
    std::size_t words = 0;
    std::string word;
    for (const char c : std::string(text) + ' ')
        if (letter(c) || static_cast<unsigned char>(c) >= 0x80) {
            word += small_letter(c);
        } else if (digit(c)) {
            return false;
        } else if (!word.empty()) {
            known = known || western_names().contains(word);
            ++words;
            word.clear();
        }
    return known && words >= 1 && words <= 12;
}

bool called_name(std::string_view column)
{
    const std::string lower = small_letters(column);
    static constexpr std::array<std::string_view, 12> hints = {"name", "surname", "firstname", "lastname", "customer", "patient",
                                                               "姓名", "名字",    "客户",      "患者",     "联系人",   "作者"};
    return std::ranges::any_of(hints, [&](std::string_view hint) { return lower.find(hint) != lower.npos; });
}

// ---- Columns --------------------------------------------------------------------------------------------------------

enum Kind : std::uint8_t { Email, ChineseId, Mobile, OtherPhone, ChineseName, WesternName, kinds };

std::uint8_t kinds_in(std::string_view text)
{
    std::uint8_t found = 0;
    const auto set = [&](Kind k, bool is) { found = std::uint8_t(found | (is ? 1 << k : 0)); };
    set(Email, has_email(text));
    set(ChineseId, has_chinese_id(text));
    const Phone phone = has_phone(text);
    set(Mobile, phone == Phone::Mobile);
    set(OtherPhone, phone == Phone::Other);
    set(ChineseName, is_chinese_name(text));
    set(WesternName, is_western_name(text));
    return found;
}

/// What is in each row, as bits.
std::vector<std::uint8_t> kinds_of(const Audited& a, const Column& c)
{
    std::vector<std::uint8_t> found(c.size());
    if (const auto* codes = std::get_if<Codes>(&c.cells)) {
        std::vector<std::uint8_t> of_name;
        for (const std::string& name : codes->names)
            of_name.push_back(kinds_in(name));
        for (std::size_t i = 0; i < found.size(); ++i)
            found[i] = codes->codes[i] < 0 ? std::uint8_t{0} : of_name[std::size_t(codes->codes[i])];
        return found;
    }
    constexpr std::size_t block = 4096;
    parallel_for((found.size() + block - 1) / block, a.threads, [&](std::size_t b) {
        if (a.stopped())
            return;
        for (std::size_t i = b * block; i < std::min((b + 1) * block, found.size()); ++i)
            found[i] = kinds_in(c.text(i));
    });
    return found;
}

Message told(Kind kind, const std::string& column, std::size_t rows, double share)
{
    static constexpr std::array<Text, kinds> patterns = {
        LOOM_TEXT("“%1” holds e-mail addresses: in %2 (%3)"),        LOOM_TEXT("“%1” holds Chinese identity card numbers: in %2 (%3)"),
        LOOM_TEXT("“%1” holds Chinese mobile numbers: in %2 (%3)"),  LOOM_TEXT("“%1” holds phone numbers: in %2 (%3)"),
        LOOM_TEXT("“%1” holds names of people: in about %2 (%3)"), LOOM_TEXT("“%1” holds names of people: in about %2 (%3)")};
    return Message(patterns[kind], column, rows_text(rows), percent(share));
}

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        const Column& c = a.table.columns[i];
        const bool whole = c.type == ColumnType::Integer;
        const bool texts = std::holds_alternative<Texts>(c.cells) || std::holds_alternative<Codes>(c.cells);
        const ColumnStatistics& s = a.statistics[i];
        const std::size_t filled = s.rows - s.missing;
        // Eleven digits at least.
        if (filled == 0 || !(texts || (whole && s.max >= 1e10)) || c.type == ColumnType::Audio)
            continue;
        const auto bits = kinds_of(a, c);
        for (std::uint8_t k = 0; k < kinds; ++k) {
            const auto kind = Kind(k);
            std::vector<std::uint32_t> rows;
            for (std::uint32_t row = 0; row < bits.size(); ++row)
                if (bits[row] >> k & 1)
                    rows.push_back(row);
            const double share = double(rows.size()) / double(filled);
            bool enough = !rows.empty();
            if (kind == ChineseName || kind == WesternName) {
                const bool named = called_name(c.name) && share >= named_column;
                enough = !whole && s.distinct >= enough_names && (named || (share >= any_column && 2 * s.distinct >= filled));
            } else if (whole) {
                enough = share >= whole_numbers;
            } else if (kind == Mobile || kind == OtherPhone) {
                enough = rows.size() >= few && share >= some;
            }
            if (!enough)
                continue;
            DataFinding f{.severity = Severity::Warning,
                          .title = told(kind, c.name, rows.size(), share),
                          .reason = LOOM_TEXT("Who has the model or its data may find the person. Drop the column, or replace it by a salted hash; laws "
                                              "such as GDPR and PIPL ask for it where it is not needed."),
                          .columns = {c.name},
                          .repair = DataRepair{"hash_column", {{"column", c.name}}}};
            f.concern(rows);
            found.push_back(std::move(f));
        }
    }
    return found;
}

} // namespace

const CheckType& personal_data_check()
{
    static const CheckType type{"personal-data", LOOM_TEXT("Personal data"), look};
    return type;
}

} // namespace loom
