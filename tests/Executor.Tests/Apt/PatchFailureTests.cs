using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Facts;

namespace Cockpit.Executor.Tests.Apt;

public sealed class PatchFailureTests
{
    private static readonly PlanHost Plan = Examples.Host(Examples.Update("labfail"));

    private static HostReading Host(string version = "1.0", string status = "ii") =>
        new(Examples.MachineId, "boot", false, [new InstalledRow("labfail", "all", version, status)], "", [], "", null, [], 0, []);

    [Fact]
    public void A_failing_postinst_is_named_with_its_package_and_exit_code()
    {
        Fault fault = PatchFailure.Of(Plan, 100, Examples.Output("postinst-fails.log"), Host("1.1", "iF"));
        Assert.Equal(StepErrors.AptPostinst, fault.Code);
        Assert.Equal("web-07: the postinst of labfail ended with exit 1.", fault.What);
    }

    [Fact]
    public void A_held_lock_is_named_with_its_holder()
    {
        Fault fault = PatchFailure.Of(Plan, 100, Examples.Output("lock-held.log"), Host());
        Assert.Equal(StepErrors.DpkgLocked, fault.Code);
        Assert.Equal("web-07's package manager stayed locked by process 246 (/usr/bin/unatte).", fault.What);
        Assert.Equal("It stopped unchanged.", fault.Meaning);
    }

    [Fact]
    public void A_full_disk_is_a_full_disk()
    {
        Fault fault = PatchFailure.Of(Plan, 100, Examples.Output("disk-full.log"), Host());
        Assert.Equal(StepErrors.DiskFull, fault.Code);
        Assert.Equal("web-07: You don't have enough free space in /var/cache/apt/archives/.", fault.What);
    }

    [Fact]
    public void Unchanged_is_said_only_where_it_is_proven() =>
        Assert.Equal("Some packages may have changed.", PatchFailure.Of(Plan, 100, Examples.Output("disk-full.log"), Host("1.1")).Meaning);

    [Fact]
    public void Drift_found_right_before_the_install_is_drift() =>
        Assert.Equal(StepErrors.PlanDrift, PatchFailure.Of(Plan, 92, "cockpit: not in the plan: labextra all - 1.0\n", Host()).Code);

    [Fact]
    public void A_version_that_is_gone_is_not_available() =>
        Assert.Equal(StepErrors.NotAvailable, PatchFailure.Of(Plan, 93, "Reading package lists...\nE: Version '1.1' for 'labfail' was not found\n", Host()).Code);

    [Fact]
    public void What_nobody_foresaw_is_apts_own_words()
    {
        Fault fault = PatchFailure.Of(Plan, 100, "E: Something\u001b[2J new\nE: later\n", Host());
        Assert.Equal((StepErrors.AptFailed, "web-07: apt ended with exit 100. Something[2J new"), (fault.Code, fault.What));
    }
}
