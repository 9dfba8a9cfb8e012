using Cockpit.Core.Errors;
using Cockpit.Store;
using Cockpit.Store.Notices;
using NodaTime;

namespace Cockpit.Operations.Notices;

/// <summary>
/// The worker's outbox, on a thread of its own beside the step machine: a mail server that hangs keeps no host waiting. What it lacks at
/// an end of the process is found or sent by the next one.
/// </summary>
internal sealed class NoticeThread : IDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>Windows, due dates and reviews rest on the whole fleet; they move by the hour.</summary>
    private static readonly Duration WholeEvery = Duration.FromMinutes(5);

    /// <summary>What waits for a person is reminded of though the file does not change.</summary>
    private static readonly Duration LookEvery = Duration.FromMinutes(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;
    private readonly Session session;
    private readonly Action<string> log;
    private string? lastSaid;

    private NoticeThread(Session session, Action<string> log)
    {
        this.session = session;
        this.log = log;
        thread = new Thread(Run, maxStackSize: 1024 * 1024) { IsBackground = true, Name = "outbox" };
    }

    public static NoticeThread Start(Session session, Action<string> log)
    {
        var outbox = new NoticeThread(session, log);
        outbox.thread.Start();
        return outbox;
    }

    private void Run()
    {
        using var sender = new ChannelSender(session);
        CockpitFile? file = null;
        Instant? lookedAt = null, wholeAt = null;
        long seen = -1;
        bool last;
        do
        {
            // What happened last, such as the end of the rollout for which this worker ran, is said before it goes.
            last = stop.Token.WaitHandle.WaitOne(AskEvery);
            try
            {
                file ??= session.Open(FileAccessMode.Write);
                Instant now = session.Now;
                // The heartbeat changes the file every other second; the journal moves only when something happened.
                long head = file.Read(t => t.JournalHead());
                bool whole = wholeAt is null || now - wholeAt >= WholeEvery || now < wholeAt;
                if (head != seen || whole || lookedAt is null || now - lookedAt >= LookEvery)
                {
                    FindNotices.Run(file, now, whole && !last);
                    (lookedAt, seen) = (now, head);
                    if (whole && !last) wholeAt = now;
                }
                if (file.Read(t => t.NextDeliveryAt()) <= now) Send(sender, last);
            }
            catch (CockpitException e)
            {
                // The file is busy or full, or the role is gone; the same is tried again.
                Say($"Notices: {e.Fault}");
                file?.Dispose();
                file = null;
            }
        }
        while (!last);
        file?.Dispose();
    }

    /// <summary>At the end one try of each, bounded; whatever is not taken stays in the outbox.</summary>
    private void Send(ChannelSender sender, bool last)
    {
        using var bound = new CancellationTokenSource();
        if (last) bound.CancelAfter(LastWithin);
        using CancellationTokenRegistration ending = last ? default : stop.Token.Register(() => bound.CancelAfter(LastWithin));
        SendDue.Run(session, sender.Send, bound.Token);
    }

    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(5);

    private void Say(string line)
    {
        if (line == lastSaid) return;
        lastSaid = line;
        log(line);
    }

    /// <summary>Ends it. A try that is under way is given a few seconds.</summary>
    public void Dispose()
    {
        stop.Cancel();
        if (thread.Join(LastWithin + LastWithin)) stop.Dispose();
    }
}
