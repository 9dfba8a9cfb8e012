using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

internal static class RolloutWatchCommand
{
    public static void AddTo(CommandSet set)
    {
        var id = RolloutArguments.Id();
        set.Add(RolloutOperations.Watch, [id], call =>
        {
            RolloutId rollout = call.RolloutId(id);
            RolloutView last;
            using (var progress = new Progress(call.Streams, $"{rollout}"))
            {
                var told = new Told(call, progress);
                try
                {
                    last = WatchRollout.Run(call.Session, rollout, told.Take, call.TakeInterruptions());
                }
                catch (OperationCanceledException)
                {
                    throw new CockpitException(CallErrors.Interrupted.Because($"Interrupted. {rollout} goes on.", $"cockpit rollout watch {rollout} follows it again."));
                }
            }
            call.Show(last, CliJson.Default.RolloutView, () => RolloutText.Hosts(last), () => [.. RolloutText.Head(last), .. RolloutText.Rings(last, call.Streams.Width)]);
            return (int)(WatchRollout.WentWell(last) ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }

    /// <summary>Tells what changed since the last view: one line a host on a text output, the progress line on a terminal.</summary>
    private sealed class Told(Call call, Progress progress)
    {
        private readonly Dictionary<HostId, HostPhase> hosts = [];
        private RolloutPhase? state;

        public void Take(RolloutView view)
        {
            if (state != view.State)
            {
                Line($"{view.RolloutId} is {Words.Of(view.State)}{(view.WaitingFor.Count > 0 ? $", waiting for {view.WaitingFor[0].What}" : "")}");
                state = view.State;
            }
            foreach (HostView h in view.Rings.SelectMany(r => r.Hosts))
            {
                if (hosts.TryGetValue(h.Id, out HostPhase before) ? before == h.State : h.State is HostPhase.Pending) { hosts[h.Id] = h.State; continue; }
                hosts[h.Id] = h.State;
                Line($"{h.Name} {Words.Of(h.State)}{(h.Code is null ? "" : $", {h.Code}: {h.Message}")}");
            }
            progress.Show(view.Counts.Ended, view.Counts.Total, RolloutText.Counts(view.Counts));
        }

        private void Line(string line)
        {
            progress.Clear();
            call.Say($"{Times.Second(call.Session.Now)} {line}");
        }
    }
}
