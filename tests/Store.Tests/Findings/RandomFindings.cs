using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Store.Tests.Findings;

/// <summary>A finding as the test knows it, beside the file.</summary>
internal sealed record KnownFinding(
    long Id, long Machine, HostId? Host, FindingSource Source, int Plugin, Severity Severity, RiskScore Cell, long Rank, FindingStatus Stored, bool Disputed, bool Stale, Instant? Due, bool Fixable)
{
    public bool Counts => Stored <= FindingStatus.NotSeen;

    /// <summary>As lists show it.</summary>
    public FindingStatus Shown => Counts && Disputed ? FindingStatus.Disputed : Stored == FindingStatus.Open && Stale ? FindingStatus.Stale : Stored;
}

/// <summary>Findings of every kind in one file: of hosts and of machines that nobody knows, by three tools, in every status.</summary>
internal sealed class RandomFindings
{
    public const int Hosts = 30, Strangers = 5, Plugins = 40;

    private static readonly string[] Words = ["apache", "kernel", "openssl", "update", "weak"];

    private RandomFindings(List<KnownFinding> all) => All = all;

    public IReadOnlyList<KnownFinding> All { get; }

    public static string NameOf(int plugin) => $"{Words[plugin % 5]} {Words[plugin / 5 % 5]} {(plugin == 7 ? "zookeeper" : "flaw")}";

    public static CveId CveOf(int plugin) => CveId.TryParse($"CVE-{2020 + plugin % 4}-{1000 + plugin / 2}")!.Value;

    public static RandomFindings Fill(CockpitFile file, int findings, int seed) => file.Write(t =>
    {
        var random = new Random(seed);
        List<HostId> hosts = [.. Enumerable.Range(0, Hosts).Select(i => t.AddHost(
            new Host(default, $"h{i:00}", $"10.0.0.{i}", 22, null, Transport.Ssh, i % 3 == 0 ? "prod" : "test", null, new Dictionary<string, string>(), null, null, null, null, null, null, null), TempFile.Anna, TempFile.Now).Id)];
        t.Connection.Execute(
            "INSERT INTO finding_import (id, source, shape, file_name, file_hash, at_us, row_count, findings, added, updated, unchanged, closed, reopened, outdated, rejected) VALUES (1, 1, 'x', 'x', $hash, $at, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
            ("$hash", new byte[32]), ("$at", JournalHash.Microseconds(TempFile.Now)));
        var stale = new HashSet<(long, FindingSource)>();
        for (int i = 0; i < Hosts + Strangers; i++)
        {
            t.Connection.Execute("INSERT INTO asset (id, host_id, key, label, match, why) VALUES ($id, $host, $key, $key, 0, '')", ("$id", i + 1), ("$host", i < Hosts ? hosts[i].Value : null), ("$key", $"m{i}"));
            foreach (FindingSource source in Enum.GetValues<FindingSource>())
            {
                bool old = random.Next(5) == 0;
                if (old) stale.Add((i + 1, source));
                t.Connection.Execute("INSERT INTO asset_source (asset_id, source, import_id, stale) VALUES ($asset, $source, 1, $stale)", ("$asset", i + 1), ("$source", (int)source), ("$stale", old ? 1 : 0));
            }
        }
        for (int i = 0; i < Plugins; i++)
        {
            t.Connection.Execute("INSERT INTO plugin (id, source, number, name, patch_refs, texts_hash) VALUES ($id, $source, $number, $name, $refs, 0)",
                ("$id", i + 1), ("$source", (int)SourceOf(i)), ("$number", 5000 + i), ("$name", NameOf(i)), ("$refs", i % 4 == 0 ? $"KB{900 + i}" : null));
            t.Connection.Execute("INSERT INTO plugin_cve (cve, plugin_id) VALUES ($cve, $id)", ("$cve", ImportTexts.Number(CveOf(i))), ("$id", i + 1));
        }
        var ledger = new RiskLedger();
        var all = new List<KnownFinding>();
        for (int id = 1; id <= findings; id++)
        {
            int plugin = random.Next(3) == 0 ? random.Next(3) : random.Next(Plugins), machine = random.Next(Hosts + Strangers);
            FindingStatus status = random.Next(10) switch { 0 => FindingStatus.Closed, 1 => FindingStatus.Accepted, 2 => FindingStatus.NotSeen, _ => FindingStatus.Open };
            var severity = (Severity)(plugin % 5);
            var cell = new RiskScore(random.Next(1, 6), plugin % 4 == 0 ? 1 : random.Next(1, 6));
            FindingFlags flags = random.Next(8) == 0 ? FindingFlags.KnownExploited : FindingFlags.None;
            // Few different ranks, so that many findings share one: pages have to tell them apart by their ids.
            long rank = RiskRank.Of(cell, severity, FindingScores.None with { Epss = random.Next(3) * 100_000 }, flags);
            Instant? due = random.Next(3) == 0 ? null : TempFile.Now + Duration.FromDays(random.Next(-20, 20));
            var known = new KnownFinding(
                id, machine + 1, machine < Hosts ? hosts[machine] : null, SourceOf(plugin), plugin, severity, cell, rank, status, random.Next(7) == 0, stale.Contains((machine + 1, SourceOf(plugin))), due, random.Next(6) == 0);
            all.Add(known);
            t.Connection.Execute(
                "INSERT INTO finding (id, asset_id, source, plugin_number, port, protocol, instance, plugin_id, severity, cvss2, cvss3, cvss4, vpr, epss, qds, flags, likelihood, impact, rank, status, first_seen_at_us, facts_hash, due_at_us, disputed) " +
                "VALUES ($id, $asset, $source, $number, $port, 1, '', $plugin, $severity, -1, -1, -1, -1, -1, -1, $flags, $likelihood, $impact, $rank, $status, 0, 0, $due, $disputed)",
                ("$id", id), ("$asset", known.Machine), ("$source", (int)known.Source), ("$number", 5000 + plugin), ("$port", id), ("$plugin", plugin + 1), ("$severity", (int)severity), ("$flags", (int)flags),
                ("$likelihood", cell.Likelihood), ("$impact", cell.Impact), ("$rank", rank), ("$status", (int)status), ("$due", due is { } at ? JournalHash.Microseconds(at) : null), ("$disputed", known.Disputed ? 1 : 0));
            if (known.Counts) ledger.Count(known.Machine, known.Source, plugin + 1, rank, +1);
        }
        ledger.Write(t.Connection, TempFile.Now);
        foreach (KnownFinding finding in all.Where(f => f.Fixable || f.Id % 11 == 0))
            t.Connection.Execute("INSERT INTO finding_alignment (finding_id, state, reason) VALUES ($id, $state, '')", ("$id", finding.Id), ("$state", finding.Fixable ? 2 : 1));
        return new RandomFindings(all);
    });

