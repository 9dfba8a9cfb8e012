using System.Diagnostics;
using Cockpit.Core.Advisories;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Store.Intel;
using NodaTime;

namespace Cockpit.Store.Advisories;

/// <param name="Replaced">From when that was which it replaced; null for a feed's first import.</param>
/// <param name="Changed">Statements that were added, changed or went.</param>
public sealed record AdvisoryImport(IntelFeed Feed, Instant? Replaced, long Changed);

/// <summary>
/// Brings a distribution's feed into the file. It is read to its end before anything is written, and only what differs is. While a worker
/// holds the lease it commits in slices: what is there in between is each statement's old or new form, and a feed that was never whole counts nowhere.
/// </summary>
public static class AdvisoryImporter
{
    /// <summary>Well under the 250 ms that others may have to wait, for a slow disk's commit is not in it.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private const int AskEvery = 4096;

    /// <param name="older">It may be older than what is known.</param>
    /// <param name="progress">Statements so far.</param>
    /// <exception cref="CockpitException">INTEL_INVALID, INTEL_UNREADABLE, INTEL_OLDER, INTERRUPTED.</exception>
    public static AdvisoryImport Import(CockpitFile file, IAdvisoryReader reader, IntelKind kind, string fileName, bool older, Actor by, Instant now, Action<long>? progress = null, CancellationToken cancel = default)
    {
        AdvisorySet statements = Read(reader, progress, cancel);
        if (reader.AsOf > now + Duration.FromDays(2)) throw new CockpitException(IntelErrors.IntelInvalid.Because($"{fileName} says that it is of {reader.AsOf.InUtc().Date:yyyy-MM-dd}, which has not come yet."));
        var feed = new IntelFeed(Name(reader.Feed), kind, reader.AsOf, now, statements.Count, fileName, Convert.ToHexStringLower(reader.FileHash.Span), string.Join(" ", reader.Notes));
        (AdvisoryChanges changes, IntelFeed? before, bool leased) = file.Read(t =>
        {
            IntelFeed? known = t.Feed(feed.Name);
            return (AdvisoryChanges.Between(t, known?.Id, statements), known, t.Lease() is { Held: true });
        });
        TimeSpan longest = leased ? Slice : TimeSpan.MaxValue;
        bool first = true;
        while (true)
        {
            if (cancel.IsCancellationRequested) throw new CockpitException(CallErrors.Interrupted.Because(first || before is null ? "The import was stopped; the feed counts nowhere." : "The import was stopped; part of the feed is the newer one. Import it again."));
            bool done = file.Write(t =>
            {
                if (first) t.RefuseOlderFeed(feed, older || before is { Entries: 0 });
                long id = before?.Id ?? t.BeginFeed(feed);
                long begun = Stopwatch.GetTimestamp();
                bool all = changes.Write(t, id, () => Stopwatch.GetElapsedTime(begun) > longest);
                if (all) t.KeepFeed(feed, by, now);
                return all;
            });
            first = false;
            if (done) return new AdvisoryImport(feed, before is { Entries: > 0 } ? before.AsOf : null, changes.Count);
        }
    }

    private static AdvisorySet Read(IAdvisoryReader reader, Action<long>? progress, CancellationToken cancel)
    {
        var statements = new AdvisorySet();
        while (reader.TryRead(out AdvisoryFix fix))
        {
            statements.Add(fix);
            if (statements.Count % AskEvery != 0) continue;
            if (statements.Count > AdvisorySet.MaxStatements) throw new CockpitException(IntelErrors.IntelInvalid.Because($"It makes more than {AdvisorySet.MaxStatements:N0} statements."));
            if (cancel.IsCancellationRequested) throw new CockpitException(CallErrors.Interrupted.Because("The import was stopped; nothing was imported."));
            progress?.Invoke(statements.Count);
        }

        return statements.Joined();
    }

    /// <summary>It is shown in tables; the releases of a large file would fill a screen.</summary>
    private static string Name(string feed) => feed.Length <= 120 ? feed : feed[..119] + "…";
}
