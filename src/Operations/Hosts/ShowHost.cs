using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <summary>One host with all that is known of it.</summary>
public sealed record HostDetail : HostSummary
{
    [SetsRequiredMembers]
    internal HostDetail(HostSummary summary) : base(summary) { }

    public string? User { get; init; }

    public string? HaGroup { get; init; }

    public int? Criticality { get; init; }

    public Exposure? Exposure { get; init; }

    public string? Identity { get; init; }

    public string? Owner { get; init; }

    public string? Phone { get; init; }

    public string? Console { get; init; }

    public string? Via { get; init; }

    public string? Credential { get; init; }

    public SshChoice? Ssh { get; init; }

    /// <summary>More names and addresses of it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string? MachineId { get; init; }

    public string? BootId { get; init; }

    public string? Architecture { get; init; }

    public long? UptimeSeconds { get; init; }

    public bool? HasSecuritySource { get; init; }

    /// <summary>Why the last scan failed; null when it did not.</summary>
    public string? ScanMessage { get; init; }

    public Instant? LastAttemptAt { get; init; }

    public IReadOnlyList<string> RebootPackages { get; init; } = [];

    /// <summary>What the last scan could not read.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>What else the last good scan read; null before there was one.</summary>
    public HostFacts? Facts { get; init; }

    /// <summary>Why "no updates" would prove nothing here; empty where nothing speaks against the host. Null before there was a good scan.</summary>
    public IReadOnlyList<string>? Doubts { get; init; }

    public IReadOnlyList<FileSystemUse> FileSystems { get; init; } = [];

    public IReadOnlyList<HostUpdate> Updates { get; init; } = [];

    /// <summary>What keeps it, or an update of it, out of plans now; the whole host's first.</summary>
    public IReadOnlyList<HoldLine> Holds { get; init; } = [];

    /// <summary>The findings that count as risk, the worst first, at most 200.</summary>
    public IReadOnlyList<FindingLine> Findings { get; init; } = [];

    /// <summary>What people noted about it and what its scans found changed, newest first.</summary>
    public IReadOnlyList<HostChange> Changes { get; init; } = [];

    /// <summary>Its last scans, newest first, at most 20.</summary>
    public IReadOnlyList<HostScanLine> Scans { get; init; } = [];

    /// <summary>What was changed by others in the last seven days, in a sentence; null where nothing was.</summary>
    public string? ChangedByOthers { get; init; }
}

/// <summary>Shows one host with its updates, findings and changes.</summary>
public static class ShowHost
{
    private const int MaxChanges = 400, MaxAudit = 100, ScansCompared = 100, MaxScans = 20, MaxFindings = 200;

    /// <exception cref="CockpitException">HOST_UNKNOWN.</exception>
    public static HostDetail Run(Session session, string name) => session.Read(t =>
    {
        Host host = FindHost.Named(t, name);
        FleetHost known = Fleet.ReadOne(t, host, session.Now);
        Inventory? read = t.KnowledgeOf(host).LastGood?.Inventory;
        List<PastScan> scans = t.ScansOf(host.Id, ScansCompared);
        var explaining = new Explaining(t, session.Now);
        return new HostDetail(Fleet.Summary(known, session.Now))
        {
            User = host.User,
            HaGroup = host.HaGroup,
            Criticality = host.Criticality,
            Exposure = host.Exposure,
            Identity = host.Identity,
            Owner = host.Owner,
            Phone = host.Phone,
            Console = host.Console,
            Via = host.Via,
            Credential = host.Credential,
            Ssh = host.Ssh,
            Aliases = host.Aliases,
            MachineId = read?.MachineId,
            BootId = read?.BootId,
            Architecture = read?.Architecture,
            UptimeSeconds = (long?)read?.Uptime.TotalSeconds,
            HasSecuritySource = read?.HasSecuritySource,
            ScanMessage = known.Known.Last?.Message,
            LastAttemptAt = known.Known.Last?.StartedAt,
            RebootPackages = read?.RebootPackages ?? [],
            Unread = read?.Unread ?? [],
            Facts = read is null ? null : HostFacts.Of(read.Facts),
            Doubts = read is null ? null : ComplianceDoubts.Of(read, session.Now),
            FileSystems = read?.FileSystems ?? [],
            Holds = [.. t.HoldsOf(host.Id, session.Now).Select(h => HoldLine.Of(host.Name, h))],
            Updates = HostUpdate.Of(t, host.Id, read?.Updates ?? []),
            Findings = FixLines.Fill(t, t.Findings(new FindingFilter(Hosts: [host.Id], Limit: MaxFindings)).ConvertAll(f => FindingLine.Of(f, explaining)), session.Now),
            Changes = Changes(t, host.Id, scans),
            Scans = [.. scans.Take(MaxScans).Select(HostScanLine.Of)],
            ChangedByOthers = OthersReader.Read(t, session.Now).GetValueOrDefault(host.Id)?.Text,
        };
    });

    private static IReadOnlyList<HostChange> Changes(ReadTransaction t, HostId id, List<PastScan> scans)
    {
        // Events of hosts carry the name that the host had then.
        IEnumerable<HostChange> noted = t.HostEventsOf(t.HostNumbers(id), MaxAudit).Select(row => HostChange.Of(AuditEntry.Of(row, ImmutableDictionary<HostId, string>.Empty)));
        return [.. noted.Concat(scans.SelectMany(HostChange.Of)).OrderByDescending(c => c.At).Take(MaxChanges)];
    }
}