    /// <summary>A filter with each part there or not.</summary>
    public FindingFilter Filter(Random random)
    {
        HostId[] hosts = [.. All.Where(f => f.Host is not null).Select(f => f.Host!.Value).Distinct()];
        int due = random.Next(6);
        return new FindingFilter(
            random.Next(4) == 0 ? (Severity)random.Next(5) : null, random.Next(6) == 0 ? CveOf(random.Next(Plugins)) : null,
            random.Next(2) == 0 ? Enum.GetValues<FindingStatus>()[random.Next(6)] : null,
            random.Next(6) switch { 0 => [], 1 => [hosts[random.Next(hosts.Length)]], 2 => [.. hosts.Where(_ => random.Next(2) == 0)], 3 => [.. hosts.Take(3)], _ => null },
            random.Next(4) == 0 ? new RiskScore(random.Next(1, 6), random.Next(1, 6)) : null, Limit: random.Next(1, 12))
        {
            Text = random.Next(8) switch { 0 => "zookeeper", 1 => "kernel", 2 => "KERNEL update", 3 => "KB904", 4 => "CVE-2021", 5 => "no_such%word", _ => null },
            Source = random.Next(4) == 0 ? (FindingSource)random.Next(1, 4) : null, KnownExploited = random.Next(4) == 0,
            Fixable = random.Next(5) switch { 0 => true, 1 => false, _ => null },
            DueBefore = due <= 1 ? TempFile.Now + Duration.FromDays(due * 7) : null, DueFrom = due == 1 ? TempFile.Now : null,
        };
    }

    /// <summary>What the filter means, said once more in other words.</summary>
    public List<KnownFinding> Selected(FindingFilter f) => [.. All.Where(k =>
        (f.Status is null ? k.Counts : k.Shown == f.Status)
        && (f.Severity is null || k.Severity == f.Severity) && (f.Cve is null || CveOf(k.Plugin) == f.Cve) && (f.Source is null || k.Source == f.Source)
        && (f.Hosts is null || k.Host is { } host && f.Hosts.Contains(host)) && (f.Cell is null || k.Cell == f.Cell) && (!f.KnownExploited || RiskRank.IsKnownExploited(k.Rank))
        && (f.Fixable is null || k.Fixable == f.Fixable) && (f.DueBefore is null || k.Due < f.DueBefore) && (f.DueFrom is null || k.Due >= f.DueFrom)
        && (f.Text is null || f.Text.Split(' ').All(word => HasWord(k.Plugin, word)))).OrderByDescending(k => k.Rank).ThenBy(k => k.Id)];

    private static bool HasWord(int plugin, string word) => NameOf(plugin).Contains(word, StringComparison.OrdinalIgnoreCase)
        || plugin % 4 == 0 && $"KB{900 + plugin}".Contains(word, StringComparison.OrdinalIgnoreCase) || CveOf(plugin).ToString().StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static FindingSource SourceOf(int plugin) => (FindingSource)(1 + plugin % 3);
}
