// Reads every #include of the source tree and compares it with the table of who may use whom.
// Usage: includes_test SOURCE_FOLDER
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Rooms = std::set<std::string>;

// Which rooms of core a room of core may use, beside itself.
const std::map<std::string, Rooms> core_table = {
    {"base", {}},
    {"ir", {"base"}},
    {"schema", {"base", "ir"}},
    {"layers", {"base", "ir", "schema"}},
    {"losses", {"base", "ir", "schema"}},
    {"optimizers", {"base", "ir", "schema"}},
    {"sources", {"base", "schema", "data"}},
    {"steps", {"base", "schema", "data"}},
    {"checks", {"base", "schema", "data"}},
    {"graph", {"base", "schema", "ir"}},
    {"data", {"base", "schema", "sources", "steps"}},
    {"engine", {"base", "ir"}},
    {"lowering", {"base", "ir", "schema", "engine", "graph"}},
    {"train", {"base", "ir", "schema", "engine", "data", "graph", "lowering", "exchange", "project"}},
    {"evaluate", {"base", "ir", "schema", "engine", "data", "graph", "lowering", "exchange", "project", "train"}},
    {"search", {"base", "ir", "schema", "engine", "data", "graph", "lowering", "exchange", "project", "train"}},
    {"samplers", {"base", "search"}},
    {"bench", {"base", "ir", "schema", "engine", "data", "graph", "lowering", "exchange", "project", "train"}},
    {"exchange", {"base", "ir", "schema", "graph", "engine"}},
    {"project", {"base", "schema", "graph", "data", "exchange"}},
    {"units", {"base", "schema", "graph"}},
    {"architectures", {"base", "schema", "graph"}},
    {"suggest", {"base", "schema", "graph", "data"}},
    {"ailments", {"base", "schema", "graph", "data", "train"}},
};

// What every room of widgets may use of widgets, beside itself.
const Rooms shared_widgets = {"bridge", "theme"};

struct File {
    std::string layer, room, name; // "core", "graph", "core/graph/history.cpp"
    std::vector<std::string> includes;
};

std::vector<std::string> includes_of(std::istream& in)
{
    std::vector<std::string> found;
    for (std::string line; std::getline(in, line);) {
        auto at = line.find_first_not_of(" \t");
        if (at == line.npos || line[at] != '#')
            continue;
        at = line.find_first_not_of(" \t", at + 1);
        if (at == line.npos || line.compare(at, 7, "include") != 0)
            continue;
        const auto begin = line.find_first_of("\"<", at), end = line.find_first_of("\">", begin + 1);
        if (begin != line.npos && end != line.npos)
            found.push_back(line.substr(begin + 1, end - begin - 1));
    }
    return found;
}

bool is_qt(const std::string& include)
{
    return (include.size() > 1 && include[0] == 'Q' && std::isupper(static_cast<unsigned char>(include[1]))) ||
           include.starts_with("Qt") || include.starts_with("qcustomplot");
}

/// The faults of one file. `rooms`: the rooms of each layer.
std::vector<std::string> faults_of(const File& file, const std::map<std::string, Rooms>& rooms)
{
    std::vector<std::string> faults;
    const auto is_room = [&](const std::string& layer, const std::string& name) {
        return rooms.at(layer).contains(name);
    };
    const bool terminal = file.layer == "app" && file.room == "cli";
    for (const std::string& include : file.includes) {
        const auto fault = [&](const std::string& why) {
            faults.push_back(file.name + ": \"" + include + "\": " + why);
        };
        if (is_qt(include)) {
            if (file.layer == "core" || terminal)
                fault("no Qt here");
            continue;
        }
        if (include.find("dnnl") != include.npos && !file.name.starts_with("core/engine/onednn/"))
            fault("only core/engine/onednn names oneDNN");
        if (include.find('/') == include.npos)
            continue;
        const std::string room = include.substr(0, include.find('/'));
        if (file.layer == "core") {
            if (is_room("core", room)) {
                if (room != file.room && !core_table.at(file.room).contains(room))
                    fault(file.room + " may not use " + room);
            } else if (is_room("widgets", room) || is_room("app", room)) {
                fault("core uses core only");
            }
        } else if (is_room("core", room)) {
            // A name that core has too (evaluate) is core's.
            continue;
        } else if (file.layer == "widgets") {
            if (is_room("app", room))
                fault("widgets may not use app");
            else if (is_room("widgets", room) && room != file.room && !shared_widgets.contains(room))
                fault("widgets/" + file.room + " may not use its sister " + room);
        } else if (terminal && room != "cli" && (is_room("widgets", room) || is_room("app", room))) {
            fault("the terminal program uses core only");
        }
    }
    return faults;
}

