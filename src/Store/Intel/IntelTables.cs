using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Cockpit.Store.Findings;
using Cockpit.Store.Risk;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Intel;

/// <summary>
/// Keeps the entries of the feeds that are about CVEs. Each feed is whole, so what it lacks goes; and only rows that differ are written:
/// of a day's 300,000 forecasts most say what yesterday's said.
/// </summary>
public static class IntelTables
{
    internal const int MillionthsPerPercent = 10_000;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>Returns how many rows were written.</summary>
    public static long KeepKev(this WriteTransaction t, KevCatalogue catalogue) => Keep(
        t.Connection, "kev", ["added_day", "due_day", "ransomware"], catalogue.Entries, e => e.Cve,
        e => new Row(DayOf(e.AddedOn), e.DueOn is { } due ? DayOf(due) : null, e.Ransomware ? 1 : 0), e => e.Name);

    public static long KeepEpss(this WriteTransaction t, EpssScores scores) => Keep(
        t.Connection, "epss", ["millionths", "percentile"], scores.Entries, e => e.Cve, e => new Row(e.Millionths, e.Percentile / MillionthsPerPercent, null), null);

    public static long KeepSsvc(this WriteTransaction t, SsvcList list) => Keep(
        t.Connection, "ssvc", ["exploitation", "automatable", "total_impact"], list.Entries, e => e.Cve,
        e => new Row(e.Exploitation is { } x ? (long)x : null, YesNo(e.Automatable), YesNo(e.TotalImpact)), null);

    /// <summary>Joins what the feeds say of each test, and asks for scores anew where that changed.</summary>
    /// <param name="first">The feed was never in before: that it does not list a CVE says something now.</param>
    public static void JoinFeeds(this WriteTransaction t, bool first)
    {
        if (PluginIntel.RefreshAll(t.Connection) || first) ScoringState.Want(t.Connection);
    }

    internal static long DayOf(LocalDate date) => Period.DaysBetween(Epoch, date);

    internal static LocalDate? Date(long? day) => day is { } days ? Epoch.PlusDays((int)days) : null;

    private readonly record struct Row(long? A, long? B, long? C);

    private static long Keep<T>(SqliteConnection connection, string table, string[] columns, IReadOnlyList<T> entries, Func<T, CveId> cveOf, Func<T, Row> rowOf, Func<T, string>? nameOf)
    {
        Dictionary<long, (Row Row, string? Name)> known = Known(connection, table, columns, nameOf is not null);
        long[] order = new long[entries.Count];
        int[] at = new int[entries.Count];
        for (int i = 0; i < order.Length; i++) (order[i], at[i]) = (ImportTexts.Number(cveOf(entries[i])), i);
        Array.Sort(order, at); // The table grows at its end, page by page.
        string[] all = ["cve", .. columns, .. nameOf is null ? Array.Empty<string>() : ["name"]];
        using var put = new RawStatement(connection, $"INSERT OR REPLACE INTO {table} ({string.Join(", ", all)}) VALUES ({string.Join(", ", all.Select((_, i) => $"?{i + 1}"))})");
        using var drop = new RawStatement(connection, $"DELETE FROM {table} WHERE cve = ?1");
        long written = 0;
        for (int i = 0; i < order.Length; i++)
        {
            T entry = entries[at[i]];
            (Row Row, string? Name) now = (rowOf(entry), nameOf?.Invoke(entry));
            if (known.Remove(order[i], out var before) && before == now) continue;
            put.Bind(1, order[i]).Bind(2, now.Row.A).Bind(3, now.Row.B);
            if (columns.Length > 2) put.Bind(4, now.Row.C);
            if (nameOf is not null) put.Bind(columns.Length + 2, now.Name);
            put.Run();
            written++;
        }
        foreach (long gone in known.Keys) drop.Bind(1, gone).Run();
        return written + known.Count;
    }

    private static Dictionary<long, (Row Row, string? Name)> Known(SqliteConnection connection, string table, string[] columns, bool named)
    {
        Dictionary<long, (Row, string?)> known = [];
        using var read = new RawStatement(connection, $"SELECT cve, {string.Join(", ", columns)}{(columns.Length < 3 ? ", NULL" : "")}{(named ? ", name" : "")} FROM {table}");
        while (read.Next())
            known.Add(read.Number(0), (new Row(Value(1), Value(2), Value(3)), named ? System.Text.Encoding.UTF8.GetString(read.Text(4)) : null));
        return known;

        long? Value(int column) => read.IsNull(column) ? null : read.Number(column);
    }

    private static long? YesNo(bool? value) => value is { } given ? given ? 1 : 0 : null;
}
