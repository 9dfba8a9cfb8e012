using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Store.Hosts;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>The burn-down and the matrix under filters, over days of imports.</summary>
public sealed class BurndownTests : IDisposable
{
    private readonly FindingsFile db = new();

    [Fact]
    public void Each_day_since_the_first_import_has_what_was_open_at_its_end()
    {
        db.Import(Nessus(Covered("a", 1), Row(1, "a", risk: "Critical", cvss: "9.8"), Row(2, "a"), Row(3, "b")), now: Day(1));
        db.Import(Nessus(Covered("a", 3), Row(1, "a", risk: "Critical", cvss: "9.8"), Row(4, "a"), Row(5, "a")), now: Day(3));
        db.Import(Nessus(Covered("a", 4), Row(4, "a"), Row(5, "a")), now: Day(4));
        Burndown burndown = ReadBurndown.Run(At(Day(6)), new RiskWish());

        Assert.Equal(Enumerable.Range(1, 6).Select(d => new LocalDate(2026, 10, d)), burndown.Days.Select(d => d.Day));
        // The scan's own plugin is a finding as well.
        Assert.Equal([4L, 4, 5, 4, 4, 4], burndown.Days.Select(d => d.Open));
        Assert.Equal([null, 0L, 1, -1, 0, 0], burndown.Days.Select(d => d.Change));
        Assert.All(burndown.Days, d => Assert.Equal(d.Open, d.VeryHigh + d.High + d.Moderate + d.Low + d.VeryLow));
        Assert.Equal(ReadMatrix.Run(At(Day(6))).Points, burndown.Days[^1].Points);
        Assert.True(burndown.Days[2].Points > burndown.Days[3].Points);
        Assert.Equal([4L, 4], ReadBurndown.Run(At(Day(6)), new RiskWish(), days: 2).Days.Select(d => d.Open));
        Assert.All(burndown.Days, d => Assert.Empty(d.Moved));
    }

    [Fact]
    public void A_scope_an_environment_and_a_tool_see_their_own_findings_only()
    {
        AddHost("a", "prod");
        AddHost("b", "test");
        db.Import(Nessus(Row(1, "a"), Row(2, "a"), Row(3, "b"), Row(4, "stranger")), now: Day(1));
        Assert.Equal(4, ReadMatrix.Run(At(Day(2))).Total);
        Assert.Equal(2, ReadMatrix.Run(At(Day(2)), new RiskWish(Environment: "PROD")).Total);
        Assert.Equal(1, ReadMatrix.Run(At(Day(2)), new RiskWish(Core.Scopes.Scope.Parse("env = test"))).Total);
        Assert.Equal(0, ReadMatrix.Run(At(Day(2)), new RiskWish(Source: FindingSource.Qualys)).Total);
        Assert.Equal([2L, 2], ReadBurndown.Run(At(Day(2)), new RiskWish(Environment: "prod")).Days.Select(d => d.Open));
        Assert.Equal(["a", "a"], ListFindings.Run(At(Day(2)), new FindingWish { Environment = "prod", Text = "plugin" }).Findings.Select(f => f.Host));
        Assert.Equal(("a", 2L), ReadTop.Run(At(Day(2)), new FindingWish { Source = FindingSource.Nessus }, 1).Hosts.Select(h => (h.Host, h.OpenFindings)).Single());

        // Nothing would look like no risk.
        Assert.Equal("USAGE", Assert.Throws<CockpitException>(() => ReadMatrix.Run(At(Day(2)), new RiskWish(Environment: "prdo"))).Fault.Code.Name);

        // One session asks again after hosts changed: members are never those of before.
        Session same = At(Day(2));
        Assert.Equal(1, ReadMatrix.Run(same, new RiskWish(Core.Scopes.Scope.Parse("env = test"))).Total);
        AddHost("stranger", "test");
        Assert.Equal(2, ReadMatrix.Run(same, new RiskWish(Core.Scopes.Scope.Parse("env = test"))).Total);
    }

    public void Dispose() => db.Dispose();

    private static Instant Day(int day) => Instant.FromUtc(2026, 10, day, 12, 0);

    private Session At(Instant now) => new(db.File.Path, Anna, new Clock(now));

    private void AddHost(string name, string environment) => db.File.Write(t =>
    {
        t.AddHost(new Host(default, name, name, 22, null, Transport.Ssh, environment, null, new Dictionary<string, string>(), null, null, null, null, null, null, null), Anna, Now);
        Store.Findings.FindingAssets.RefreshFindings(t, Now);
        return 0;
    });

    private sealed class Clock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