const std::vector<std::string> layers = {"core", "widgets", "app"};

std::vector<File> read_tree(const fs::path& source)
{
    const std::set<std::string> endings = {".h", ".cpp", ".cu", ".cuh", ".in"};
    std::vector<File> files;
    for (const std::string& layer : layers)
        for (const auto& entry : fs::recursive_directory_iterator(source / layer)) {
            if (!entry.is_regular_file() || !endings.contains(entry.path().extension().string()))
                continue;
            const fs::path below = entry.path().lexically_relative(source / layer);
            const std::string room = below.has_parent_path() ? below.begin()->string() : "";
            std::ifstream in(entry.path());
            files.push_back({layer, room, layer + "/" + below.generic_string(), includes_of(in)});
        }
    return files;
}

std::map<std::string, Rooms> rooms_of(const fs::path& source)
{
    std::map<std::string, Rooms> rooms;
    for (const std::string& layer : layers)
        for (const auto& entry : fs::directory_iterator(source / layer))
            if (entry.is_directory())
                rooms[layer].insert(entry.path().filename().string());
    return rooms;
}

/// Planted includes that must be found, and fair ones that must not.
bool judge_is_awake()
{
    const std::map<std::string, Rooms> rooms = {
        {"core", {"base", "ir", "graph", "engine", "train", "data", "lowering"}},
        {"widgets", {"bridge", "theme", "canvas", "plots"}},
        {"app", {"stages", "cli"}}};
    struct Case {
        File file;
        bool wrong;
    };
    const std::vector<Case> cases = {
        {{"core", "base", "core/base/x.cpp", {"graph/document.h"}}, true},
        {{"core", "graph", "core/graph/x.cpp", {"engine/backend.h"}}, true},
        {{"core", "graph", "core/graph/x.cpp", {"QString"}}, true},
        {{"core", "graph", "core/graph/x.cpp", {"bridge/graph_document.h"}}, true},
        {{"core", "engine", "core/engine/x.cpp", {"dnnl.hpp"}}, true},
        {{"widgets", "canvas", "widgets/canvas/x.cpp", {"plots/plot_view.h"}}, true},
        {{"widgets", "canvas", "widgets/canvas/x.cpp", {"stages/train.h"}}, true},
        {{"app", "cli", "app/cli/x.cpp", {"QObject"}}, true},
        {{"app", "cli", "app/cli/x.cpp", {"theme/theme.h"}}, true},
        {{"core", "train", "core/train/x.cpp", {"lowering/lowering.h", "data/dataset.h", "vector", "fmt/format.h"}},
         false},
        {{"core", "engine", "core/engine/onednn/x.cpp", {"dnnl.hpp", "ir/program.h"}}, false},
        {{"widgets", "canvas", "widgets/canvas/x.cpp", {"theme/theme.h", "graph/document.h", "QWidget"}}, false},
        {{"app", "stages", "app/stages/x.cpp", {"canvas/canvas.h", "plots/plot_view.h", "train/trainer.h"}}, false},
    };
    bool awake = true;
    for (const Case& c : cases)
        if (faults_of(c.file, rooms).empty() == c.wrong) {
            std::cerr << "The check itself is wrong about " << c.file.includes[0] << " in " << c.file.name << "\n";
            awake = false;
        }
    std::istringstream code("#include \"a/b.h\"\n  #include <c>\n# include <d/e.h>\n// #include \"no.h\"\nint x;\n");
    return awake && includes_of(code) == std::vector<std::string>{"a/b.h", "c", "d/e.h"};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "Usage: includes_test SOURCE_FOLDER\n";
        return 2;
    }
    const fs::path source = argv[1];
    const auto rooms = rooms_of(source);
    bool good = judge_is_awake();
    for (const std::string& room : rooms.at("core"))
        if (!core_table.contains(room)) {
            std::cerr << "core/" << room << " is not in the table\n";
            return 1;
        }
    std::size_t includes = 0;
    for (const File& file : read_tree(source)) {
        includes += file.includes.size();
        for (const std::string& fault : faults_of(file, rooms)) {
            std::cerr << fault << "\n";
            good = false;
        }
    }
    std::cout << includes << " includes read\n";
    return good && includes > 0 ? 0 : 1;
}
