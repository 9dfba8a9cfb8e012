using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations;
using Cockpit.Operations.Findings;

namespace Cockpit.Cli.Commands;

internal static class FindingsListCommand
{
    private const int StandardLimit = 50, MostLimit = 10_000;

    public static void AddTo(CommandSet set)
    {
        var scope = Options.Scope();
        var severity = Options.OneOf("--severity", "info, low, medium, high or critical", "S", "info", "low", "medium", "high", "critical");
        var cve = Options.Text("--cve", "only findings of this CVE", "CVE");
        var host = Options.Text("--host", "only findings of this host", "H");
        var status = Options.OneOf("--status", "open, stale, notSeen, disputed, accepted or closed; all that count as risk without it", "S", "open", "stale", "notSeen", "disputed", "accepted", "closed");
        var limit = Options.Number("--limit", $"findings at most; {StandardLimit} without it", 1, MostLimit);
        set.Add(FindingOperations.List, [scope, severity, cve, host, status, limit], call =>
        {
            FindingList list = ListFindings.Run(call.Session, new FindingWish(
                call.Has(scope) ? call.ScopeOf(scope) : null,
                call.Get(severity) is { } s ? Enum.Parse<Severity>(s, ignoreCase: true) : null, CveOf(call.Get(cve)), call.Get(host),
                call.Get(status) is { } w ? Enum.Parse<FindingStatus>(w, ignoreCase: true) : null, Limit: call.Get(limit) ?? StandardLimit));
            call.Show(list, CliJson.Default.FindingList, () => Rows(list.Findings), () => list.Findings.Count == 0 ? ["No findings match."] : []);
            return (int)ExitCode.Done;
        });
    }

    public static Table Rows(IEnumerable<FindingLine> findings) => new(["id", "risk", "host", "severity", "cvss>", "kev", "finding", "cves", "port>", "status"],
        [.. findings.Select(f => (IReadOnlyList<string>)
        [
            f.Id, RiskMatrix.Word(f.Risk.Level), f.Host, RiskWords.Of(f.Severity), f.Cvss is { } cvss ? $"{cvss:0.0}" : "", f.KnownExploited ? "KEV" : "", f.Name,
            string.Join(' ', f.Cves), f.Port == 0 ? "" : $"{f.Port}", f.Status.ToString().ToLowerInvariant(),
        ])]);

    private static CveId? CveOf(string? text) =>
        text is null ? null : CveId.TryParse(text) ?? throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 40)}\" is no CVE.", "A CVE looks like CVE-2026-31842."));
}
