using Cockpit.Core.Definitions;
using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Policies.Text;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies.Text;
using Cockpit.Store;
using Cockpit.Store.Definitions;
using NodaTime;

namespace Cockpit.Operations.Policies;

/// <summary>A policy as lists show it.</summary>
/// <param name="Hosts">Hosts on which it wins.</param>
/// <param name="Loses">Hosts that it chooses and on which another one wins.</param>
/// <param name="Conflicts">Hosts on which it ties.</param>
/// <param name="Unknown">Hosts of which its scope cannot tell.</param>
public sealed record PolicyLine(
    string Name, int Version, int Priority, string? Extends, string? Scope, IReadOnlyList<string> Assigned, IReadOnlyList<string> Windows, int Hosts, int Loses, int Conflicts, int Unknown);

/// <param name="Unmanaged">Hosts in no policy.</param>
/// <param name="InConflict">Hosts on which policies tie.</param>
/// <param name="InSeveral">Hosts that more than one policy chooses.</param>
/// <param name="NeverScanned">Hosts of which no scan has ended well: what scopes ask of their system is unknown.</param>
public sealed record PolicyList(IReadOnlyList<PolicyLine> Policies, IReadOnlyList<LayerLine> Layers, int TotalHosts, int Unmanaged, int InConflict, int InSeveral, int NeverScanned);

/// <summary>A template or a site.</summary>
/// <param name="UsedBy">Policies, sites and templates that extend it.</param>
public sealed record LayerLine(string Kind, string Name, int Version, bool BuiltIn, string? Extends, IReadOnlyList<string> UsedBy);

/// <summary>One policy in one version.</summary>
/// <param name="Current">The version that counts now; null where it was removed.</param>
/// <param name="Settings">As they count now, with where each comes from; empty for an older version, whose templates may have changed since.</param>
/// <param name="Yaml">The version as YAML; empty for the one that removed it.</param>
public sealed record PolicyDetail(string Name, int Version, int? Current, Instant At, string By, string Yaml, IReadOnlyList<SettingLine> Settings, IReadOnlyList<string> Hosts, IReadOnlyDictionary<string, IReadOnlyList<string>> Rings);

/// <param name="Removed">This version removed it.</param>
public sealed record PolicyVersionLine(int Version, Instant At, string By, bool Removed, IReadOnlyList<Core.Policies.Changing.FieldChange> Changes);

public sealed record PolicyHistory(string Name, IReadOnlyList<PolicyVersionLine> Versions);

/// <summary>Lists policies and shows one of them in any version.</summary>
public static class ShowPolicies
{
    /// <summary>Whether the file has any policy. Without one, plans are made by tags and for no window.</summary>
    public static bool Any(Session session) => session.Read(t => t.Definitions(DefinitionKind.Policy).Count > 0);

    public static PolicyList List(Session session) => session.Read(t =>
    {
        PolicyBook book = PolicyBooks.Read(t);
        PolicyFleet fleet = PolicyFleet.Read(t, session.Now);
        List<PolicyStanding> standings = [.. fleet.Hosts.Select(h => Precedence.Of(book, h))];
        var lines = new List<PolicyLine>();
        foreach (Policy policy in book.Policies)
        {
            List<PolicyCandidate> mine = [.. standings.Select(s => s.Candidates.First(c => c.Policy == policy))];
            int wins = standings.Count(s => s.Winner == policy), ties = standings.Count(s => s.Tied.Contains(policy));
            lines.Add(new PolicyLine(policy.Name, policy.Version, policy.Priority, policy.Extends, policy.Scope, policy.Hosts, book.EffectiveOf(policy).Get(PolicySettings.Windows),
                wins, mine.Count(c => c.Matched >= MatchedBy.Scope) - wins - ties, ties, mine.Count(c => c.Matched == MatchedBy.Unknown)));
        }
        return new PolicyList(
            [.. lines.OrderByDescending(l => l.Priority).ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase)], Layers(book), fleet.Hosts.Count,
            standings.Count(s => s.Status == PolicyStatus.Unmanaged), standings.Count(s => s.Status == PolicyStatus.Conflict),
            standings.Count(s => s.Candidates.Count(c => c.Matched >= MatchedBy.Scope) > 1), fleet.Hosts.Count(h => h.LastGood is null));
    });

    /// <param name="version">Null is the one that counts now.</param>
    /// <exception cref="CockpitException">POLICY_UNKNOWN.</exception>
    public static PolicyDetail Run(Session session, string name, int? version) => session.Read(t =>
    {
        List<DefinitionVersion> history = Known(t, name);
        int? current = history[0].Body is null ? null : history[0].Version;
        DefinitionVersion shown = version is null ? history[0]
            : history.Find(v => v.Version == version) ?? throw new CockpitException(PolicyErrors.PolicyUnknown.Because($"{history[0].Name} has no version {version}; the newest is {history[0].Version}."));
        string yaml = shown.Body is null ? "" : PolicyYaml.Write(Wrapped(shown));
        if (shown.Version != current) return new PolicyDetail(shown.Name, shown.Version, current, shown.At, shown.ByName, yaml, [], [], new Dictionary<string, IReadOnlyList<string>>());
        PolicyBook book = PolicyBooks.Read(t);
        Policy policy = book.Parts.Policies[shown.Name];
        List<FleetHost> hosts = Fleet.Read(t, session.Now).FindAll(h => h.Policy.Policy?.Name == policy.Name);
        var rings = hosts.GroupBy(h => h.Policy.Ring!).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(h => h.Host.Name)]);
        return new PolicyDetail(shown.Name, shown.Version, current, shown.At, shown.ByName, yaml, book.EffectiveOf(policy).Lines(), [.. hosts.Select(h => h.Host.Name)], rings);
    });

    /// <exception cref="CockpitException">POLICY_UNKNOWN.</exception>
    public static PolicyHistory History(Session session, string name) => session.Read(t =>
    {
        List<DefinitionVersion> history = Known(t, name);
        return new PolicyHistory(history[0].Name, [.. history.Select((v, i) => new PolicyVersionLine(v.Version, v.At, v.ByName, v.Body is null,
            Core.Policies.Changing.DefinitionChange.FieldsOf(DefinitionKind.Policy, i + 1 < history.Count ? history[i + 1].Body : null, v.Body)))]);
    });

    private static List<DefinitionVersion> Known(ReadTransaction t, string name) => t.DefinitionHistory(DefinitionKind.Policy, name) is { Count: > 0 } history
        ? history
        : throw new CockpitException(PolicyErrors.PolicyUnknown.Because($"There is no policy {Printable.Line(name, 60)}."));

    private static DocMap Wrapped(DefinitionVersion v) => new(0, [new DocEntry("policies", 0, new DocMap(0, [new DocEntry(v.Name, 0, DocNode.OfJson(v.Body!))]))]);

    private static IReadOnlyList<LayerLine> Layers(PolicyBook book) =>
    [
        .. book.Parts.Layers.Values.Select(l => new LayerLine(l.IsSite ? "site" : "template", l.Name, l.Version, l.BuiltIn, l.Extends,
            [.. book.Parts.Layers.Values.Where(o => Same(o.Extends, l.Name)).Select(o => o.Name), .. book.Policies.Where(p => Same(p.Extends, l.Name)).Select(p => p.Name)])),
    ];

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
