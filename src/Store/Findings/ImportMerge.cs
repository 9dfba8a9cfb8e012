using System.IO.Hashing;
using System.Runtime.InteropServices;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>The second half of an import: what the file holds is compared with what is known, and only differences are written.</summary>
internal sealed class ImportMerge(
    WriteTransaction t, IFindingReader reader, ImportBuffer buffer, ImportTexts texts, ImportOptions options, Actor by, Instant now)
{
    private readonly RiskLedger ledger = new();
    private readonly Scoring scoring = Scoring.Of(t.Connection);
    private readonly long nowUs = JournalHash.Microseconds(now);
    private long findings, added, updated, unchanged, closed, reopened, notSeen, outdated;
    private long importId;

    public ImportReport Run(bool same)
    {
        Dictionary<long, ScoredHost> hosts = ScoredHost.All(t.Connection);
        List<(ImportedMachine Machine, HostMatch Match)> matched = ImportMatches.Of(buffer.Machines, new HostMatcher(hosts.Values.Select(h => h.Known)));
        importId = ImportRecord.Begin(t, reader, options, now);
        List<string> notes = [.. reader.Notes];
        if (same)
        {
            ImportMatches.GiveAssets(t.Connection, matched, hosts, create: false);
            findings = unchanged = CountDistinct();
            notes.Add("This very file was imported before; nothing was changed.");
        }
        else
        {
            ImportMatches.GiveAssets(t.Connection, matched, hosts, create: true);
            Merge(hosts, notes);
            ledger.Write(t.Connection, now);
        }
        var report = new ImportReport(
            new ImportId(importId), reader.Source.ToString().ToLowerInvariant(), reader.Shape, reader.Rows, findings, added, updated, unchanged, closed, reopened, notSeen, outdated,
            reader.RejectedRows, reader.Rejected, matched.DistinctBy(m => m.Machine.AssetId == 0 ? (0, m.Machine.Identity.Key) : (m.Machine.AssetId, "")).Count(),
            [.. matched.Where(m => m.Match.Kind == MatchKind.Unmatched).Select(m => m.Machine.Identity.Key).Distinct().Order(StringComparer.Ordinal)],
            [.. matched.Where(m => m.Match.Kind == MatchKind.Ambiguous).Select(m => m.Machine.Identity.Key).Distinct().Order(StringComparer.Ordinal)], same, notes);
        ImportRecord.End(t, report, reader, options, by, now);
        return report;
    }

    /// <summary>Sorted by machine and identity, so that ids do not depend on the order of the rows and the index grows at its end.</summary>
    private int[] Sorted()
    {
        ReadOnlySpan<PendingFinding> all = buffer.Findings;
        int[] order = new int[all.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        order.AsSpan().Sort(Compare);
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

    private void Merge(Dictionary<long, ScoredHost> hosts, List<string> notes)
    {
        int[] order = Sorted();
        using var writer = new FindingWriter(t.Connection, reader.Source, importId);
        ILookup<long, ImportedMachine> machines = buffer.Machines.ToLookup(m => m.AssetId);
        int uncovered = 0;
        var older = new List<string>();
        bool whole = reader.LooksComplete && reader.RejectedRows == 0;
        for (int start = 0; start < order.Length;)
        {
            long asset = buffer.Machines[buffer.Findings[order[start]].Key.Machine].AssetId;
            int end = start;
            while (end < order.Length && buffer.Machines[buffer.Findings[order[end]].Key.Machine].AssetId == asset) end++;
            List<PendingFinding> ofAsset = Joined(order.AsSpan(start, end - start));
            findings += ofAsset.Count;
            start = end;

            AssetVisit visit = AssetVisit.Of(t.Connection, asset, reader.Source, machines[asset], nowUs);
            if (visit.IsOlder)
            {
                outdated += ofAsset.Count;
                older.Add(visit.Label);
                continue;
            }
            if (visit.Coverage is null) uncovered++;
            ScoredHost? host = visit.HostId is { } id ? hosts.GetValueOrDefault(id) : null;
            MergeAsset(writer, visit, ofAsset, host, whole);
            visit.Keep(t.Connection, importId, reader.Source);
        }
        if (whole) MarkStale();
        if (older.Count > 0) notes.Add($"A newer scan is known of {Hosts(older.Count)}, so the file changed nothing there: {string.Join(", ", older.Take(10))}{(older.Count > 10 ? ", .." : "")}.");
        if (uncovered > 0 && reader.Source == FindingSource.Nessus) notes.Add($"Nothing is closed on {Hosts(uncovered)}: the file does not say what was scanned there (Nessus plugin 19506).");
        if (reader.Source == FindingSource.Qualys) notes.Add("A Qualys report does not say what was scanned, so only what it calls fixed is closed.");
        if (!whole && reader.RejectedRows > 0) notes.Add("Rows were rejected, so nothing is closed for not being listed.");
        if (notSeen > 0) notes.Add($"Not listed any more, but not proven gone, so still counted: {notSeen}.");
    }

    private static string Hosts(int count) => count == 1 ? "1 host" : $"{count} hosts";

    private List<PendingFinding> Joined(ReadOnlySpan<int> order)
    {
        var joined = new List<PendingFinding>(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            ref PendingFinding next = ref buffer.Findings[order[i]];
            if (i > 0 && Compare(order[i - 1], order[i]) == 0) buffer.Join(ref CollectionsMarshal.AsSpan(joined)[^1], next);
            else joined.Add(next);
        }
        return joined;
    }

    private void MergeAsset(FindingWriter writer, AssetVisit visit, List<PendingFinding> inFile, ScoredHost? host, bool whole)
    {
        Dictionary<FindingIdentity, KnownFinding> known = writer.Known(visit);
        foreach (ref PendingFinding pending in CollectionsMarshal.AsSpan(inFile))
        {
            ReadOnlySpan<byte> instance = buffer.Instance(pending.Key.Instance), raw = buffer.RawSeverity(pending.RawSeverity);
            KnownFinding? before = null;
            if (known.Count > 0) known.Remove(FindingIdentity.Of(pending.Key, instance), out before);

            // An export with fewer columns says nothing about what they hold, so what was known stays.
            pending.Scores = pending.Scores.Or(before?.Scores ?? FindingScores.None);
            pending.Flags |= (before?.Flags ?? FindingFlags.None) & ~pending.FlagsInFile;
            long hash = FactsHash(pending);
            long plugin = texts.PluginId(pending.PluginText);
            if (before is null)
            {
                added++;
                long firstSeen = Math.Min(pending.FirstSeenUs, visit.SeenUs);
                Scored scored = scoring.Of(plugin, pending.Severity, pending.Scores, pending.Flags, host, firstSeen);
                writer.Add(visit.Asset, pending, instance, raw, plugin, scored, hash, firstSeen, pending.Fixed ? visit.SeenUs : null);
                if (!pending.Fixed) ledger.Count(visit.Asset, reader.Source, plugin, scored.Rank, +1);
                continue;
            }
            Change(writer, visit, before, pending, raw, plugin, host, hash);
        }
        foreach (KnownFinding missing in known.Values) Missing(writer, visit, missing, whole);
    }

    private void Change(FindingWriter writer, AssetVisit visit, KnownFinding before, in PendingFinding pending, ReadOnlySpan<byte> raw, long plugin, ScoredHost? host, long hash)
    {
        bool countedBefore = before.Status <= FindingStatus.NotSeen;
        bool differs = hash != before.FactsHash;
        FindingStatus status = pending.Fixed ? FindingStatus.Closed : FindingStatus.Open;
        string? kind = null;
        if (status == FindingStatus.Closed)
        {
            if (countedBefore)
            {
                closed++;
                kind = "closed";
            }
            else if (differs) updated++;
            else unchanged++;
        }
        else if (before.Status == FindingStatus.Closed)
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
        // What comes back gets its time anew.
        long openSince = kind == "reopened" ? visit.SeenUs : before.OpenSinceUs;
        Scored scored = scoring.Of(plugin, pending.Severity, pending.Scores, pending.Flags, host, openSince);
        writer.Change(before.Id, pending, raw, plugin, scored, hash, status, status == FindingStatus.Closed ? before.ClosedAtUs ?? visit.SeenUs : null, openSince);
        if (kind is not null) writer.Event(before.Id, visit.SeenUs, kind);
        if (countedBefore) ledger.Count(visit.Asset, reader.Source, before.Plugin, before.Rank, -1);
        if (status == FindingStatus.Open) ledger.Count(visit.Asset, reader.Source, plugin, scored.Rank, +1);
    }

    /// <summary>Known, and not in the file although its machine is. It is closed only where the scan proves it gone.</summary>
    private void Missing(FindingWriter writer, AssetVisit visit, KnownFinding missing, bool whole)
    {
        if (missing.Status == FindingStatus.Closed) return;
        long? lastListed = missing.ImportId ?? visit.PreviousImport;
        if (visit.Coverage is not { } coverage || !whole)
        {
            // Nothing is proven; it only ceases to be listed by the newest import.
            if (missing.ImportId is null) writer.Leave(missing.Id, missing.Status, lastListed, null);
            return;
        }
        HostCoverage? before = lastListed is { } import ? AssetVisit.CoverageOf(t.Connection, import, visit.Asset) : null;
        if (coverage.Proves(before, missing.Port))
        {
            closed++;
            writer.Leave(missing.Id, FindingStatus.Closed, lastListed, visit.SeenUs);
            writer.Event(missing.Id, visit.SeenUs, "closed");
            ledger.Count(visit.Asset, reader.Source, missing.Plugin, missing.Rank, -1);
            return;
        }
        notSeen++;
        if (missing.Status == FindingStatus.NotSeen) return;
        writer.Leave(missing.Id, FindingStatus.NotSeen, lastListed, null);
        writer.Event(missing.Id, visit.SeenUs, "not-seen");
    }

    /// <summary>The same scan ran again and did not reach a machine at all: what is known of it is stale.</summary>
    private void MarkStale()
    {
        t.Connection.Execute(
            "UPDATE asset_source SET stale = 1 WHERE source = $source AND stale = 0 AND import_id <> $import AND EXISTS (" +
            "SELECT 1 FROM import_asset old JOIN import_asset new ON new.import_id = $import AND new.covered = 1 AND new.scan_name IS old.scan_name AND new.seen_at_us >= old.seen_at_us " +
            "WHERE old.import_id = asset_source.import_id AND old.asset_id = asset_source.asset_id AND old.covered = 1)",
            ("$source", (int)reader.Source), ("$import", importId));
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
}
