#include "graph/judging.h"

namespace loom {

// A loss for two players, and the place where they meet, need each other.
void judge_players(Judging& j)
{
    if (!j.leads_to_ends())
        return;
    const OutputEnd& end = j.ends.outputs[0];
    const LossType& loss = end.loss_type();
    const auto meetings = j.of_type("real_and_made");
    const LayerType& meeting = *find_layer("real_and_made");
    if (!j.is_game()) {
        for (NodeId id : meetings)
            j.tell("players-without-loss", Severity::Error,
                   Message(LOOM_TEXT("%1 joins two networks that learn against each other, but the loss “%2” trains one."), j.name(id), loss.title),
                   LOOM_TEXT("Choose the adversarial loss."), id)
                .fixes.push_back(j.other_loss(end, "adversarial"));
        return;
    }
    if (meetings.empty()) {
        Finding& finding = j.tell("loss-without-players", Severity::Error,
                                  Message(LOOM_TEXT("The loss “%1” needs a generator and a discriminator, but there is no “%2”."), loss.title, meeting.title),
                                  LOOM_TEXT("Join the data and what the generator makes in one, and put the discriminator behind it."));
        if (j.around.data)
            finding.fixes.push_back(j.other_loss(end, j.around.data->target == DataFacts::Target::Numbers ? "mse" : "cross_entropy"));
        return;
    }
    for (std::size_t i = 1; i < meetings.size(); ++i)
        j.tell("several-meetings", Severity::Error, Message(LOOM_TEXT("%1 is a second “%2”; there can be one."), j.name(meetings[i]), meeting.title),
               LOOM_TEXT("Keep one."), meetings[i])
            .fixes.push_back(j.take_out(meetings[i]));
    if (meetings.size() > 1)
        return;
    std::set<NodeId> behind{meetings[0]};
    for (NodeId id : j.result.order)
        for (std::size_t port = 0; port < j.facts(id).inputs.size(); ++port)
            if (const auto from = j.source(id, int(port)); from && behind.contains(*from))
                behind.insert(id);
    for (const Link& l : j.document.links())
        if (behind.contains(l.to) && l.to != meetings[0] && !behind.contains(l.from)) {
            Finding& finding = j.tell("past-the-meeting", Severity::Error,
                                      Message(LOOM_TEXT("%1 reaches the discriminator past “%2”, so it does not belong to the made samples."), j.name(l.from), meeting.title),
                                      LOOM_TEXT("Everything behind it must come through it."), l.to);
            finding.port = l.port;
            if (j.shape(l.from) == j.shape(meetings[0]))
                finding.fixes.push_back({Message(LOOM_TEXT("Connect %1"), j.name(meetings[0])), {Disconnect{l}, Connect{{meetings[0], l.to, l.port}}}});
        }
}

} // namespace loom
