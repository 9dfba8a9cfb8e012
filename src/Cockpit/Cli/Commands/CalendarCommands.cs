using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Calendars;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit calendar ...</summary>
internal static class CalendarCommands
{
    public static void AddTo(CommandSet set)
    {
        var target = new Argument<string>("FILE") { Description = "the .ics file to write" };
        var from = Options.Text("--from", "from when; now where it is not said", "T");
        var until = Options.Text("--until", "until when; 400 days after the begin where it is not said", "T");
        set.Add(WindowOperations.Export, [target, from, until], call =>
        {
            CalendarExport done = ExportCalendar.Run(call.Session, call.Get(target), call.Get(from), call.Get(until), overwrite: call.Yes);
            call.Show(done, CliJson.Default.CalendarExport, text: () =>
            [
                $"{done.File}: {"window".ToQuantity(done.Windows)}, {"freeze".ToQuantity(done.Freezes)}, {Times.Second(done.From)} to {Times.Second(done.Until)}",
                .. done.LeftOut.Select(w => $"left out: {w}, which does not open in that time"),
            ]);
            return (int)ExitCode.Done;
        });

        var source = new Argument<string>("FILE") { Description = "an .ics file" };
        var scope = Options.Text("--scope", "the hosts that its entries freeze, every host where it is not said", "EXPR");
        set.Add(WindowOperations.Import, [source, scope], call =>
        {
            CalendarImport done = ImportCalendar.Run(call.Session, call.Get(source), call.Get(scope));
            call.Show(done, CliJson.Default.CalendarImport, text: () => Lines(done));
            return (int)ExitCode.Done;
        });
    }

    private static IEnumerable<string> Lines(CalendarImport done)
    {
        yield return $"{done.Calendar}: {(done.Events == 1 ? "1 entry" : $"{done.Events:N0} entries")}; freezes: {done.Added:N0} new, {done.Updated:N0} changed, {done.Unchanged:N0} as before, {done.Removed.Count:N0} cancelled";
        yield return $"Recurring entries are written out until {Times.Second(done.Until)}; whole days are days of {done.Zone}.";
        foreach (VanishedFreeze f in done.Vanished) yield return $"{f.Id} {f.Name} ({Times.Second(f.StartsAt)} to {Times.Second(f.EndsAt)}) is in the calendar no more. It stays: cockpit freeze remove {f.Id} --reason R lifts it.";
        foreach (var s in done.Skipped) yield return s.Line > 0 ? $"left out, line {s.Line:N0}: {s.Reason}" : $"left out: {s.Reason}";
    }
}
