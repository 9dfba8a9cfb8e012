using System.Globalization;
using System.Text;
using Cockpit.Core.Rollouts;

namespace Cockpit.Core.Tests.Golden;

/// <summary>A rollout's state as lines, to compare with what it was.</summary>
internal static class StateText
{
    public static string Of(RolloutState s)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"{s.Id} {s.Name} {s.Phase} seq {s.StreamSeq} hash {s.Hash} made from {s.MadeFrom} ticket {s.Ticket}");
        Line($"planned {s.PlannedAt} by {s.Author.Name} {s.Author.Uid} {s.Author.LoginUid} remark {s.Author.Remark}");
        Line($"approved {s.ApprovedAt} by {s.ApprovedBy?.Name} until {s.ApprovedUntil} hash {s.ApprovedHash}");
        Line($"started {s.StartedAt} ended {s.EndedAt} halted {s.HaltCode} {s.HaltRing} lost {s.Lost} tolerated {s.LostWhenResumed}");
        foreach (PauseCause p in s.Pauses) Line($"paused {p.Cause} {p.Reason} by {p.By.Name} {p.At}");
        foreach (ExcludedHost e in s.Excluded) Line($"excluded {e.Host} {e.Code} {e.Reason}");
        foreach (RingState r in s.Rings) Line($"ring {r.Plan.Name} {r.Phase} started {r.StartedAt} passed {r.PassedAt} note {r.PromotedNote} tolerated {r.LostWhenResumed}");
        foreach (HostState h in s.Hosts.Values.OrderBy(h => h.Plan.Id.Value))
        {
            Line($"host {h.Plan.Id} {h.Plan.Name} ring {h.Ring} {h.Phase} {h.Step} {h.StepStatus} attempt {h.Attempt} code {h.Code} lost {h.Lost} person {h.NeedsPerson}");
            Line($"  {h.Message} | boot {h.BootId} before {h.BootIdBefore} reboot {h.RebootRequired} done {h.AlreadyDone} resolved by {h.ResolvedBy?.Name} until {h.WaitingUntil} {h.StartedAt} {h.EndedAt} {h.ChangedAt}");
        }
        return text.ToString();
    }
}
