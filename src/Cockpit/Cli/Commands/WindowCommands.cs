using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Windows;
using Cockpit.Operations;
using Cockpit.Operations.Windows;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit window ...</summary>
internal static class WindowCommands
{
    private const int DefaultCount = 5;

    public static void AddTo(CommandSet set)
    {
        AddSet(set);
        set.Add(WindowOperations.List, [], call =>
        {
            WindowList list = ListWindows.Run(call.Session);
            call.Show(list, CliJson.Default.WindowList,
                () => new Table(["window", "opens", "start", "length", "cutoff", "zone", "next"], [.. list.Windows.Select(Row)]),
                () => list.Windows.Count == 0 ? ["There are no windows. cockpit window set NAME makes one."] : [],
                () => [$"tzdata {list.TzdataVersion}", .. list.Windows.SelectMany(w => w.Problems.Select(p => $"{w.Name} never opens: {p}"))]);
            return (int)ExitCode.Done;
        });
        var name = new Argument<string>("NAME");
        set.Add(WindowOperations.Show, [name], call =>
        {
            WindowLine window = ShowWindow.Run(call.Session, call.Get(name));
            call.Show(window, CliJson.Default.WindowLine, () => Openings(window.NextWindows), () => Lines(window));
            return (int)ExitCode.Done;
        });
        var gone = new Argument<string>("NAME");
        set.Add(WindowOperations.Remove, [gone], call =>
        {
            WindowLine window = ShowWindow.Run(call.Session, call.Get(gone));
            call.Confirm(window.Name, $"REMOVE the window {window.Name}: nothing starts in it any more.");
            RemovedWindow removed = RemoveWindow.Run(call.Session, window.Name);
            call.Show(removed, CliJson.Default.RemovedWindow, text: () => [$"The window {removed.Name} is removed."]);
            return (int)ExitCode.Done;
        });
        AddNext(set);
    }

    private static void AddNext(CommandSet set)
    {
        var window = Options.Text("--window", "only this window", "W");
        var host = Options.Text("--host", "only the windows that its policy gives this host, and the freezes that bind it", "H");
        var count = Options.Number("--count", $"how many; {DefaultCount} where it is not said", 1, NextWindows.Most);
        var at = Options.Text("--at", "from a moment other than now: 2026-10-20, or 2026-10-20T22:00+02:00", "T");
        set.Add(WindowOperations.Next, [window, host, count, at], call =>
        {
            NextWindowList next = NextWindows.Run(call.Session, call.Get(window), call.Get(host), call.Get(count) ?? DefaultCount, call.Get(at));
            call.Show(next, CliJson.Default.NextWindowList, () => Openings(next.NextWindows), () => next.Note is { } note ? [note] : next.NextWindows.Count == 0 ? [call.Get(window) is { } w ? $"{w} never opens again." : "No window opens again."] : [], () => [$"tzdata {next.TzdataVersion}"]);
            return (int)ExitCode.Done;
        });
    }

    private static void AddSet(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        var zone = Options.Text("--zone", "IANA name; the file's zone where it is not said", "ZONE");
        var daily = Options.Flag("--daily", "every day");
        var weekly = Options.Text("--weekly", "days of each week: tue, or sat,sun", "DAYS");
        var monthly = Options.Text("--monthly", "days of each month: 2tue (the second Tuesday), -1fri (the last Friday), or 1,15", "DAYS");
        var rule = Options.Text("--rule", "RFC 5545 rule of whole days, such as FREQ=MONTHLY;BYDAY=2TU", "RULE");
        var start = Options.Text("--start", "time of day on the wall of the zone", "HH:MM");
        var length = Options.Text("--length", "how long it is open, at most 7d: 4h, 90m", "TIME");
        var cutoff = Options.Text("--cutoff", "before the end, from which on no host begins; 0m where it is not said", "TIME");
        var offset = Options.Text("--offset-days", "days after the rule's day (before it, if negative): --monthly 2tue with 7 is the Tuesday after the second Tuesday", "N");
        var from = Options.Text("--from", "first day of the rule; 2026-01-01 where it is not said", "DATE");
        set.Add(WindowOperations.Set, [name, zone, daily, weekly, monthly, rule, start, length, cutoff, offset, from], call =>
        {
            string?[] rules =
            [
                call.Get(daily) ? "FREQ=DAILY" : null,
                call.Get(weekly) is { } w ? RuleWords.Weekly(w) ?? throw Wrong("--weekly", w, "days such as tue or sat,sun") : null,
                call.Get(monthly) is { } m ? RuleWords.Monthly(m) ?? throw Wrong("--monthly", m, "days such as 2tue, -1fri or 1,15") : null,
                call.Get(rule),
            ];
            if (rules.Count(r => r is not null) > 1) throw new CockpitException(CallErrors.Usage.Because("--daily, --weekly, --monthly and --rule each say the days.", "Take one of them."));
            WindowLine window = SetWindow.Run(call.Session, call.Get(name), new WindowFields(
                call.Get(zone), rules.FirstOrDefault(r => r is not null),
                Parsed<LocalTime>(call, start, LocalTimePattern.CreateWithInvariantCulture("HH:mm"), "a time of day such as 22:00"),
                Length(call, length), Length(call, cutoff), Number(call, offset), Parsed<LocalDate>(call, from, LocalDatePattern.Iso, "a date such as 2026-11-01")));
            call.Show(window, CliJson.Default.WindowLine, () => Openings(window.NextWindows), () => Lines(window));
            return (int)ExitCode.Done;
        });
    }

