using Cockpit.Core.Errors;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Policies.Editing;
using NodaTime;
using Xunit;

namespace Cockpit.Operations.Tests.Policies;

/// <summary>A policy edited field by field is held to what a file of definitions is held to.</summary>
public sealed class EditPolicyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-edit-").FullName;
    private readonly Session session;

    public EditPolicyTests()
    {
        session = new Session(Path.Combine(folder, "t.db"), new Actor(1000, 1000, "anna"), SystemClock.Instance);
        AddHost.Run(session, "web-01", new HostFields(new Dictionary<string, string> { [HostFields.Address] = "192.0.2.1", [HostFields.Environment] = "prod", [HostFields.Role] = "web" }, ["pilot"], []));
        ApplyPolicies.Run(session, File.ReadAllText(Path.Combine(Findings.SampleDataTests.Root(), "sample-data", "policies.yaml")), dryRun: false, prune: false);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("base-linux")]
    [InlineData("dev-all")]
    [InlineData("prod-web")]
    [InlineData("prod-db")]
    [InlineData("legacy")]
    public void What_is_not_touched_reads_back_as_it_was(string policy)
    {
        PolicyDesk desk = EditPolicy.Read(session, policy);
        JudgedDraft judged = desk.Judge(desk.Draft);
        Assert.Empty(judged.Faults);
        Assert.Empty(judged.Changes);
        Assert.Equal("nothing is changed", judged.Refusal);
    }

    [Theory]
    [InlineData("priority", "high", "priority", "expected a whole number from 0 to 1000")]
    [InlineData("windows", "web-nigth", "windows", "did you mean web-night?")]
    [InlineData("updates.minimumAge", "soon", "updates.minimumAge", "expected a time such as 30m")]
    [InlineData("updates.classes", "security, others", "updates.classes", "did you mean other?")]
    [InlineData("rings", "[{name: canary", "rings", "do not match")]
    [InlineData("scope", "env = prod adn role = web", "scope", "Column 12")]
    public void A_fault_is_told_at_its_field_with_what_was_expected(string field, string line, string at, string says)
    {
        PolicyDesk desk = EditPolicy.Read(session, "prod-web");
        JudgedDraft judged = desk.Judge(desk.Draft.With(field, line));
        FieldFault fault = Assert.Single(judged.Faults);
        Assert.Equal(at, fault.Field);
        Assert.Contains(says, fault.Sentence);
        Assert.Null(judged.Impact);
        Assert.NotNull(judged.Refusal);
    }

    [Fact]
    public void Several_values_need_no_brackets_and_an_empty_line_takes_the_field_out()
    {
        PolicyDesk desk = EditPolicy.Read(session, "prod-web");
        JudgedDraft judged = desk.Judge(desk.Draft.With("windows", "web-night, db-night").With("rings", ""));
        Assert.Empty(judged.Faults);
        Assert.Equal(["rings", "windows"], judged.Changes.Select(c => c.Field).Order());
        Assert.Equal("web-night, db-night", judged.Settings.Single(s => s.Name == "windows").Value);
        Assert.Equal("template prod", judged.Settings.Single(s => s.Name == "rings").From);
    }

    [Fact]
    public void What_was_judged_is_what_is_saved_and_a_draft_of_an_older_version_is_refused()
    {
        PolicyDesk desk = EditPolicy.Read(session, "prod-web");
        PolicyDraft draft = desk.Draft.With("windows", "db-night");
        AppliedPolicies saved = EditPolicy.Save(session, draft);
        Assert.Equal(desk.Judge(draft).Impact!.Sentence(), saved.Impact.Sentence());
        Assert.Equal("1 host moves, 0 lose their window, 0 gain a second, 0 conflicts", saved.Impact.Sentence());
        Assert.Equal(2, EditPolicy.Read(session, "prod-web").Draft.Version);
        Assert.Equal("POLICY_CHANGED", Assert.Throws<CockpitException>(() => EditPolicy.Save(session, draft.With("priority", "61"))).Fault.Code.Name);
    }

    [Fact]
    public void A_tie_is_seen_before_it_is_saved_and_refused_when_it_is_saved()
    {
        PolicyDraft pilot = EditPolicy.New(session, "pilot", "prod").Draft.With("scope", "tag = pilot").With("priority", "60");
        Assert.Equal("pilot and prod-web would tie on web-01", EditPolicy.New(session, "pilot", "prod").Judge(pilot).Refusal);
        CockpitException refused = Assert.Throws<CockpitException>(() => EditPolicy.Save(session, pilot));
        Assert.Equal("POLICY_CONFLICT", refused.Fault.Code.Name);
        Assert.Contains("pilot and prod-web", refused.Fault.What);
        Assert.DoesNotContain(ShowPolicies.List(session).Policies, p => p.Name == "pilot");
    }
}
