#include "data/audit.h"

namespace loom {
namespace {

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<std::uint32_t> broken, blank;
    for (std::uint32_t row = 0; row < a.pictures.size(); ++row)
        if (a.pictures[row].error)
            broken.push_back(row);
        else if (a.pictures[row].blank)
            blank.push_back(row);
    std::vector<DataFinding> found;
    if (!broken.empty()) {
        DataFinding f{.severity = Severity::Error,
                      .title = broken.size() == 1 ? Message(LOOM_TEXT("1 picture is broken"))
                                                  : Message(LOOM_TEXT("%1 pictures are broken"), quantity(broken.size())),
                      .reason = Message(broken.size() == 1 ? LOOM_TEXT("It cannot be decoded: %1") : LOOM_TEXT("They cannot be decoded; the first: %1"),
                                        a.pictures[broken.front()].error->message),
                      .repair = DataRepair{"leave_out", {{"where", std::string("broken")}}}};
        f.concern(broken);
        found.push_back(std::move(f));
    }
    if (!blank.empty()) {
        DataFinding f{.severity = Severity::Warning,
                      .title = blank.size() == 1 ? Message(LOOM_TEXT("1 picture is blank"))
                                                 : Message(LOOM_TEXT("%1 pictures are blank"), quantity(blank.size())),
                      .reason = LOOM_TEXT("One colour all over: there is nothing to see, but it would be learned with its label."),
                      .repair = DataRepair{"leave_out", {{"where", std::string("blank")}}}};
        f.concern(blank);
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& pictures_check()
{
    static const CheckType type{"pictures", LOOM_TEXT("Broken and blank pictures"), look};
    return type;
}

} // namespace loom
