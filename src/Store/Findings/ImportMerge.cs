using System.IO.Hashing;
using System.Runtime.InteropServices;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Findings.Acceptance;
using Cockpit.Store.Findings.Machines;
using Cockpit.Store.Findings.Slices;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>The second half of an import: what the file holds is compared with what is known, and only differences are written.</summary>
/// <param name="import">The import's number; null where nothing is written.</param>
/// <param name="tell">Told the share of the whole import that is behind it.</param>
internal sealed class ImportMerge(
    WriteTransaction t, IFindingReader reader, ImportBuffer buffer, ImportTexts texts, ImportSlices slices, long? import, Instant now, Action<double> tell, CancellationToken cancel)
{
    /// <summary>Machines that get their rows between two looks at the clock.</summary>
    private const int MachinesAtOnce = 200;

    /// <summary>Machines whose figures are written between two looks at the clock.</summary>
    private const int FiguresAtOnce = 500;

    private readonly Scoring scoring = Scoring.Of(t.Connection);
    private readonly long nowUs = JournalHash.Microseconds(now);
    private readonly List<int> inFile = [];
    private readonly List<KnownFinding> known = [];
    private readonly List<Leaving> leavings = [];
    private readonly List<string> notes = [.. reader.Notes];
    private readonly List<(RiskLedger Figures, DueLedger Dues)> ledgers = [];
    private DueLedger dues = new();
    private RiskLedger ledger = new(ofImport: true);
    private long findings, joined, added, updated, unchanged, closed, calledFixed, reopened, notSeen, outdated;
    private double share = ImportProgress.Reading;

    private long Import => import!.Value;

    /// <summary>Counts only: the very same file was imported before.</summary>
    public ImportReport Same(ImportId? earlier)
    {
        (Dictionary<long, ScoredHost> hosts, List<(ImportedMachine Machine, HostMatch Match)> matched) = Match();
        ImportMatches.GiveAssets(t.Connection, matched, hosts, create: false);
        findings = unchanged = CountDistinct();
        joined = buffer.Joined + buffer.Findings.Count - findings;
        notes.Add("This very file was imported before; nothing was changed.");
        return Report(earlier, matched, same: true);
    }

    /// <summary>In the transaction that is open; in slices others follow it.</summary>
    public ImportReport Run()
    {
        (Dictionary<long, ScoredHost> hosts, List<(ImportedMachine Machine, HostMatch Match)> matched) = slices.Outside(Match);
        foreach ((ImportedMachine Machine, HostMatch Match)[] some in matched.Chunk(slices.Sliced ? MachinesAtOnce : int.MaxValue))
        {
            ImportMatches.GiveAssets(t.Connection, [.. some], hosts, create: true);
            Cut();
        }
        Merge(hosts);
        joined = buffer.Joined;
        ledgers.Add((ledger, dues));
        foreach ((RiskLedger some, DueLedger dates) in ledgers)
        {
            some.Write(t.Connection, now);
            dates.Write(t.Connection);
            Cut();
        }
        if (t.EndWorseAcceptances(now) is > 0 and var worse) notes.Add($"Accepted risks that got worse, so that they count again: {worse}.");
        return Report(new ImportId(Import), matched, same: false);
    }

    private (Dictionary<long, ScoredHost> Hosts, List<(ImportedMachine Machine, HostMatch Match)> Matched) Match()
    {
        Dictionary<long, ScoredHost> hosts = ScoredHost.All(t.Connection);
        return (hosts, reader.Source == FindingSource.Inventory
            ? ImportMatches.Named(buffer.Machines, hosts.Values.Select(h => h.Known))
            : ImportMatches.Of(buffer.Machines, new HostMatcher(hosts.Values.Select(h => h.Known))));
    }

    private ImportReport Report(ImportId? id, List<(ImportedMachine Machine, HostMatch Match)> matched, bool same) => new(
        id, reader.Source.ToString().ToLowerInvariant(), reader.Shape, reader.Rows, findings, added, updated, unchanged, closed, reopened, notSeen, outdated,
        reader.RejectedRows, reader.Rejected, matched.DistinctBy(m => m.Machine.AssetId == 0 ? (0, m.Machine.Identity.Key) : (m.Machine.AssetId, "")).Count(),
        [.. matched.Where(m => m.Match.Kind == MatchKind.Unmatched).Select(m => m.Machine.Identity.Key).Distinct().Order(StringComparer.Ordinal)],
        [.. matched.Where(m => m.Match.Kind == MatchKind.Ambiguous).Select(m => m.Machine.Identity.Key).Distinct().Order(StringComparer.Ordinal)], same, notes)
    {
        Joined = joined, CalledFixed = calledFixed,
    };

    /// <summary>A place where an import in slices may commit. Figures and what rests on them stay as they were until all findings are there.</summary>
    private void Cut()
    {
        if (!slices.IsFull) return;
        ImportRecord.Reached(t, Import, share);
        slices.Commit();
        cancel.ThrowIfCancellationRequested();
        slices.Rest();
        slices.Begin();
    }

    /// <summary>Sorted by machine and identity, so that ids do not depend on the order of the rows and the index grows at its end.</summary>
    private int[] Sorted()
    {
        int[] order = new int[buffer.Findings.Count];
        long[] assets = new long[order.Length];
        for (int i = 0; i < order.Length; i++) (order[i], assets[i]) = (i, buffer.Machines[buffer.Findings[i].Key.Machine].AssetId);

        // Numbers sort several times faster than findings do, and one machine has few of these.
        assets.AsSpan().Sort(order.AsSpan());
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && assets[end] == assets[start];) end++;
            order.AsSpan(start, end - start).Sort(Compare);
        }
        return order;
    }

    private int Compare(int a, int b)
    {
        ref readonly PendingKey x = ref buffer.Findings[a].Key;
        ref readonly PendingKey y = ref buffer.Findings[b].Key;
        int order = buffer.Machines[x.Machine].AssetId.CompareTo(buffer.Machines[y.Machine].AssetId);
        if (order == 0) order = x.Plugin.CompareTo(y.Plugin);
        if (order == 0) order = x.Port.CompareTo(y.Port);
        if (order == 0) order = x.Protocol.CompareTo(y.Protocol);
        if (order == 0 && x.Instance != y.Instance) order = buffer.Instance(x.Instance).AsSpan().SequenceCompareTo(buffer.Instance(y.Instance));
        return order;
    }

    private long CountDistinct()
    {
        int[] order = Sorted();
        long count = 0;
        for (int i = 0; i < order.Length; i++)
        {
            // Machines without an asset of their own are told apart by their number.
            if (i == 0 || Compare(order[i - 1], order[i]) != 0 || buffer.Machines[buffer.Findings[order[i]].Key.Machine].AssetId == 0 && buffer.Findings[order[i]].Key.Machine != buffer.Findings[order[i - 1]].Key.Machine) count++;
        }
        return count;
    }

    private void Merge(Dictionary<long, ScoredHost> hosts)
    {
        int[] order = slices.Outside(Sorted);
        using var writer = new FindingWriter(t.Connection, reader.Source, Import);
        ILookup<long, ImportedMachine> machines = buffer.Machines.ToLookup(m => m.AssetId);
        int uncovered = 0, machinesInLedger = 0;
        var older = new List<string>();
        bool whole = reader.LooksComplete && reader.RejectedRows == 0;
        for (int start = 0; start < order.Length;)
        {
            long asset = buffer.Machines[buffer.Findings[order[start]].Key.Machine].AssetId;
            int end = start;
            while (end < order.Length && buffer.Machines[buffer.Findings[order[end]].Key.Machine].AssetId == asset) end++;
            Join(order.AsSpan(start, end - start));
            findings += inFile.Count;
            start = end;
            share = ImportProgress.Reading + (1 - ImportProgress.Reading) * end / order.Length;
            cancel.ThrowIfCancellationRequested();
            tell(share);

            AssetVisit visit = AssetVisit.Of(t.Connection, asset, reader.Source, machines[asset], nowUs);
            if (visit.IsOlder)
            {
                outdated += inFile.Count;
                older.Add(visit.Label);
                continue;
            }
            if (visit.Coverage is null) uncovered++;
            ScoredHost? host = visit.HostId is { } id ? hosts.GetValueOrDefault(id) : null;
            MergeAsset(writer, visit, host);
            visit.Keep(t.Connection, Import, reader.Source);
            AssetNames.Keep(t.Connection, Import, asset, visit.SeenUs, machines[asset]);
            if (!slices.Sliced || ++machinesInLedger < FiguresAtOnce) continue;
            ledgers.Add((ledger, dues));
            (ledger, dues, machinesInLedger) = (new RiskLedger(ofImport: true), new DueLedger(), 0);
        }
        foreach (Leaving leaving in leavings)
        {
            Leave(writer, leaving, whole);
            Cut();
        }
        if (whole) MarkStale();
        if (older.Count > 0) notes.Add($"A newer scan is known of {Hosts(older.Count)}, so the file changed nothing there: {string.Join(", ", older.Take(10))}{(older.Count > 10 ? ", .." : "")}.");
        if (uncovered > 0 && reader.Source == FindingSource.Nessus) notes.Add($"Nothing is closed on {Hosts(uncovered)}: the file does not say what was scanned there (Nessus plugin 19506).");
        if (reader.Source == FindingSource.Qualys) notes.Add("A Qualys report does not say what was scanned, so only what it calls fixed is closed.");
        if (!whole && reader.RejectedRows > 0) notes.Add("Rows were rejected, so nothing is closed for not being listed.");
        if (notSeen > 0) notes.Add($"Not listed any more, but not proven gone, so still counted: {notSeen}.");
    }

    private static string Hosts(int count) => count == 1 ? "1 host" : $"{count} hosts";

    /// <summary>Several rows of one asset are one finding where its machines turned out to be one.</summary>
    private void Join(ReadOnlySpan<int> order)
    {
        inFile.Clear();
        for (int i = 0; i < order.Length; i++)
        {
            if (i > 0 && Compare(order[i - 1], order[i]) == 0) buffer.Join(ref buffer.Findings[inFile[^1]], buffer.Findings[order[i]]);
            else inFile.Add(order[i]);
        }
    }

    /// <summary>Walks through what the file lists on the asset and what is known there; both are in the same order.</summary>
    private void MergeAsset(FindingWriter writer, AssetVisit visit, ScoredHost? host)
    {
        writer.Known(visit, known);
        int next = 0;
        foreach (int number in inFile)
        {
            ref PendingFinding pending = ref buffer.Findings[number];
            ReadOnlySpan<byte> instance = buffer.Instance(pending.Key.Instance);
            int order = -1;
            while (next < known.Count && (order = known[next].CompareTo(pending.Key, instance)) < 0) Missing(visit, known[next++]);
            if (next == known.Count || order > 0) Add(writer, visit, ref pending, host);
            else Change(writer, visit, known[next++], ref pending, number, host);
            Cut();
        }
        while (next < known.Count) Missing(visit, known[next++]);
    }

    private void Add(FindingWriter writer, AssetVisit visit, ref PendingFinding pending, ScoredHost? host)
    {
        added++;
        pending.Scores = pending.Scores.Or(FindingScores.None);
        long plugin = texts.PluginId(pending.PluginText), firstSeen = Math.Min(pending.FirstSeenUs, visit.SeenUs);
        Scored scored = scoring.Of(plugin, pending.Severity, pending.Scores, pending.Flags, host, firstSeen);
        writer.Add(visit.Asset, pending, buffer.Instance(pending.Key.Instance), buffer.RawSeverity(pending.RawSeverity), plugin, scored, FactsHash(pending), firstSeen, pending.Fixed ? visit.SeenUs : null);
        if (!pending.Fixed) Count(visit.Asset, plugin, scored.Rank, scored.DueUs, +1);
    }

    private void Change(FindingWriter writer, AssetVisit visit, in KnownFinding before, ref PendingFinding pending, int number, ScoredHost? host)
    {
        // An export with fewer columns says nothing about what they hold, so what was known stays.
        pending.Scores = pending.Scores.Or(before.Scores);
        pending.Flags |= before.Flags & ~pending.FlagsInFile;
        long hash = FactsHash(pending);
        bool differs = hash != before.FactsHash;
        if (pending.Fixed)
        {
            if (before.Status != FindingStatus.Closed)
            {
                leavings.Add(new Leaving(visit, before, number, host));
                return;
            }
            if (differs) updated++;
            else unchanged++;
            Write(writer, visit, before, pending, hash, host, FindingStatus.Closed, null);
            return;
        }
        string? kind = null;
        if (before.Status == FindingStatus.Closed)
        {
            reopened++;
            kind = "reopened";
        }
        else if (differs || before.Status == FindingStatus.NotSeen)
        {
            updated++;
            kind = before.Status == FindingStatus.NotSeen ? "seen" : "changed";
        }
        else
        {
            unchanged++;
            if (before.ImportId is null) return;
        }
        // What a person took on stays so while it is listed.
        Write(writer, visit, before, pending, hash, host, before.Status == FindingStatus.Accepted ? FindingStatus.Accepted : FindingStatus.Open, kind);
    }

    private void Write(FindingWriter writer, AssetVisit visit, in KnownFinding before, in PendingFinding pending, long hash, ScoredHost? host, FindingStatus status, string? kind)
    {
        // What comes back gets its time anew.
        long openSince = kind == "reopened" ? visit.SeenUs : before.OpenSinceUs;
        long plugin = texts.PluginId(pending.PluginText);
        Scored scored = scoring.Of(plugin, pending.Severity, pending.Scores, pending.Flags, host, openSince);
        writer.Change(before.Id, pending, buffer.RawSeverity(pending.RawSeverity), plugin, scored, hash, status, status == FindingStatus.Closed ? before.ClosedAtUs ?? visit.SeenUs : null, openSince);
        if (kind is not null) writer.Event(before.Id, visit.SeenUs, kind, kind == "changed" ? FindingChanges.Between(before, pending, plugin) : null);
        if (before.Status == FindingStatus.Accepted && status == FindingStatus.Closed) writer.EndAcceptance(before.Id, visit.SeenUs);
        if (before.Status <= FindingStatus.NotSeen) Count(visit.Asset, before.Plugin, before.Rank, before.DueUs, -1);
        if (status == FindingStatus.Open) Count(visit.Asset, plugin, scored.Rank, scored.DueUs, +1);
    }

    private void Count(long asset, long plugin, long rank, long? dueUs, int by)
    {
        ledger.Count(asset, reader.Source, plugin, rank, by);
        dues.Count(asset, dueUs, by);
    }

    /// <summary>Known, and not in the file although its machine is.</summary>
    private void Missing(AssetVisit visit, in KnownFinding missing)
    {
        if (missing.Status != FindingStatus.Closed) leavings.Add(new Leaving(visit, missing, null, null));
    }

    /// <summary>What closes or is not listed any more comes after everything that is there, so that an import in slices never takes risk away that it then puts back.</summary>
    private void Leave(FindingWriter writer, in Leaving leaving, bool whole)
    {
        (AssetVisit visit, KnownFinding known, int? number, ScoredHost? host) = leaving;
        if (number is { } called)
        {
            closed++;
            calledFixed++;
            PendingFinding pending = buffer.Findings[called];
            Write(writer, visit, known, pending, FactsHash(pending), host, FindingStatus.Closed, "closed");
            return;
        }
        long? lastListed = known.ImportId ?? visit.PreviousImport;
        if (visit.Coverage is not { } coverage || !whole)
        {
            // Nothing is proven; it only ceases to be listed by the newest import.
            if (known.ImportId is null) writer.Leave(known.Id, known.Status, lastListed, null);
            return;
        }
        HostCoverage? before = lastListed is { } import ? AssetVisit.CoverageOf(t.Connection, import, visit.Asset) : null;
        // It is closed only where the scan proves it gone.
        if (coverage.Proves(before, known.Port))
        {
            closed++;
            writer.Leave(known.Id, FindingStatus.Closed, lastListed, visit.SeenUs);
            writer.Event(known.Id, visit.SeenUs, "closed");
            if (known.Status == FindingStatus.Accepted) writer.EndAcceptance(known.Id, visit.SeenUs);
            else Count(visit.Asset, known.Plugin, known.Rank, known.DueUs, -1);
            return;
        }
        if (known.Status == FindingStatus.Accepted)
        {
            // What a person took on stays so; whether it is still there is not known.
            if (known.ImportId is null) writer.Leave(known.Id, known.Status, lastListed, null);
            return;
        }
        notSeen++;
        if (known.Status == FindingStatus.NotSeen) return;
        writer.Leave(known.Id, FindingStatus.NotSeen, lastListed, null);
        writer.Event(known.Id, visit.SeenUs, "not-seen");
    }

    /// <summary>The same scan ran again and did not reach a machine at all: what is known of it is stale.</summary>
    private void MarkStale()
    {
        t.Connection.Execute(
            // The newest of each scan, once: machines against machines would be a product.
            "WITH again AS MATERIALIZED (SELECT scan_name, max(seen_at_us) AS seen_at_us FROM import_asset WHERE import_id = $import AND covered = 1 GROUP BY scan_name) " +
            "UPDATE asset_source SET stale = 1 WHERE source = $source AND stale = 0 AND import_id <> $import AND EXISTS (" +
            "SELECT 1 FROM import_asset old JOIN again ON again.scan_name IS old.scan_name AND again.seen_at_us >= old.seen_at_us " +
            "WHERE old.import_id = asset_source.import_id AND old.asset_id = asset_source.asset_id AND old.covered = 1)",
            ("$source", (int)reader.Source), ("$import", Import));
    }

    private long FactsHash(in PendingFinding pending)
    {
        Span<long> facts =
        [
            texts.PluginId(pending.PluginText), (long)pending.Severity, (long)pending.Flags, pending.OutputHash, pending.Scores.Cvss2, pending.Scores.Cvss3,
            pending.Scores.Cvss4, pending.Scores.Vpr, pending.Scores.Epss, pending.Scores.Qds, (long)XxHash3.HashToUInt64(buffer.RawSeverity(pending.RawSeverity)),
        ];
        return (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(facts));
    }

    /// <summary>A finding that the file calls fixed (by its number there), or that it does not list although its machine is in it.</summary>
    private readonly record struct Leaving(AssetVisit Visit, KnownFinding Known, int? Number, ScoredHost? Host);
}
