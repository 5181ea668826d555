#include "evaluate/detections.h"
#include "schema/boxes.h"

#include <algorithm>
#include <limits>

namespace loom {

std::vector<Object> found_objects(std::span<const float> scores, std::size_t classes, double least)
{
    constexpr std::size_t most = 100;
    std::vector<Object> likely, kept;
    for (; scores.size() >= 4 + classes; scores = scores.subspan(4 + classes))
        for (std::size_t c = 0; c < classes; ++c)
            if (double(scores[4 + c]) >= least)
                likely.push_back({std::int32_t(c), {scores[0], scores[1], scores[2], scores[3]}, double(scores[4 + c])});
    std::ranges::stable_sort(likely, std::greater(), &Object::score);
    for (const Object& object : likely) {
        if (kept.size() == most)
            break;
        if (std::ranges::none_of(kept, [&](const Object& k) { return k.label == object.label && overlap(k.box, object.box) > same_overlap; }))
            kept.push_back(object);
    }
    return kept;
}

std::vector<Object> true_objects(std::span<const float> target)
{
    std::vector<Object> objects;
    for (; target.size() >= std::size_t(box_values); target = target.subspan(box_values))
        if (target[0] >= 0)
            objects.push_back({std::int32_t(target[0]), {target[1], target[2], target[3], target[4]}});
    return objects;
}

std::vector<int> matches(std::span<const Object> found, std::span<const Object> truth)
{
    std::vector<int> matched(found.size(), -1);
    std::vector<bool> taken(truth.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        double best = same_overlap;
        for (std::size_t t = 0; t < truth.size(); ++t) {
            const double shared = truth[t].label == found[i].label && !taken[t] ? overlap(found[i].box, truth[t].box) : 0;
            if (shared >= best) {
                best = shared;
                matched[i] = int(t);
            }
        }
        if (matched[i] >= 0)
            taken[std::size_t(matched[i])] = true;
    }
    return matched;
}

BoxReport box_report(std::span<const std::vector<Object>> found, std::span<const std::vector<Object>> truth, std::size_t classes)
{
    struct Hit {
        double score;
        bool right;
    };
    BoxReport report;
    report.pictures = std::int64_t(truth.size());
    report.classes.resize(classes);
    std::vector<std::vector<Hit>> hits(classes);
    for (std::size_t p = 0; p < truth.size(); ++p) {
        for (const Object& object : truth[p])
            ++report.classes[std::size_t(object.label)].objects;
        const auto matched = matches(found[p], truth[p]);
        for (std::size_t i = 0; i < matched.size(); ++i)
            hits[std::size_t(found[p][i].label)].push_back({found[p][i].score, matched[i] >= 0});
    }
    const auto share = [](std::int64_t part, std::int64_t whole) { return whole > 0 ? double(part) / double(whole) : 0; };
    std::int64_t all_right = 0, all_shown = 0, judged = 0;
    for (std::size_t c = 0; c < classes; ++c) {
        BoxReport::Class& of = report.classes[c];
        std::ranges::stable_sort(hits[c], std::greater(), &Hit::score);
        std::vector<double> precision;
        std::vector<std::size_t> at; // Where recall grows.
        std::int64_t right = 0, right_shown = 0, shown = 0;
        for (std::size_t i = 0; i < hits[c].size(); ++i) {
            right += hits[c][i].right;
            if (hits[c][i].right)
                at.push_back(i);
            precision.push_back(double(right) / double(i + 1));
            shown += hits[c][i].score >= shown_from;
            right_shown += hits[c][i].score >= shown_from && hits[c][i].right;
        }
        for (std::size_t i = precision.size(); i-- > 1;)
            precision[i - 1] = std::max(precision[i - 1], precision[i]);
        double sum = 0;
        for (const std::size_t i : at)
            sum += precision[i];
        of.average_precision = of.objects > 0 ? sum / double(of.objects) : std::numeric_limits<double>::quiet_NaN();
        of.precision = share(right_shown, shown);
        of.recall = share(right_shown, of.objects);
        if (of.objects > 0) {
            report.map += of.average_precision;
            ++judged;
        }
        report.objects += of.objects;
        all_right += right_shown;
        all_shown += shown;
    }
    report.map = judged > 0 ? report.map / double(judged) : std::numeric_limits<double>::quiet_NaN();
    report.precision = share(all_right, all_shown);
    report.recall = share(all_right, report.objects);
    return report;
}

} // namespace loom
