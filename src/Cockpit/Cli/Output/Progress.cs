using System.Diagnostics;

namespace Cockpit.Cli.Output;

/// <summary>One line on stderr that says how far long work is: count, rate, time left. Written on a terminal only, four times a second at most. Thread-safe.</summary>
internal sealed class Progress(Streams streams, string what) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan shownAt = TimeSpan.MinValue;
    private bool shown;

    /// <param name="total">0 where nobody knows it.</param>
    /// <param name="note">What else is worth a word, such as failures so far.</param>
    public void Show(long done, long total, string note = "")
    {
        if (!streams.ShowsProgress) return;
        lock (gate)
        {
            if (shown && watch.Elapsed - shownAt < Interval && done != total) return;
            shownAt = watch.Elapsed;
            shown = true;
            streams.Error.Write($"\r\u001b[K{Text(done, total, note)}");
            streams.Error.Flush();
        }
    }

    private string Text(long done, long total, string note)
    {
        double rate = done / Math.Max(0.001, watch.Elapsed.TotalSeconds);
        string left = total > done && done > 0 ? $" {(total - done) / rate:0}s left" : "";
        string count = total > 0 ? $"{done:N0}/{total:N0}" : $"{done:N0}";
        return $"{what} {count} {rate:N0}/s{left} {note}".TrimEnd();
    }

    public void Dispose() => Clear();

    /// <summary>Takes the line away until the next one, so that another line can stand there.</summary>
    public void Clear()
    {
        lock (gate)
        {
            if (!shown) return;
            shown = false;
            streams.Error.Write("\r\u001b[K");
            streams.Error.Flush();
        }
    }
}
