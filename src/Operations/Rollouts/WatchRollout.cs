using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Follows a rollout to its end. It only reads: whoever stops watching stops nothing.</summary>
public static class WatchRollout
{
    /// <summary>How often the file is asked for changes: others' acts are to show within half a second.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Also without a change the view is made anew this often, because what it says of time ages.</summary>
    private const int RefreshEvery = 25;

    /// <param name="onView">Called at once and after each change.</param>
    /// <returns>The view at the end.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the rollout goes on.</exception>
    public static RolloutView Run(Session session, RolloutId id, Action<RolloutView> onView, CancellationToken cancellation)
    {
        using var watch = new FileWatch(session);
        RolloutView view = ShowRollout.Run(session, id);
        onView(view);
        for (int quiet = 0; !IsOver(view); quiet++)
        {
            cancellation.WaitHandle.WaitOne(AskEvery);
            cancellation.ThrowIfCancellationRequested();
            if (!watch.Changed() && quiet < RefreshEvery) continue;
            quiet = 0;
            view = ShowRollout.Run(session, id);
            onView(view);
        }
        return view;
    }

    /// <summary>An end at which nothing is under way any more.</summary>
    public static bool IsOver(RolloutView v) =>
        v.State is RolloutPhase.Completed or RolloutPhase.Rejected or RolloutPhase.Expired or RolloutPhase.Superseded || (v.State is RolloutPhase.Aborted && v.Counts.Running == 0);

    /// <summary>Completed with every host succeeded or skipped.</summary>
    public static bool WentWell(RolloutView v) => v.State is RolloutPhase.Completed && v.Counts.Succeeded + v.Counts.Skipped == v.Counts.Total;
}
