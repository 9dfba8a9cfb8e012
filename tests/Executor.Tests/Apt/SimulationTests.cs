using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Jobs;
using Cockpit.Remote;

namespace Cockpit.Executor.Tests.Apt;

public sealed class SimulationTests(LocalShell shell) : IClassFixture<LocalShell>
{
    private static readonly string[] Fields =
    [
        "Inst libperl5.36 [5.36.0-7+deb12u3] (5.36.0-7+deb12u4 Debian-Security:oldstable-security [amd64]) [perl:amd64 ]",
        "Inst perl [5.36.0-7] (1:5.36.0-8 Debian-Security:oldstable-security, Debian:12.1/oldstable [amd64]) []",
        "Inst labextra (1.0 Lab:stable [all])",
        "Inst libc6:i386 [2.36-9] (2.36-10 Debian:12/oldstable [i386])",
        "Inst nolabel [1.0] (1.1  [all])",
        "Remv labold [1.0]",
        "Remv libold:i386 [2.0] [perl:amd64 ]",
        "Purg gone [3.0]",
        "Conf perl (5.36.0-8 Debian-Security:oldstable-security [amd64])",
        "Instead of a change, a sentence",
    ];

    [Fact]
    public void Every_form_that_apt_writes_is_read()
    {
        Simulation simulation = Simulation.Parse(0, Fields);
        Assert.Equal(
        [
            new PackageChange("gone", "-", "3.0", null),
            new PackageChange("labextra", "all", null, "1.0"),
            new PackageChange("labold", "-", "1.0", null),
            new PackageChange("libc6", "i386", "2.36-9", "2.36-10"),
            new PackageChange("libold", "-", "2.0", null),
            new PackageChange("libperl5.36", "amd64", "5.36.0-7+deb12u3", "5.36.0-7+deb12u4"),
            new PackageChange("nolabel", "all", "1.0", "1.1"),
            new PackageChange("perl", "amd64", "5.36.0-7", "1:5.36.0-8"),
        ], simulation.Changes);
    }

    /// <summary>The host compares by its own reading right before it installs; both readings must be one.</summary>
    [Fact]
    public void The_host_reads_a_simulation_as_this_program_does()
    {
        Assert.Equal(Lines(Fields), OnTheHost(string.Join('\n', Fields)));
        string real = Examples.Output("s-dist-upgrade.out");
        string[] lines = Lines(real.Split('\n'));
        Assert.Equal(25, lines.Count(l => !l.EndsWith(" -", StringComparison.Ordinal)));
        Assert.Contains("labold - 1.0 -", lines);
        Assert.Equal(lines, OnTheHost(real));
    }

    [Fact]
    public void A_line_that_never_ends_costs_nothing_and_says_nothing() =>
        Assert.Empty(Simulation.Parse(0, ["Inst a [1] (2 " + new string('[', 1_000_000)]).Changes);

    private static string[] Lines(IEnumerable<string> output) =>
        [.. Simulation.Parse(0, output).Changes.Select(PackageWords.Line).Order(StringComparer.Ordinal)];

    private string[] OnTheHost(string output) =>
        shell.Run($"{Embedded.Transaction}\nprintf '%s\\n' {ShellQuote.Of(output)} | changes").Split('\n');
}
