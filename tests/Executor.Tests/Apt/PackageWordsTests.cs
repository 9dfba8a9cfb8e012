using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;

namespace Cockpit.Executor.Tests.Apt;

public sealed class PackageWordsTests
{
    [Fact]
    public void The_command_names_exact_versions_and_forbids_removals()
    {
        PackageWords words = PackageWords.Of(Examples.Host(
            [Examples.Update("openssl", "3.0.20-1~deb12u2", "3.0.22-1~deb12u2", "amd64"), Examples.Update("libstdc++6", "1:12", "1:13", "i386")],
            [new("libnew", "amd64", null, "1.0"), new("openssl", "amd64", "3.0.20-1~deb12u2", "3.0.22-1~deb12u2")]));
        Assert.Equal("openssl:amd64=3.0.22-1~deb12u2 libstdc++6:i386=1:13", words.Specs);
        Assert.Equal("openssl libstdc++6 libnew", words.Names);
        Assert.Equal("--no-remove", words.Removals);
        Assert.Equal("libnew amd64 - 1.0\nopenssl amd64 3.0.20-1~deb12u2 3.0.22-1~deb12u2", words.Expected);
    }

    [Fact]
    public void A_planned_removal_is_the_only_thing_that_permits_one()
    {
        PackageWords words = PackageWords.Of(Examples.Host([Examples.Update("labnew")], [new("labold", "-", "1.0", null), new("labnew", "all", "1.0", "1.1")]));
        Assert.Equal("", words.Removals);
        Assert.Equal("labold - 1.0 -\nlabnew all 1.0 1.1", words.Expected);
    }

    [Theory]
    [InlineData("a b", "all", "1.1")]
    [InlineData("-y", "all", "1.1")]
    [InlineData("", "all", "1.1")]
    [InlineData("$(reboot)", "all", "1.1")]
    [InlineData("Upper", "all", "1.1")]
    [InlineData("a\nb", "all", "1.1")]
    [InlineData("ok", "all;", "1.1")]
    [InlineData("ok", "-", "1.1")]
    [InlineData("ok", "all", "1.1'")]
    [InlineData("ok", "all", "")]
    [InlineData("ok", "all", "~1")]
    public void What_no_package_can_be_called_reaches_no_host(string name, string architecture, string to)
    {
        CockpitException refused = Assert.Throws<CockpitException>(() => PackageWords.Of(Examples.Host(new PlanUpdate(name, architecture, "1.0", to, Core.Hosts.UpdateClass.Security, null, ""))));
        Assert.Equal(StepErrors.UnsafeName, refused.Fault.Code);
        Assert.DoesNotContain(refused.Fault.What, c => char.IsControl(c));
    }

    [Fact]
    public void A_plan_without_updates_is_no_command() =>
        Assert.Throws<CockpitException>(() => PackageWords.Of(Examples.Host()));
}
