using Cockpit.Core.Approvals;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Approvals;

public sealed class UpdateVerdictTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 20, 12, 0);
    private static readonly Actor Anna = new(1000, 1000, "anna"), Ben = new(1001, 1001, "ben");
    private static readonly OfferedUpdate OpenSsl = new("libssl3", "openssl", "3.0.18-1") { Class = UpdateClass.Security, FirstSeenAt = Noon - Duration.FromDays(5) };

    private static UpdateDecision Say(UpdateWord word, int hour, string version = "3.0.18-1", int? untilHour = null, Actor? by = null, string package = "openssl") =>
        new(hour, word, package, "", untilHour is { } until ? Noon + Duration.FromHours(until) : null, "CHG-1", null, Noon + Duration.FromHours(hour), by ?? Anna)
        {
            Versions = word is UpdateWord.Approved ? [("libssl3", version)] : [("libssl3", "")],
        };

    private static UpdateVerdictState State(params UpdateDecision[] said) => UpdateVerdicts.Of(OpenSsl, said, [], [], Noon).State;

    [Fact]
    public void No_answer_is_no() => Assert.Equal("undecided: nobody has approved this version", UpdateVerdicts.Of(OpenSsl, [], [], [], Noon).Text);

    [Fact]
    public void An_approval_counts_for_the_versions_that_were_pending_and_never_for_a_later_one()
    {
        Assert.Equal(UpdateVerdictState.Approved, State(Say(UpdateWord.Approved, -2)));
        Assert.Equal(UpdateVerdictState.Undecided, State(Say(UpdateWord.Approved, -2, "3.0.17-1")));
    }

    [Fact]
    public void A_rejection_holds_for_every_version_and_over_a_later_approval()
    {
        UpdateDecision no = Say(UpdateWord.Rejected, -3, by: Ben);
        UpdateVerdict verdict = UpdateVerdicts.Of(OpenSsl with { Version = "4.0" }, [no, Say(UpdateWord.Approved, -1, "4.0")], [], [], Noon);
        Assert.Equal((UpdateVerdictState.Rejected, "ben", "rejected by ben, CHG-1"), (verdict.State, verdict.By, verdict.Text));
        Assert.Equal(UpdateVerdictState.Rejected, UpdateVerdicts.Of(new OfferedUpdate("openssl-new", "openssl", "9"), [no], [], [], Noon).State);
    }

    [Fact]
    public void The_latest_of_an_approval_and_a_deferral_counts_and_a_deferral_that_is_over_leaves_it_undecided()
    {
        Assert.Equal(UpdateVerdictState.Deferred, State(Say(UpdateWord.Approved, -3), Say(UpdateWord.Deferred, -2, untilHour: 5)));
        Assert.Equal(UpdateVerdictState.Approved, State(Say(UpdateWord.Approved, -1), Say(UpdateWord.Deferred, -2, untilHour: 5)));
        Assert.Equal(UpdateVerdictState.Undecided, State(Say(UpdateWord.Approved, -3), Say(UpdateWord.Deferred, -2, untilHour: 0)));
    }

    [Fact]
    public void A_hold_comes_before_every_word()
    {
        var hold = new Hold(new HostId(1), "openssl", Noon + Duration.FromDays(1), "vendor tests", false, Noon - Duration.FromDays(1), "ben");
        Assert.Equal("held by ben until 2026-10-21 12:00Z: vendor tests", UpdateVerdicts.Of(OpenSsl, [Say(UpdateWord.Approved, -1)], [hold], [], Noon).Text);
        Assert.Equal(UpdateVerdictState.Approved, UpdateVerdicts.Of(OpenSsl, [Say(UpdateWord.Approved, -1)], [hold with { Until = Noon }], [], Noon).State);
        Assert.Equal(UpdateVerdictState.Approved, UpdateVerdicts.Of(OpenSsl, [Say(UpdateWord.Approved, -1)], [hold with { Package = "nginx" }], [], Noon).State);
    }

    [Theory]
    [InlineData(-5, null, UpdateClass.Security, true)]
    [InlineData(-2, null, UpdateClass.Security, false)]
    [InlineData(-5, -2, UpdateClass.Security, false)]
    [InlineData(-2, -5, UpdateClass.Security, false)]
    [InlineData(null, -50, UpdateClass.Security, false)]
    [InlineData(-5, null, UpdateClass.Other, false)]
    public void A_rule_approves_by_class_and_by_the_later_of_first_sight_and_the_vendors_date_and_unknown_is_too_young(int? seenDays, int? vendorDays, UpdateClass kind, bool approved)
    {
        var rule = new AutoApproval([UpdateClass.Security], [], Duration.FromDays(3));
        OfferedUpdate offered = OpenSsl with { Class = kind, FirstSeenAt = At(seenDays), VendorAt = At(vendorDays) };
        UpdateVerdict verdict = UpdateVerdicts.Of(offered, [], [], [rule], Noon);
        Assert.Equal(approved ? UpdateVerdictState.Approved : UpdateVerdictState.Undecided, verdict.State);
        if (approved) Assert.Equal("approved by the rule: security, 3 days old or more", verdict.Text);
        else Assert.StartsWith("undecided: ", verdict.Text, StringComparison.Ordinal);

        static Instant? At(int? days) => days is { } d ? Noon + Duration.FromDays(d) : null;
    }

    [Fact]
    public void A_rule_that_names_severities_approves_nothing_of_which_none_is_known()
    {
        var rule = new AutoApproval([UpdateClass.Security], ["critical"], Duration.Zero);
        Assert.Equal("undecided: the rule approves critical, of this no severity is known", UpdateVerdicts.Of(OpenSsl, [], [], [rule], Noon).Text);
        Assert.Equal(UpdateVerdictState.Approved, UpdateVerdicts.Of(OpenSsl with { Severity = "critical" }, [], [], [rule], Noon).State);
        Assert.Equal(UpdateVerdictState.Undecided, UpdateVerdicts.Of(OpenSsl, [], [], [rule with { Classes = [] }], Noon).State);
    }

    [Fact]
    public void A_rule_never_approves_what_a_person_rejected_or_deferred()
    {
        var rule = new AutoApproval([UpdateClass.Security], [], Duration.Zero);
        Gen.Bool.Select(no => no ? UpdateWord.Rejected : UpdateWord.Deferred).Sample(word =>
            Assert.NotEqual(UpdateVerdictState.Approved, UpdateVerdicts.Of(OpenSsl, [Say(word, -1, untilHour: word is UpdateWord.Deferred ? 1 : null)], [], [rule], Noon).State));
    }

    [Fact]
    public void The_order_in_which_words_are_given_does_not_matter()
    {
        Gen<UpdateDecision> any = Gen.Select(Gen.Enum<UpdateWord>(), Gen.Int[-40, -1], Gen.Int[-3, 3], Gen.Bool.Select(now => now ? "3.0.18-1" : "3.0.17-1")).Select(
            (word, hour, until, version) => Say(word, hour, version, word is UpdateWord.Deferred ? until : null));
        any.Array[0, 8].Select(Gen.Int).Sample((words, seed) =>
        {
            UpdateDecision[] numbered = [.. words.Select((w, i) => w with { Id = i })];
            UpdateDecision[] shuffled = [.. numbered];
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(UpdateVerdicts.Of(OpenSsl, numbered, [], [], Noon), UpdateVerdicts.Of(OpenSsl, shuffled, [], [], Noon));
        });
    }

    [Fact]
    public void The_checklist_names_what_is_open()
    {
        UpdateCheck[] ticks = [new(CheckKind.Stability, "8 days in dev", Noon, "ben"), new(CheckKind.Stability, "9 days in dev", Noon + Duration.FromDays(1), "anna")];
        Assert.Equal("2 of 3 checks are open: security, performance.", Checklist.WhyOpen(ticks, [CheckKind.Performance, CheckKind.Security, CheckKind.Stability]));
        Assert.Equal("1 of 2 checks is open: security.", Checklist.WhyOpen(ticks, [CheckKind.Security, CheckKind.Stability]));
        Assert.Null(Checklist.WhyOpen(ticks, [CheckKind.Stability]));
        Assert.Null(Checklist.WhyOpen([], []));
        Assert.Equal("9 days in dev", Assert.Single(Checklist.Newest(ticks)).Note);
    }
}
