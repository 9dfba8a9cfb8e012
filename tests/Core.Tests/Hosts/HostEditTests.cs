using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class HostEditTests
{
    private static HostFields Fields(params (string Name, string Value)[] values) => new(values.ToDictionary(v => v.Name, v => v.Value), [], []);

    [Theory]
    [InlineData("", "The name is empty.")]
    [InlineData("web 07", "letters, digits")]
    [InlineData("web\u001b[31m", "letters, digits")]
    [InlineData("-oProxyCommand=x", "begin with a letter or a digit")]
    [InlineData("../etc", "begin with a letter or a digit")]
    public void A_name_that_could_be_read_as_something_else_is_refused(string name, string why)
    {
        Assert.Null(HostEdit.Apply(null, name, HostFields.None, demo: false, out string problem));
        Assert.Contains(why, problem);
        Assert.DoesNotContain('\u001b', problem);
    }

    [Theory]
    [InlineData(HostFields.Port, "0")]
    [InlineData(HostFields.Port, "65536")]
    [InlineData(HostFields.Port, "22x")]
    [InlineData(HostFields.Criticality, "6")]
    [InlineData(HostFields.Criticality, "high")]
    [InlineData(HostFields.Transport, "telnet")]
    [InlineData(HostFields.Transport, "1")]
    [InlineData(HostFields.Transport, "simulated")]
    [InlineData(HostFields.Exposure, "moon")]
    [InlineData(HostFields.Address, "-oProxyCommand=touch /tmp/x")]
    [InlineData(HostFields.User, "a b")]
    [InlineData(HostFields.Owner, "anna\nroot")]
    public void A_value_out_of_bounds_is_refused(string field, string value)
    {
        Assert.Null(HostEdit.Apply(null, "web-07", Fields((field, value)), demo: false, out string problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void What_is_not_named_stays_and_what_is_empty_is_cleared()
    {
        Host before = HostEdit.Apply(null, "web-07", Fields((HostFields.Owner, "anna"), (HostFields.Role, "web"), (HostFields.Port, "2222")), demo: false, out _)!;
        Host after = HostEdit.Apply(before, "", Fields((HostFields.Owner, ""), (HostFields.Port, "")), demo: false, out _)!;
        Assert.Null(after.Owner);
        Assert.Equal("web", after.Role);
        Assert.Equal(22, after.Port);
        Assert.Equal("web-07", after.Address);
    }

    [Fact]
    public void A_tag_is_set_replaced_and_taken_away()
    {
        Host host = HostEdit.Apply(null, "web-07", new(new Dictionary<string, string>(), ["ring=canary", "legacy"], []), demo: false, out _)!;
        host = HostEdit.Apply(host, "", new(new Dictionary<string, string>(), ["ring=1"], ["LEGACY"]), demo: false, out _)!;
        Assert.Equal([new("ring", "1")], host.Tags);
        Assert.Null(HostEdit.Apply(host, "", new(new Dictionary<string, string>(), [], ["legacy"]), demo: false, out string problem));
        Assert.Contains("legacy", problem);
    }

    [Fact]
    public void An_import_accounts_for_every_row()
    {
        Host there = HostEdit.Apply(null, "web-01", Fields((HostFields.Environment, "prod")), demo: false, out _)!;
        Host other = HostEdit.Apply(null, "web-02", Fields((HostFields.Environment, "prod")), demo: false, out _)!;
        HostImportPlan plan = HostImport.Decide(
        [
            new(2, "web-01", Fields((HostFields.Environment, "prod"))),
            new(3, "WEB-02", Fields((HostFields.Environment, "dev"))),
            new(4, "web-03", HostFields.None),
            new(5, "Web-03", HostFields.None),
            new(6, "bad name", HostFields.None),
        ], [there, other], demo: false);
        Assert.Equal("web-03", Assert.Single(plan.Added).Name);
        Assert.Equal("web-02", Assert.Single(plan.Changed).Name);
        Assert.Equal(1, plan.Unchanged);
        Assert.Equal([5, 6], plan.Rejected.Select(r => r.Line));
        Assert.Equal("Web-03 is in line 4 already.", plan.Rejected[0].Reason);
    }

    private static Host New(string name, params (string, string)[] fields) => HostEdit.Apply(null, name, Fields(fields), demo: false, out _)!;

    [Fact]
    public void A_row_by_another_name_of_a_host_fills_in_and_overwrites_nothing()
    {
        Host there = New("web-01", (HostFields.Address, "10.0.0.1"), (HostFields.Owner, "anna")) with { Aliases = ["web-old"] };
        HostImportPlan plan = HostImport.Decide(
        [
            new(2, "web-old", Fields((HostFields.Address, "10.0.0.9"), (HostFields.Owner, "ben"), (HostFields.Phone, "4411"))),
            new(3, "web-01", Fields((HostFields.Address, "10.0.0.1"))),
        ], [there], demo: false);
        HostImportEntry entry = plan.Entries[0];
        Assert.Equal((HostImportAct.Updated, "web-01"), (entry.Act, entry.Host.Name));
        Assert.Equal([new HostDifference("phone", null, "4411")], entry.Differences);
        Assert.Equal(HostImportAct.Unchanged, plan.Entries[1].Act);
        Assert.Equal("4411", plan.Entries[1].Host.Phone);
        Assert.Empty(plan.Rejected);
    }

    [Fact]
    public void Further_names_go_to_one_host_only()
    {
        HostImportPlan plan = HostImport.Decide(
        [
            new(1, "web-01", HostFields.None) { Aliases = ["web01", "db-01", "WEB-01", "bad name", "mail"] },
            new(2, "web-02", HostFields.None) { Aliases = ["web01", "10.0.0.2"] },
            new(3, "mail", HostFields.None),
        ], [New("db-01")], demo: false);
        Assert.Equal(["web01"], plan.Entries[0].Host.Aliases);
        Assert.Equal(["10.0.0.2"], plan.Entries[1].Host.Aliases);
        Assert.Equal([1, 1, 1, 2], plan.PassedOver.Select(p => p.Line));
    }

    [Fact]
    public void A_new_host_at_the_address_of_another_is_pointed_out()
    {
        HostImportPlan plan = HostImport.Decide(
            [new(1, "web-01.example.com", Fields((HostFields.Address, "10.0.0.1"))), new(2, "web-02", Fields((HostFields.Address, "10.0.0.1"), (HostFields.Port, "2222")))],
            [New("web-01", (HostFields.Address, "10.0.0.1"))], demo: false);
        Assert.Equal(["web-01 has the same address: they may be one machine.", null], plan.Entries.Select(e => e.Note));
    }
}
