using Cockpit.Core.Hosts;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Status;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Policies;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Rollouts;
using NodaTime;

namespace Cockpit.Tui.Overview;

/// <summary>A thing that waits for a person, as a row.</summary>
/// <param name="Subject">What it is about: a host, a rollout, the worker.</param>
/// <param name="GoTo">The screen that it is settled on; null where it is settled elsewhere.</param>
public sealed record NeedRow(Mark Mark, string Subject, string Text, Instant? Since, Instant? Until, Func<Screen>? GoTo)
{
    /// <summary>First what only a person can settle, then losses, then what is held, decisions, and hosts that nobody could read.</summary>
    public static IReadOnlyList<NeedRow> All(StatusReport status, HostList hosts) => [.. status.Needs.Select(n => Of(n, hosts)).OrderBy(Rank)];

    /// <summary>The worst finding that is past its due date as a row, with how many more there are; among the decisions.</summary>
    public static IReadOnlyList<NeedRow> WithOverdue(IReadOnlyList<NeedRow> needs, FindingList overdue)
    {
        if (overdue.Findings is not [var worst, ..]) return needs;
        long more = (overdue.Total ?? 1) - 1;
        string text = $"{worst.Name} on {worst.Host}{(worst.KnownExploited ? ", KEV" : "")}, overdue{(more > 0 ? $"; {more:N0}{(overdue.TotalIsExact ? "" : "+")} more" : "")}";
        var row = new NeedRow(Mark.Look('B'), worst.Id, text, worst.DueAt, null, () => new FindingScreen(worst.Id));
        return [.. needs.Append(row).OrderBy(Rank)];
    }

    private static NeedRow Of(Need need, HostList hosts)
    {
        (Mark mark, Func<Screen>? goTo) = need.Kind switch
        {
            "in-doubt" => (Mark.Unknown, To(need.Rollout, need.Subject)),
            "failed" => (Mark.Failed, To(need.Rollout, need.Subject)),
            "halted" => (Mark.Failed, To(need.Rollout, null)),
            "paused" => (Mark.Look('P'), To(need.Rollout, null)),
            "approval" => (Mark.Look('A'), To(need.Rollout, null)),
            "start" => (Mark.Look('S'), To(need.Rollout, null)),
            // In red until another person has signed it.
            "review" => (Mark.Failed, To(need.Rollout, null)),
            "worker" => (Mark.Look('W'), null),
            "notice" => (Mark.Look('N'), null),
            "halt-all" => (Mark.Look('H'), null),
            "intel" => (Mark.Old, () => new RiskScreen()),
            "scoring" => (Mark.UnderWay('s'), () => new RiskScreen()),
            "policy-conflict" => (Mark.Look('C'), () => need.Subject.Length > 0 ? new HostScreen(need.Subject).At(HostTab.Why) : new PoliciesScreen()),
            "unmanaged" => (Mark.EndedWithout, () => new PoliciesScreen()),
            "never-scanned" => (Mark.NotBegun, Hosts(need.Subject, "never")),
            _ => (ScanMark(need), Hosts(need.Subject, ScanOf(need) is { } scan ? ScanStatuses.Word(scan) : "")),
        };
        string subject = need.Kind switch { "worker" => "worker", "halt-all" => "halt-all", "scoring" => "scores", "unmanaged" => "policies", _ when need.Subject.Length > 0 => need.Subject, _ => "hosts" };
        string text = need.Text;
        // The subject stands in its own column already.
        if (text.StartsWith(subject + ": ", StringComparison.Ordinal)) text = text[(subject.Length + 2)..];
        if (need.Kind == "scan" && hosts.Hosts.FirstOrDefault(h => h.Name == need.Subject) is { ScanCode: { } code }) text += $", {code}";
        return new NeedRow(mark, subject, text, need.SinceAt, need.Until, goTo);
    }

    private static Func<Screen>? To(string? rollout, string? host) => rollout is null ? null : () => new RolloutScreen(rollout) with { Host = host };

    private static Func<Screen> Hosts(string name, string filter) => () => name.Length > 0 ? new HostScreen(name) : HostsScreen.Through(filter);

    private static ScanStatus? ScanOf(Need need) =>
        Enum.GetValues<ScanStatus>().Where(s => need.Text.EndsWith(ScanStatuses.Word(s), StringComparison.Ordinal)).Select(s => (ScanStatus?)s).FirstOrDefault();

    private static Mark ScanMark(Need need) => HostMarks.Of(ScanOf(need) ?? ScanStatus.Error);

    private static int Rank(NeedRow need) => need.Mark.Class switch
    {
        MarkClass.Unknown => 0,
        MarkClass.Failed => 1,
        MarkClass.Look when need.Mark.Letter is 'P' or 'H' or 'W' => 2,
        MarkClass.Look when need.Mark.Letter is 'A' or 'S' => 3,
        MarkClass.Look => 4,
        _ => 5,
    };
}
