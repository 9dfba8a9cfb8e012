using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

/// <summary>What holds for any order of events and inputs, however senseless.</summary>
public sealed class RolloutPropertyTests
{
    private static readonly Plan Plan = Sample.Plan(
        RebootSetting.IfRequired, 1, Sample.Ring("canary", 1, 1), Sample.Ring("1", 2, 3, maxParallel: 2, maxFailures: 1), Sample.Ring("rest", 5, 2));

    private static readonly Gen<HostId> AnyHost = Gen.Int[1, 8].Select(i => new HostId(i));
    private static readonly Gen<Step> AnyStep = Gen.Int[0, 3].Select(i => (Step)i);
    private static readonly Gen<string> AnyRing = Gen.Int[0, 3].Select(i => i switch { 0 => "canary", 1 => "1", 2 => "rest", _ => "none" });

    private static readonly Gen<RolloutEvent> AnyEvent = Gen.OneOf<RolloutEvent>(
        Gen.Const<RolloutEvent>(new RolloutPlanned("again", new string('0', 64), [], null)),
        Gen.Const<RolloutEvent>(new RolloutSubmitted(null)),
        Gen.Const<RolloutEvent>(new RolloutApproved(new string('1', 64), null, Sample.Noon)),
        Gen.Const<RolloutEvent>(new RolloutRejected(null)),
        Gen.Const<RolloutEvent>(new RolloutScheduled()),
        Gen.Const<RolloutEvent>(new RolloutStarted()),
        Gen.Const<RolloutEvent>(new RolloutPaused("person", null)),
        Gen.Const<RolloutEvent>(new RolloutResumed(null)),
        Gen.Const<RolloutEvent>(new RolloutHalted("BUDGET", "1", 1, 0)),
        Gen.Const<RolloutEvent>(new RolloutAborted(null)),
        Gen.Const<RolloutEvent>(new RolloutCompleted()),
        AnyRing.Select(r => (RolloutEvent)new RingStarted(r)),
        AnyRing.Select(r => (RolloutEvent)new RingPassed(r, null)),
        AnyHost.Select(h => (RolloutEvent)new HostRetried(h, null)),
        AnyHost.Select(h => (RolloutEvent)new HostSkipped(h, "x")),
        AnyHost.Select(Gen.Bool, (h, ok) => (RolloutEvent)new HostResolved(h, ok, "x")),
        AnyHost.Select(h => (RolloutEvent)new HostWaiting(h, "PAUSED", null)),
        Gen.Bool.Select(b => (RolloutEvent)new RolloutApproved("ab", null, Sample.Noon) { BreakGlass = b }),
        Gen.Bool.Select(b => (RolloutEvent)new RolloutGlassBroken("ab", "exploited", Sample.Noon, b ? Sample.Noon : null)),
        AnyHost.Select(AnyStep, (h, s) => (RolloutEvent)new StepPlanned(h, s, 1, null)),
        AnyHost.Select(AnyStep, (h, s) => (RolloutEvent)new StepWithdrawn(h, s, "x")),
        AnyHost.Select(AnyStep, (h, s) => (RolloutEvent)new StepSent(h, s)),
        AnyHost.Select(AnyStep, (h, s) => (RolloutEvent)new StepAtWork(h, s)),
        AnyHost.Select(AnyStep, Gen.Bool, (h, s, b) => (RolloutEvent)new StepDone(h, s, "b", b, !b)),
        AnyHost.Select(AnyStep, (h, s) => (RolloutEvent)new StepFailed(h, s, "JOB_LOST", "x")),
        AnyHost.Select(AnyStep, Gen.Bool, (h, s, b) => (RolloutEvent)new StepInDoubt(h, s, "DISCONNECTED", "x", b)));

