using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Findings.Alignment;

namespace Cockpit.Operations.Hosts;

/// <summary>A pending update of a host with what installing it would close there. All packages of one source are one update, and each shows its figures.</summary>
public sealed record HostUpdate : PendingUpdate
{
    public HostUpdate(PendingUpdate update) : base(update) { }

    /// <summary>The source package that it is built from, in which updates are approved.</summary>
    public string Package { get; init; } = "";

    /// <summary>Findings that the packages of this source alone close.</summary>
    public long Closes { get; init; }

    /// <summary>Those of them that are known to be exploited.</summary>
    public long Kev { get; init; }

    /// <summary>The points of those findings.</summary>
    public long Points { get; init; }

    internal static IReadOnlyList<HostUpdate> Of(ReadTransaction t, HostId host, IReadOnlyList<PendingUpdate> updates)
    {
        if (updates.Count == 0) return [];
        Dictionary<(string, string), string> sources = t.PendingSources(host);
        Dictionary<string, UpdateRisk> risks = t.UpdatesOfHost(host).ToDictionary(r => r.Package);
        return [.. updates.Select(u =>
        {
            string source = sources.GetValueOrDefault((u.Name, u.Architecture), u.Name);
            UpdateRisk? risk = risks.GetValueOrDefault(source);
            return new HostUpdate(u) { Package = source, Closes = risk?.Closes ?? 0, Kev = risk?.KnownExploited ?? 0, Points = risk?.Points ?? 0 };
        })];
    }
}
