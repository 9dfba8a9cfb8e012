using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Windows;
using Cockpit.Store;
using Cockpit.Store.Definitions;
using NodaTime;

namespace Cockpit.Operations.Windows;

/// <summary>What a person says of a window; null leaves it as it is, and a new one takes the default.</summary>
/// <param name="Start">HH:MM.</param>
public sealed record WindowFields(
    string? Zone = null, string? Rule = null, LocalTime? Start = null, Duration? Length = null, Duration? Cutoff = null, int? OffsetDays = null, LocalDate? From = null);

/// <summary>Makes or changes a window.</summary>
public static class SetWindow
{
    /// <exception cref="CockpitException">WINDOW_INVALID with every field that does not hold.</exception>
    public static WindowLine Run(Session session, string name, WindowFields given)
    {
        // A call that is wrong makes no file.
        if (!File.Exists(session.FilePath)) Changed(name, null, given, FileZone.OfMachine().Name);
        return session.For(WindowOperations.Set).Write(t =>
        {
            DefinedWindow? before = WindowBook.Of(t).Find(name);
            MaintenanceWindow window = Changed(before?.Name ?? name, before?.Window, given, FileZone.Of(t).Name);
            if (window != before?.Window) t.Define(DefinitionKind.Window, window.Name, WindowBody.Write(window), session.Actor, session.Now);
            return WindowLine.Of(WindowBook.Of(t).Named(window.Name), session.Now, ListWindows.Shown, WindowUses.Of(t, window.Name));
        }, FileAccessMode.Create);
    }

    private static MaintenanceWindow Changed(string name, MaintenanceWindow? old, WindowFields given, string zone)
    {
        List<string> missing = [];
        if ((given.Rule ?? old?.Rule) is null) missing.Add("The rule is missing: --weekly tue, --monthly 2tue, --daily or --rule.");
        if ((given.Start ?? old?.Start) is null) missing.Add("The start is missing: --start 22:00.");
        if ((given.Length ?? old?.Length) is null) missing.Add("The length is missing: --length 4h.");
        if (missing.Count > 0) throw Invalid(missing);
        var window = new MaintenanceWindow(
            name, given.Zone ?? old?.Zone ?? zone, given.Rule ?? old!.Rule, given.Start ?? old!.Start, given.Length ?? old!.Length, given.Cutoff ?? old?.Cutoff ?? Duration.Zero,
            given.OffsetDays ?? old?.OffsetDays ?? 0, given.From ?? old?.From);
        return WindowCalendar.Of(window, out IReadOnlyList<string> problems) is null ? throw Invalid(problems) : window;
    }

    private static CockpitException Invalid(IEnumerable<string> problems) => new(WindowErrors.WindowInvalid.Because(Printable.Line(string.Join(" ", problems), 1_000)));
}

/// <summary>Lists windows with their next openings.</summary>
public static class ListWindows
{
    /// <summary>Openings that are shown of each.</summary>
    internal const int Shown = 5;

    public static WindowList Run(Session session) => session.Read(t => new WindowList(
        [.. WindowBook.Of(t).All.Select(w => WindowLine.Of(w, session.Now, Shown, WindowUses.Of(t, w.Name)))], Zones.DataVersion));
}

/// <summary>Shows one window.</summary>
public static class ShowWindow
{
    /// <summary>How far ahead overlaps with other windows are looked for.</summary>
    private static readonly Duration Ahead = Duration.FromDays(400);

    /// <exception cref="CockpitException">WINDOW_UNKNOWN.</exception>
    public static WindowLine Run(Session session, string name) => session.Read(t =>
    {
        WindowBook book = WindowBook.Of(t);
        DefinedWindow window = book.Named(name);
        Instant now = session.Now;
        return WindowLine.Of(window, now, ListWindows.Shown, WindowUses.Of(t, window.Name)) with { Overlaps = window.Calendar is { } own ? Overlaps(own, book, now) : [] };
    });

    private static List<WindowOverlap> Overlaps(WindowCalendar own, WindowBook book, Instant now) =>
    [
        .. from other in book.Calendars
           where other.Window.Name != own.Window.Name
           let both = Openings.Overlaps(own, other, now, now + Ahead)
           where both.Count > 0
           select new WindowOverlap(other.Window.Name, both[0].Start, both[0].End),
    ];
}

/// <summary>Removes a window that no policy names.</summary>
public static class RemoveWindow
{
    /// <exception cref="CockpitException">WINDOW_UNKNOWN, WINDOW_IN_USE.</exception>
    public static RemovedWindow Run(Session session, string name) => session.For(WindowOperations.Remove).Write(t =>
    {
        DefinedWindow window = WindowBook.Of(t).Named(name);
        IReadOnlyList<string> uses = WindowUses.Of(t, window.Name);
        if (uses.Count > 0) throw new CockpitException(WindowErrors.WindowInUse.Because($"The window {window.Name} is named by {string.Join(", ", uses.Take(5))}{(uses.Count > 5 ? $" and {uses.Count - 5} more" : "")}."));
        t.Define(DefinitionKind.Window, window.Name, null, session.Actor, session.Now);
        return new RemovedWindow(window.Name);
    });
}
