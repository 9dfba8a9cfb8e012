using Cockpit.Core.Rollouts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Rollouts;

/// <summary>The marks of rollouts, of hosts in them and of gates.</summary>
public static class RolloutMarks
{
    public static Mark Of(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Draft => Mark.NotBegun,
        RolloutPhase.AwaitingApproval => Mark.Look('A'),
        RolloutPhase.Approved => Mark.Look('S'),
        RolloutPhase.Scheduled => Mark.UnderWay('s'),
        RolloutPhase.Running => Mark.UnderWay('r'),
        RolloutPhase.Paused => Mark.Look('P'),
        RolloutPhase.Completed => Mark.Good,
        RolloutPhase.Halted => Mark.Failed,
        _ => Mark.EndedWithout,
    };

    public static Mark Of(HostPhase phase) => phase switch
    {
        HostPhase.Pending => Mark.NotBegun,
        HostPhase.Waiting => Mark.Parked,
        HostPhase.Preflight => Mark.UnderWay('c'),
        HostPhase.PreHook => Mark.UnderWay('h'),
        HostPhase.Patching => Mark.UnderWay('p'),
        HostPhase.Rebooting => Mark.UnderWay('r'),
        HostPhase.Verifying => Mark.UnderWay('v'),
        HostPhase.PostHook => Mark.UnderWay('k'),
        HostPhase.Succeeded => Mark.Good,
        HostPhase.Failed => Mark.Failed,
        HostPhase.Skipped => Mark.EndedWithout,
        _ => Mark.Unknown,
    };

    public static Mark Of(GateState gate) => gate switch
    {
        GateState.Ahead => Mark.NotBegun,
        GateState.Counting => Mark.UnderWay('w'),
        GateState.Passed => Mark.Good,
        GateState.Failed => Mark.Failed,
        GateState.SignOff => Mark.Look('A'),
        _ => Mark.Unknown,
    };

    /// <summary>In words, as the crumb has it.</summary>
    public static string Word(RolloutPhase phase) => phase switch
    {
        RolloutPhase.AwaitingApproval => "awaits approval",
        RolloutPhase.Approved => "approved, not started",
        _ => phase.ToString().ToLowerInvariant(),
    };

    /// <summary>Where one cell stands for several hosts, it shows the one to look at first.</summary>
    public static HostPhase Worst(IEnumerable<HostPhase> phases) => phases.MinBy(phase => phase switch
    {
        HostPhase.Failed => 0,
        HostPhase.InDoubt => 1,
        HostPhase.Pending => 4,
        HostPhase.Waiting => 3,
        HostPhase.Skipped => 5,
        HostPhase.Succeeded => 6,
        _ => 2,
    });

    /// <summary>Hosts as a strip of at most so many marks.</summary>
    public static IEnumerable<Styled> Strip(IReadOnlyList<HostPhase> hosts, int room, bool glyphs)
    {
        int cells = Math.Min(room, hosts.Count);
        for (int i = 0; i < cells; i++)
        {
            int from = i * hosts.Count / cells, to = (i + 1) * hosts.Count / cells;
            yield return Marks.Of(Of(Worst(hosts.Skip(from).Take(to - from))), glyphs);
        }
    }
}
