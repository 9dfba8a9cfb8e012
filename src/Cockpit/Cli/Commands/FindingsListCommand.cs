using System.Text.Json;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Humanizer;

namespace Cockpit.Cli.Commands;

internal static class FindingsListCommand
{
    private const int StandardLimit = 50, MostLimit = 10_000;

    public static void AddTo(CommandSet set)
    {
        var options = new FindingOptions();
        var limit = Options.Number("--limit", $"findings at most; {StandardLimit} without it", 1, MostLimit);
        set.Add(FindingOperations.List, [.. options.All, limit], call =>
        {
            FindingList list = ListFindings.Run(call.Session, options.WishOf(call, call.Get(limit) ?? StandardLimit), count: true);
            call.Show(list, CliJson.Default.FindingList, () => Rows(list.Findings), after: () => [Summary(list)]);
            return (int)ExitCode.Done;
        });
    }

    public static Table Rows(IEnumerable<FindingLine> findings) => new(["id", "risk", "host", "severity", "cvss>", "kev", "finding", "cves", "port>", "status", "fixed by"],
        [.. findings.Select(f => (IReadOnlyList<string>)
        [
            f.Id, RiskMatrix.Word(f.Risk.Level), f.Host, RiskWords.Of(f.Severity), f.Cvss is { } cvss ? $"{cvss:0.0}" : "", f.KnownExploited ? "KEV" : "", f.Name,
            string.Join(' ', f.Cves), f.Port == 0 ? "" : $"{f.Port}", Status(f.Status), f.FixedBy ?? "",
        ])]);

    /// <summary>As --status takes it.</summary>
    public static string Status(FindingStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    private static string Summary(FindingList list) =>
        list.Findings.Count == 0 ? "No findings match."
        : list.Total == list.Findings.Count && list.TotalIsExact ? $"{"finding".ToQuantity(list.Total ?? 0, "N0")}."
        : $"The worst {list.Findings.Count:N0} of {list.Total:N0}{(list.TotalIsExact ? "" : "+")} findings; --limit shows more, findings export all.";
}
