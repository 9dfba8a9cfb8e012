using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>By how many a machine's findings of each cell changed, day by day, as <c>asset_cell_day</c> keeps it: one row for 32 days.</summary>
internal static class CellDays
{
    public const int DaysPerBucket = 32;

    private const long MicrosecondsPerDay = 86_400_000_000;

    public static int DayOf(long microseconds) => (int)Math.DivRem(microseconds, MicrosecondsPerDay).Quotient;

    public static LocalDate Date(int day) => new LocalDate(1970, 1, 1).PlusDays(day);

    /// <summary>Adds a bucket's changes to numbers that stand day by day, each day's cells together. A damaged tail is passed over.</summary>
    public static void AddTo(Span<int> days, ReadOnlySpan<byte> stored)
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
            if (!ended || !CellCounts.IsCell(cell) || day >= DaysPerBucket) return;
            days[day * CellCounts.Size + cell] += (int)(bits >> 1) ^ -(int)(bits & 1);
        }
    }

    /// <summary>What is stored, with a day's changes added. A change that came to nothing is left out.</summary>
    public static byte[] With(ReadOnlySpan<byte> stored, int day, ReadOnlySpan<int> changes)
    {
        Span<int> all = stackalloc int[DaysPerBucket * CellCounts.Size];
        all.Clear();
        AddTo(all, stored);
        for (int cell = 0; cell < changes.Length; cell++) all[day * CellCounts.Size + cell] += changes[cell];
        var bytes = new List<byte>();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] == 0) continue;
            bytes.Add((byte)(i / CellCounts.Size));
            bytes.Add((byte)(i % CellCounts.Size));
            uint bits = (uint)(all[i] << 1 ^ all[i] >> 31);
            for (; bits >= 0x80; bits >>= 7) bytes.Add((byte)(bits | 0x80));
            bytes.Add((byte)bits);
        }
        return [.. bytes];
    }
}
