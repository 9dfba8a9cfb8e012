using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Operations.Scans;

/// <summary>Counts a scan's results: how many, how fast, how long it will take, what failed. Time comes in with each result. Not thread-safe.</summary>
internal sealed class ScanMeter(int total, Instant begun)
{
    /// <summary>The rate is that of the last seconds, for hosts that do not answer come late and slow a scan down.</summary>
    private static readonly Duration Window = Duration.FromSeconds(10);

    /// <summary>Marks in the window; a mark for each of 10,000 results would be no better.</summary>
    private static readonly Duration MarkEvery = Duration.FromMilliseconds(500);

    private readonly Queue<(Instant At, int Done)> marks = new([(begun, 0)]);
    private readonly Dictionary<ScanStatus, int> causes = [];
    private Instant lastMark = begun;

    public int Done { get; private set; }

    public int Failed { get; private set; }

    public ScanProgress Count(ScannedHost host, Instant now)
    {
        Done++;
        if (host.Status != ScanStatus.Ok)
        {
            Failed++;
            causes[host.Status] = causes.GetValueOrDefault(host.Status) + 1;
        }
        if (now - lastMark >= MarkEvery)
        {
            marks.Enqueue((now, Done));
            lastMark = now;
            while (marks.Count > 2 && now - marks.Peek().At > Window) marks.Dequeue();
        }
        (Instant at, int done) = marks.Peek();
        double seconds = (now - at).TotalSeconds, rate = seconds > 0 ? (Done - done) / seconds : 0;
        return new ScanProgress(Done, total, Failed, host, rate, rate > 0 ? Duration.FromSeconds((total - Done) / rate) : null, causes);
    }
}
