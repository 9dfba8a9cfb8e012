using Cockpit.Core.Approvals;
using Cockpit.Core.Ids;
using Cockpit.Operations.Approvals;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings.Alignment;
using NodaTime;

namespace Cockpit.Operations.Updates;

/// <summary>Where an update stands on the hosts that have it pending.</summary>
/// <param name="State">Undecided while it is that on any host; else approved, deferred, rejected or held, the first that it is on any.</param>
/// <param name="By">Who said so last in that state.</param>
/// <param name="Text">In words.</param>
public sealed record UpdateStanding(UpdateVerdictState State, string? By, Instant? At, Instant? Until, string? Ticket, string? Reason, string Text, int Undecided, int Approved, int Deferred, int Rejected, int Held);

/// <summary>Tells where updates stand, reading host by host only what somebody decided or a rule may approve.</summary>
internal sealed class UpdateStandings
{
    private readonly ReadTransaction t;
    private readonly DecisionBook book;
    private readonly Func<HostId, ApprovalSettings> settings;
    private readonly bool ruled, wantsChecks;
    private readonly HashSet<string> heldSources;
    private readonly int heldHosts;
    private readonly Dictionary<string, Dictionary<string, Dictionary<HostId, UpdateVerdict>>> known = [];

    public UpdateStandings(ReadTransaction t, Instant now)
    {
        (this.t, book, settings) = (t, DecisionBook.Of(t, now), HostApprovals.Of(t, now));
        (ruled, wantsChecks) = (HostApprovals.AnyRule(t), HostApprovals.AnyCheck(t));
        List<Hold> holds = [.. book.Holding.SelectMany(book.HoldsOf)];
        heldSources = [.. holds.Where(h => h.Package is not null).Select(h => h.Package!).Distinct().SelectMany(name => t.SourcesOf(name))];
        heldHosts = holds.Count(h => h.Package is null);
        Checks = t.UpdateChecks();
    }

    public ILookup<(string Package, string Version), UpdateCheck> Checks { get; }

    /// <param name="pending">Hosts that have it pending.</param>
    /// <param name="hosts">Only these hosts are asked about; null is all.</param>
    public UpdateStanding Of(string source, string version, long pending, IReadOnlySet<HostId>? hosts)
    {
        bool plain = !ruled && !book.Knows(source) && !heldSources.Contains(source) && heldHosts < pending;
        if (plain) return new(UpdateVerdictState.Undecided, null, null, null, null, null, "undecided: nobody has approved this version", (int)pending, 0, 0, 0, 0);
        return Sum(OnHosts(source, version).Where(v => hosts?.Contains(v.Key) != false).Select(v => v.Value));
    }

    /// <summary>The verdict on each host that has this version pending: the worst of its packages.</summary>
    public Dictionary<HostId, UpdateVerdict> OnHosts(string source, string version)
    {
        if (!known.TryGetValue(source, out var versions))
        {
            known[source] = versions = t.PendingPackages(source).GroupBy(p => p.Update).ToDictionary(g => g.Key, g => g.GroupBy(p => p.Host).ToDictionary(h => h.Key, h => Worst(h.Select(p => book.Verdict(p.Host, Offered(p, source), settings(p.Host).Rules)))));
        }
        return versions.GetValueOrDefault(version) ?? [];
    }

    /// <summary>The checks that any of the policies of its hosts wants before this version is approved.</summary>
    public IReadOnlyList<CheckKind> ChecksNeeded(string source, string version) =>
        wantsChecks ? [.. OnHosts(source, version).Keys.SelectMany(h => settings(h).Checks).Distinct().Order()] : [];

    private static OfferedUpdate Offered(PendingPackage p, string source) => new(p.Name, source, p.Version) { Class = p.Class, FirstSeenAt = p.FirstSeenAt };

    /// <summary>An update is approved on a host only where each of its packages is.</summary>
    private static UpdateVerdict Worst(IEnumerable<UpdateVerdict> verdicts) => verdicts.MaxBy(v => v.State switch
    {
        UpdateVerdictState.Held => 4, UpdateVerdictState.Rejected => 3, UpdateVerdictState.Deferred => 2, UpdateVerdictState.Undecided => 1, _ => 0,
    })!;

    private static UpdateStanding Sum(IEnumerable<UpdateVerdict> verdicts)
    {
        ILookup<UpdateVerdictState, UpdateVerdict> by = verdicts.ToLookup(v => v.State);
        UpdateVerdictState state = new[] { UpdateVerdictState.Undecided, UpdateVerdictState.Approved, UpdateVerdictState.Deferred, UpdateVerdictState.Rejected, UpdateVerdictState.Held }.FirstOrDefault(s => by.Contains(s));
        UpdateVerdict? last = by[state].MaxBy(v => v.At ?? Instant.MinValue);
        return new(state, last?.By, last?.At, last?.Until, last?.Ticket, last?.Reason, last?.Text ?? "", Count(UpdateVerdictState.Undecided), Count(UpdateVerdictState.Approved), Count(UpdateVerdictState.Deferred), Count(UpdateVerdictState.Rejected), Count(UpdateVerdictState.Held));

        int Count(UpdateVerdictState s) => by[s].Count();
    }
}
