using System.Data.Common;
using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Operations;
using Cockpit.Operations.Roles;
using Cockpit.Operations.Status;
using Cockpit.Operations.Workers;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui;

/// <summary>Watches the file on a thread of its own, so that what other processes do shows within half a second, and keeps the header.</summary>
internal sealed class FileFollower : IDisposable
{
    /// <summary>Two looks fit into half a second with room for the read that follows.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>A screen reads again at most twice a second, however often the file changes: more would not be seen, and a scan of thousands goes on meanwhile.</summary>
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(500);

    /// <summary>The header's facts cost a read of the fleet; a worker at work changes the file many times a second.</summary>
    private static readonly TimeSpan HeaderInterval = TimeSpan.FromSeconds(2);

    /// <summary>A large fleet's header is read less often, so that it takes a fiftieth of the time at most.</summary>
    private const int HeaderShare = 50;

    private readonly Session _session;
    private readonly Action<Message> _post;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private Header? _last;

    public FileFollower(Session session, Action<Message> post)
    {
        (_session, _post) = (session, post);
        _thread = new Thread(Follow) { IsBackground = true, Name = "file" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Follow()
    {
        FileWatch? watch = null;
        bool headerDue = true;
        long headerRead = 0, told = 0;
        bool untold = false;
        TimeSpan pause = HeaderInterval;
        do
        {
            try
            {
                if (watch is null && File.Exists(_session.FilePath))
                {
                    watch = new FileWatch(_session);
                    untold = headerDue = true;
                }
                else if (watch?.Changed() == true)
                {
                    untold = headerDue = true;
                }
            }
            catch (Exception e) when (IsOfTheFile(e))
            {
                // The screens say what is wrong with the file when they read it; here it is only tried again.
                watch?.Dispose();
                watch = null;
            }
            if (untold && (told == 0 || Stopwatch.GetElapsedTime(told) >= BetweenReads))
            {
                _post(new FileChanged());
                told = Stopwatch.GetTimestamp();
                untold = false;
            }
            if (headerDue && watch is not null && Stopwatch.GetElapsedTime(headerRead) >= pause)
            {
                long begun = Stopwatch.GetTimestamp();
                ReadHeader();
                headerRead = Stopwatch.GetTimestamp();
                TimeSpan took = Stopwatch.GetElapsedTime(begun, headerRead) * HeaderShare;
                pause = took > HeaderInterval ? took : HeaderInterval;
                headerDue = false;
            }
        }
        while (!_stop.Wait(untold ? Shorter(Interval, BetweenReads - Stopwatch.GetElapsedTime(told)) : Interval));
        watch?.Dispose();
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => b < TimeSpan.Zero ? TimeSpan.Zero : a < b ? a : b;

    /// <summary>The file is missing, damaged, locked or on a disk that is gone.</summary>
    private static bool IsOfTheFile(Exception e) => e is CockpitException or DbException or IOException or UnauthorizedAccessException;

    private void ReadHeader()
    {
        try
        {
            StatusReport status = ReadStatus.Run(_session);
            WorkerHolder? holder = status.Worker.Holder;
            string worker = status.Worker.State switch
            {
                WorkerCondition.Ok => "ok",
                WorkerCondition.Late => $"late {holder?.HeartbeatAgeSeconds:0}s",
                WorkerCondition.Missing => "MISSING",
                _ => "none",
            };
            var header = new Header(Path.GetFileName(_session.FilePath), _session.Actor.Name, worker, holder is null ? "" : $"{holder.Machine}:{holder.Pid}", status.Needs.Count) { Role = ManageRoles.RoleOf(_session) };
            if (header == _last) return;
            _last = header;
            _post(new HeaderRead(header));
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            // As above: the screens say it.
        }
    }
}
