using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Rollouts;

/// <summary>What lies under the board.</summary>
public enum RolloutPane { NeedsYou, Gate, Log, Time, Plan }

/// <summary>One rollout: its plan until it has started, then the board with rings from left to right, every host a cell.</summary>
/// <param name="View">Null until it was read.</param>
/// <param name="Host">The host under the cursor, by name.</param>
/// <param name="Scroll">Rows that the plan or a pane is scrolled by.</param>
/// <param name="Log">Of <paramref name="Host"/>, while the log is shown.</param>
public sealed record RolloutScreen(
    string Id, RolloutView? View, PlannedRollout? Plan, RolloutPane Pane, string? Host, int Scroll, HostLog? Log, RolloutEvents? Events, Fault? Missing) : Screen
{
    private static readonly string[] BoardTabs = ["Needs you", "Gate", "Log", "Time", "Plan"];

    public RolloutScreen(string id) : this(id, null, null, RolloutPane.NeedsYou, null, 0, null, null, null) { }

    public override string Crumb => View is null ? Id : $"{Id} {View.Name}";

    public bool HasBoard => View?.StartedAt is not null;

    /// <summary>The tabs stand above their pane, not in the crumb.</summary>
    public static IReadOnlyList<string> PaneNames => BoardTabs;

    public HostView? Here => View?.Rings.SelectMany(r => r.Hosts).FirstOrDefault(h => h.Name == Host);

    public override string Status(Look look)
    {
        if (View is not { } view) return "";
        string mark = RolloutMarks.Of(view.State).Letter.ToString();
        string age = view.StartedAt is { } since ? $" {Ages.Long((view.EndedAt ?? look.Now) - since)}" : "";
        string by = view.ApprovedBy is { } person ? $", {person}" : "";
        return $"{mark} {RolloutMarks.Word(view.State).ToUpperInvariant()}{age}   plan {RolloutQuestions.Short(view.Hash)}{by}{(view.Ticket is { } ticket ? $", {ticket}" : "")}";
    }

    public override string Waiting(Look look) => View is not { WaitingFor: [var first, ..] } ? ""
        : $"waiting for {first.What}{(first.Until is { } until ? $" until {Ages.Moment(until, look)} ({Ages.Long(until - look.Now)})" : "")}";

    public override IReadOnlyList<Offer> Offers(Look look) => View is null ? [] : RolloutOffers.Of(this, View);

    public override IReadOnlyList<(string Name, string Says)> Commands => RolloutGlass.Commands(View);

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, Reads()),
        RolloutRead read => new Turn(Seen(this with { View = read.View, Plan = read.Plan ?? Plan, Missing = null })),
        LogRead read => new Turn(read.Log.Host == Host ? this with { Log = read.Log } : this),
        EventsRead read => new Turn(this with { Events = read.Events }),
        WorkFailed { Name: "rollout" } failed => new Turn(this with { Missing = failed.Fault }),
        // What was refused may have been asked of an old picture.
        WorkFailed => new Turn(this, Reads()),
        Chosen chosen when View is not null => Choose(chosen.Operation),
        Commanded command when View is not null => new Turn(this, RolloutGlass.Begin(View, Plan, command.Name, look)),
        Answered { Question.Subject: GlassDraft draft } answered when View is not null => new Turn(this, RolloutGlass.Next(View, Plan, draft, answered.Typed)),
        Answered answered when View is not null => Answer(answered, View),
        Pressed { Key: var key } when View is not null => Press(key, View, look),
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => RolloutScreenView.Draw(this, body, look);

    public override Question? Revised(Question question)
    {
        if (View is not { } view || question.Subject is not long asked || asked == view.Seq) return null;
        return question.Operation.Id switch
        {
            "rollout.start" when Plan is not null => RolloutQuestions.Start(view, Plan),
            "rollout.approve" when Plan is not null => RolloutQuestions.Approve(view, Plan),
            "rollout.resume" => RolloutQuestions.Resume(view),
            _ => null,
        };
    }

    private ScreenEffect[] Reads()
    {
        (string id, bool plan, string? host) = (Id, Plan is null, Host);
        var reads = new List<ScreenEffect>
        {
            new Work("rollout", c => new RolloutRead(ShowRollout.Run(c.Session, RolloutWork.Id(id)), plan ? ShowRollout.Plan(c.Session, RolloutWork.Id(id)) : null)),
        };
        if (Pane == RolloutPane.Log && host is not null) reads.Add(new Work("log", c => new LogRead(ReadHostLog.Run(c.Session, RolloutWork.Id(id), host))));
        if (Pane == RolloutPane.Time) reads.Add(new Work("events", c => new EventsRead(ListEvents.Run(c.Session, RolloutWork.Id(id), null))));
        return [.. reads];
    }

    /// <summary>The cursor begins on the host that is to be looked at first.</summary>
    private static RolloutScreen Seen(RolloutScreen screen)
    {
        if (screen.Here is not null || screen.View is null) return screen;
        HostView? first = screen.View.Rings.SelectMany(r => r.Hosts).OrderByDescending(h => h.NeedsPerson).ThenBy(h => RolloutMarks.Of(h.State).Class switch
        {
            MarkClass.Failed or MarkClass.Unknown => 0,
            MarkClass.UnderWay => 1,
            MarkClass.NotBegun => 2,
            _ => 3,
        }).FirstOrDefault();
        return screen with { Host = first?.Name };
    }

    private Turn? Press(KeyPress key, RolloutView view, Look look)
    {
        if (!HasBoard)
        {
            IReadOnlyList<HostView> hosts = [.. view.Rings.SelectMany(r => r.Hosts)];
            var cursor = new GridCursor(Host, Math.Max(0, hosts.ToList().FindIndex(h => h.Name == Host)));
            return cursor.Moved(key, hosts, h => h.Name, 10) is { } moved ? new Turn(this with { Host = moved.Key }) : null;
        }
        switch (key)
        {
            case { Named: NamedKey.Tab or NamedKey.BackTab }:
                int by = key.Named == NamedKey.Tab ? 1 : BoardTabs.Length - 1;
                RolloutScreen turned = this with { Pane = (RolloutPane)(((int)Pane + by) % BoardTabs.Length), Scroll = 0 };
                return new Turn(turned, turned.Reads());
            case { Named: NamedKey.Enter } when Host is not null:
                return new Turn(this, new Open(new LogScreen(Id, Host)));
            case { Named: NamedKey.PageDown }:
                return new Turn(this with { Scroll = Scroll + 5 });
            case { Named: NamedKey.PageUp }:
                return new Turn(this with { Scroll = Math.Max(0, Scroll - 5) });
            case { Letter: 'n' or 'N' }:
                return NextForPerson(view, key.Letter == 'n' ? 1 : -1) is { } next ? On(next) : new Turn(this, new Say("No host needs a person."));
            default:
                return Board.Of(view, look).Move(Host, key) is { } to ? On(to) : null;
        }
    }

    private Turn On(string host)
    {
        RolloutScreen moved = this with { Host = host, Log = null, Scroll = Pane is RolloutPane.Log ? 0 : Scroll };
        return new Turn(moved, Pane == RolloutPane.Log ? moved.Reads() : []);
    }

    private string? NextForPerson(RolloutView view, int direction)
    {
        HostView[] hosts = [.. view.Rings.SelectMany(r => r.Hosts)];
        int at = Array.FindIndex(hosts, h => h.Name == Host);
        for (int i = 1; i <= hosts.Length; i++)
        {
            HostView host = hosts[((at + direction * i) % hosts.Length + hosts.Length) % hosts.Length];
            if (host.NeedsPerson || host.State is HostPhase.Failed or HostPhase.InDoubt) return host.Name;
        }
        return null;
    }

    private Turn? Choose(Operation operation)
    {
        RolloutView view = View!;
        if (operation == RolloutOperations.Pause) return new Turn(this, RolloutWork.Pause(Id));
        Question? question = operation.Id switch
        {
            "halt.all" => RolloutQuestions.HaltAll(),
            "rollout.resume" => RolloutQuestions.Resume(view),
            "rollout.abort" => RolloutQuestions.Abort(view),
            "rollout.submit" => RolloutQuestions.Submit(view),
            "rollout.start" when Plan is not null => RolloutQuestions.Start(view, Plan),
            "rollout.approve" when Plan is not null => RolloutQuestions.Approve(view, Plan),
            "rollout.retry" when Here is { } host => RolloutQuestions.Retry(view, host),
            "rollout.skip" when Here is { } host => RolloutQuestions.Skip(view, host),
            "rollout.resolve" when Here is { } host => RolloutQuestions.Verdict(view, host),
            "rollout.promote" when RolloutOffers.RingAtGate(view) is { } ring => RolloutQuestions.Promote(view, ring),
            _ => null,
        };
        return question is null ? null : new Turn(this, new Ask(question));
    }

    private Turn? Answer(Answered answered, RolloutView view)
    {
        string subject = answered.Question.Subject as string ?? "";
        return answered.Question.Operation.Id switch
        {
            "halt.all" => new Turn(this, RolloutWork.HaltAll()),
            "rollout.resume" => new Turn(this, RolloutWork.Resume(Id, view.State == RolloutPhase.Halted ? "looked at the losses on the board" : null, view.Seq)),
            "rollout.abort" => new Turn(this, RolloutWork.Abort(Id)),
            "rollout.submit" => new Turn(this, RolloutWork.Submit(Id, answered.Typed, view.Seq)),
            "rollout.start" => new Turn(this, RolloutWork.Start(Id, view.Seq, later: view.OpensAt is not null)),
            "rollout.approve" => new Turn(this, RolloutWork.Approve(Id, view.Hash, null, view.Seq)),
            "rollout.retry" => new Turn(this, RolloutWork.Retry(Id, subject)),
            "rollout.skip" => new Turn(this, RolloutWork.Skip(Id, subject, answered.Typed)),
            "rollout.promote" => new Turn(this, RolloutWork.Promote(Id, subject, answered.Typed)),
            "rollout.resolve" => Verdict(subject, answered.Typed),
            _ => null,
        };
    }

    private Turn Verdict(string host, string typed)
    {
        string[] parts = typed.Split(' ', 2, StringSplitOptions.TrimEntries);
        if (parts is [("succeeded" or "failed") and var verdict, { Length: > 0 } note]) return new Turn(this, RolloutWork.Resolve(Id, host, verdict == "succeeded", note));
        return new Turn(this, new Say("Not settled: the first word is succeeded or failed, then what you saw.", Failed: true));
    }
}
