using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Rollouts;

/// <summary>What can be done with a rollout now, and why not.</summary>
internal static class RolloutOffers
{
    public static IReadOnlyList<Offer> Of(RolloutScreen screen, RolloutView view)
    {
        var offers = new List<Offer>();
        if (screen.HasBoard) offers.Add(new Offer("Enter", "log", "Opens what the host's jobs printed."));
        switch (view.State)
        {
            case RolloutPhase.Running or RolloutPhase.Scheduled:
                offers.Add(Offer.For(RolloutOperations.Pause, $"pause: {view.Counts.Running} finish, 0 start"));
                break;
            case RolloutPhase.Paused or RolloutPhase.Halted:
                bool latched = view.Reasons.Any(r => r.Cause == RolloutViews.HaltAllCause);
                offers.Add(Offer.For(RolloutOperations.Resume, off: latched ? "halt-all is on; cockpit halt-all --clear" : null));
                break;
            case RolloutPhase.Draft or RolloutPhase.AwaitingApproval:
                offers.Add(Offer.For(RolloutOperations.Approve, off: view.SignaturesNeeded ? $"it wants a signature; cockpit rollout approve {view.RolloutId} --sign" : null));
                if (view.State is RolloutPhase.Draft) offers.Add(Offer.For(RolloutOperations.Submit));
                break;
            case RolloutPhase.Approved:
                offers.Add(Offer.For(RolloutOperations.Start));
                break;
            default:
                // At an end nothing is left to steer.
                break;
        }
        if (screen.HasBoard && screen.Here is { } host && view.State is not (RolloutPhase.Completed or RolloutPhase.Aborted))
        {
            if (host.State is HostPhase.Failed) offers.Add(Offer.For(RolloutOperations.Retry));
            if (host.State is HostPhase.Failed or HostPhase.Pending or HostPhase.Waiting) offers.Add(Offer.For(RolloutOperations.Skip));
            if (host.State is HostPhase.InDoubt) offers.Add(Offer.For(RolloutOperations.Resolve));
        }
        if (screen.HasBoard && view.State is RolloutPhase.Running or RolloutPhase.Paused or RolloutPhase.Halted)
        {
            if (RingAtGate(view) is { } ring) offers.Add(Offer.For(RolloutOperations.Promote, $"promote {ring.Name}"));
            else if (view.Rings.FirstOrDefault(r => r.State == RingPhase.Running) is { } running) offers.Add(Offer.For(RolloutOperations.Promote, off: $"ring {running.Name} runs"));
        }
        if (view.State is not (RolloutPhase.Completed or RolloutPhase.Aborted or RolloutPhase.Rejected or RolloutPhase.Expired or RolloutPhase.Superseded))
            offers.Add(Offer.For(RolloutOperations.Abort));
        offers.Add(Offer.For(RolloutOperations.HaltAll));
        if (screen.HasBoard) offers.Add(new Offer("Tab", "panes", "Needs you, gate, log, time, plan."));
        return offers;
    }

    /// <summary>The ring whose gate waits for a person, or null.</summary>
    public static RingView? RingAtGate(RolloutView view) =>
        view.Rings.FirstOrDefault(r => r.State == RingPhase.Running && r.Gate.State is GateState.Failed or GateState.Inconclusive or GateState.SignOff && r.Running + r.Pending + r.Waiting == 0);
}
