using Cockpit.Core.Errors;
using Cockpit.Core.Intel;
using Cockpit.Operations.Advisories;
using Cockpit.Operations.Risk;
using Cockpit.Scanner.Epss;
using Cockpit.Scanner.Kev;
using Cockpit.Scanner.Ssvc;
using Cockpit.Store;
using Cockpit.Store.Intel;
using NodaTime;

namespace Cockpit.Operations.Intel;

/// <param name="Older">It may be older than what is known.</param>
public sealed record IntelImportWish(IntelKind Kind, string Path, bool Older = false);

/// <summary>What a feed's import did.</summary>
/// <param name="Replaced">From when that was which it replaced; null for a feed's first import.</param>
/// <param name="Changed">Entries that differ from those known before.</param>
public sealed record IntelImportResult(
    string Feed, IntelKind Kind, Instant AsOf, Instant? Replaced, long Entries, long Changed, string FileName, string Sha256, double DurationSeconds)
{
    /// <summary>What was passed over and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What comparing all hosts with a distribution's feed gave; null for other feeds, and where nothing changed.</summary>
    public InventoryComparison? Compared { get; init; }
}

/// <summary>Brings a feed into the file: all of it, or nothing. Each kind has a reader of its own; what follows is the same for all.</summary>
public static class ImportIntel
{
    /// <param name="onProgress">Statements so far, of a distribution's feed.</param>
    /// <param name="cancellation">Stops a distribution's feed, or the scoring that follows another one; that one is in then, and the next program goes on.</param>
    /// <exception cref="CockpitException">INTEL_UNREADABLE, INTEL_INVALID, INTEL_OLDER; nothing was imported then.</exception>
    public static IntelImportResult Run(Session session, IntelImportWish wish, Action<long>? onProgress = null, CancellationToken cancellation = default)
    {
        if (wish.Kind is IntelKind.DebianTracker or IntelKind.Oval) return ImportAdvisories.Run(session, wish, onProgress, cancellation);
        Instant begun = session.Now;
        ReadFeed feed = Read(wish, begun);
        using CockpitFile file = session.Open(FileAccessMode.Create);
        // A worker's heartbeats must not wait for a long transaction, so what is large is written beside what counts first.
        long? staged = null;
        if (feed.Scores is { } scores && file.Read(t => t.Lease()) is { Held: true })
        {
            file.Write(t => t.RefuseOlderFeed(feed.Feed, wish.Older));
            staged = EpssStage.Fill(file, scores, feed.Feed.FileHash, Rescore.Breathe);
        }
        (Instant? replaced, long changed) = file.Write(t =>
        {
            t.RefuseOlderFeed(feed.Feed, wish.Older);
            Instant? before = t.Feed(feed.Feed.Name)?.AsOf;
            long row = t.KeepFeed(feed.Feed, session.Actor, begun);
            if (staged is not null) EpssStage.TakePlace(t, feed.Feed.FileHash);
            long written = staged ?? feed.Keep(t, row);
            if (wish.Kind is IntelKind.Kev or IntelKind.Epss or IntelKind.Ssvc) t.JoinFeeds(first: before is null);
            return (before, written);
        });
        Rescore.Continue(session, file, cancellation);
        IntelFeed f = feed.Feed;
        return new IntelImportResult(f.Name, f.Kind, f.AsOf, replaced, f.Entries, changed, f.FileName, f.FileHash, Math.Round((session.Now - begun).TotalSeconds, 3));
    }

    /// <summary>A feed that was read and checked.</summary>
    /// <param name="Keep">Writes its entries under the feed's row; returns how many changed.</param>
    /// <param name="Scores">The entries where they are so many that they have to be written in parts beside a worker.</param>
    private sealed record ReadFeed(IntelFeed Feed, Func<WriteTransaction, long, long> Keep, EpssScores? Scores = null);

    private static ReadFeed Read(IntelImportWish wish, Instant now)
    {
        switch (wish.Kind)
        {
            case IntelKind.Kev:
            {
                IntelFile file = IntelFile.Read(wish.Path, KevReader.MaxBytes);
                KevCatalogue kev = KevReader.Read(file.Bytes);
                return new ReadFeed(Feed(file, Start(kev.AsOf), kev.Entries.Count, ""), (t, _) => t.KeepKev(kev));
            }
            case IntelKind.Epss:
            {
                IntelFile file = IntelFile.Read(wish.Path, EpssReader.MaxBytes);
                EpssScores epss = EpssReader.Read(file.Bytes);
                return new ReadFeed(Feed(file, Start(epss.AsOf), epss.Entries.Count, epss.Model), (t, _) => t.KeepEpss(epss), epss);
            }
            case IntelKind.Ssvc:
            {
                IntelFile file = IntelFile.Read(wish.Path, SsvcReader.MaxBytes);
                SsvcList ssvc = SsvcReader.Read(file.Bytes);
                return new ReadFeed(Feed(file, ssvc.AsOf, ssvc.Entries.Count, ""), (t, _) => t.KeepSsvc(ssvc));
            }
            default:
                throw new InvalidOperationException($"{wish.Kind} has no reader.");
        }

        IntelFeed Feed(IntelFile file, Instant asOf, long entries, string detail)
        {
            // A clock that is wrong, or a date that somebody made up, would refuse every true file after it.
            if (asOf > now + Duration.FromDays(2)) throw new CockpitException(IntelErrors.IntelInvalid.Because($"{file.Name} says that it is of {asOf.InUtc().Date:yyyy-MM-dd}, which has not come yet."));
            return new IntelFeed(IntelKinds.Word(wish.Kind), wish.Kind, asOf, now, entries, file.Name, file.Hash, detail);
        }
    }

    private static Instant Start(LocalDate day) => day.AtMidnight().InUtc().ToInstant();
}
