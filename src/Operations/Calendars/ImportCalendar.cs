using System.Text;
using Cockpit.Core.Calendars;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Operations.Scopes;
using Cockpit.Operations.Windows;
using Cockpit.Store;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Calendars;

/// <summary>What an import made of a calendar.</summary>
/// <param name="Calendar">The file's name: importing a file of that name again compares with what it brought before.</param>
/// <param name="Events">Entries in the file.</param>
/// <param name="Removed">Freezes of entries that the calendar calls cancelled.</param>
/// <param name="Vanished">Freezes of entries that are not in the file any more; they stay until a person lifts them.</param>
/// <param name="Skipped">Entries that freeze nothing, by their line.</param>
/// <param name="Until">Recurring entries are written out until then; a later import goes on.</param>
public sealed record CalendarImport(
    string Calendar, int Events, int Added, int Updated, int Unchanged, IReadOnlyList<string> Removed, IReadOnlyList<VanishedFreeze> Vanished, IReadOnlyList<SkippedEntry> Skipped, Instant Until, string Zone);

public sealed record VanishedFreeze(string Id, string Name, Instant StartsAt, Instant EndsAt);

/// <summary>Takes the entries of an .ics file over as freezes; the whole file or nothing of it.</summary>
public static class ImportCalendar
{
    /// <summary>How far recurring entries are written out.</summary>
    private static readonly Duration Ahead = Duration.FromDays(400);

    /// <summary>Characters of a title that are kept.</summary>
    private const int MaxName = 100;

    /// <param name="scope">The hosts that the entries freeze; null is every host.</param>
    /// <exception cref="CockpitException">CALENDAR_UNREADABLE, CALENDAR_INVALID, SCOPE_SYNTAX, SCOPE_CYCLE; nothing was changed then.</exception>
    public static CalendarImport Run(Session session, string path, string? scope)
    {
        string text = Text(path), name = NameOf(path);
        // Read once before the file is opened, so that a bad calendar makes no file.
        FileZone machine = FileZone.OfMachine();
        IcsCalendar.Read(text, machine.Zone, session.Now, session.Now + Ahead);
        return session.For(WindowOperations.Import).Write(t =>
        {
            Instant now = session.Now;
            FileZone zone = FileZone.Of(t);
            if (scope is { Length: > 0 }) ScopeBooks.Of(t).Resolve(scope);
            string own = "@" + t.Facts().Uuid;
            IcsCalendar calendar = IcsCalendar.Read(text, zone.Zone, now, now + Ahead);
            var known = t.StoredFreezes().Where(f => f.Source is not null).ToDictionary(f => (f.Source!.Uid, f.Source.Instance));
            var seen = new HashSet<(string, string)>();
            int added = 0, updated = 0, unchanged = 0;
            List<SkippedEntry> skipped = [.. calendar.Skipped];
            foreach (CalendarEntry e in calendar.Entries)
            {
                if (e.Uid.EndsWith(own, StringComparison.Ordinal))
                {
                    skipped.Add(new(0, $"\"{Title(e)}\" is a freeze of this file already."));
                    continue;
                }
                seen.Add((e.Uid, e.Instance));
                var terms = new FreezeTerms(Title(e), scope ?? "", e.StartsAt, e.EndsAt, $"in the calendar {name}");
                var source = new CalendarSource(e.Uid, e.Instance, name);
                if (!known.TryGetValue((e.Uid, e.Instance), out StoredFreeze? before))
                {
                    t.AddFreeze(terms, source, session.Actor, now);
                    added++;
                }
                else if (Terms(before.Freeze) == terms) unchanged++;
                else
                {
                    t.ChangeFreeze(before.Freeze.Id, terms, source, session.Actor, now);
                    updated++;
                }
            }
            List<StoredFreeze> gone = [.. known.Values.Where(f => !seen.Contains((f.Source!.Uid, f.Source.Instance)) && f.Freeze.EndsAt > now)];
            List<StoredFreeze> cancelled = gone.FindAll(f => calendar.Cancelled.Any(c => c.Uid == f.Source!.Uid && (c.Instance is null || c.Instance == f.Source.Instance)));
            foreach (StoredFreeze f in cancelled) t.RemoveFreeze(f.Freeze, $"cancelled in the calendar {name}", session.Actor, now);
            return new CalendarImport(
                name, calendar.Events, added, updated, unchanged, [.. cancelled.Select(f => f.Freeze.Id.ToString())],
                [.. gone.Except(cancelled).Where(f => f.Source!.Calendar == name).Select(f => new VanishedFreeze(f.Freeze.Id.ToString(), f.Freeze.Name, f.Freeze.StartsAt, f.Freeze.EndsAt))],
                skipped, now + Ahead, zone.Name);
        }, FileAccessMode.Create);
    }

    private static FreezeTerms Terms(Freeze f) => new(f.Name, f.Scope, f.StartsAt, f.EndsAt, f.Reason);

    private static string Title(CalendarEntry e) => Printable.Line(e.Title, MaxName) is { Length: > 0 } title ? title : "entry without a title";

    private static string NameOf(string path) => Printable.Line(Path.GetFileName(path), MaxName);

    private static string Text(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[IcsCalendar.MaxBytes + 1];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read == bytes.Length) throw new CockpitException(WindowErrors.CalendarInvalid.Because($"{NameOf(path)} is larger than {IcsCalendar.MaxBytes >> 20} MB."));
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, read);
        }
        catch (DecoderFallbackException e)
        {
            throw new CockpitException(WindowErrors.CalendarInvalid.Because($"{NameOf(path)} is not UTF-8 text."), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CockpitException(WindowErrors.CalendarUnreadable.Because($"{NameOf(path)} could not be read."), e);
        }
    }
}
