namespace Cockpit.Core.Rollouts;

/// <summary>
/// What a new worker makes of what the one before it left. Nothing that could have changed a host is begun anew: it is looked for.
/// </summary>
internal static class Takeover
{
    public static void Take(DecisionDraft d)
    {
        foreach (PlanHost host in d.State.Plan.Hosts)
        {
            HostState h = d.State.Hosts[host.Id];
            if (h.Step is not { } step || h.IsEnded) continue;
            switch (h.StepStatus)
            {
                case StepStatus.Planned:
                    d.Emit(new StepWithdrawn(host.Id, step, "The worker that planned it is gone and had not sent it."));
                    break;
                case StepStatus.Sent or StepStatus.Running when step is Step.Preflight or Step.Verify:
                    d.Emit(new StepWithdrawn(host.Id, step, "The worker that sent it is gone; it changes nothing, so it is done again."));
                    break;
                case StepStatus.Sent or StepStatus.Running or StepStatus.InDoubt:
                    d.Command(new ProbeEffect(Effects.Of(d.State, h)));
                    break;
                // Between two steps: the next one is planned like any other.
                default:
                    break;
            }
        }
    }
}
