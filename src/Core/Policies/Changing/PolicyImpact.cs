using System.Collections.Immutable;
using Cockpit.Core.Scopes;

namespace Cockpit.Core.Policies.Changing;

/// <summary>One host under the policies of one moment.</summary>
/// <param name="Policy">The winner's name; null where none counts.</param>
/// <param name="Windows">The names of its windows that open again; "always" where it needs none.</param>
/// <param name="WindowKey">Equal where the windows are the same in every field.</param>
public sealed record HostUnderPolicy(PolicyStatus Status, string? Policy, ImmutableArray<string> Tied, ImmutableArray<string> Windows, string WindowKey);

/// <summary>A host whose policy or windows would be others.</summary>
public sealed record MovedHost(string Host, string? From, string? To, IReadOnlyList<string> FromWindows, IReadOnlyList<string> ToWindows);

public sealed record TiedHost(string Host, IReadOnlyList<string> Policies);

/// <summary>What a change of definitions does to the fleet, before it is saved.</summary>
/// <param name="Moved">Hosts under another policy, or with windows that open at other times.</param>
/// <param name="LostWindow">Hosts that had a window and would have none that opens again.</param>
/// <param name="GainedWindow">Hosts that would have more windows than before, and more than one.</param>
/// <param name="Conflicts">Hosts on which policies would tie, those that tie already among them.</param>
/// <param name="Resolved">Hosts on which policies tie now and would not any more.</param>
public sealed record PolicyImpact(
    IReadOnlyList<MovedHost> Moved, IReadOnlyList<MovedHost> LostWindow, IReadOnlyList<MovedHost> GainedWindow, IReadOnlyList<TiedHost> Conflicts, IReadOnlyList<string> Resolved)
{
    /// <summary>Conflicts that the change brings: it is refused.</summary>
    public IReadOnlyList<TiedHost> NewConflicts { get; init; } = [];

    /// <summary>The counts as people read them: "12 hosts move, 2 lose their window, 1 gains a second, 0 conflicts".</summary>
    public string Sentence() =>
        $"{Moved.Count} {(Moved.Count == 1 ? "host moves" : "hosts move")}, {LostWindow.Count} {(LostWindow.Count == 1 ? "loses its" : "lose their")} window, {GainedWindow.Count} {(GainedWindow.Count == 1 ? "gains" : "gain")} a second, {Conflicts.Count} {(Conflicts.Count == 1 ? "conflict" : "conflicts")}";

    /// <param name="openAgain">Whether a window has an opening ahead that no freeze takes whole.</param>
    public static PolicyImpact Of(PolicyBook before, PolicyBook after, IEnumerable<ScopeSubject> hosts, Func<PolicyBook, string, ScopeSubject, bool> openAgain)
    {
        List<MovedHost> moved = [], lost = [], gained = [];
        List<TiedHost> conflicts = [], fresh = [];
        List<string> resolved = [];
        foreach (ScopeSubject host in hosts.OrderBy(h => h.Host.Name, StringComparer.OrdinalIgnoreCase))
        {
            HostUnderPolicy was = Under(before, host, openAgain), will = Under(after, host, openAgain);
            string name = host.Host.Name;
            var move = new MovedHost(name, was.Policy, will.Policy, was.Windows, will.Windows);
            if (was.Policy != will.Policy || was.WindowKey != will.WindowKey) moved.Add(move);
            if (was.Windows.Length > 0 && will.Windows.Length == 0) lost.Add(move);
            if (will.Windows.Length > Math.Max(1, was.Windows.Length)) gained.Add(move);
            if (will.Status == PolicyStatus.Conflict)
            {
                var tied = new TiedHost(name, will.Tied);
                conflicts.Add(tied);
                if (!will.Tied.SequenceEqual(was.Tied)) fresh.Add(tied);
            }
            else if (was.Status == PolicyStatus.Conflict)
            {
                resolved.Add(name);
            }
        }
        return new PolicyImpact(moved, lost, gained, conflicts, resolved) { NewConflicts = fresh };
    }

    public static HostUnderPolicy Under(PolicyBook book, ScopeSubject host, Func<PolicyBook, string, ScopeSubject, bool> openAgain)
    {
        PolicyStanding standing = Precedence.Of(book, host);
        if (standing.Winner is not { } winner) return new(standing.Status, null, [.. standing.Tied.Select(p => p.Name)], [], "");
        var settings = book.EffectiveOf(winner);
        IReadOnlyList<string> names = settings.Get(Settings.PolicySettings.Windows);
        string key = string.Join('\n', names.Select(n => book.Parts.Windows.TryGetValue(n, out var w) ? w.ToString() : n));
        return new(standing.Status, winner.Name, [], [.. names.Where(n => n == Settings.PolicySettings.Always || openAgain(book, n, host))], key);
    }
}
