using Cockpit.Core.Errors;
using Cockpit.Scanner.Apt;
using Xunit;

namespace Cockpit.Scanner.Tests.Apt;

public sealed class AptSimulationTests
{
    [Theory]
    [InlineData("Inst libdemo1 [1.0] (1.1 Lab-Security:stable-security [amd64])", SimulatedStep.Install, "libdemo1", "1.0", "1.1", "Lab-Security:stable-security", "amd64")]
    [InlineData("Inst labextra (1.0 Lab:stable [all])", SimulatedStep.Install, "labextra", null, "1.0", "Lab:stable", "all")]
    [InlineData("Inst libperl5.36 [5.36.0-7+deb12u3] (5.36.0-7+deb12u4 Debian-Security:oldstable-security [amd64]) [perl:amd64 ]", SimulatedStep.Install, "libperl5.36", "5.36.0-7+deb12u3", "5.36.0-7+deb12u4", "Debian-Security:oldstable-security", "amd64")]
    [InlineData("Inst perl [5.36.0-7+deb12u3] (5.36.0-7+deb12u4 Debian-Security:oldstable-security [amd64]) []", SimulatedStep.Install, "perl", "5.36.0-7+deb12u3", "5.36.0-7+deb12u4", "Debian-Security:oldstable-security", "amd64")]
    [InlineData("Inst labnone [1.0] (1.1  [all])", SimulatedStep.Install, "labnone", "1.0", "1.1", "", "all")]
    [InlineData("Inst libc6:i386 [2.39-0ubuntu8.4] (2.39-0ubuntu8.6 Ubuntu:24.04/noble-updates, Ubuntu:24.04/noble-security [i386]) [libc6:amd64 ]", SimulatedStep.Install, "libc6:i386", "2.39-0ubuntu8.4", "2.39-0ubuntu8.6", "Ubuntu:24.04/noble-updates, Ubuntu:24.04/noble-security", "i386")]
    [InlineData("Remv labold [1.0]", SimulatedStep.Remove, "labold", "1.0", null, "", "")]
    [InlineData("Remv labold [1.0] [labnew:amd64 ]", SimulatedStep.Remove, "labold", "1.0", null, "", "")]
    public void A_line_reads(string line, SimulatedStep step, string name, string? from, string? to, string source, string architecture) =>
        Assert.Equal(new SimulatedChange(step, name, from, to, source, architecture), Assert.Single(AptSimulation.Parse([line]).Changes));

    [Theory]
    [InlineData("Inst ")]
    [InlineData("Inst bash [1.0]")]
    [InlineData("Inst bash [1.0] (1.1")]
    [InlineData("Inst bash [1.0] ()")]
    [InlineData("Inst bash [1.0\x1b[2J] (1.1 Lab:stable [all])")]
    public void A_line_that_is_cut_or_damaged_is_refused(string line) =>
        Assert.Equal("SCAN_UNREADABLE", Assert.Throws<CockpitException>(() => AptSimulation.Parse([line])).Fault.Code.Name);

    [Fact]
    public void What_is_deferred_ends_where_the_next_heading_begins()
    {
        var simulation = AptSimulation.Parse(["The following upgrades have been deferred due to phasing:", "  a b", "  c", "The following packages have been kept back:", "  d"]);
        Assert.Equal(["a", "b", "c"], simulation.Deferred.Order());
    }
}
