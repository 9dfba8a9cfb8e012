using System.Text;
using Cockpit.Core.Calendars;
using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using Cockpit.Operations.Exports;
using Cockpit.Operations.Windows;
using Cockpit.Store;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Calendars;

/// <param name="Windows">Windows that are in the file.</param>
/// <param name="LeftOut">Windows that are not, because they do not open in that time or cannot be used.</param>
public sealed record CalendarExport(string File, int Windows, int Freezes, IReadOnlyList<string> LeftOut, Instant From, Instant Until);

/// <summary>Writes windows and freezes as an .ics file.</summary>
public static class ExportCalendar
{
    private static readonly Duration Ahead = Duration.FromDays(400), Most = Duration.FromDays(3_660);

    /// <param name="from">As people type it; null is now.</param>
    /// <param name="until">As people type it; null is 400 days after the begin.</param>
    /// <exception cref="CockpitException">TIME_INVALID, EXPORT_EXISTS, EXPORT_UNWRITABLE.</exception>
    public static CalendarExport Run(Session session, string path, string? from, string? until, bool overwrite)
    {
        (string text, CalendarExport export) = session.Read(t =>
        {
            FileZone zone = FileZone.Of(t);
            Instant begin = from is null ? session.Now : TypedTime.Read(from, zone, null, ends: false), end = until is null ? begin + Ahead : TypedTime.Read(until, zone, null, ends: true);
            if (end <= begin || end - begin > Most) throw new CockpitException(WindowErrors.TimeInvalid.Because("--until lies after --from, and at most ten years after it."));
            var writer = new IcsWriter(t.Facts().Uuid, session.Now);
            List<string> leftOut = [];
            int windows = 0;
            foreach (DefinedWindow window in WindowBook.Of(t).All)
            {
                if (window.Calendar is { } calendar && writer.Add(calendar, begin, end)) windows++;
                else leftOut.Add(window.Name);
            }
            List<Freeze> freezes = t.FreezesFrom(begin).FindAll(f => f.StartsAt < end);
            freezes.ForEach(writer.Add);
            return (writer.ToString(), new CalendarExport(path, windows, freezes.Count, leftOut, begin, end));
        });
        ExportFile.Write(path, overwrite, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        return export;
    }
}
