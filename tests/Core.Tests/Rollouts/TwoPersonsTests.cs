using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class TwoPersonsTests
{
    private static readonly Actor Mia = new(1002, 1002, "mia");
    private static readonly FleetState Shared = FleetState.Quiet with { Shared = true };

    private static Played Draft(PlanApproval? wanted = null, bool shared = true) =>
        new(Sample.Draft(Sample.Plan(RebootSetting.Never, 0, Sample.Ring("rest", 1, 2)) with { Approval = wanted })) { Fleet = shared ? Shared : FleetState.Quiet };

    private static Approve Approve(Played p, Actor by) => new(by, p.State.Hash.Hex, "CHG-1");

    private static readonly PlanApproval Two = new(2, false, false, 7 * 86_400, false);

    [Fact]
    public void Two_persons_approve_and_only_then_it_can_start()
    {
        Played p = Draft(Two);
        p.Do(Approve(p, Sample.Ben));
        Assert.Equal(RolloutPhase.AwaitingApproval, p.State.Phase);
        Assert.Equal("NOT_APPROVED", p.Refused(new Start(Sample.Anna, true)).Code.Name);
        Assert.Contains(RolloutViews.Of(p.State, false, p.Now).WaitingFor, w => w.What == "one more person's approval of exactly this plan");
        Assert.Equal("OTHER_PERSON_NEEDED", p.Refused(Approve(p, Sample.Ben)).Code.Name);
        p.Do(Approve(p, Mia));
        Assert.Equal(RolloutPhase.Approved, p.State.Phase);
        p.Do(new Start(Sample.Anna, true));
    }

    [Fact]
    public void One_who_changes_accounts_is_no_second_person()
    {
        Played p = Draft(Two);
        p.Do(Approve(p, Sample.Ben));
        Assert.Equal("OTHER_PERSON_NEEDED", p.Refused(Approve(p, new Actor(1002, Sample.Ben.LoginUid, "mia"))).Code.Name);
        Assert.Equal("OTHER_PERSON_NEEDED", p.Refused(Approve(p, new Actor(Sample.Ben.Uid, 1002, "ben"))).Code.Name);
    }

    [Fact]
    public void It_holds_as_long_as_the_first_of_both_approvals_does()
    {
        Played p = Draft(Two);
        Instant first = p.Now;
        p.Do(Approve(p, Sample.Ben));
        p.Now += Duration.FromDays(3);
        p.Do(Approve(p, Mia));
        Assert.Equal(first + Duration.FromDays(7), p.State.ApprovedUntil);
        p.Now = first + Duration.FromDays(7);
        Assert.Equal("APPROVAL_EXPIRED", p.Refused(new Start(Sample.Anna, true)).Code.Name);
        p.Do(Approve(p, Sample.Ben));
        p.Do(new Start(Sample.Anna, true));
    }

    [Fact]
    public void A_first_approval_that_has_run_out_does_not_count_for_the_second()
    {
        Played p = Draft(Two);
        p.Do(Approve(p, Sample.Ben));
        p.Now += Duration.FromDays(7);
        p.Do(Approve(p, Mia));
        Assert.Equal(RolloutPhase.AwaitingApproval, p.State.Phase);
        Assert.Equal("NOT_APPROVED", p.Refused(new Start(Sample.Anna, true)).Code.Name);
    }

    [Fact]
    public void A_policy_may_want_another_person_than_the_author_in_a_file_of_one_user_too()
    {
        Played p = Draft(new PlanApproval(1, true, false, 86_400, false), shared: false);
        Assert.Equal("OTHER_PERSON_NEEDED", p.Refused(Approve(p, Sample.Anna)).Code.Name);
        // As the file's one user, yet logged in as somebody else.
        p.Do(Approve(p, new Actor(Sample.Anna.Uid, Sample.Ben.LoginUid, "anna")));
        Assert.Equal(RolloutPhase.Approved, p.State.Phase);
    }

    [Fact]
    public void The_glass_is_broken_by_two_persons_in_a_shared_file()
    {
        Played p = Draft(Two);
        Assert.Equal("NOTE_NEEDED", p.Refused(new Start(Sample.Anna, true) { BreakGlass = true }).Code.Name);
        Assert.Equal("SECOND_PERSON_NEEDED", p.Refused(new Start(Sample.Anna, true) { BreakGlass = true, Reason = "exploited" }).Code.Name);
        Assert.Equal("NOTE_NEEDED", p.Refused(Approve(p, Sample.Ben) with { BreakGlass = true }).Code.Name);
        p.Do(Approve(p, Sample.Ben) with { BreakGlass = true, Reason = "exploited" });
        Assert.Equal("NOT_APPROVED", p.Refused(new Start(Sample.Anna, true)).Code.Name);
        Assert.Equal("SECOND_PERSON_NEEDED", p.Refused(new Start(Sample.Ben, true) { BreakGlass = true, Reason = "exploited" }).Code.Name);
        p.Do(new Start(Sample.Anna, true) { BreakGlass = true, Reason = "two sites exploited" });
        Assert.Equal((RolloutPhase.Scheduled, true, null), (p.State.Phase, p.State.BreakGlass, p.State.Glass!.SecondOwedUntil));
        p.Do(new Tick());
        Assert.Equal(RolloutPhase.Running, p.State.Phase);
        Assert.NotEmpty(p.Commands);
    }

    [Fact]
    public void In_a_file_of_one_user_the_second_signature_is_owed_within_a_day()
    {
        Played p = Draft(shared: false);
        p.Do(new Start(Sample.Anna, true) { BreakGlass = true, Reason = "exploited" });
        Assert.Equal(p.Now + Duration.FromHours(24), p.State.Glass!.SecondOwedUntil);
        Assert.Equal("WRONG_STATE", p.Refused(new Start(Sample.Anna, true) { BreakGlass = true, Reason = "again" }).Code.Name);
    }

    [Fact]
    public void Broken_glass_passes_no_hold_no_rejection_no_halt_all_and_no_other_rollout()
    {
        Played p = Draft(shared: false);
        p.Fleet = p.Fleet with { HostsInActiveRollouts = p.Fleet.HostsInActiveRollouts.Add(new HostId(1), new RolloutId(3)) };
        Assert.Equal("IN_OTHER_ROLLOUT", p.Refused(new Start(Sample.Anna, true) { BreakGlass = true, Reason = "exploited" }).Code.Name);
        p.Fleet = FleetState.Quiet with { HaltAll = true };
        p.Do(new Start(Sample.Anna, true) { BreakGlass = true, Reason = "exploited" });
        p.Do(new Tick());
        Assert.Empty(p.Commands);
        p.Fleet = FleetState.Quiet with { Vetoes = FleetState.Quiet.Vetoes.Add(new HostId(1), new Veto("REJECTED_SINCE", "ben rejected it.")).Add(new HostId(2), new Veto("HOST_HELD", "ben holds it.") { Until = p.Now + Duration.FromDays(1) }) };
        p.Do(new Tick());
        Assert.Empty(p.Commands);
        Assert.Equal(("REJECTED_SINCE", "ben rejected it."), (p.Host(1).Code, p.Host(1).Message));
        Assert.Equal(("HOST_HELD", p.Now + Duration.FromDays(1)), (p.Host(2).Code, p.Host(2).WaitingUntil));
    }

    [Fact]
    public void What_broken_glass_passes_ends_after_a_day_and_the_next_ring_waits_for_an_approval()
    {
        Played p = new(Sample.Draft(Sample.Plan(RebootSetting.Never, 0, Sample.Ring("canary", 1, 1), Sample.Ring("rest", 2, 1))));
        p.Do(new Start(Sample.Anna, true) { BreakGlass = true, Reason = "exploited" });
        Played approved = new(p.State);
        approved.Do(Approve(approved, Sample.Ben));
        Assert.Equal(approved.Now + RolloutLimits.ApprovalLasts, approved.State.ApprovedUntil);
        p.Now += Duration.FromHours(24);
        p.Do(new Tick());
        Assert.Equal(RolloutPhase.Scheduled, p.State.Phase);
        Assert.Empty(p.Commands);
    }

    [Fact]
    public void Events_of_approvals_and_of_broken_glass_read_back_the_same()
    {
        RolloutEvent[] events =
        [
            new RolloutApproved("ab", null, Sample.Noon) { BreakGlass = true, Reason = "exploited", Signature = "-----BEGIN SSH SIGNATURE-----" },
            new RolloutApproved("ab", "CHG-1", Sample.Noon), new RolloutGlassBroken("ab", "exploited", Sample.Noon, Sample.Noon), new HostWaiting(new HostId(1), "HOST_HELD", Sample.Noon) { Why = "ben holds it." },
        ];
        foreach (RolloutEvent e in events)
        {
            var (type, payload) = RolloutEventJson.Write(Sample.Anna, e);
            Assert.Equal(e, RolloutEventJson.Read(new Core.Journal.JournalRow(1, "R17", 1, Sample.Noon, 1000, 1000, type, payload, new byte[32], new byte[32])).Event);
        }
        Assert.DoesNotContain("breakGlass", System.Text.Encoding.UTF8.GetString(RolloutEventJson.Write(Sample.Anna, events[1]).Payload), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_wants_signatures_takes_no_unsigned_approval_and_pauses_while_those_that_it_has_do_not_hold()
    {
        Played p = Draft(new PlanApproval(1, false, true, 7 * 86_400, false));
        Assert.Equal("SIGNATURE_NEEDED", p.Refused(Approve(p, Sample.Ben)).Code.Name);
        Assert.Equal("SIGNATURE_INVALID", p.Refused(Approve(p, Sample.Ben) with { Signature = "s", Until = p.Now + Duration.FromDays(8) }).Code.Name);
        p.Do(Approve(p, Sample.Ben) with { Signature = "s", Until = p.Now + Duration.FromDays(6) });
        Assert.Equal(p.Now + Duration.FromDays(6), p.State.ApprovedUntil);
        p.Do(new Start(Sample.Anna, true));
        p.Fleet = Shared with { Unsigned = "the approval of ben does not hold" };
        p.Do(new Tick());
        Assert.Equal((RolloutPhase.Paused, PauseCauses.Unsigned), (p.State.Phase, p.State.Pauses[0].Cause));
        Assert.Empty(p.Commands);
        Assert.Contains(RolloutViews.Of(p.State, false, p.Now).WaitingFor, w => w.What.StartsWith("signed approvals that hold: the approval of ben", StringComparison.Ordinal));
        p.Fleet = Shared;
        p.Do(new Tick());
        Assert.Equal(RolloutPhase.Running, p.State.Phase);
        Assert.NotEmpty(p.Commands);
    }
}