    private static T? Parsed<T>(Call call, Option<string?> option, IPattern<T> pattern, string what) where T : struct =>
        call.Get(option) is not { } text ? null : pattern.Parse(text) is { Success: true } parsed ? parsed.Value : throw Wrong(option.Name, text, what);

    private static Duration? Length(Call call, Option<string?> option) =>
        call.Get(option) is not { } text ? null : Lengths.TryParse(text) ?? throw Wrong(option.Name, text, "a length such as 4h, 90m or 4h30m");

    private static int? Number(Call call, Option<string?> option) =>
        call.Get(option) is not { } text ? null : int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out int n) ? n : throw Wrong(option.Name, text, "a number of days");

    private static CockpitException Wrong(string option, string text, string what) => new(CallErrors.Usage.Because($"{option} is {what}, not \"{Printable.Line(text, 40)}\"."));

    private static IReadOnlyList<string> Row(WindowLine w) =>
    [
        w.Name, w.When ?? "", w.Start ?? "", w.DurationSeconds is { } d ? Lengths.Of(Duration.FromSeconds(d)) : "", w.CutoffSeconds is > 0 and var c ? Lengths.Of(Duration.FromSeconds(c)) : "", w.Zone ?? "",
        w.NextWindows is [var next, ..] ? (next.Open ? "open until " + next.EndsLocal[11..] + next.EndUtcOffset : next.StartsLocal + next.UtcOffset) : "never",
    ];

    private static Table Openings(IReadOnlyList<Opening> openings) => new(["window", "starts", "ends", "UTC", "zone", "notes"],
        [.. openings.Select(o => (IReadOnlyList<string>)[o.Window, $"{Day(o.StartsAt, o)} {o.StartsLocal}{o.UtcOffset}", $"{o.EndsLocal}{o.EndUtcOffset}", $"{Minute.Format(o.StartsAt)} - {Minute.Format(o.EndsAt)}", o.Zone, string.Join("; ", ((string?[])[o.Open ? "open now" : null, o.Frozen, o.Clocks]).Where(w => w is not null))])]);

    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm'Z'");

    private static string Day(Instant at, Opening o) => (Zones.Find(o.Zone) is { } zone ? at.InZone(zone).DayOfWeek : o.Day.DayOfWeek).ToString()[..3];

    private static IEnumerable<string> Lines(WindowLine w)
    {
        foreach (string problem in w.Problems) yield return $"{w.Name} never opens: {problem}";
        if (w.Rule is null) yield break;
        yield return $"{w.Name}: {w.When}, {w.Start} for {Lengths.Of(Duration.FromSeconds(w.DurationSeconds ?? 0))}{(w.CutoffSeconds is > 0 and var c ? $", no host begins in the last {Lengths.Of(Duration.FromSeconds(c))}" : "")}, {w.Zone}";
        yield return $"  rule     {w.Rule}{(w.OffsetDays != 0 ? $", {w.OffsetDays:+0;-0} days" : "")}{(w.From is { } from ? $", from {LocalDatePattern.Iso.Format(from)}" : "")}";
        yield return $"  version  {w.Version}";
        if (w.UsedBy.Count > 0) yield return $"  used by  {string.Join(", ", w.UsedBy)}";
        foreach (WindowOverlap o in w.Overlaps ?? []) yield return $"  overlaps {o.Window}, first {Minute.Format(o.StartsAt)} - {Minute.Format(o.EndsAt)}";
        foreach (SkippedDay s in w.Skipped) yield return $"  skipped  {LocalDatePattern.Iso.Format(s.Day)}: {s.Reason}";
        if (w.NextWindows.Count == 0) yield return "  It never opens again.";
    }
}
