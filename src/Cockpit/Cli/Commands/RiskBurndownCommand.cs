using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Risk;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit risk burndown: a row and a bar for each day.</summary>
internal static class RiskBurndownCommand
{
    private const int StandardDays = 30, MostDays = 3_660;

    /// <summary>Cells of the longest bar.</summary>
    private const int BarWidth = 24;

    public static void AddTo(CommandSet set)
    {
        var options = new RiskOptions();
        var days = Options.Number("--days", $"the newest days; {StandardDays} without it in text, all in JSON, CSV and Markdown", 1, MostDays);
        set.Add(FindingOperations.Burndown, [.. options.All, days], call =>
        {
            RiskWish wish = options.WishOf(call);
            Burndown burndown = ReadBurndown.Run(call.Session, wish, call.Get(days) ?? (call.Format is OutputFormat.Text ? StandardDays : null));
            call.Show(burndown, CliJson.Default.Burndown, call.Format is OutputFormat.Csv or OutputFormat.Md ? () => Rows(burndown) : () => Picture(burndown), after: () => Remarks(burndown, all: wish == new RiskWish()));
            return (int)ExitCode.Done;
        });
    }

    private static Table Rows(Burndown b) => new(["day", "points>", "open>", "veryHigh>", "high>", "moderate>", "low>", "veryLow>", "change>", "kev>", "moved"],
        [.. b.Days.Select(d => (IReadOnlyList<string>)
        [
            $"{d.Day:uuuu-MM-dd}", $"{d.Points}", $"{d.Open}", $"{d.VeryHigh}", $"{d.High}", $"{d.Moderate}", $"{d.Low}", $"{d.VeryLow}", $"{d.Change}", $"{d.KnownExploited}", string.Join(' ', d.Moved),
        ])]);

    private static Table Picture(Burndown b)
    {
        long most = b.Days.Max(d => (long?)d.Points) ?? 0;
        return new Table(["day", "points>", "", "open>", "change>", "very high>", "high>", "kev>", "moved"],
            [.. b.Days.Select(d => (IReadOnlyList<string>)
            [
                $"{d.Day:uuuu-MM-dd}", $"{d.Points:N0}", most == 0 ? "" : new string('#', (int)((d.Points * BarWidth + most - 1) / most)), $"{d.Open:N0}", Signed(d.Change),
                $"{d.VeryHigh:N0}", $"{d.High:N0}", d.KnownExploited is { } known ? $"{known:N0}" : "", string.Join(", ", d.Moved),
            ])]);
    }

    private static IEnumerable<string> Remarks(Burndown b, bool all)
    {
        if (b.Days.Count == 0) yield return all ? "Findings were never imported." : "No findings of these hosts or this tool were ever imported.";
        if (b.Days.Any(d => d.Moved.Count > 0)) yield return "On days with a word under \"moved\" feeds or rules changed scores: that change says nothing of the servers.";
    }

    private static string Signed(long? change) => change switch { null => "", 0 => "0", > 0 => $"+{change:N0}", _ => $"{change:N0}" };
}
