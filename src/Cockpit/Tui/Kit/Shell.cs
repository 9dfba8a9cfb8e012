using Cockpit.Core.Errors;
using Cockpit.Operations;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Kit;

/// <summary>Holds the frame's state, draws it, and carries out the work that screens ask for, each on a thread of its own pool.</summary>
public sealed class Shell(ShellModel model, Session session, Action<Message> post, IDisposable? follower = null) : TerminalProgram, IDisposable
{
    /// <summary>Work that takes longer than this is named in the flash row.</summary>
    public static readonly Duration WorthSaying = Duration.FromMilliseconds(200);

    private ShellModel _model = model;
    private readonly Dictionary<(long Layer, string Work), CancellationTokenSource> _stops = [];
    private bool _dropTypeAhead;

    public ShellModel Model => _model;

    public override int? ExitCode => _model.Exit;

    public override bool DropsTypeAhead
    {
        get
        {
            bool drops = _dropTypeAhead;
            _dropTypeAhead = false;
            return drops;
        }
    }

    /// <summary>The next full minute, for the clock; sooner while work runs whose time is shown.</summary>
    public override Instant? WakeAt
    {
        get
        {
            Instant minute = Instant.FromUnixTimeSeconds((_model.Now.ToUnixTimeSeconds() / 60 + 1) * 60);
            if (_model.Running.IsEmpty) return minute;
            Instant second = _model.Running.Any(r => _model.Now - r.Since < WorthSaying) ? _model.Now + WorthSaying : _model.Now + Duration.FromSeconds(1);
            return second < minute ? second : minute;
        }
    }

    public void Dispose() => follower?.Dispose();

    /// <summary>The first screen may want to read.</summary>
    public void Start() => Update(new Shown());

    public override void Update(Message message)
    {
        Overlay? before = _model.Overlay;
        if (message is not Woke) _model = _model with { Now = session.Now };
        (_model, IReadOnlyList<Begin> begin) = ShellUpdate.Update(_model, message);
        _dropTypeAhead |= _model.Overlay is Asking now && (before as Asking)?.Question != now.Question;
        foreach (Begin work in begin)
        {
            var stop = new CancellationTokenSource();
            if (work.Work.Long) _stops[(work.LayerId, work.Work.Name)] = stop;
            Task.Run(() => Carry(work, stop));
        }
        if (_stops.Count > 0) CancelWhatIsStopping();
    }

    public override void View(Canvas canvas)
    {
        if (canvas.Width != _model.Width || canvas.Height != _model.Height) Update(new Resized(canvas.Width, canvas.Height));
        ShellView.Draw(_model, canvas);
    }

    private void CancelWhatIsStopping()
    {
        foreach (((long Layer, string Work) key, CancellationTokenSource stop) in _stops.ToList())
        {
            Running? running = _model.Running.Find(r => (r.LayerId, r.Name) == key);
            if (running is null) _stops.Remove(key);
            else if (running.Stopping) stop.Cancel();
        }
    }

    private static string Stopped(Work work) => $"{char.ToUpperInvariant(work.Name[0])}{work.Name[1..]} stopped. {work.WhenStopped}";

    private void Carry(Begin begin, CancellationTokenSource stop)
    {
        Message answer;
        try
        {
            answer = begin.Work.Run(new WorkContext(session, text => post(new Progressed(begin.LayerId, begin.Work.Name, text)), stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            answer = new Told(Stopped(begin.Work));
        }
        catch (CockpitException e) when (stop.IsCancellationRequested && e.Fault.Code == CallErrors.Interrupted)
        {
            answer = new Told(Stopped(begin.Work));
        }
        catch (CockpitException e)
        {
            answer = new WorkFailed(begin.Work.Name, e.Fault);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One screen's read that fails must not take down the others, least of all while a rollout runs.
            answer = new WorkFailed(begin.Work.Name, CallErrors.Internal.Because($"{begin.Work.Name} ended in an error of Cockpit itself ({e.GetType().Name})."));
        }
        post(new ForScreen(begin.LayerId, begin.Work.Name, answer));
    }
}
