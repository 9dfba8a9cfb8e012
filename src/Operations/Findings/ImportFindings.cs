using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Scanner.Csv;
using Cockpit.Store;
using Cockpit.Store.Findings;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <param name="Strict">A rejected row imports nothing.</param>
/// <param name="DryRun">Everything is counted and nothing kept.</param>
/// <param name="Format">"nessus" or "qualys"; null lets the file say what it is.</param>
public sealed record FindingImportWish(string Path, string? Format, bool Strict, bool DryRun)
{
    /// <summary>Another import that runs is waited for instead of being a reason to refuse.</summary>
    public bool Waits { get; init; }
}

/// <summary>What an import did; every row of the file is in one of its counts.</summary>
/// <param name="ImportId">Null after a dry run; for the same file once more the import that brought it in.</param>
/// <param name="RejectedRows">How many; <paramref name="Rejected"/> names the first 100,000.</param>
/// <param name="SameFile">The very same file was imported before, so nothing was changed.</param>
public sealed record FindingImportResult(
    string? ImportId, string Format, string Shape, long Rows, long Findings, long New, long Updated, long Unchanged, long Closed, long Reopened, long NotSeen, long Outdated,
    long RejectedRows, IReadOnlyList<RejectedRow> Rejected, int Hosts, IReadOnlyList<string> UnmatchedHosts, IReadOnlyList<string> AmbiguousHosts, bool SameFile,
    IReadOnlyList<string> Notes, double DurationSeconds)
{
    /// <summary>Rows that tell more of a finding that another row told of already. Rows are findings + joined + rejected.</summary>
    public long Joined { get; init; }

    /// <summary>Findings of the file that it calls fixed and that were not closed before. Findings are new + updated + unchanged + reopened + called fixed + outdated.</summary>
    public long CalledFixed { get; init; }

    /// <summary>How long an import beside a worker held the file's write lock at most; null where it was one transaction.</summary>
    public double? LongestLockSeconds { get; init; }
}

/// <summary>Reads an export of findings; every row of it is in one of the counts. Makes the database where there is none.</summary>
public static class ImportFindings
{
    /// <summary>The words for what a file may be taken for.</summary>
    public static IReadOnlyList<string> Formats => FindingFormats.Words;

    /// <param name="onProgress">Bytes so far, of how many, and rows so far.</param>
    /// <exception cref="CockpitException">The FINDINGS_* codes; nothing was imported then.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was imported.</exception>
    public static FindingImportResult Run(Session session, FindingImportWish wish, Action<long, long, long>? onProgress, CancellationToken cancellation)
    {
        using IFindingReader reader = FindingFiles.Open(wish.Path, FindingFormats.Find(wish.Format ?? "auto") ?? FindingFormat.Auto);
        return Run(session, reader, Path.GetFileName(wish.Path), wish, onProgress, cancellation);
    }

    internal static FindingImportResult Run(Session session, IFindingReader reader, string name, FindingImportWish wish, Action<long, long, long>? onProgress, CancellationToken cancellation)
    {
        Instant begun = session.Now;
        using CockpitFile file = session.Open(FileAccessMode.Create);
        ImportReport r = FindingImporter.Import(file, reader, new ImportOptions(name, wish.Strict, wish.DryRun) { Waits = wish.Waits }, session.Actor, begun,
            onProgress is null ? null : p => onProgress(p.Bytes, p.TotalBytes, p.Rows), cancellation);
        bool compared = wish.DryRun || Rescore.Continue(session, file, cancellation);
        IReadOnlyList<string> notes = compared ? r.Notes : [.. r.Notes, "Stopped before the findings of every host were compared with its pending updates; the next import or scan does the rest."];
        return new FindingImportResult(
            r.Import?.ToString(), r.Format, r.Shape, r.Rows, r.Findings, r.New, r.Updated, r.Unchanged, r.Closed, r.Reopened, r.NotSeen, r.Outdated,
            r.RejectedRows, r.Rejected, r.Hosts, r.UnmatchedHosts, r.AmbiguousHosts, r.SameFile, notes, Math.Round((session.Now - begun).TotalSeconds, 3))
        {
            Joined = r.Joined, CalledFixed = r.CalledFixed,
            LongestLockSeconds = r.LongestSlice is { } longest ? Math.Round(longest.TotalSeconds, 3) : null,
        };
    }
}
