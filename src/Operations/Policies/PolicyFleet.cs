using Cockpit.Core.Definitions;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Rollouts;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Policies;

/// <summary>The fleet as policies see it at one moment.</summary>
internal sealed record PolicyFleet(IReadOnlyList<ScopeSubject> Hosts, IReadOnlyList<Freeze> Freezes, Instant Now)
{
    public static PolicyFleet Read(ReadTransaction t, Instant now) => new(Fleet.Subjects(t, now), t.FreezesFrom(now), now);

    public PolicyImpact Impact(PolicyBook before, PolicyBook after)
    {
        var known = new Dictionary<(PolicyBook, string), List<WindowOccurrence>>();
        return PolicyImpact.Of(before, after, Hosts, OpensAgain);

        // Most hosts share their windows, and most windows are not frozen: what a window opens is asked once.
        bool OpensAgain(PolicyBook book, string window, ScopeSubject host)
        {
            if (!known.TryGetValue((book, window), out List<WindowOccurrence>? next)) known[(book, window)] = next = book.CalendarOf(window)?.Next(Now, OpeningsLookedAt) ?? [];
            if (next.Count == 0) return false;
            List<Freeze> binding = Core.Windows.Freezes.Binding(Freezes, Core.Windows.Freezes.MembershipOf(host, book.ScopeBook));
            return binding.Count == 0 || next.Exists(o => Openings.Usable(o, binding, Duration.FromMinutes(1), Now) is not null);
        }
    }

    /// <summary>A window whose next half a hundred openings are all frozen has none that a plan could count on.</summary>
    private const int OpeningsLookedAt = 50;

    /// <summary>Rollouts that have not ended and were planned from policies that change, or whose windows change.</summary>
    public static IReadOnlyList<string> RolloutsOf(ReadTransaction t, IReadOnlyList<DefinitionChange> changes)
    {
        if (changes.Count == 0) return [];
        var names = changes.Select(c => (c.Kind, c.Name.ToUpperInvariant())).ToHashSet();
        return
        [
            .. t.LiveRollouts().Select(id => t.Rollout(id)!)
                .Where(r => r.Plan.Policies?.Any(p => names.Contains((DefinitionKind.Policy, p.Name.ToUpperInvariant())) || p.Windows.Any(w => names.Contains((DefinitionKind.Window, w.Name.ToUpperInvariant())))) == true)
                .Select(r => $"{r.Id} {r.Name}"),
        ];
    }
}
