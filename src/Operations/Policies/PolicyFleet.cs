using Cockpit.Core.Definitions;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Policies;

/// <summary>The fleet as policies see it at one moment.</summary>
internal sealed record PolicyFleet(IReadOnlyList<ScopeSubject> Hosts, IReadOnlyList<Freeze> Freezes, Instant Now)
{
    public static PolicyFleet Read(ReadTransaction t, Instant now) => new(Fleet.Subjects(t, now), [], now);

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

    /// <summary>Live rollouts that were planned from policies that change.</summary>
    public static IReadOnlyList<string> RolloutsOf(ReadTransaction t, IReadOnlyList<DefinitionChange> changes) => [];
}
