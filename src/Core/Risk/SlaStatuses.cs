using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Core.Risk;

/// <summary>Decides where a finding stands against its due date.</summary>
public static class SlaStatuses
{
    /// <param name="status">Where the finding itself stands.</param>
    /// <param name="closedAt">When it was gone, where it is.</param>
    public static SlaStatus Of(DueDate due, FindingStatus status, Instant? closedAt, DueRules rules, Instant now) => (status, due.At) switch
    {
        (FindingStatus.Accepted, _) => SlaStatus.Accepted,
        (_, null) => SlaStatus.None,
        (FindingStatus.Closed, { } at) => (closedAt ?? now) <= at ? SlaStatus.Met : SlaStatus.Missed,
        (_, { } at) => now > at ? SlaStatus.Breached : at - now <= Duration.FromDays(rules.SoonDays) ? SlaStatus.DueSoon : SlaStatus.OnTime,
    };

    /// <summary>As scripts read it: "dueSoon"; null where nothing sets a due date.</summary>
    public static string? Word(SlaStatus status) => status switch
    {
        SlaStatus.None => null,
        SlaStatus.Breached => "breached",
        SlaStatus.DueSoon => "dueSoon",
        SlaStatus.OnTime => "onTime",
        SlaStatus.Met => "met",
        SlaStatus.Missed => "missed",
        _ => "accepted",
    };
}
