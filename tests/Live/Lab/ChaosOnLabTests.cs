using System.Globalization;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>Workers that are killed again and again at moments that nobody chose. The seed in a failure makes the same moments again.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
[Trait("Category", "Long")]
public sealed class ChaosOnLabTests(LabHosts lab)
{
    private const int MostKills = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void However_often_the_worker_is_killed_each_postinst_runs_once(int seed)
    {
        lab.Need("h1", "h2", "h3");
        foreach (string host in new[] { "h1", "h2", "h3" }) lab.Shell(host, "lab-suites reboot >/dev/null");
        Random random = new(seed);
        using LabRollout rollout = new(lab, "lab-good", "lab-reboot");
        int kills = 0;
        for (; kills < MostKills && rollout.State.Phase is not RolloutPhase.Completed; kills++)
        {
            rollout.WorkFor(TimeSpan.FromMilliseconds(random.Next(400, 4000)));
            // A command whose sending was cut off is proven never to have run; that is for a person to repeat.
            foreach (HostState h in rollout.State.Hosts.Values.Where(h => h.Phase is HostPhase.Failed))
            {
                Assert.True(h.Code == StepErrors.NeverRan.Name, $"seed {seed}, after {kills} kills: {h.Plan.Name} {h.Step} {h.Code} {h.Message}");
                rollout.Tell(new Retry(rollout.Me, h.Plan.Id, "it never ran"));
            }
            if (rollout.State.Phase is RolloutPhase.Halted) rollout.Tell(new Resume(rollout.Me, "looked"));
        }
        rollout.IsCompleted();
        string scenario = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, killed {kills} times");
        rollout.EachRanOnce(scenario, "lab-good");
        rollout.EachRanOnce(scenario, "lab-reboot");
    }
}
