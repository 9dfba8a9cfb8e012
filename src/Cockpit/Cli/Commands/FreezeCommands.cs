using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Windows;
using Cockpit.Operations.Windows;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit freeze ...</summary>
internal static class FreezeCommands
{
    public static void AddTo(CommandSet set)
    {
        AddAdd(set);
        var all = Options.Flag("--all", "also those that are over");
        set.Add(WindowOperations.FreezeList, [all], call =>
        {
            FreezeList list = ListFreezes.Run(call.Session, call.Get(all));
            call.Show(list, CliJson.Default.FreezeList, () => Table(list.Freezes, list.Zone),
                () => list.Freezes.Count == 0 ? ["Nothing is frozen. cockpit freeze add NAME makes a freeze, cockpit calendar import FILE takes a calendar over."] : [],
                () => list.Freezes.Where(f => f.Problem is not null).Select(f => $"{f.Id} {f.Name}: {f.Problem}"));
            return (int)ExitCode.Done;
        });
        var name = new Argument<string>("FREEZE") { Description = "its id or its name" };
        var reason = Options.Text("--reason", "why it is lifted", "R");
        set.Add(WindowOperations.FreezeRemove, [name, reason], call =>
        {
            string why = call.Needed(reason);
            call.Confirm("lift", $"LIFT the freeze {call.Get(name)}: what waits for its end may start.");
            RemovedFreeze removed = RemoveFreeze.Run(call.Session, call.Get(name), why);
            call.Show(removed, CliJson.Default.RemovedFreeze, text: () => [$"The freeze {removed.Id} {removed.Name} is lifted."]);
            return (int)ExitCode.Done;
        });
    }

    private static void AddAdd(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        var from = Options.Text("--from", "when it begins, now where it is not said: 2026-12-20, or 2026-12-20T18:00+01:00", "T");
        var until = Options.Text("--until", "when it ends; a date ends with that day", "T");
        var zone = Options.Text("--zone", "the zone of times without an offset", "ZONE");
        var scope = Options.Text("--scope", "the hosts that it binds, every host where it is not said; one of which nobody knows is bound", "EXPR");
        var reason = Options.Text("--reason", "why", "R");
        set.Add(WindowOperations.FreezeAdd, [name, from, until, zone, scope, reason], call =>
        {
            FreezeLine freeze = AddFreeze.Run(call.Session, call.Get(name), call.Get(from), call.Needed(until), call.Get(zone), call.Get(scope), call.Needed(reason));
            call.Show(freeze, CliJson.Default.FreezeLine, () => Table([freeze], FileZone.Read(call.Session).Name));
            return (int)ExitCode.Done;
        });
    }

    private static Table Table(IReadOnlyList<FreezeLine> freezes, string zone) => new(["id", "name", "state", "from", "until", "hosts", "reason", "by", "calendar"],
        [.. freezes.Select(f => (IReadOnlyList<string>)[f.Id, f.Name, f.State, Local(f.StartsAt, zone), Local(f.EndsAt, zone), f.Scope.Length == 0 ? "every host" : f.Scope, f.Reason, f.By, f.Calendar ?? ""])]);

    private static string Local(Instant at, string zone) => Wall.Format(at.InZone(Zones.Find(zone) ?? DateTimeZone.Utc).ToOffsetDateTime());

    private static readonly OffsetDateTimePattern Wall = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mmo<+HH:mm>");
}
