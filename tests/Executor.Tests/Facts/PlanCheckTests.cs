using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Facts;

namespace Cockpit.Executor.Tests.Facts;

public sealed class PlanCheckTests
{
    private static readonly PlanHost Plan = Examples.Host(Examples.Update("labtool"), Examples.Update("libdemo1", architecture: "amd64"));

    private static readonly HostReading Ready = new(
        Examples.MachineId, "boot-1", false,
        [new InstalledRow("labtool", "all", "1.0", "ii"), new InstalledRow("libdemo1", "amd64", "1.0", "ii")],
        "", [], "",
        new Simulation(0, [new("labtool", "all", "1.0", "1.1"), new("libdemo1", "amd64", "1.0", "1.1")], []),
        [new FreeRoom("/", 1L << 30)], 1000, []);

    private static HostReading At(string labtool, string libdemo1, string status = "ii") =>
        Ready with { Installed = [new InstalledRow("labtool", "all", labtool, status), new InstalledRow("libdemo1", "amd64", libdemo1, "ii")] };

    private static HostReading Would(params PackageChange[] changes) => Ready with { Simulation = new Simulation(0, changes, []) };

    private static ErrorCode? Code(HostReading host) => PlanCheck.Preflight(Plan, host)?.Code;

    [Fact]
    public void A_host_as_planned_may_be_patched() => Assert.Null(PlanCheck.Preflight(Plan, Ready));

    [Fact]
    public void Another_machine_stops_before_all_else() =>
        Assert.Equal(StepErrors.HostIdentityChanged, Code(Ready with { MachineId = "ffffffffffffffffffffffffffffffff", Audit = "in a mess" }));

    [Fact]
    public void A_machine_without_id_is_not_the_planned_one() => Assert.Equal(StepErrors.HostIdentityChanged, Code(Ready with { MachineId = "" }));

    [Fact]
    public void A_package_database_with_complaints_stops_it() => Assert.Equal(StepErrors.DpkgBroken, Code(Ready with { Audit = "half configured:\n labfail" }));

