using System.Text;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Operations.Findings;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Hosts;
using Microsoft.Data.Sqlite;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>A file whose hosts are scanned by a few words, beside findings that come through the real importer.</summary>
internal sealed class AlignmentFile : IDisposable
{
    public FindingsFile Findings { get; } = new();

    public SetClock Clock { get; } = new() { At = Now };

    public Session Session => new(Findings.File.Path, Anna, Clock);

    /// <summary>A row whose evidence wants packages, as Nessus' local checks of Debian write it.</summary>
    public static string Wants(long plugin, string host, string packages, string risk = "High", string cve = "", string cvss = "7.5", string name = "") => Row(
        plugin, host, risk: risk, cve: cve, cvss: cvss, name: name.Length > 0 ? name : $"Debian test {plugin}",
        output: string.Concat(packages.Split(", ").Select(p => $"Remote package installed : {p.Split(' ')[0]}_0-1\nShould be                : {p.Replace(' ', '_')}\n\n")));

    public void Import(params IEnumerable<string> rows)
    {
        Findings.Import(rows);
        AlignHosts.RunDue(Session, Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>"name version source" is installed, "name from > to [held]" is pending.</summary>
    public void Scan(string host, string[] installed, string[] pending, Duration after = default)
    {
        Findings.File.Write(t =>
        {
            var read = new Inventory(OsFamilies.Debian, "debian", "12", "bookworm", "amd64", "6.1.0-37-amd64", $"{host.GetHashCode(StringComparison.Ordinal):x32}", "boot", Duration.FromDays(1), Now, true, false, [],
                [.. installed.Select(i => i.Split(' ')).Select(w => new InstalledPackage(w[0], "amd64", w[1], w.Length > 2 ? w[2] : w[0], w[1], false, true))],
                [.. pending.Select(i => i.Split(' ')).Select(w => new PendingUpdate(w[0], "amd64", w[1], w[3], UpdateClass.Security, null, "security", w.Contains("held")))], [], []);
            ScanId scan = t.BeginScan(1, Anna, Now + after);
            t.AddScanResult(scan, t.FindHost(host)!.Id, new ScanResult(ScanStatus.Ok, null, read, Now + after, Duration.FromSeconds(1)));
            t.EndScan(scan, 1, 0, Anna, Now + after);
        });
        AlignHosts.RunDue(Session, Xunit.TestContext.Current.CancellationToken);
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> make)
    {
        using var connection = new SqliteConnection($"Data Source={Findings.File.Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(make(reader));
        return rows;
    }

    /// <summary>"openssl 3.0.18: 7 points, 2 findings, 1 known exploited, on 1 of 2 hosts", the best first.</summary>
    public string[] Updates() => [.. Query("SELECT package, to_version, points, closes, kev, hosts, pending_hosts FROM update_risk ORDER BY points DESC, closes DESC, package, to_version",
        r => $"{r.GetString(0)} {r.GetString(1)}: {r.GetInt64(2)} points, {r.GetInt64(3)} findings, {r.GetInt64(4)} known exploited, on {r.GetInt64(5)} of {r.GetInt64(6)} hosts")];

    /// <summary>Everything that alignment keeps.</summary>
    public string Kept()
    {
        var text = new StringBuilder();
        foreach (string sql in (string[])["SELECT * FROM finding_fix ORDER BY 1, 2, 3", "SELECT * FROM finding_alignment ORDER BY 1", "SELECT * FROM host_update_risk ORDER BY 1, 2, 3", "SELECT * FROM update_risk ORDER BY 1, 2"])
            foreach (string row in Query(sql, r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(r.GetValue)))) text.Append(row).Append('\n');
        return text.ToString();
    }

    /// <summary>What is kept, against the same made from nothing, and against sums in SQL: null when they agree.</summary>
    public string? Wrong()
    {
        if (Query("SELECT count(*) FROM alignment_due", r => r.GetInt64(0))[0] is > 0 and var due) return $"{due} hosts are due";
        string kept = Kept();
        string[] wrong = [.. Query(
            "WITH source AS (SELECT f.id, a.host_id, f.rank, count(DISTINCT u.source_package) sources, min(u.source_package) package FROM finding f JOIN asset a ON a.id = f.asset_id JOIN finding_alignment s ON s.finding_id = f.id AND s.state = 2 " +
            "JOIN finding_fix x ON x.finding_id = f.id JOIN pending_update u ON u.host_id = a.host_id AND u.name = x.package AND u.architecture = x.architecture WHERE f.status <= 2 GROUP BY f.id), " +
            $"scratch AS (SELECT host_id, package, count(*) closes, sum{KeptFigures.Points} points FROM source WHERE sources = 1 GROUP BY 1, 2) " +
            "SELECT r.host_id || ' ' || r.package || ': ' || r.closes || ' ' || r.points FROM host_update_risk r LEFT JOIN scratch s ON s.host_id = r.host_id AND s.package = r.package WHERE r.closes <> coalesce(s.closes, 0) OR r.points <> coalesce(s.points, 0) " +
            "UNION ALL SELECT s.host_id || ' ' || s.package || ' is missing' FROM scratch s WHERE NOT EXISTS (SELECT 1 FROM host_update_risk r WHERE r.host_id = s.host_id AND r.package = s.package) " +
            "UNION ALL SELECT u.package || ' of the fleet' FROM update_risk u WHERE (u.points, u.closes, u.kev, u.pending_hosts) <> (SELECT sum(points), sum(closes), sum(kev), count(*) FROM host_update_risk r WHERE r.package = u.package AND r.to_version = u.to_version)",
            r => r.GetString(0))];
        if (wrong.Length > 0) return string.Join("; ", wrong);
        Findings.File.Write(t => t.MarkAll());
        Execute("DELETE FROM finding_fix; DELETE FROM finding_alignment; DELETE FROM host_update_risk; DELETE FROM update_risk");
        AlignHosts.RunDue(Session, Xunit.TestContext.Current.CancellationToken);
        string anew = Kept();
        return anew == kept ? null : $"kept:\n{kept}\nanew:\n{anew}";
    }

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Findings.File.Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Findings.Dispose();

    /// <summary>Stands until it is set.</summary>
    internal sealed class SetClock : IClock
    {
        public Instant At { get; set; }

        public Instant GetCurrentInstant() => At;
    }
}
