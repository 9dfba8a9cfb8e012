using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <param name="FileName">For the journal and the list of imports; no path.</param>
/// <param name="Strict">A rejected row imports nothing.</param>
/// <param name="DryRun">Everything is counted and nothing kept.</param>
public sealed record ImportOptions(string FileName, bool Strict = false, bool DryRun = false)
{
    /// <summary>Another import that runs is waited for: what a scan found must come in, and nobody is there to try again.</summary>
    public bool Waits { get; init; }
}

/// <summary>How far an import is: reading is the larger part of its time, comparing and writing the rest, and bytes stand for both.</summary>
public readonly record struct ImportProgress(long Bytes, long TotalBytes, long Rows)
{
    /// <summary>The share of reading in the whole.</summary>
    public const double Reading = 0.6;

    public static ImportProgress Of(double share, long fileBytes, long rows) => new((long)(share * fileBytes), fileBytes, rows);
}

/// <summary>What an import did.</summary>
/// <param name="Import">Null after a dry run; for the same file once more the import that brought it in.</param>
/// <param name="Rows">Data rows of the file: findings + joined + rejected.</param>
/// <param name="Findings">Distinct findings in the file: new + updated + unchanged + reopened + called fixed + outdated.</param>
/// <param name="Closed">Findings that this import closed: called fixed, or covered by the scan and not listed.</param>
/// <param name="NotSeen">Findings that are not listed any more although nothing proves them gone.</param>
/// <param name="Outdated">Findings of hosts of which a newer scan is known: they changed nothing.</param>
/// <param name="Hosts">Distinct machines in the file.</param>
/// <param name="SameFile">The very same file was imported before, so nothing was changed.</param>
/// <param name="Notes">What a person should know, in sentences.</param>
public sealed record ImportReport(
    ImportId? Import, string Format, string Shape, long Rows, long Findings, long New, long Updated, long Unchanged, long Closed, long Reopened, long NotSeen, long Outdated,
    long RejectedRows, IReadOnlyList<RejectedRow> Rejected, int Hosts, IReadOnlyList<string> UnmatchedHosts, IReadOnlyList<string> AmbiguousHosts, bool SameFile, IReadOnlyList<string> Notes)
{
    /// <summary>Rows that tell more of a finding that another row told of already: its other CVEs.</summary>
    public required long Joined { get; init; }

    /// <summary>Findings of the file that it calls fixed and that were not closed before; they are among the closed.</summary>
    public required long CalledFixed { get; init; }

    /// <summary>How long an import beside a worker held the file's write lock at most; null for one transaction.</summary>
    public Duration? LongestSlice { get; init; }
}
