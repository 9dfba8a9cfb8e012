using System.Text;

namespace Cockpit.Executor.Jobs;

/// <summary>Follows a job's log: where to read on, what to pass on, and the end of it for judging a failure. Not thread-safe.</summary>
/// <param name="whole">Where the whole log lies, said when a part is left out.</param>
internal sealed class JobLog(string whole)
{
    /// <summary>A piece per call: small enough for a slow line's time-out, large enough for a big upgrade in a few calls.</summary>
    private const int PieceBytes = 48 * 1024;

    /// <summary>More of one job's log is not kept here; the host has it.</summary>
    private const int MostBytes = 1024 * 1024;

    private const int TailBytes = 16 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _pending = new();
    private readonly StringBuilder _tail = new();
    private bool _cut;

    /// <summary>The byte to read from next.</summary>
    public long Offset { get; private set; }

    /// <summary>How many bytes to ask for; 0 when no more are kept.</summary>
    public int Want => _cut ? 0 : PieceBytes;

    /// <summary>The end of what the job wrote, for judging a failure.</summary>
    public string Tail => _tail.ToString();

    /// <summary>Takes a report's piece in.</summary>
    /// <returns>True when more lies ready to be read at once.</returns>
    public bool Take(JobReport report)
    {
        Append(report.Log);
        if (!_cut && Offset >= MostBytes && report.LogSize > Offset) _cut = true;
        return !_cut && report.LogSize > Offset;
    }

    /// <summary>After the end: where something was left out, jumps to the last piece so that the reason of a failure is never cut off.</summary>
    /// <returns>True when that piece is still to be read.</returns>
    public bool JumpToEnd(JobReport report)
    {
        if (!_cut) return false;
        _cut = false;
        long from = Math.Max(Offset, report.LogSize - TailBytes);
        _pending.Append($"\n[{from - Offset} bytes left out; the whole log is {whole} on the host]\n");
        Offset = from;
        return from < report.LogSize;
    }

    /// <summary>What came in since the last call, as text without control characters but line ends and tabs; null when nothing did.</summary>
    public string? Drain()
    {
        if (_pending.Length == 0) return null;
        string text = _pending.ToString();
        _pending.Clear();
        return text;
    }

    private void Append(byte[] bytes)
    {
        Offset += bytes.Length;
        char[] characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        int count = _decoder.GetChars(bytes, 0, bytes.Length, characters, 0);
        foreach (char c in characters.AsSpan(0, count))
        {
            // Format characters can turn a line around on a screen (bidirectional overrides), so they go as control characters do.
            if ((char.IsControl(c) && c is not ('\n' or '\t')) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format) continue;
            _pending.Append(c);
            _tail.Append(c);
        }
        if (_tail.Length > TailBytes) _tail.Remove(0, _tail.Length - TailBytes);
    }
}
