using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>
/// How many findings each cell has, and by how many each day changed that: of everything, or of some machines or one tool. The past is
/// counted back from now, so it is right at this end whatever was not kept before.
/// </summary>
internal sealed class RiskHistory
{
    private const int HoursPerDay = 24;
    private const long MicrosecondsPerHour = 3_600_000_000;
    private const int Week = 7;

    private readonly Dictionary<RiskScore, (long Open, long Known)> now = [];
    private readonly SortedDictionary<int, Dictionary<RiskScore, (long Open, long Known)>> changes = [];
    private readonly Dictionary<RiskScore, long> week = [];
    private readonly int today;
    private bool keepsKnown = true;

    private readonly LevelPoints points;

    private RiskHistory(int today, LevelPoints points) => (this.today, this.points) = (today, points);

    public static RiskHistory Read(ReadTransaction t, IReadOnlyCollection<HostId>? hosts, FindingSource? source, Instant at)
    {
        var history = new RiskHistory(CellDays.DayOf(JournalHash.Microseconds(at)), t.RulesInForce().Rules.Points);
        if (hosts is null && source is null) history.ReadAll(t, JournalHash.Microseconds(at) / MicrosecondsPerHour);
        else history.ReadSome(t, FindingSet.MachinesOf(t, new FindingFilter(Hosts: hosts)), source);
        return history;
    }

    public (long Open, long Known) Now(RiskScore cell) => now.GetValueOrDefault(cell);

    /// <summary>Of everything exact to the hour, else to the day.</summary>
    public long ChangeIn7Days(RiskScore cell) => week.GetValueOrDefault(cell);

    /// <summary>At the end of each of the last days, the oldest first.</summary>
    public IReadOnlyList<long> LastDays(RiskScore cell, int days)
    {
        var counts = new long[days];
        long count = Now(cell).Open;
        for (int i = days - 1; i >= 0; i--)
        {
            counts[i] = count;
            if (changes.TryGetValue(today - (days - 1 - i), out var ofDay)) count -= ofDay.GetValueOrDefault(cell).Open;
        }
        return counts;
    }

    /// <summary>Every day since the first change. All are told in the points of now, so that a day is not better for what levels were worth then.</summary>
    public List<BurndownDay> Days()
    {
        var days = new List<BurndownDay>();
        if (changes.Count == 0) return days;
        var counts = new Dictionary<RiskScore, (long Open, long Known)>(now);
        int first = changes.Keys.First();
        for (int day = Math.Max(today, changes.Keys.Last()); day >= first; day--)
        {
            var levels = new long[(int)RiskLevel.VeryHigh + 1];
            foreach ((RiskScore cell, (long open, _)) in counts) levels[(int)cell.Level] += open;
            days.Add(new BurndownDay(
                CellDays.Date(day), levels.Select((n, level) => n * points.Of((RiskLevel)level)).Sum(), levels.Sum(), levels, keepsKnown ? counts.Values.Sum(c => c.Known) : null));
            if (!changes.TryGetValue(day, out var ofDay)) continue;
            foreach ((RiskScore cell, (long open, long known)) in ofDay)
            {
                (long before, long knownBefore) = counts.GetValueOrDefault(cell);
                counts[cell] = (before - open, knownBefore - known);
            }
        }
        days.Reverse();
        return days;
    }

    private void ReadAll(ReadTransaction t, long hour)
    {
        foreach ((RiskScore cell, (long, long) counts) in RiskCells.All(t)) now[cell] = counts;
        foreach ((long at, RiskScore cell, long open, long known) in t.Connection.ReadAll(
            "SELECT hour, likelihood, impact, delta, kev_delta FROM risk_cell_hour", r => (r.GetInt64(0), new RiskScore(r.GetInt32(1), r.GetInt32(2)), r.GetInt64(3), r.GetInt64(4))))
        {
            Add((int)(at / HoursPerDay), cell, open, known);
            if (at > hour - Week * HoursPerDay) week[cell] = week.GetValueOrDefault(cell) + open;
        }
    }

    private void ReadSome(ReadTransaction t, long[]? machines, FindingSource? source)
    {
        keepsKnown = false;
        CellCounts sum = MachineCells.Sum(t, machines, source);
        foreach (RiskScore cell in RiskCells.WorstFirst) now[cell] = (sum.Open[CellCounts.Cell(cell)], sum.Exploited[CellCounts.Cell(cell)]);
        var buckets = new SortedDictionary<int, int[]>();
        RawStatement rows = t.File.Prepared(machines is null
            ? "SELECT source, bucket, changes FROM asset_cell_day"
            : "SELECT d.source, d.bucket, d.changes FROM json_each(?1) k CROSS JOIN asset_cell_day d ON d.asset_id = k.value");
        if (machines is not null) rows.Bind(1, $"[{string.Join(',', machines)}]");
        try
        {
            while (rows.Next())
            {
                if (source is { } only && rows.Number(0) != (long)only) continue;
                int bucket = (int)rows.Number(1);
                if (!buckets.TryGetValue(bucket, out int[]? days)) buckets.Add(bucket, days = new int[CellDays.DaysPerBucket * CellCounts.Size]);
                CellDays.AddTo(days, rows.Text(2));
            }
        }
        finally
        {
            rows.Stop();
        }
        foreach ((int bucket, int[] days) in buckets)
        {
            for (int i = 0; i < days.Length; i++)
            {
                if (days[i] == 0) continue;
                (int day, RiskScore cell) = (bucket * CellDays.DaysPerBucket + i / CellCounts.Size, CellCounts.ScoreOf(i % CellCounts.Size));
                Add(day, cell, days[i], 0);
                if (day > today - Week) week[cell] = week.GetValueOrDefault(cell) + days[i];
            }
        }
    }

    private void Add(int day, RiskScore cell, long open, long known)
    {
        if (!changes.TryGetValue(day, out var ofDay)) changes.Add(day, ofDay = []);
        (long before, long knownBefore) = ofDay.GetValueOrDefault(cell);
        ofDay[cell] = (before + open, knownBefore + known);
    }
}
