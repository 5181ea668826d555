#include "data/box_files.h"
#include "base/json.h"
#include "data/cell_text.h"
#include "data/xml_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace loom {
namespace {

constexpr double slack = 0.01; // Of boxes drawn by hand, beyond the edges.

Error at_line(std::size_t line, Message what)
{
    return {Message(LOOM_TEXT("Line %1: %2."), line, std::move(what))};
}

/// Calls visit(number, text) for each line that holds something; stops where it gives an error.
template <class Visit>
Status each_line(std::string_view text, const Visit& visit)
{
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line = trimmed(line); !line.empty())
            LOOM_TRY(visit(number, line));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return Ok{};
}

/// Adds a box, or says what is wrong with it.
std::optional<Message> add(std::vector<Marked>& boxes, std::string name, const ObjectBox& box)
{
    if (boxes.size() == most_boxes)
        return Message(LOOM_TEXT("there are more than %1 objects in one picture"), most_boxes);
    if (auto wrong = wrong_name(name))
        return wrong;
    auto inside = within_picture(box, slack);
    if (!inside)
        return inside.error().message;
    boxes.push_back({std::move(name), *inside});
    return {};
}

std::string_view unquoted(std::string_view text)
{
    text = trimmed(text);
    const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
    return quoted ? text.substr(1, text.size() - 2) : text;
}

} // namespace

Result<std::vector<Marked>> yolo_boxes(std::string_view text, std::span<const std::string> classes)
{
    std::vector<Marked> boxes;
    const auto read = each_line(text, [&](std::size_t number, std::string_view line) -> Status {
        std::vector<double> values;
        for (std::string_view rest = line; !rest.empty();) {
            const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
            const auto value = parse_number(rest.substr(0, end));
            if (!value || !std::isfinite(*value))
                return at_line(number, Message(LOOM_TEXT("“%1” is no number"), std::string(rest.substr(0, std::min<std::size_t>(end, 60)))));
            values.push_back(*value);
            rest = trimmed(rest.substr(end));
        }
        const bool outline = values.size() >= 7 && values.size() % 2 == 1;
        if (values.size() != 5 && !outline)
            return at_line(number, Message(LOOM_TEXT("%1 numbers stand there, not a class, x, y, width and height"), values.size()));
        if (values[0] < 0 || values[0] != std::floor(values[0]) || values[0] > 1e6)
            return at_line(number, Message(LOOM_TEXT("a class is a whole number from 0 on, not %1"), values[0]));
        const auto which = std::size_t(values[0]);
        if (!classes.empty() && which >= classes.size())
            return at_line(number, Message(LOOM_TEXT("there is no class %1, only %2 of them"), which, classes.size()));
        ObjectBox box{float(values[1]), float(values[2]), float(values[3]), float(values[4])};
        if (outline) {
            std::array<double, 4> edges{values[1], values[2], values[1], values[2]};
            for (std::size_t i = 1; i < values.size(); ++i) {
                const std::size_t axis = (i + 1) % 2;
                edges[axis] = std::min(edges[axis], values[i]);
                edges[axis + 2] = std::max(edges[axis + 2], values[i]);
            }
            box = ObjectBox::between(edges[0], edges[1], edges[2], edges[3]);
        }
        if (auto wrong = add(boxes, classes.empty() ? std::to_string(which) : classes[which], box))
            return at_line(number, std::move(*wrong));
        return Ok{};
    });
    return read ? Result<std::vector<Marked>>(std::move(boxes)) : read.error();
}

namespace {

/// A line of YAML without its remark, which begins with # at the line's beginning or behind a blank.
std::string_view without_remark(std::string_view line)
{
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (quote)
            quote = line[i] == quote ? 0 : quote;
        else if (line[i] == '"' || line[i] == '\'')
            quote = line[i];
        else if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
            return line.substr(0, i);
    return line;
}

/// The entries of "[a, b]" or "{0: a, 1: b}", whose brackets are gone already. Commas within quotes part nothing.
std::vector<std::string_view> entries_of(std::string_view list)
{
    std::vector<std::string_view> entries;
    char quote = 0;
    for (std::size_t begin = 0, i = 0; i <= list.size(); ++i) {
        const char c = i < list.size() ? list[i] : ',';
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
        if ((c != ',' || quote) && i < list.size())
            continue;
        if (const auto entry = trimmed(list.substr(begin, i - begin)); !entry.empty())
            entries.push_back(entry);
        begin = i + 1;
    }
    return entries;
}

/// Names by their numbers, in whatever order these stand.
class Numbered {
public:
    /// "3: cat"; false where it is none.
    bool add(std::string_view entry)
    {
        const std::size_t colon = entry.find(':');
        const auto number = colon == entry.npos ? std::nullopt : parse_integer(unquoted(entry.substr(0, colon)));
        if (!number || *number < 0 || *number >= std::int64_t(most))
            return false;
        names_.resize(std::max(names_.size(), std::size_t(*number) + 1));
        names_[std::size_t(*number)] = unquoted(entry.substr(colon + 1));
        return true;
    }
    /// What has no name is called by its number.
    std::vector<std::string> take()
    {
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i].empty())
                names_[i] = std::to_string(i);
        return std::move(names_);
    }

