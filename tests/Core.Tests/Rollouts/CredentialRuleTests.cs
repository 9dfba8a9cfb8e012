using System.Collections.Immutable;
using Cockpit.Core.Rollouts;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class CredentialRuleTests
{
    private static readonly FleetState Attended = FleetState.Quiet with
    {
        Attended = ImmutableDictionary<string, Attended>.Empty.Add("mine", new("hangs on a person's ssh-agent", AlsoNow: false)).Add("code", new("wants a person's code at each login", AlsoNow: true)),
    };

    [Theory]
    [InlineData("mine", "nightly", false, "CREDENTIALS_NOT_UNATTENDED")]
    [InlineData("mine", "nightly", true, null)]
    [InlineData("mine", "always", false, null)]
    [InlineData("code", "always", true, "CREDENTIALS_NOT_UNATTENDED")]
    [InlineData("service", "nightly", false, null)]
    public void A_start_is_refused_where_nobody_will_be_there_to_log_in(string credential, string window, bool now, string? code)
    {
        RolloutState s = Approved(credential, window);
        Decision decision = Decider.Decide(s, Attended, new Start(Sample.Anna, now), Sample.Noon, Sample.Anna);
        Assert.Equal(code, (decision as Refused)?.Fault.Code.Name);
    }

    [Fact]
    public void Who_said_start_is_kept_for_it_is_their_agent_that_may_be_used()
    {
        RolloutState s = Evolution.Evolve(Approved("mine", "always"), new RolloutScheduled(), Sample.Noon, Sample.Anna);
        Assert.Equal(Sample.Anna, s.StartedBy);
    }

    [Fact]
    public void A_worker_without_the_key_pauses_and_goes_on_by_itself_when_it_has_it()
    {
        RolloutState s = Evolution.Evolve(Approved("service", "always"), new RolloutScheduled(), Sample.Noon, Sample.Anna);
        FleetState locked = FleetState.Quiet with { CredentialsLocked = "The vault is locked." };
        var paused = (Accepted)Decider.Decide(s, locked, new Tick(), Sample.Noon, Sample.Anna);
        Assert.Equal([new RolloutPaused(PauseCauses.CredentialsLocked, "The vault is locked.")], paused.Events);
        s = Evolution.Evolve(s, paused.Events[0], Sample.Noon, Sample.Anna);
        Assert.Empty(((Accepted)Decider.Decide(s, locked, new Tick(), Sample.Noon, Sample.Anna)).Events);

        var goesOn = (Accepted)Decider.Decide(s, FleetState.Quiet, new Tick(), Sample.Noon, Sample.Anna);
        Assert.Equal([new RolloutPauseLifted(PauseCauses.CredentialsLocked), new RolloutStarted()], goesOn.Events.Take(2));
    }

    [Fact]
    public void A_persons_pause_outlives_the_lock()
    {
        RolloutState s = Evolution.Evolve(Approved("service", "always"), new RolloutScheduled(), Sample.Noon, Sample.Anna);
        s = Evolution.Evolve(s, new RolloutPaused(PauseCauses.Person, null), Sample.Noon, Sample.Anna);
        s = Evolution.Evolve(s, new RolloutPaused(PauseCauses.CredentialsLocked, "locked"), Sample.Noon, Sample.Anna);
        s = Evolution.Evolve(s, new RolloutPauseLifted(PauseCauses.CredentialsLocked), Sample.Noon, Sample.Anna);
        Assert.Equal((RolloutPhase.Paused, PauseCauses.Person), (s.Phase, Assert.Single(s.Pauses).Cause));
    }

    private static RolloutState Approved(string credential, string window)
    {
        Plan plan = Sample.Plan(RebootSetting.IfRequired, 0, Sample.Ring("canary", 1, 1));
        plan = plan with { Window = window, Rings = [plan.Rings[0] with { Hosts = [plan.Rings[0].Hosts[0] with { Credential = credential }] }] };
        RolloutState draft = Sample.Draft(plan);
        return Evolution.Evolve(draft, new RolloutApproved(draft.Hash.Hex, null, Sample.Noon + NodaTime.Duration.FromDays(1)), Sample.Noon, Sample.Ben);
    }
}
