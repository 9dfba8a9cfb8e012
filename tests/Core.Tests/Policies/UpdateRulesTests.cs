using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Policies;

public sealed class UpdateRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 12, 0);

    private static UpdateRules Rules(SettingValues values) => new("prod-web", new EffectiveSettings([new SettingsLevel("policy prod-web", values)]));

    private static PendingUpdate Update(string name, UpdateClass of = UpdateClass.Security, string? severity = null) =>
        new(name, "amd64", "1.0", "1.1", of, null, "Debian-Security:stable-security", false) { Severity = severity };

    [Fact]
    public void It_takes_the_classes_severities_and_names_that_it_is_for()
    {
        UpdateRules rules = Rules(SettingValues.Nothing.With<IReadOnlyList<UpdateClass>>(PolicySettings.Classes, [UpdateClass.Security])
            .With<IReadOnlyList<string>>(PolicySettings.Severities, ["critical"]).With<IReadOnlyList<string>>(PolicySettings.Include, ["lib*", "nginx"]).With<IReadOnlyList<string>>(PolicySettings.Exclude, ["libssl?"]));
        Assert.True(rules.IsFor(Update("libxml2", severity: "critical")));
        Assert.True(rules.IsFor(Update("nginx", severity: "critical")));
        Assert.False(rules.IsFor(Update("libxml2", UpdateClass.Other, "critical")));
        Assert.False(rules.IsFor(Update("libxml2", severity: "important")));
        Assert.False(rules.IsFor(Update("nginx-common", severity: "critical")));
        Assert.False(rules.IsFor(Update("libssl3", severity: "critical")));
        Assert.True(rules.Excludes("libssl3"));
        Assert.False(rules.Excludes("libssl"));
    }

    [Fact]
    public void An_update_of_which_no_severity_is_known_is_in_no_list_of_severities() =>
        Assert.False(Rules(SettingValues.Nothing.With<IReadOnlyList<string>>(PolicySettings.Severities, ["critical", "important", "moderate", "low"])).IsFor(Update("libxml2")));

    [Theory]
    [InlineData(7, null)]
    [InlineData(6, "TOO_YOUNG")]
    [InlineData(-1, "TOO_YOUNG")]
    public void A_version_is_taken_from_its_minimum_age_on_and_one_that_nobody_saw_is_too_young(int daysAgo, string? code)
    {
        UpdateRules rules = Rules(SettingValues.Nothing.With(PolicySettings.MinimumAge, Duration.FromDays(7)));
        Assert.True(rules.AsksForAge);
        Assert.Equal(code, rules.WhyNotYet(Update("libxml2"), daysAgo < 0 ? null : Now - Duration.FromDays(daysAgo), Now)?.Code.Name);
    }

    [Theory]
    [InlineData("2026-10-10", null)]
    [InlineData("2026-10-11", "AFTER_CUT_OFF")]
    [InlineData(null, "AFTER_CUT_OFF")]
    public void Nothing_that_was_first_seen_after_the_cut_off_date_is_taken(string? seen, string? code)
    {
        UpdateRules rules = Rules(SettingValues.Nothing.With(PolicySettings.CutOff, new LocalDate(2026, 10, 10)));
        Instant? first = seen is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(seen).Value.AtMidnight().InUtc().ToInstant() + Duration.FromHours(23);
        Assert.Equal(code, rules.WhyNotYet(Update("libxml2"), first, Now)?.Code.Name);
    }
}