    [Fact]
    public void A_broken_package_is_named_without_dpkgs_long_explanation()
    {
        const string audit = "The following packages are only half configured, probably due to problems\nconfiguring them the first time.  The configuration should be retried using\n labfail              lab test package\n labother             another one";
        Assert.EndsWith("package database is not sane: labfail, labother.", PlanCheck.Preflight(Plan, Ready with { Audit = audit })!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_holder_of_a_lock_is_named()
    {
        Fault fault = PlanCheck.Preflight(Plan, Ready with { Locks = [new LockHolder(246, "unattended-upgr")] })!;
        Assert.Equal((StepErrors.DpkgLocked, "web-07's package manager is locked by process 246 (unattended-upgr)."), (fault.Code, fault.What));
    }

    [Fact]
    public void A_hold_since_the_plan_stops_it() => Assert.Equal(StepErrors.HeldSince, Code(At("1.0", "1.0", "hi")));

    [Fact]
    public void All_at_the_planned_version_is_done_and_no_drift()
    {
        HostReading done = At("1.1", "1.1") with { Simulation = new Simulation(0, [], []) };
        Assert.Null(Code(done));
        Assert.True(PlanCheck.Facts(Plan, done).AlreadyDone);
        Assert.False(PlanCheck.Facts(Plan, Ready).AlreadyDone);
    }

    [Fact]
    public void One_done_already_is_no_drift() =>
        Assert.Null(Code(At("1.1", "1.0") with { Simulation = new Simulation(0, [new("libdemo1", "amd64", "1.0", "1.1")], []) }));

    [Fact]
    public void A_third_version_is_drift()
    {
        Fault fault = PlanCheck.Preflight(Plan, At("1.0.5", "1.0"))!;
        Assert.Equal((StepErrors.PlanDrift, "web-07 has changed since the plan: labtool is 1.0.5, planned 1.0 to 1.1."), (fault.Code, fault.What));
    }

    [Fact]
    public void A_package_that_was_removed_is_drift() =>
        Assert.Equal(StepErrors.PlanDrift, Code(Ready with { Installed = [new InstalledRow("libdemo1", "amd64", "1.0", "ii"), new InstalledRow("labtool", "all", "1.0", "rc")] }));

    [Fact]
    public void A_new_package_that_nobody_approved_is_drift()
    {
        Fault fault = PlanCheck.Preflight(Plan, Would(new("labextra", "all", null, "1.0"), new("labtool", "all", "1.0", "1.1"), new("libdemo1", "amd64", "1.0", "1.1")))!;
        Assert.Equal((StepErrors.PlanDrift, "web-07 would now do something else: install labextra 1.0, not planned."), (fault.Code, fault.What));
    }

    [Fact]
    public void A_removal_that_nobody_approved_is_drift() =>
        Assert.Equal(StepErrors.PlanDrift, Code(Would(new("labold", "-", "1.0", null), new("labtool", "all", "1.0", "1.1"), new("libdemo1", "amd64", "1.0", "1.1"))));

    [Fact]
    public void A_change_that_would_not_take_place_is_drift() => Assert.Equal(StepErrors.PlanDrift, Code(Would(new PackageChange("labtool", "all", "1.0", "1.1"))));

    [Fact]
    public void A_version_gone_from_the_repository_is_not_available() =>
        Assert.Equal(StepErrors.NotAvailable, Code(Ready with { Simulation = new Simulation(100, [], ["Version '1.1' for 'labtool' was not found"]) }));

    [Fact]
    public void Too_little_room_stops_it() => Assert.Equal(StepErrors.DiskFull, Code(Ready with { Free = [new FreeRoom("/", 10 << 20)] }));

    [Fact]
    public void A_host_that_says_nothing_of_what_apt_would_do_is_not_patched() => Assert.NotNull(Code(Ready with { Simulation = null }));

    [Fact]
    public void Verified_is_at_the_version_configured_and_after_another_boot()
    {
        HostReading done = At("1.1", "1.1") with { BootId = "boot-2" };
        Assert.Null(PlanCheck.Verify(Plan, done, "boot-1"));
        Assert.Null(PlanCheck.Verify(Plan, done, null));
        Assert.Equal(StepErrors.RebootOwed, PlanCheck.Verify(Plan, done, "boot-2")!.Code);
        Assert.Equal(StepErrors.VersionMismatch, PlanCheck.Verify(Plan, At("1.0", "1.1"), null)!.Code);
        Assert.Equal(StepErrors.VersionMismatch, PlanCheck.Verify(Plan, At("1.1", "1.1", "iF"), null)!.Code);
        Assert.Equal(StepErrors.HostIdentityChanged, PlanCheck.Verify(Plan, done with { MachineId = "x" }, null)!.Code);
    }

    [Fact]
    public void Without_a_record_only_a_clear_picture_counts()
    {
        Assert.Equal(InstalledState.AllAtTo, PlanCheck.Installed(Plan, At("1.1", "1.1")));
        Assert.Equal(InstalledState.AllAtFrom, PlanCheck.Installed(Plan, Ready));
        Assert.Equal(InstalledState.Mixed, PlanCheck.Installed(Plan, At("1.1", "1.0")));
        Assert.Equal(InstalledState.Mixed, PlanCheck.Installed(Plan, Ready with { Locks = [new LockHolder(1, "apt-get")] }));
        Assert.Equal(InstalledState.Mixed, PlanCheck.Installed(Plan, At("1.1", "1.1") with { Audit = "mess" }));
        Assert.Equal(InstalledState.Mixed, PlanCheck.Installed(Plan, Ready with { MachineId = "other" }));
    }

    [Fact]
    public void Nothing_that_a_host_says_can_draw_on_a_screen()
    {
        Fault fault = PlanCheck.Preflight(Plan, At("1.0\u001b]0;x\u0007", "1.0"))!;
        Assert.DoesNotContain(fault.What, char.IsControl);
    }
}
