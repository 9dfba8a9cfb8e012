using System.Diagnostics;
using Cockpit.Core.Intel;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Imports.Findings;

/// <summary>What a file was recognised as.</summary>
public sealed record ExportLooked(ExportLook Look) : Message;

/// <summary>What an import would do; nothing is kept.</summary>
public sealed record FindingsTried(FindingImportResult Result) : Message;

/// <summary>Findings are in the file. It is worth saying wherever the person is by then.</summary>
public sealed record FindingsImported(FindingImportResult Result) : Told(ImportReportLines.Sentence(Result));

/// <summary>A feed is in the file.</summary>
public sealed record FeedImported(IntelImportResult Result) : Told(ImportReportLines.Sentence(Result));

internal static class FindingImportWork
{
    /// <summary>A file up to this is tried before it is imported: that takes a second or two.</summary>
    public const long Quick = 64L << 20;

    /// <summary>Row 23 is written anew at most this often: a slow line has better things to carry.</summary>
    private static readonly TimeSpan BetweenTells = TimeSpan.FromMilliseconds(250);

    public static Work Look(string typed) => new("look", _ => new ExportLooked(LookAtExport.Run(Folder.Full(typed))));

    public static Work Try(ExportLook look) => new("dry run", c => new FindingsTried(Run(look, c, dryRun: true)), Long: true) { WhenStopped = "Nothing was kept." };

    public static Work Import(ExportLook look) => new("import", c => look.Feed is { } feed ? Feed(look, feed, c) : new FindingsImported(Run(look, c, dryRun: false)), Long: true) { WhenStopped = "Nothing of it is kept: the file is as it was." };

    private static FeedImported Feed(ExportLook look, IntelKind feed, WorkContext c)
    {
        long told = Stopwatch.GetTimestamp();
        return new FeedImported(ImportIntel.Run(c.Session, new IntelImportWish(feed, look.Path), statements =>
        {
            if (Stopwatch.GetElapsedTime(told) < BetweenTells) return;
            told = Stopwatch.GetTimestamp();
            c.Tell($"{statements:N0} statements");
        }, c.Cancellation));
    }

    private static FindingImportResult Run(ExportLook look, WorkContext c, bool dryRun)
    {
        long begun = Stopwatch.GetTimestamp(), told = begun;
        return ImportFindings.Run(c.Session, new FindingImportWish(look.Path, null, Strict: false, dryRun), Progress, c.Cancellation);

        void Progress(long done, long total, long rows)
        {
            if (Stopwatch.GetElapsedTime(told) < BetweenTells) return;
            told = Stopwatch.GetTimestamp();
            c.Tell(ImportMeter.Text(done, total, rows, Duration.FromTimeSpan(Stopwatch.GetElapsedTime(begun))));
        }
    }
}
