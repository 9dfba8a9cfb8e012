using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Approvals;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

/// <summary>host hold: made with --until and --reason, ended with --lift.</summary>
internal static class HostHoldCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        var update = new Argument<string?>("UPDATE") { Description = "a package that is pending there, or the source that it is built from; the whole host without it", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> until = Until(), reason = Options.Text("--reason", "why; plans and screens show it", "R");
        var off = Options.Flag("--expected-off", "the host is switched off meanwhile: that no scan reaches it needs nobody");
        var lift = Options.Flag("--lift", "ends the hold now");
        set.Add(HostOperations.Hold, [name, update, until, reason, off, lift], call =>
        {
            if (call.Get(lift) && (call.Has(until) || call.Has(off))) throw new CockpitException(CallErrors.Usage.Because("--lift ends a hold; --until and --expected-off make one.", "One of both."));
            HostHolds holds = call.Get(lift)
                ? HoldHost.Lift(call.Session, call.Get(name), call.Get(update), call.Get(reason))
                : HoldHost.Run(call.Session, call.Get(name), call.Get(update), call.EndOf(until), call.Get(reason) ?? "", call.Get(off));
            call.Show(holds, CliJson.Default.HostHolds, call.Format == OutputFormat.Csv ? () => Table(holds) : null,
                () => holds.Holds.Count == 0 ? [$"{holds.Host} is not held."] : holds.Holds.Select(h => $"{holds.Host}: {Words(h)}"));
            return (int)ExitCode.Done;
        });
    }

    public static Option<string?> Until() => Options.Text("--until", "2026-12-31 ends with that day in the file's zone; a time such as 2026-12-31T12:00:00Z ends then", "DATE");

    /// <summary>The moment that --until names.</summary>
    public static NodaTime.Instant EndOf(this Call call, Option<string?> until) => call.Get(until) is { } text
        ? UntilTime.Read(call.Session, text)
        : throw new CockpitException(CallErrors.Usage.Because("--until is missing.", "Write 2026-12-31, or 2026-12-31T12:00:00Z."));

    public static string Words(HoldLine h) => $"held {h.Update ?? "as a whole"} by {h.By} until {Times.Second(h.Until)}{(h.ExpectedOff ? ", expected to be off" : "")}: {h.Reason}";

    private static Table Table(HostHolds holds) => new(["host", "update", "until", "expected off", "by", "reason"],
        [.. holds.Holds.Select(h => (IReadOnlyList<string>)[h.Host, h.Update ?? "", Times.Second(h.Until), h.ExpectedOff ? "yes" : "", h.By, h.Reason])]);
}