    /// <summary>An input, made from the state so that it often fits: reports are about the effect that a host is at.</summary>
    private static readonly Gen<Func<RolloutState, Input>> AnyInput = Gen.Int[0, 19].Select(AnyHost, Gen.Bool, (kind, host, flag) => (Func<RolloutState, Input>)(s =>
    {
        HostState h = s.Hosts.GetValueOrDefault(host) ?? s.Hosts[new HostId(1)];
        var id = new EffectId(s.File, s.Id, s.Hash, h.Plan.Id, h.Step ?? Step.Preflight, Math.Max(1, h.Attempt));
        var facts = new HostFacts(flag ? "boot-1" : "boot-2", flag, false);
        return kind switch
        {
            0 => new Approve(Sample.Anna, s.Hash.Hex, null),
            1 => new Start(Sample.Anna, flag),
            2 => new Pause(Sample.Anna, null),
            3 => new Resume(Sample.Anna, "seen"),
            4 => new Retry(Sample.Anna, h.Plan.Id, null),
            5 => new Skip(Sample.Anna, h.Plan.Id, "x"),
            6 => new Resolve(Sample.Anna, h.Plan.Id, flag, "x"),
            7 => new Promote(Sample.Anna, h.Ring, "x"),
            8 => new TookOver(),
            9 => new Reported(new NotSent(id, flag ? null : Sample.NoAnswer)),
            10 => new Reported(new Unclear(id, Sample.NoAnswer)),
            11 => new Reported(new NoRecord(id, (InstalledState)(host.Value % 3), facts)),
            12 => new Reported(new Ended(id, Sample.Postinst, facts)),
            13 or 14 or 15 => new Reported(new Ended(id, null, facts)),
            16 or 17 or 18 => new Reported(new ReadyToSend(id)),
            _ => new Tick(),
        };
    }));

    [Fact]
    public void Any_events_in_any_order_give_a_state_that_counts_every_host_once()
    {
        AnyEvent.List[0, 60].Sample(events =>
        {
            RolloutState s = Sample.Draft(Plan);
            foreach (RolloutEvent e in events) s = Evolution.Evolve(s, e, Sample.Noon, Sample.Worker);
            Assert.Equal(events.Count + 1, s.StreamSeq);
            Assert.Equal(6, s.Hosts.Count);
            Assert.All(s.Hosts.Values, h => Assert.True(h.StepStatus is not StepStatus.Verified || h is { Phase: HostPhase.Succeeded or HostPhase.Waiting or HostPhase.Failed, Step: Step.Verify }));
            Assert.True(s.LostWhenResumed <= s.Lost);
        });
    }

    [Fact]
    public void An_end_stays_an_end()
    {
        AnyEvent.List[1, 30].Sample(events =>
        {
            RolloutState s = Evolution.Evolve(Sample.Draft(Plan), new RolloutAborted(null), Sample.Noon, Sample.Anna);
            foreach (RolloutEvent e in events) s = Evolution.Evolve(s, e, Sample.Noon, Sample.Worker);
            Assert.Equal(RolloutPhase.Aborted, s.Phase);
        });
    }

    [Fact]
    public void Decide_emits_no_event_that_changes_nothing_and_its_limits_hold_for_any_inputs()
    {
        AnyInput.List[1, 80].Sample(inputs =>
        {
            var r = Played.Running(Plan);
            foreach (var make in inputs)
            {
                Input input = make(r.State);
                Actor by = input is PersonInput p ? p.By : Sample.Worker;
                if (Decider.Decide(r.State, r.Fleet, input, r.Now, by) is not Accepted accepted) continue;
                RolloutState s = r.State;
                foreach (RolloutEvent e in accepted.Events)
                {
                    RolloutState after = Evolution.Evolve(s, e, r.Now + Duration.FromSeconds(1), by);
                    Assert.False(Same(s, after), $"{e} changes nothing");
                    s = after;
                }
                r.Do(input);
                foreach (RingState ring in r.State.Rings)
                    Assert.InRange(ring.Plan.Hosts.Count(h => r.State.Hosts[h.Id].IsUnderWay), 0, ring.Plan.MaxParallel);
                foreach (SendEffect send in accepted.Commands.OfType<SendEffect>())
                    Assert.Equal(StepStatus.Sent, r.State.Hosts[send.Id.Host].StepStatus);
            }
        });
    }

    [Fact]
    public void What_was_decided_survives_the_way_through_the_journal()
    {
        AnyEvent.Sample(e =>
        {
            var (type, payload) = RolloutEventJson.Write(Sample.Anna, e);
            var row = new Journal.JournalRow(1, "R17", 1, Sample.Noon, Sample.Anna.Uid, Sample.Anna.LoginUid, type, payload, default, default);
            RecordedEvent back = RolloutEventJson.Read(row);
            Assert.Equal(Sample.Anna, back.By);
            Assert.Equal(payload, RolloutEventJson.Write(back.By, back.Event).Payload);
        });
    }

    private static bool Same(RolloutState a, RolloutState b)
    {
        static RolloutState Without(RolloutState s) => s with { StreamSeq = 0, Rings = [], Pauses = [], Excluded = [], Hosts = s.Hosts.Clear() };
        return Without(a) == Without(b) && a.Rings.SequenceEqual(b.Rings) && a.Pauses.SequenceEqual(b.Pauses)
            && a.Hosts.All(h => h.Value with { ChangedAt = null } == b.Hosts[h.Key] with { ChangedAt = null });
    }
}
