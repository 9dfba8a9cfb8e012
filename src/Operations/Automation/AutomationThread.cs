using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Operations.Automation;

/// <summary>
/// What the worker does by itself beside rollouts: scans that are due, drafts for openings that are near. On a thread of its own, so that a slow
/// host never holds up a step; what it does is kept in the file and counted there, so that a second one beside it would do nothing twice.
/// </summary>
internal sealed class AutomationThread : IDisposable
{
    /// <summary>Windows, ages and scopes are in minutes.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;

    private AutomationThread(Session session, Action<string> log)
    {
        thread = new Thread(() => Run(session, log)) { IsBackground = true, Name = "automation" };
        thread.Start();
    }

    public static AutomationThread Start(Session session, Action<string> log) => new(session, log);

    /// <summary>Ends it, and waits for what is under way: a host that is being read is let go within its time-out.</summary>
    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }

    private void Run(Session session, Action<string> log)
    {
        string? last = null;
        var drafts = new MakeDrafts();
        do
        {
            try
            {
                Once(session, drafts, log, stop.Token);
                last = null;
            }
            catch (CockpitException e)
            {
                // A trouble that lasts is said once.
                if (last != e.Fault.What) log($"What is done by itself stopped, and is tried again in a minute: {e.Fault}");
                last = e.Fault.What;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (!stop.Token.WaitHandle.WaitOne(Every));
    }

    /// <summary>All that is due at this moment.</summary>
    internal static void Once(Session session, MakeDrafts drafts, Action<string> log, CancellationToken cancellation)
    {
        if (ScanDue.Run(session, cancellation) is { } scan) log($"{scan.ScanId}: {scan.Ok} scanned by themselves, {scan.Failed} failed.");
        foreach (string line in drafts.Run(session, cancellation)) log(line);
    }
}
