using System.Diagnostics;
using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Updates;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>Walks over the risk screens, by the built program on a real pseudo-terminal of 80x24.</summary>
public sealed class RiskWalkTests : IClassFixture<DemoOnDisk>, IDisposable
{
    private readonly DemoOnDisk _demo;
    private readonly Pty _pty;
    private readonly Process _program;

    public RiskWalkTests(DemoOnDisk demo)
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx") && File.Exists("/usr/bin/setsid"), "This machine has no pseudo-terminals or no setsid.");
        (_demo, _pty) = (demo, new Pty(80, 24));
        string[] environment = ["TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + demo.Folder, "PATH=" + Environment.GetEnvironmentVariable("PATH"), "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")];
        _program = _pty.Start(demo.Folder, environment, [.. Cli.Program.Command, "--db", demo.Session.FilePath]);
        _pty.WaitFor("? keys");
        _pty.Type("3");
        _pty.WaitFor("CELL ");
    }

    public void Dispose()
    {
        _pty.Dispose();
        _program.WaitForExit();
        _program.Dispose();
    }

    [Fact]
    public void From_the_matrix_to_a_finding_and_back_each_place_is_kept()
    {
        RiskCell worst = Worst(ReadMatrix.Run(_demo.Session));
        string cell = $"{(worst.Level is RiskLevel.VeryHigh ? "VH" : "H")} {worst.Likelihood}x{worst.Impact}";
        IReadOnlyList<FindingLine> findings = ListFindings.Run(_demo.Session, new FindingWish(Cell: new RiskScore(worst.Likelihood, worst.Impact), Limit: 3)).Findings;
        Crumb("Risk  [Matrix]");
        _pty.Type("\r");
        Crumb($"Risk > {cell}  1/{worst.Count}");
        _pty.Type("jj");
        Crumb($"Risk > {cell}  3/{worst.Count}");
        _pty.Type("\r");
        Crumb($"Risk > {cell} > {findings[2].Id}  3/{worst.Count}");
        _pty.WaitFor("LIKELIHOOD");
        _pty.WaitFor("FIXED BY");
        _pty.WaitFor("EVIDENCE");
        // The other hosts that have it.
        _pty.Type("\r");
        Crumb($"> {findings[2].Cves[0]}  1/");
        Back($"Risk > {cell} > {findings[2].Id}");
        Back($"Risk > {cell}  3/{worst.Count}");
        _pty.WaitUntil(() => Rows.Any(r => r.StartsWith('>') && r.Contains(findings[2].Id, StringComparison.Ordinal)), "the cursor where it was");
        Back("Risk  [Matrix]");
        _pty.WaitFor($"CELL {worst.Likelihood}x{worst.Impact}");
    }

    [Fact]
    public void From_an_update_to_its_hosts_and_back()
    {
        IReadOnlyList<UpdateLine> updates = ListUpdates.Among(_demo.Session, new FindingWish(), 10).Updates;
        UpdatePage second = ShowUpdate.Run(_demo.Session, updates[1].Update);
        _pty.Type("\t");
        Crumb("[Updates]");
        _pty.WaitFor($">S {updates[0].Update}");
        _pty.Type("j\r");
        Crumb($"Risk > {second.Update}  {second.Hosts.Count} hosts   removes {second.Hosts.Sum(h => h.Points):N0} points, closes {second.Hosts.Sum(h => h.Closes):N0}");
        _pty.Type("\r");
        Crumb($"Risk > {second.Update} > {second.Hosts[0].Host}  [Updates]");
        _pty.WaitFor($"{second.Hosts[0].Version}");
        Back($"Risk > {second.Update}  ");
        Back("[Updates] Hosts");
        _pty.WaitUntil(() => Rows.Any(r => r.StartsWith($">S {second.Update} ", StringComparison.Ordinal)), "the cursor where it was");
    }

    [Fact]
    public void From_the_worst_host_to_its_findings_and_back()
    {
        RiskyHost worst = ReadTop.Run(_demo.Session, 1).Hosts[0];
        _pty.Type("\t\t");
        Crumb("[Hosts]");
        _pty.WaitFor($">{worst.Host} ");
        _pty.Type("\r");
        Crumb($"Risk > {worst.Host}  Updates [Findings]");
        Back("Updates [Hosts] Burn-down");
    }

