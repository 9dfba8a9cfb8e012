using Cockpit.Core.Documents;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Policies.Text;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Policies;

public sealed class PolicyDocumentTests
{
    private const string Whole = """
        {"scopes":{"web":"env = prod and tag = web"},
         "windows":{"night":{"zone":"Europe/Berlin","rule":"FREQ=MONTHLY;BYDAY=2TU","start":"22:00","duration":"4h","cutoff":"30m","offsetDays":"7"}},
         "templates":{"strict":{"extends":"prod","approvals":{"persons":"2"}}},
         "sites":{"berlin":{"extends":"strict","maxFailures":"3"}},
         "policies":{"web":{"extends":"berlin","scope":"web","priority":"60","windows":["night"],
            "rings":[{"name":"canary","hosts":"10%","bake":"2h"},{"name":"rest"}],
            "updates":{"classes":["security"],"exclude":["kernel*"],"minimumAge":"0","cutOff":"2026-10-31"},
            "approvals":{"auto":[{"classes":["security"],"severities":["critical"],"minimumAge":"2d"}]}}}}
        """;

    private static (PolicyParts Parts, DocFaults Faults) Read(string json)
    {
        var faults = new DocFaults();
        return (PolicyDocument.Over(PolicyParts.Empty, DocNode.OfJson(json), faults), faults);
    }

    private static string FirstFault(string json)
    {
        (PolicyParts parts, DocFaults faults) = Read(json);
        if (!faults.Any) Assert.Null(PolicyCheck.Book(parts, faults));
        return faults.Found[0].ToString();
    }

    [Fact]
    public void What_was_written_reads_back_as_the_same_definitions()
    {
        (PolicyParts parts, DocFaults faults) = Read(Whole);
        Assert.Empty(faults.Found);
        PolicyParts again = PolicyDocument.Over(PolicyParts.Empty, PolicyDocument.Write(parts), faults);
        Assert.Empty(faults.Found);
        Assert.Empty(DefinitionChange.Between(parts, again));
        PolicyParts stored = PolicyParts.Empty;
        foreach (var body in PolicyDocument.Bodies(parts)) stored = PolicyDocument.Add(stored, body.Key.Kind, body.Key.Name, 3, body.Value, faults);
        Assert.Empty(faults.Found);
        Assert.Empty(DefinitionChange.Between(parts, stored));
        Assert.Equal(3, stored.Policies["web"].Version);
    }

    [Fact]
    public void A_setting_comes_from_the_nearest_level_that_says_something_and_that_level_is_named()
    {
        PolicyBook book = RandomFleet.Sound(Read(Whole).Parts);
        EffectiveSettings web = book.EffectiveOf(book.Parts.Policies["web"]);
        Assert.Equal(Duration.Zero, web.Get(PolicySettings.MinimumAge));
        Assert.Equal("policy web", web.From(PolicySettings.MinimumAge));
        Assert.Equal(Core.Rollouts.Share.Hosts(3), web.Get(PolicySettings.MaxFailures));
        Assert.Equal("site berlin", web.From(PolicySettings.MaxFailures));
        Assert.Equal(2, web.Get(PolicySettings.Persons));
        Assert.Equal("template strict", web.From(PolicySettings.Persons));
        Assert.False(web.Get(PolicySettings.AllowAlways));
        Assert.Equal("template prod", web.From(PolicySettings.AllowAlways));
        Assert.False(web.TryGet(PolicySettings.AutoPlan, out _));
        Assert.Equal("default", web.From(PolicySettings.AutoPlan));
        Assert.Equal(PolicySettings.All.Count, web.Lines().Count);
    }

    [Fact]
    public void None_takes_back_what_a_template_says()
    {
        string json = Whole.Replace("\"minimumAge\":\"0\"", "\"minimumAge\":\"0\",\"severities\":\"none\"", StringComparison.Ordinal)
            .Replace("\"approvals\":{\"persons\":\"2\"}", "\"updates\":{\"severities\":[\"critical\"]}", StringComparison.Ordinal);
        PolicyBook book = RandomFleet.Sound(Read(json).Parts);
        Assert.False(book.EffectiveOf(book.Parts.Policies["web"]).TryGet(PolicySettings.Severities, out _));
    }

    [Theory]
    [InlineData("""{"policys":{}}""", "file: the key policys is unknown; did you mean policies?.")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"env = prod","updates":{"minAge":"7d"}}}}""", "policies.a.updates: the key minAge is unknown; known are classes, severities, include, exclude, minimumAge, cutOff, approvedOnly.")]
    [InlineData("""{"policies":{"a":{"scope":"env = prod"}}}""", "policies.a: priority is missing.")]
    [InlineData("""{"policies":{"a":{"priority":"1"}}}""", "policies.a: it has neither scope nor hosts, so it would count nowhere.")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"env = prod","updates":{"minimumAge":"7 days"}}}}""", "policies.a.updates.minimumAge: found \"7 days\", expected a time such as 30m, 12h or 7d, from 0 to 366d.")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"env = prod","windows":["nigth"]}}, "windows":{"night":{"zone":"Europe/Berlin","rule":"FREQ=DAILY","start":"22:00","duration":"1h"}}}""", "policies.a.windows: there is no window nigth; did you mean night?")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"env = prod","extends":"prodd"}}}""", "policies.a.extends: there is no template or site prodd; did you mean prod?")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"state = compliant"}}}""", "policies.a.scope: it asks for state, which itself follows from the policies.")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"env = prod","extends":"prod","windows":"always"}}}""", "policies.a.windows: always is forbidden by template prod.")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"env = prod","rings":[{"name":"a","hosts":"1"}]}}}""", "policies.a.rings: the last ring, a, must take all that are left, so that no host is in none: it has neither hosts nor scope.")]
    [InlineData("""{"templates":{"a":{"extends":"b"},"b":{"extends":"a"}}}""", "templates.a.extends: it extends itself, by b.")]
    [InlineData("""{"sites":{"a":{"extends":"b"},"b":{}}}""", "sites.a.extends: b is a site; only policies extend sites.")]
    [InlineData("""{"scopes":{"a":"env = "}}""", "scopes.a: Column 7")]
    [InlineData("""{"windows":{"a":{"zone":"Europe/Berln","rule":"FREQ=DAILY","start":"22:00","duration":"1h"}}}""", "windows.a: ")]
    [InlineData("""{"policies":{"a b":{"priority":"1","scope":"env = prod"}}}""", "policies: A name begins")]
    [InlineData("""{"policies":{"a":{"priority":"1","scope":"env = prod","autoPlan":"3"}}}""", "policies.a.autoPlan: it plans before each window, and there is none.")]
    public void What_does_not_hold_is_refused_with_the_place_and_what_was_expected(string json, string fault) =>
        Assert.StartsWith(fault, FirstFault(json), StringComparison.Ordinal);

    [Fact]
    public void Every_fault_has_the_line_that_it_stands_in()
    {
        var faults = new DocFaults();
        var root = new DocMap(1, [new DocEntry("policies", 1, new DocMap(2, [new DocEntry("a", 2, new DocMap(3, [new DocEntry("priority", 3, new DocScalar(3, "x")), new DocEntry("scpe", 4, new DocScalar(4, "env = prod"))]))]))]);
        PolicyDocument.Over(PolicyParts.Empty, root, faults);
        Assert.Equal([3, 4], faults.Found.Select(f => f.Line));
    }

    [Fact]
    public void The_built_in_templates_hold_on_their_own() => Assert.All(BuiltInTemplates.All, t => Assert.NotEmpty(t.Settings.Set));
}
