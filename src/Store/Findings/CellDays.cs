using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>By how many a machine's findings of each cell changed, day by day, as <c>asset_cell_day</c> keeps it: one row for 32 days.</summary>
internal static class CellDays
{
    public const int DaysPerBucket = 32;

    private const long MicrosecondsPerDay = 86_400_000_000;

    public static int DayOf(long microseconds) => (int)Math.DivRem(microseconds, MicrosecondsPerDay).Quotient;

    public static LocalDate Date(int day) => new LocalDate(1970, 1, 1).PlusDays(day);

    /// <summary>Calls <paramref name="take"/> with the day since 1970-01-01, the cell and the change. A damaged tail is passed over.</summary>
    public static void Read(int bucket, ReadOnlySpan<byte> stored, Action<int, int, int> take)
    {
        int at = 0;
        while (at + 2 < stored.Length)
        {
            (int day, int cell) = (stored[at], stored[at + 1]);
            at += 2;
            uint bits = 0;
            int shift = 0;
            bool ended = false;
            while (at < stored.Length && shift < 35)
            {
                byte next = stored[at++];
                bits |= (uint)(next & 0x7F) << shift;
                shift += 7;
                if (ended = next < 0x80) break;
            }
            if (!ended || cell >= CellCounts.Size || day >= DaysPerBucket) return;
            take(bucket * DaysPerBucket + day, cell, (int)(bits >> 1) ^ -(int)(bits & 1));
        }
    }

    /// <summary>What is stored, with a day's changes added. A change that came to nothing is left out.</summary>
    public static byte[] With(int bucket, ReadOnlySpan<byte> stored, int day, ReadOnlySpan<int> changes)
    {
        var all = new SortedDictionary<(int Day, int Cell), int>();
        Read(bucket, stored, (of, cell, change) => all[(of, cell)] = all.GetValueOrDefault((of, cell)) + change);
        for (int cell = 0; cell < changes.Length; cell++)
        {
            if (changes[cell] != 0) all[(day, cell)] = all.GetValueOrDefault((day, cell)) + changes[cell];
        }
        var bytes = new List<byte>(all.Count * 3);
        foreach (((int of, int cell), int change) in all)
        {
            if (change == 0) continue;
            bytes.Add((byte)(of - bucket * DaysPerBucket));
            bytes.Add((byte)cell);
            uint bits = (uint)(change << 1 ^ change >> 31);
            for (; bits >= 0x80; bits >>= 7) bytes.Add((byte)(bits | 0x80));
            bytes.Add((byte)bits);
        }
        return [.. bytes];
    }
}