    [Fact]
    public void A_filter_of_environment_and_tool_counts_only_those()
    {
        RiskWish wish = new(Scope.Parse("env = prod"), Source: FindingSource.Qualys);
        long open = ReadMatrix.Run(_demo.Session).Total, both = ReadMatrix.Run(_demo.Session, wish).Total;
        RiskCell worst = Worst(ReadMatrix.Run(_demo.Session, wish));
        Assert.InRange(both, 1, open - 1);
        _pty.Type("/env = prod and tool = qualys\r");
        Crumb($"{both:N0} of {open:N0} match");
        _pty.WaitFor($"CELL {worst.Likelihood}x{worst.Impact}");
        _pty.Type("\r");
        Crumb($"1/{worst.Count}  /env = prod and tool = qualys");
        // The filter came along: Esc goes back and leaves it on; on the matrix Esc clears it.
        Back($"{both:N0} of {open:N0} match");
        Back($"{open:N0} open");
        _pty.Type(":tool qualys\r");
        Crumb($"{ReadMatrix.Run(_demo.Session, new RiskWish(null, Source: FindingSource.Qualys)).Total:N0} of {open:N0} match  /tool = qualys");
    }

    [Fact]
    public void The_burn_down_has_a_curve_its_days_and_the_points_of_now()
    {
        _pty.Type("\t\t\t");
        Crumb("[Burn-down]");
        _pty.WaitFor($"POINTS now {ReadMatrix.Run(_demo.Session).Points:N0}");
        _pty.WaitFor("f: a feed moved scores");
        Assert.Contains(Rows, r => r.Contains('⣿'));
        _pty.WaitUntil(() => Rows.Any(r => r.Contains("very high", StringComparison.Ordinal)), "the levels");
    }

    [Fact]
    public void A_risk_that_was_accepted_is_found_among_the_accepted()
    {
        _pty.Type("\r");
        Crumb("  1/");
        _pty.Type("j");
        Crumb("  2/");
        _pty.Type("\r");
        Crumb(" > F");
        string id = Rows[1].Split(" > ")[2].Split(' ')[0];
        _pty.WaitFor("FIXED BY");
        _pty.Type("OD");
        _pty.WaitFor($"ACCEPT the risk of {id}");
        _pty.Type("30d\r");
        _pty.WaitFor("Type why the risk can be borne.");
        _pty.Type("replaced next month\r");
        _pty.WaitFor("What protects meanwhile?");
        _pty.Type("\r");
        _pty.WaitFor($"Type {id} and Enter to accept.");
        _pty.Type($"{id}\r");
        _pty.WaitFor("ACCEPTED by");
        _pty.Type(":accepted\r");
        _pty.WaitUntil(() => Rows.Any(r => r.Contains($"a {id} ", StringComparison.Ordinal) || r.Contains($"a{id} ", StringComparison.Ordinal)), $"{id} among the accepted");
        Assert.Contains(ListFindings.Run(_demo.Session, new FindingWish(Status: FindingStatus.Accepted)).Findings, f => f.Id == id && f.Acceptance!.Reason == "replaced next month");
        Assert.DoesNotContain(ListFindings.Run(_demo.Session, new FindingWish(Limit: 2_000)).Findings, f => f.Id == id);
    }

    private string[] Rows => _pty.Screen.ToString().Split('\n');

    /// <summary>The worst cell that has findings, as the cursor finds it.</summary>
    private static RiskCell Worst(RiskMatrixResult matrix) =>
        matrix.Cells.Where(c => c.Count > 0).OrderByDescending(c => c.Level).ThenByDescending(c => c.Likelihood).ThenByDescending(c => c.Impact).First();

    private void Crumb(string part) => _pty.WaitUntil(() => _pty.Screen.Row(1).Contains(part, StringComparison.Ordinal), $"in the crumb: {part}");

    private void Back(string part)
    {
        _pty.Type("\e");
        _pty.WaitUntil(() => _pty.Screen.Row(1).Contains(part, StringComparison.Ordinal) && !_pty.Screen.Row(1).Contains("> CVE", StringComparison.Ordinal), $"in the crumb after Esc: {part}");
    }
}
