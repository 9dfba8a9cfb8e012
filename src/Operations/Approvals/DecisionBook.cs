using Cockpit.Core.Approvals;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Scopes;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using NodaTime;

namespace Cockpit.Operations.Approvals;

/// <summary>
/// Everything that people decided about updates, as it counts at one moment of one transaction. Members of a scope are looked up once, and
/// only where a decision names one.
/// </summary>
internal sealed class DecisionBook
{
    private readonly ReadTransaction t;
    private readonly Instant now;
    private readonly Dictionary<string, List<UpdateDecision>> byName = [];
    private readonly ILookup<HostId, Hold> holds;
    private readonly Dictionary<string, HashSet<HostId>?> members;
    private readonly Lazy<List<FleetHost>> fleet;
    private readonly Lazy<ScopeBook> scopes;

    private DecisionBook(ReadTransaction t, Instant now, IReadOnlyList<UpdateDecision> decisions, Dictionary<string, HashSet<HostId>?> members)
    {
        (this.t, this.now, Decisions, this.members) = (t, now, decisions, members);
        fleet = new(() => Fleet.Read(t, now));
        scopes = new(() => ScopeBooks.Of(t));
        holds = t.Holds(now).ToLookup(h => h.Host);
        foreach (UpdateDecision d in Decisions)
        {
            foreach (string name in d.Versions.Select(v => v.Name).Append(d.Package).Distinct())
            {
                if (!byName.TryGetValue(name, out List<UpdateDecision>? there)) byName[name] = there = [];
                there.Add(d);
            }
        }
    }

    public static DecisionBook Of(ReadTransaction t, Instant now) => new(t, now, t.UpdateDecisions(), []);

    /// <param name="decisions">As the file has them.</param>
    /// <param name="members">Members of scopes as far as they are known; what is looked up is added.</param>
    public static DecisionBook Of(ReadTransaction t, Instant now, IReadOnlyList<UpdateDecision> decisions, Dictionary<string, HashSet<HostId>?> members) => new(t, now, decisions, members);

    /// <summary>Words that nobody lifted, the oldest first.</summary>
    public IReadOnlyList<UpdateDecision> Decisions { get; }

    public IEnumerable<Hold> HoldsOf(HostId host) => holds[host];

    /// <summary>Hosts of which something is held.</summary>
    public IEnumerable<HostId> Holding => holds.Select(h => h.Key);

    /// <summary>Nothing was said and nothing is held: every update is undecided.</summary>
    public bool IsEmpty => Decisions.Count == 0 && holds.Count == 0;

    /// <summary>Somebody said something of this package.</summary>
    public bool Knows(string package) => byName.ContainsKey(package);

    public UpdateVerdict Verdict(HostId host, OfferedUpdate u, IReadOnlyList<AutoApproval> rules) => UpdateVerdicts.Of(u, On(host, u.Name, u.Source), holds[host], rules, now);

    /// <summary>The words about a package that are about this host.</summary>
    public IEnumerable<UpdateDecision> On(HostId host, string name, string source) =>
        (byName.GetValueOrDefault(source) ?? []).Concat(name == source ? [] : byName.GetValueOrDefault(name) ?? []).Distinct().Where(d => IsAbout(d, host));

    /// <summary>
    /// The host is a member of the decision's scope. Where the scope cannot be read any more, because it names one that is gone, an approval is
    /// about no host, and a no is about every one.
    /// </summary>
    public bool IsAbout(UpdateDecision d, HostId host) => d.Scope.Length == 0 || (Members(d.Scope) is { } there ? there.Contains(host) : d.Word is not UpdateWord.Approved);

    private HashSet<HostId>? Members(string expression)
    {
        if (members.TryGetValue(expression, out HashSet<HostId>? known)) return known;
        return members[expression] = Scope.TryParse(expression, scopes.Value, out Scope scope, out _)
            ? [.. fleet.Value.Where(h => scope.Selects(h.SubjectAt(now))).Select(h => h.Host.Id)]
            : null;
    }
}
