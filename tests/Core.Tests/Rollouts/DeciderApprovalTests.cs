using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class DeciderApprovalTests
{
    private static Played Draft() => new(Sample.Draft(Sample.Plan(RebootSetting.Never, 0, Sample.Ring("1", 1, 2))));

    [Fact]
    public void A_wrong_hash_approves_nothing()
    {
        var r = Draft();
        Assert.Equal("HASH_MISMATCH", r.Refused(new Approve(Sample.Ben, "ffffffff", null)).Code.Name);
        Assert.Equal("HASH_MISMATCH", r.Refused(new Approve(Sample.Ben, r.State.Hash.Hex[..3], null)).Code.Name);
        r.Do(new Approve(Sample.Ben, r.State.Hash.ForPeople, "CHG-1"));
        Assert.Equal(RolloutPhase.Approved, r.State.Phase);
        Assert.Equal("CHG-1", r.State.Ticket);
    }

    [Fact]
    public void Without_an_approval_nothing_starts_and_approve_alone_starts_nothing()
    {
        var r = Draft();
        Assert.Equal("NOT_APPROVED", r.Refused(new Start(Sample.Anna, true)).Code.Name);
        r.Do(new Approve(Sample.Anna, r.State.Hash.Hex, null)).Do(new Tick());
        Assert.Equal(RolloutPhase.Approved, r.State.Phase);
    }

    [Fact]
    public void An_approval_ends_after_a_week()
    {
        var r = Draft().Do(new Approve(Sample.Anna, Draft().State.Hash.Hex, null));
        r.Now += Duration.FromDays(7);
        Assert.Equal("APPROVAL_EXPIRED", r.Refused(new Start(Sample.Anna, true)).Code.Name);
    }

    [Fact]
    public void In_a_shared_file_the_author_cannot_approve_also_not_from_another_account()
    {
        var r = Draft();
        r.Fleet = FleetState.Quiet with { Shared = true };
        var annaAsBen = new Actor(Sample.Ben.Uid, Sample.Anna.LoginUid, "ben");
        Assert.Equal("OTHER_PERSON_NEEDED", r.Refused(new Approve(Sample.Anna, r.State.Hash.Hex, null)).Code.Name);
        Assert.Equal("OTHER_PERSON_NEEDED", r.Refused(new Approve(annaAsBen, r.State.Hash.Hex, null)).Code.Name);
        r.Do(new Approve(Sample.Ben, r.State.Hash.Hex, null));
    }

    [Fact]
    public void An_act_on_what_a_person_no_longer_sees_is_refused()
    {
        var r = Draft();
        long seen = r.State.StreamSeq;
        r.Do(new Submit(Sample.Anna, null));
        Assert.Equal("STALE_SCREEN", r.Refused(new Reject(Sample.Ben, null) { ExpectSeq = seen }).Code.Name);
        r.Do(new Reject(Sample.Ben, null) { ExpectSeq = r.State.StreamSeq });
        Assert.Equal("WRONG_STATE", r.Refused(new Approve(Sample.Ben, r.State.Hash.Hex, null)).Code.Name);
    }
}
