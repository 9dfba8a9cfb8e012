using Cockpit.Core.Errors;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// What a port's report means for its host. A report is news only for the step and the attempt that the host is at;
/// anything else is an answer to a question that nobody asks any more.
/// </summary>
internal static class ReportDecisions
{
    public static void Take(DecisionDraft d, Report report)
    {
        if (!d.State.Hosts.TryGetValue(report.Id.Host, out HostState? h) || h.Step is null || h.IsEnded || Effects.Of(d.State, h).Id != report.Id)
        {
            // A host that got ready for what is no longer wanted is let go, so that its connection is not kept.
            if (report is ReadyToSend) d.Command(new WithdrawEffect(report.Id));
            return;
        }
        switch (report)
        {
            case ReadyToSend when h.StepStatus is StepStatus.Planned:
                SendIfItMayStart(d, h);
                break;
            // Also after "sent" was committed: the host can be lost right before the command would have gone out.
            case NotSent x when h.StepStatus is StepStatus.Planned or StepStatus.Sent:
                // A vault that was locked between the decision and the connection is no fault of the host: its step waits for the key.
                if (x.Fault is { } fault && fault.Code != CredentialErrors.VaultLocked) Fail(d, h, fault);
                else if (x.Fault is not null) d.Emit(new StepWithdrawn(h.Plan.Id, h.Step.Value, "The vault was locked before the host was reached."));
                else d.Emit(new StepWithdrawn(h.Plan.Id, h.Step.Value, "It could no longer start when the host was ready."));
                break;
            case AtWork when IsOpen(h) && h.StepStatus is not StepStatus.Running:
                d.Emit(new StepAtWork(h.Plan.Id, h.Step.Value));
                break;
            case Ended x when IsOpen(h):
                if (x.Fault is null) Done(d, h, x.Facts);
                else Fail(d, h, x.Fault);
                break;
            case Unclear x when IsOpen(h) && h.StepStatus is not StepStatus.InDoubt:
                Lose(d, h, x.Fault);
                break;
            case NoRecord x when IsOpen(h):
                Judge(d, h, x);
                break;
            // The host said it before; or it is ready for what was sent already, and then nothing is sent twice.
            default:
                break;
        }
    }

    private static bool IsOpen(HostState h) =>
        h.StepStatus is StepStatus.Planned or StepStatus.Sent or StepStatus.Running or StepStatus.InDoubt;

    private static void SendIfItMayStart(DecisionDraft d, HostState h)
    {
        Effect effect = Effects.Of(d.State, h);
        if (StartRules.WhyNot(d.State, d.Fleet, h, StartRules.KindOf(effect.Id.Step), d.Now) is null)
        {
            d.Emit(new StepSent(h.Plan.Id, effect.Id.Step));
            d.Command(new SendEffect(effect.Id));
        }
        else
        {
            // The intent stays until the port says that nothing was sent; only then it may be planned anew.
            d.Command(new WithdrawEffect(effect.Id));
        }
    }

    private static void Done(DecisionDraft d, HostState h, HostFacts facts) =>
        d.Emit(new StepDone(h.Plan.Id, h.Step!.Value, facts.BootId, facts.RebootRequired, facts.AlreadyDone));

    private static void Fail(DecisionDraft d, HostState h, Fault fault) =>
        d.Emit(new StepFailed(h.Plan.Id, h.Step!.Value, fault.Code.Name, fault.Message));

    /// <summary>A lost look at a host leaves no doubt about the host; a lost act does, and it is never repeated.</summary>
    private static void Lose(DecisionDraft d, HostState h, Fault fault)
    {
        if (h.Step is Step.Preflight or Step.Verify) Fail(d, h, fault);
        else Doubt(d, h, fault, needsPerson: false);
    }

    private static void Doubt(DecisionDraft d, HostState h, Fault fault, bool needsPerson) =>
        d.Emit(new StepInDoubt(h.Plan.Id, h.Step!.Value, fault.Code.Name, fault.Message, needsPerson));

    /// <summary>The host keeps no record of the job, which does not mean that it never ran; what is installed tells.</summary>
    private static void Judge(DecisionDraft d, HostState h, NoRecord x)
    {
        string name = Words.Plain(h.Plan.Name);
        if (h.Step is Step.Reboot)
        {
            bool rebooted = x.Facts.BootId is { } id && h.BootIdBefore is { } before && id != before;
            if (rebooted) Done(d, h, x.Facts);
            else if (x.Facts.BootId is null || h.BootIdBefore is null) NeedsPerson(d, h, $"{name} has no record of its reboot, and whether it rebooted cannot be told.");
            else Fail(d, h, StepErrors.NeverRan.Because($"{name} has no record of its reboot and still runs the boot from before."));
            return;
        }
        switch (x.Installed)
        {
            case InstalledState.AllAtTo:
                Done(d, h, x.Facts);
                break;
            case InstalledState.AllAtFrom:
                Fail(d, h, StepErrors.NeverRan.Because($"{name} has no record of the job, and every planned package is as it was."));
                break;
            default:
                NeedsPerson(d, h, $"{name} has no record of the job, and its packages are neither as before nor as planned.");
                break;
        }
    }

    private static void NeedsPerson(DecisionDraft d, HostState h, string what)
    {
        if (!h.NeedsPerson) Doubt(d, h, RolloutErrors.InDoubt.Because(what), needsPerson: true);
    }
}
