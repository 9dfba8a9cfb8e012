using System.Text.Json;
using System.Text.Json.Serialization;
using Cockpit.Core.Hosts.Changes;
using Cockpit.Operations.Audit;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <summary>One thing that changed about a host: what a person noted, or what a scan found.</summary>
/// <param name="Kind">"audit" or "scan".</param>
/// <param name="At">When it was noted, or when the scan began that found it: it happened between the scan before and that.</param>
/// <param name="Who">The person; of what a scan found "others", where no rollout of ours explains it, else empty.</param>
/// <param name="Type">The event, such as "host.changed", or the change, such as "package-upgraded".</param>
/// <param name="What">In words.</param>
/// <param name="Subject">The host, or what changed on it, such as a package.</param>
public sealed record HostChange(string Kind, Instant At, string Who, string Type, string What, string Subject)
{
    /// <summary>The journal's row; null for what a scan found.</summary>
    public long? Seq { get; init; }

    public long? Uid { get; init; }

    public long? LoginUid { get; init; }

    public string? Remark { get; init; }

    public JsonElement? Details { get; init; }

    /// <summary>The scan that found it, such as "S12".</summary>
    public string? Scan { get; init; }

    /// <summary>No rollout of ours explains it.</summary>
    public bool ByOthers { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>Tells it from every other change of the host.</summary>
    [JsonIgnore]
    public string Key => Kind == "audit" ? $"{Seq}" : $"{Scan} {Type} {Subject} {Before} {After}";

    internal static HostChange Of(AuditEntry e) => new("audit", e.At, e.Who, e.Type, e.What, e.Subject) { Seq = e.Seq, Uid = e.Uid, LoginUid = e.LoginUid, Remark = e.Remark, Details = e.Details };

    internal static IEnumerable<HostChange> Of(PastScan scan)
    {
        foreach (ScanChange c in scan.Delta?.Changes ?? [])
            yield return new("scan", scan.Scan.StartedAt, c.ByOthers ? "others" : "", ChangeWords.Of(c.Kind), ChangeWords.Of(c), c.Subject) { Scan = scan.Scan.Scan.ToString(), ByOthers = c.ByOthers, Before = c.Before, After = c.After };
        if (scan.Delta is { More: > 0 } delta) yield return new("scan", scan.Scan.StartedAt, "", "more", $"{delta.More:N0} more changes", "") { Scan = scan.Scan.Scan.ToString() };
    }
}

/// <summary>A past scan of a host in a line.</summary>
/// <param name="Changes">How much changed since the good one before.</param>
/// <param name="ByOthers">How much of it no rollout of ours explains.</param>
public sealed record HostScanLine(string Scan, Instant At, string Status, string? Code, double DurationSeconds, int Changes, int ByOthers)
{
    internal static HostScanLine Of(PastScan s) => new(
        s.Scan.Scan.ToString(), s.Scan.StartedAt, Core.Hosts.ScanStatuses.Word(s.Scan.Status), s.Scan.Code, Math.Round(s.Scan.Took.TotalSeconds, 3),
        s.Delta is { } d ? d.Changes.Count + d.More : 0, s.Delta?.ByOthers ?? 0);
}
