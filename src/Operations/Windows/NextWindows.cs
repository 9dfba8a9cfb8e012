using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Windows;

/// <summary>The next openings of one window, of all, or of those that its policy gives a host.</summary>
public static class NextWindows
{
    /// <summary>How many can be asked for.</summary>
    public const int Most = 500;

    /// <param name="window">Only this one; null is every one.</param>
    /// <param name="host">Only those of this host; null is not to ask.</param>
    /// <param name="at">A moment as people type it; null is now.</param>
    /// <exception cref="CockpitException">WINDOW_UNKNOWN, WINDOW_UNREADABLE, TIME_INVALID, HOST_UNKNOWN, POLICY_BROKEN.</exception>
    public static NextWindowList Run(Session session, string? window, string? host, int count, string? at) => session.Read(t =>
    {
        Instant from = at is null ? session.Now : TypedTime.Read(at, FileZone.Of(t), null, ends: false);
        WindowBook book = WindowBook.Of(t);
        if (window is not null && book.Named(window) is { Calendar: null } bad)
            throw new CockpitException(WindowErrors.WindowUnreadable.Because($"The window {bad.Name} cannot be used: {Printable.Line(string.Join(" ", bad.Problems), 400)}"));
        if (host is not null) return OfHost(t, FindHost.Named(t, host), window, from, count);
        IEnumerable<WindowCalendar> calendars = window is null ? book.Calendars : [book.Named(window).Calendar!];
        return new NextWindowList(Next(calendars, from, count, []), null, null, null, Zones.DataVersion);
    });

    private static NextWindowList OfHost(ReadTransaction t, Host host, string? window, Instant from, int count)
    {
        PolicyBook book = PolicyBooks.Read(t);
        PolicyFleet fleet = PolicyFleet.Read(t, from);
        ScopeSubject subject = fleet.Hosts.First(h => h.Host.Id == host.Id);
        PolicyStanding standing = Precedence.Of(book, subject);
        if (standing.Winner is not { } winner) return None(null, $"{host.Name} has no window: {(standing.Status == PolicyStatus.Conflict ? "policies tie on it" : "no policy counts on it")}.");
        EffectiveSettings settings = book.EffectiveOf(winner);
        if (settings.Get(PolicySettings.Windows).Contains(PolicySettings.Always)) return None(winner.Name, $"{host.Name} is open always, by {winner.Name}.");
        List<WindowCalendar> calendars = [.. book.WindowsOf(settings).Where(w => window is null || w.Window.Name.Equals(window, StringComparison.OrdinalIgnoreCase))];
        if (calendars.Count == 0) return None(winner.Name, window is null ? $"{winner.Name} gives {host.Name} no window." : $"{winner.Name} does not give {host.Name} the window {window}.");
        List<Freeze> binding = Freezes.Binding(fleet.Freezes, Freezes.MembershipOf(subject, book.ScopeBook));
        return new NextWindowList(Next(calendars, from, count, binding), host.Name, winner.Name, null, Zones.DataVersion);

        NextWindowList None(string? policy, string note) => new([], host.Name, policy, Printable.Line(note), Zones.DataVersion);
    }

    private static List<Opening> Next(IEnumerable<WindowCalendar> calendars, Instant from, int count, List<Freeze> binding) =>
        [.. calendars.SelectMany(c => c.Next(from, count).Select(o => (Occurrence: o, Calendar: c))).OrderBy(p => p.Occurrence.StartsAt).ThenBy(p => p.Occurrence.Window, StringComparer.Ordinal)
            .Take(count).Select(p => Opening.Of(p.Calendar, p.Occurrence, from) with { Frozen = Freezes.Words(p.Occurrence, binding) })];
}
