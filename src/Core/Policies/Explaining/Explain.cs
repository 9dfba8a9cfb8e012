using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Policies.Explaining;

/// <summary>Explains a host's policy. Pure: what it says after a change that is only supposed is what it says after the change.</summary>
public static class Explain
{
    /// <summary>Openings that are shown.</summary>
    private const int Windows = 5;

    /// <param name="fleet">Every host, the explained one among them: a ring is a share of all that a policy has.</param>
    /// <param name="host">The explained one, with its own tags.</param>
    /// <param name="edits">Tags that are supposed to be there or not.</param>
    /// <param name="freezes">All of them.</param>
    /// <param name="holds">Those on this host.</param>
    public static HostExplanation Of(
        PolicyBook book, IReadOnlyCollection<ScopeSubject> fleet, ScopeSubject host, IReadOnlyList<TagEdit> edits, IReadOnlyCollection<Freeze> freezes, IReadOnlyList<ExplainedHold> holds, Instant at)
    {
        ScopeSubject supposed = host with { Host = edits.Aggregate(host.Host, (h, edit) => edit.Apply(h)) };
        PolicyStanding standing = Precedence.Of(book, supposed);
        IReadOnlyList<ExplainedPolicy> candidates = [.. standing.Candidates.Select(c => ExplainedPolicy.Of(book, supposed, c))];
        IReadOnlyList<TagChange> nearly = NearMisses.Of(book, supposed, standing);
        IReadOnlyList<string> supposedTags = [.. edits.Select(e => e.ToString())];
        if (standing.Winner is not { } winner)
        {
            string none = standing.Status == PolicyStatus.Conflict ? "No window: policies tie on it." : "No window: no policy counts on it.";
            return new(host.Host.Name, at, standing.Status, null, null, standing.Rule, candidates, [], null, [], none, holds, nearly) { Supposed = supposedTags };
        }

        EffectiveSettings settings = book.EffectiveOf(winner);
        var members = fleet.Where(f => f.Host.Id != host.Host.Id && Precedence.Of(book, f).Winner?.Name == winner.Name).Append(supposed);
        string ring = RingAssignment.Of(book, settings, members)[host.Host.Id];
        (IReadOnlyList<NextWindow> next, string? note) = NextWindows(book, winner, settings, supposed, freezes, at);
        return new(host.Host.Name, at, standing.Status, winner.Name, winner.Version, standing.Rule, candidates, settings.Lines(), ring, next, note, holds, nearly) { Supposed = supposedTags };
    }

    private static (IReadOnlyList<NextWindow> Next, string? Note) NextWindows(
        PolicyBook book, Policy winner, EffectiveSettings settings, ScopeSubject host, IReadOnlyCollection<Freeze> freezes, Instant at)
    {
        if (settings.Get(PolicySettings.Windows).Contains(PolicySettings.Always)) return ([], "Open always.");
        var windows = book.WindowsOf(settings);
        if (windows.IsEmpty) return ([], $"No window: {winner.Name} names none, so nothing is planned.");
        List<Freeze> binding = Freezes.Binding(freezes, Freezes.MembershipOf(host, book.ScopeBook));
        List<NextWindow> next =
        [
            .. windows.SelectMany(w => w.Next(at, Windows).Select(o => (Calendar: w, Occurrence: o))).OrderBy(o => o.Occurrence.StartsAt).ThenBy(o => o.Occurrence.EndsAt).Take(Windows)
                .Select(o => new NextWindow(winner.Name, o.Occurrence.Window, o.Occurrence.StartsAt, o.Occurrence.EndsAt, o.Occurrence.CutoffAt,
                    ClockWords.Offset(o.Occurrence.Offset), ClockWords.Of(o.Calendar, o.Occurrence), Freezes.Words(o.Occurrence, binding))),
        ];
        return (next, next.Count == 0 ? "None of its windows opens again." : null);
    }
}