private:
    static constexpr std::size_t most = 100'000;
    std::vector<std::string> names_;
};

std::vector<std::string> yaml_names(std::string_view text)
{
    std::vector<std::string> names;
    Numbered numbered;
    std::string flow; // Of a list in brackets, which may go over several lines.
    bool within = false;
    (void)each_line(text, [&](std::size_t, std::string_view whole) -> Status {
        std::string_view line = trimmed(without_remark(whole));
        if (!within) {
            if (!line.starts_with("names:"))
                return Ok{};
            within = true;
            line = trimmed(line.substr(6));
        }
        if (line.empty())
            return Ok{};
        if (!flow.empty() || (names.empty() && (line[0] == '[' || line[0] == '{'))) {
            (flow += line) += ' ';
            return line.back() == ']' || line.back() == '}' ? Status(Error{}) : Status(Ok{});
        }
        if (line.starts_with("- "))
            names.emplace_back(unquoted(line.substr(2)));
        else if (!numbered.add(line))
            return Error{}; // Another entry: the list is over.
        return Ok{};
    });
    const std::string_view list = trimmed(flow);
    for (const std::string_view entry : list.size() >= 2 ? entries_of(list.substr(1, list.size() - 2)) : std::vector<std::string_view>()) {
        if (list[0] == '[')
            names.emplace_back(unquoted(entry));
        else
            numbered.add(entry);
    }
    return names.empty() ? numbered.take() : names;
}

} // namespace

std::vector<std::string> yolo_classes(std::string_view text, bool yaml)
{
    if (yaml)
        return yaml_names(text);
    std::vector<std::string> names;
    (void)each_line(text, [&](std::size_t, std::string_view line) -> Status {
        names.emplace_back(line);
        return Ok{};
    });
    return names;
}

Result<std::vector<Marked>> voc_boxes(std::string_view text, PictureShape picture)
{
    XmlReader xml;
    std::vector<Marked> boxes;
    std::string path, name, value;
    std::map<std::string, double> numbers;
    std::optional<Message> wrong;
    std::uint64_t wrong_at = 0;
    const auto refuse = [&](Message what) {
        if (wrong)
            return;
        wrong_at = xml.line();
        wrong = std::move(what);
    };
    xml.start = [&](std::string_view element, const XmlReader::Attributes&) {
        if (path.size() < 1000)
            (path += '/') += element;
        else
            refuse(LOOM_TEXT("elements lie in each other too deeply"));
        value.clear();
        if (path == "/annotation/object") {
            name.clear();
            numbers.erase("xmin"), numbers.erase("ymin"), numbers.erase("xmax"), numbers.erase("ymax");
        }
    };
    xml.text = [&](std::string_view more) {
        if (value.size() < 1000)
            value += more;
    };
    xml.end = [&](std::string_view element) {
        const std::string content(trimmed(value));
        value.clear();
        const bool box = path.starts_with("/annotation/object/bndbox/"), size = path == "/annotation/size/width" || path == "/annotation/size/height";
        if (path == "/annotation/object/name") {
            name = content;
        } else if (box || size) {
            const auto number = parse_number(content);
            if (!number)
                refuse(Message(LOOM_TEXT("“%1” is no number"), content.substr(0, 60)));
            else
                numbers[std::string(element)] = *number;
        } else if (path == "/annotation/object") {
            if (!numbers.contains("xmin") || !numbers.contains("ymin") || !numbers.contains("xmax") || !numbers.contains("ymax"))
                refuse(LOOM_TEXT("an object has no box of xmin, ymin, xmax and ymax"));
            else if (auto bad = add(boxes, name, ObjectBox::between(std::max(numbers["xmin"] - 1, 0.0) / picture.width, std::max(numbers["ymin"] - 1, 0.0) / picture.height,
                                                              numbers["xmax"] / picture.width, numbers["ymax"] / picture.height)))
                refuse(std::move(*bad));
        }
        path.erase(std::min(path.rfind('/'), path.size()));
    };
    const bool whole = xml.read(text);
    if (wrong)
        return at_line(wrong_at, std::move(*wrong));
    if (!whole)
        return at_line(xml.line(), LOOM_TEXT("the XML is damaged, cut off, or has a document type"));
    const double width = numbers["width"], height = numbers["height"];
    if (width > 0 && height > 0 && (width != picture.width || height != picture.height))
        return Error{Message(LOOM_TEXT("It is about a picture of %1×%2 pixels, but that has %3×%4."), width, height, picture.width, picture.height)};
    return boxes;
}

