using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Operations.Policies;
using Cockpit.Store.Definitions;

namespace Cockpit.Operations.Tests.Policies;

/// <summary>Definitions as files of YAML, as people write them and as editors check them.</summary>
public sealed class PolicyYamlTests
{
    private const string Python = "/usr/bin/python3";

    private const string Whole = """
        # Comments, quotes, flow and block, in any order.
        policies:
          web:
            priority: 60
            scope: 'env = prod and role in (web, app)'
            windows: [night]
            updates: {classes: security, minimumAge: 7d, cutOff: 2026-10-31, exclude: ["linux-image-*"]}
            rings:
              - {name: canary, hosts: 10%, bake: 1h, signOff: true}
              - name: rest
            approvals:
              auto: [{classes: [security], severities: [critical], minimumAge: 2d}]
        windows:
          night: {zone: Europe/Berlin, rule: "FREQ=WEEKLY;BYDAY=TU", start: "22:00", duration: 4h}
        """;

    private static Fault Refused(DemoFile demo, string yaml) => Assert.Throws<CockpitException>(() => ApplyPolicies.Run(demo.Session, yaml, dryRun: false, prune: false)).Fault;

    [Fact]
    public void What_is_exported_changes_nothing_when_it_is_applied_and_reads_the_same_in_windows_line_ends()
    {
        using var demo = new DemoFile();
        ApplyPolicies.Run(demo.Session, Whole.ReplaceLineEndings("\r\n"), dryRun: false, prune: false);
        string export = ExportPolicies.Run(demo.Session);
        Assert.Empty(ApplyPolicies.Run(demo.Session, export, dryRun: false, prune: true).Changes);
        Assert.Empty(ApplyPolicies.Run(demo.Session, Whole, dryRun: true, prune: true).Changes);
        Assert.Equal(export, ExportPolicies.Run(demo.Session));
        Assert.Equal(1, ShowPolicies.Run(demo.Session, "web", null).Version);
    }

    [Fact]
    public void A_fault_is_told_with_its_line_and_nothing_of_the_file_counts()
    {
        using var demo = new DemoFile();
        Fault fault = Refused(demo, Whole.Replace("priority: 60", "prioritee: 60", StringComparison.Ordinal));
        Assert.Equal("POLICY_INVALID", fault.Code.Name);
        Assert.Contains("Line 4, policies.web: the key prioritee is unknown; did you mean priority?", fault.What, StringComparison.Ordinal);
        Assert.Empty(ShowPolicies.List(demo.Session).Policies);
    }

    [Theory]
    [InlineData("env = prod and role in (web, app)", "env = prod adn role = web", "Line 5, policies.web.scope: Column 12: found \"adn\"")]
    [InlineData("[night]", "[nigth]", "Line 6, policies.web.windows: there is no window nigth; did you mean night?")]
    [InlineData("Europe/Berlin", "Europe/Berln", "Line 14, windows.night: ")]
    [InlineData("- name: rest", "- {name: rest, hosts: 1}", "Line 8, policies.web.rings: the last ring, rest, must take all that are left")]
    public void What_does_not_fit_together_is_told_with_its_line_too(string from, string to, string fault)
    {
        using var demo = new DemoFile();
        Assert.Contains(fault, Refused(demo, Whole.Replace(from, to, StringComparison.Ordinal)).What, StringComparison.Ordinal);
        Assert.Contains(LintPolicies.Run(demo.Session, Whole.Replace(from, to, StringComparison.Ordinal)).Faults, f => f.Line > 0);
    }

    [Fact]
    public void Definitions_that_do_not_hold_any_more_can_be_mended_by_applying_others()
    {
        using var demo = new DemoFile();
        ApplyPolicies.Run(demo.Session, Whole, dryRun: false, prune: false);
        demo.Session.Write(t => t.Define(Core.Definitions.DefinitionKind.Window, "night", "{}", demo.Session.Actor, demo.Session.Now));
        Assert.Equal("POLICY_BROKEN", Assert.Throws<CockpitException>(() => ShowPolicies.List(demo.Session)).Fault.Code.Name);
        ApplyPolicies.Run(demo.Session, Whole, dryRun: false, prune: false);
        Assert.Single(ShowPolicies.List(demo.Session).Policies);
    }

    [Theory]
    [InlineData("a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d]")]
    [InlineData("policies: [[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("policies:\n  web: {priority: 60, priority: 70, scope: 'env = prod'}")]
    [InlineData("policies: {web: {priority: !!python/object:os.system 60}}")]
    [InlineData("policies: \"\u0001\"")]
    [InlineData("- a\n- b")]
    [InlineData("policies: {web: *nobody}")]
    [InlineData("%YAML 9.9\n---\n{")]
    public void Hostile_files_are_refused_as_files_and_change_nothing(string yaml)
    {
        using var demo = new DemoFile();
        Assert.Equal("POLICY_INVALID", Refused(demo, yaml).Code.Name);
        Assert.Empty(ShowPolicies.List(demo.Session).Policies);
    }

    [Fact]
    public void The_schema_takes_what_the_reader_takes_and_refuses_a_key_that_it_does_not_know()
    {
        Assert.SkipUnless(File.Exists(Python) && Exit("import jsonschema, yaml", "") == 0, "apt-get install python3-jsonschema python3-yaml");
        string[] good = [Whole, .. ((string[])["dev", "test", "prod"]).Select(ExportPolicies.Template), File.ReadAllText(Path.Combine(Findings.SampleDataTests.Root(), "sample-data", "policies.yaml"))];
        foreach (string yaml in good) Assert.Equal(0, Exit(Validate, Document(yaml)));
        foreach ((string from, string to) in ((string, string)[])[("priority: 60", "prioritee: 60"), ("minimumAge: 7d", "minAge: 7d"), ("priority: 60", "priority: high"), ("signOff: true", "signOff: maybe"), ("duration: 4h", "length: 4h")])
            Assert.Equal(1, Exit(Validate, Document(Whole.Replace(from, to, StringComparison.Ordinal))));

        static string Document(string yaml) => ExportPolicies.Schema() + "\n%%%\n" + yaml;
    }

    /// <summary>As editors do: YAML 1.2, in which a day is a text, against the schema.</summary>
    private const string Validate = """
        import sys, json, yaml, jsonschema
        schema, text = sys.stdin.read().split("\n%%%\n")
        class Loader(yaml.SafeLoader): pass
        Loader.yaml_implicit_resolvers = {k: [r for r in v if r[0] != "tag:yaml.org,2002:timestamp"] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        schema = json.loads(schema)
        jsonschema.Draft202012Validator.check_schema(schema)
        errors = list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(text, Loader)))
        for e in errors: print(e.message, file=sys.stderr)
        sys.exit(1 if errors else 0)
        """;

    private static int Exit(string script, string input)
    {
        var start = new ProcessStartInfo(Python, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        TestContext.Current.TestOutputHelper?.WriteLine(error.Result);
        return process.ExitCode;
    }
}
