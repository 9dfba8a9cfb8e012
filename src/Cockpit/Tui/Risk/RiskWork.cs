using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Risk;

/// <summary>What the risk screens read, and the import.</summary>
internal static class RiskWork
{
    /// <summary>Findings of a cell's own list. A cell of more is better asked on the command line, with a scope.</summary>
    public const int ListLimit = 2_000;

    /// <summary>Below the matrix no more than this has room.</summary>
    private const int PreviewLimit = 40;

    public static Work Matrix => new("matrix", c => new MatrixRead(ReadMatrix.Run(c.Session, null)));

    public static Work Cell(int likelihood, int impact, int limit = PreviewLimit) => new($"cell {likelihood}x{impact}", c =>
    {
        FindingList list = ListFindings.Run(c.Session, new FindingWish(Cell: new RiskScore(likelihood, impact), Limit: limit + 1));
        return new CellRead(likelihood, impact, [.. list.Findings.Take(limit)], list.Findings.Count > limit);
    });

    public static Work Finding(string id) => new("finding", c => new FindingRead(ShowFinding.Run(c.Session, FindingId.TryParse(id, out FindingId parsed) ? parsed : throw new InvalidOperationException($"{id} came from the file as a finding's id."))));

    /// <param name="path">A scanner's export; "~" is the home folder.</param>
    public static Work Import(string path) => new("import", c =>
    {
        string full = path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", path[2..]) : path;
        FindingImportResult result = ImportFindings.Run(c.Session, new FindingImportWish(full, null, Strict: false, DryRun: false), (done, total, rows) => c.Tell($"{(total > 0 ? done * 100 / total : 0)}% {rows:N0} rows"), c.Cancellation);
        string unmatched = result.UnmatchedHosts.Count > 0 ? $" {result.UnmatchedHosts.Count} machines are no host of this file." : "";
        return result.SameFile
            ? new Told("This very file was imported before; nothing was changed.")
            : new Told($"{result.Format}: {result.Rows:N0} rows, {result.New:N0} new, {result.Updated:N0} updated, {result.Unchanged:N0} unchanged, {result.Closed:N0} closed, {result.RejectedRows:N0} rejected.{unmatched}");
    }, Long: true);
}