Result<std::optional<std::vector<CocoPicture>>> coco_boxes(std::string_view text, std::string_view where)
{
    const auto json = parse_json(text, where);
    if (!json)
        return json.error();
    const auto wrong_file = [&](Message what) {
        return Error{Message(LOOM_TEXT("%1 is no list of boxes as COCO has it: %2."), std::string(where), std::move(what)),
                     LOOM_TEXT("It needs images with id, file_name, width and height, categories with id and name, and annotations with image_id, category_id and bbox.")};
    };
    const auto has_box = [](const nlohmann::json& item) { return item.is_object() && item.contains("bbox"); };
    if (json->is_object() && json->contains("images") && json->contains("annotations") && json->at("annotations").is_array() &&
        (!json->contains("categories") || (!json->at("annotations").empty() && std::ranges::none_of(json->at("annotations"), has_box))))
        return std::optional<std::vector<CocoPicture>>();
    for (const char* list : {"images", "annotations", "categories"})
        if (!json->is_object() || !json->contains(list) || !json->at(list).is_array())
            return wrong_file(Message(LOOM_TEXT("it has no list “%1”"), list));
    const auto whole = [](const nlohmann::json& item, const char* key) {
        const auto at = item.is_object() ? item.find(key) : item.end();
        const bool there = item.is_object() && at != item.end() && at->is_number_integer() && !(at->is_number_unsigned() && at->get<std::uint64_t>() > INT64_MAX);
        return there ? std::optional(at->get<std::int64_t>()) : std::nullopt;
    };
    const auto text_of = [](const nlohmann::json& item, const char* key) {
        const bool there = item.is_object() && item.contains(key) && item.at(key).is_string();
        return there ? std::optional(item.at(key).get<std::string>()) : std::nullopt;
    };
    std::unordered_map<std::int64_t, std::string> names;
    for (std::size_t i = 0; const auto& item : json->at("categories")) {
        const auto id = whole(item, "id");
        const auto name = text_of(item, "name");
        if (!id || !name || !names.emplace(*id, *name).second)
            return wrong_file(Message(LOOM_TEXT("entry %1 of “%2” has no id of its own or no name"), i, "categories"));
        ++i;
    }
    std::vector<CocoPicture> pictures;
    std::unordered_map<std::int64_t, std::size_t> place;
    std::vector<std::array<double, 2>> sizes;
    for (std::size_t i = 0; const auto& item : json->at("images")) {
        const auto id = whole(item, "id"), width = whole(item, "width"), height = whole(item, "height");
        const auto file = text_of(item, "file_name");
        if (!id || !file || !width || !height || *width <= 0 || *height <= 0 || !place.emplace(*id, pictures.size()).second)
            return wrong_file(Message(LOOM_TEXT("entry %1 of “%2” has no id of its own, file_name, width or height"), i, "images"));
        pictures.push_back({*file, {}});
        sizes.push_back({double(*width), double(*height)});
        ++i;
    }
    for (std::size_t i = 0; const auto& item : json->at("annotations")) {
        const std::size_t entry = i++;
        const auto image = whole(item, "image_id"), category = whole(item, "category_id");
        const auto at = image ? place.find(*image) : place.end();
        if (at == place.end())
            return wrong_file(Message(LOOM_TEXT("entry %1 of “%2” is about no picture of “images”"), entry, "annotations"));
        CocoPicture& picture = pictures[at->second];
        if (whole(item, "iscrowd").value_or(0) != 0 || picture.wrong)
            continue;
        std::optional<Message> wrong;
        const auto name = category ? names.find(*category) : names.end();
        const auto box = item.find("bbox");
        if (name == names.end())
            wrong = LOOM_TEXT("its class is none of “categories”");
        else if (box == item.end() || !box->is_array() || box->size() != 4 || !std::ranges::all_of(*box, &nlohmann::json::is_number))
            wrong = LOOM_TEXT("its bbox is not four numbers");
        if (!wrong) {
            const auto [width, height] = sizes[at->second];
            const double x = box->at(0), y = box->at(1);
            wrong = add(picture.boxes, name->second, ObjectBox::between(x / width, y / height, (x + double(box->at(2))) / width, (y + double(box->at(3))) / height));
        }
        if (wrong)
            picture.wrong = Message(LOOM_TEXT("Entry %1 of “annotations” in %2: %3."), entry, std::string(where), std::move(*wrong));
    }
    return std::optional(std::move(pictures));
}

} // namespace loom
