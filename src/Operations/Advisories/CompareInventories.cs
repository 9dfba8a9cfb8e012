using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Operations.Findings;
using Cockpit.Store;

namespace Cockpit.Operations.Advisories;

/// <summary>What comparing hosts' packages with the distributions' data gave.</summary>
/// <param name="Hosts">Compared ones.</param>
/// <param name="WithoutData">Of those, how many have a release of which nothing is imported: nothing is known about them.</param>
/// <param name="Findings">What stands now.</param>
public sealed record InventoryComparison(string? ImportId, int Hosts, int WithoutData, long Findings, long New, long Closed, long Reopened, IReadOnlyList<string> Notes);

/// <summary>
/// Makes findings of our own scans: what hosts have installed, against what the distributions' feeds and their own package managers say.
/// Runs after a scan for its hosts, and after a feed for all.
/// </summary>
public static class CompareInventories
{
    /// <param name="hosts">Null is all that were ever read.</param>
    /// <param name="name">What the import is called: "scan S12", "debian-tracker".</param>
    /// <returns>Null where there is nothing to compare with.</returns>
    /// <exception cref="CockpitException">INTERRUPTED, and what keeps an import from running; nothing was changed then.</exception>
    public static InventoryComparison? Run(Session session, IReadOnlyCollection<HostId>? hosts, string name, CancellationToken cancellation)
    {
        using var reader = new InventoryReader(session.Open(FileAccessMode.Read), hosts);
        if (reader.IsEmpty) return null;
        FindingImportResult r = ImportFindings.Run(session, reader, name, new FindingImportWish(name, null, Strict: false, DryRun: false) { Waits = true }, null, cancellation);

        // One row of each host only says what was compared.
        return new InventoryComparison(r.ImportId, reader.Compared, reader.WithoutData, r.Findings - reader.Compared, r.SameFile ? 0 : r.New - reader.ComparedFirst, r.Closed, r.Reopened, r.Notes);
    }
}
