using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Reviews;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Status;
using NodaTime;

namespace Cockpit.Operations.Tests.Reviews;

public sealed class BreakGlassTests
{
    private static string Code(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    private static Session As(DemoFile demo, Actor who, Instant? at = null) => new(demo.Session.FilePath, who, at is { } t ? new ClockAt(t) : demo.Session.Clock);

    /// <summary>A plan of the same content that nobody has approved.</summary>
    private static RolloutId Draft(DemoFile demo)
    {
        Assert.True(RolloutId.TryParse(PlanRollout.From(demo.Session, demo.Id, "again").RolloutId, out RolloutId id));
        return id;
    }

    [Fact]
    public void An_unapproved_plan_starts_with_a_reason_and_owes_a_second_signature_that_only_another_person_gives()
    {
        using var demo = new DemoFile();
        RolloutId id = Draft(demo);
        Assert.Equal("NOT_APPROVED", Code(() => StartRollout.Run(demo.Session, id, true, null, _ => null)));
        Assert.Equal("NOTE_NEEDED", Code(() => StartRollout.Run(demo.Session, id, true, null, _ => null, breakGlass: " ")));
        StartRollout.Run(demo.Session, id, true, null, _ => null, breakGlass: "exploited on two sites");
        string name = $"{id}-break-glass";
        ReviewLine owed = Assert.Single(Reviewing.List(demo.Session).Reviews);
        Assert.Equal((name, "break-glass", id.ToString(), "anna", false), (owed.Name, owed.Kind, owed.Subject, owed.By, owed.Overdue));
        Need need = ReadStatus.Run(demo.Session).Needs[0];
        Assert.Equal(("review", name, id.ToString()), (need.Kind, need.Subject, need.Rollout));
        Assert.Contains(ListAudit.Run(demo.Session, 10).Events, e => e.What.StartsWith("BROKE THE GLASS: exploited on two sites", StringComparison.Ordinal));

        Session later = As(demo, DemoFile.Anna, demo.Session.Now + Duration.FromHours(25));
        Assert.True(Reviewing.List(later).Reviews[0].Overdue);
        Assert.Contains("OVERDUE", ReadStatus.Run(later).Needs[0].Text, StringComparison.Ordinal);

        Assert.Equal("OTHER_PERSON_NEEDED", Code(() => Reviewing.Sign(demo.Session, name, "as told")));
        Assert.Equal("REVIEW_UNKNOWN", Code(() => Reviewing.Sign(demo.Session, "R99-break-glass", "as told")));
        // Ben is logged in as himself and becomes the file's one user by sudo.
        Session ben = As(demo, new Actor(1000, 1001, "anna"));
        Assert.Equal("NOTE_NEEDED", Code(() => Reviewing.Sign(ben, name, "")));
        Assert.NotNull(Reviewing.Sign(ben, name, "the log is as told").SignedAt);
        Assert.Equal("REVIEW_SIGNED", Code(() => Reviewing.Sign(ben, name, "twice")));
        Assert.DoesNotContain(ReadStatus.Run(demo.Session).Needs, n => n.Kind == "review");
    }

    [Fact]
    public void In_a_shared_file_a_second_person_speaks_first_and_a_third_or_that_one_reviews()
    {
        using var demo = new DemoFile();
        SharedFile.Make(demo.Session.FilePath);
        RolloutId id = Draft(demo);
        Session ben = As(demo, new Actor(1001, 1001, "ben"));
        string hash = ShowRollout.Run(ben, id).Hash;
        Assert.Equal("OTHER_PERSON_NEEDED", Code(() => ApproveRollout.Run(demo.Session, id, hash, null, null)));
        Assert.Equal("SECOND_PERSON_NEEDED", Code(() => StartRollout.Run(demo.Session, id, true, null, _ => null, breakGlass: "exploited")));
        ApproveRollout.Run(ben, id, hash, null, null, breakGlass: true, reason: "anna called me");
        RolloutView view = StartRollout.Run(demo.Session, id, true, null, _ => null, breakGlass: "exploited").Rollout;
        Assert.Equal((RolloutPhase.Scheduled, null), (view.State, view.BrokenGlass!.SecondOwedUntil));
        Assert.Equal("OTHER_PERSON_NEEDED", Code(() => Reviewing.Sign(demo.Session, $"{id}-break-glass", "mine")));
        Assert.Equal("ben", Reviewing.Sign(ben, $"{id}-break-glass", "seen").SignedBy);
    }

    [Fact]
    public void A_draft_is_submitted_with_its_ticket()
    {
        using var demo = new DemoFile();
        RolloutId id = Draft(demo);
        RolloutView view = SubmitRollout.Run(demo.Session, id, "CHG-4711", null);
        Assert.Equal((RolloutPhase.AwaitingApproval, "CHG-4711"), (view.State, view.Ticket));
        Assert.Equal("DECISION_INVALID", Code(() => SubmitRollout.Run(demo.Session, id, new string('x', 101), null)));
        Assert.Equal("WRONG_STATE", Code(() => SubmitRollout.Run(demo.Session, id, null, null)));
    }
}
