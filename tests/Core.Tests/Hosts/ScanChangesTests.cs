using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Changes;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class ScanChangesTests
{
    private static InstalledPackage Package(string name, string version, bool held = false, bool sound = true) => new(name, "amd64", version, name, version, held, sound);

    private static Inventory Scan(params InstalledPackage[] packages) => new(
        "debian", "debian", "12.11", "bookworm", "amd64", "6.1.0-37", "m1", "b1", Duration.FromDays(1), null, true, false, [], packages, [], [], [])
    {
        Facts = new SystemFacts { FailedServices = ["cron"], Mirrors = ["deb.debian.org"], ForeignUpdaters = [], InstalledKernel = "6.1.0-37" },
    };

    private static IEnumerable<string> Words(Inventory before, Inventory after) => ScanChanges.Between(before, after).Select(c => $"{ChangeWords.Of(c.Kind)}: {ChangeWords.Of(c)}");

    [Fact]
    public void Packages_are_compared_in_their_managers_own_order()
    {
        Inventory before = Scan(Package("curl", "7.88.1-10+deb12u9"), Package("nginx", "1.22.1-9"), Package("gone", "1"), Package("tz", "2024b"), Package("docker", "26"), Package("half", "1"));
        Inventory after = Scan(Package("curl", "7.88.1-10+deb12u12"), Package("nginx", "1.22.1-9~bpo1"), Package("new", "2"), Package("tz", "2024b", held: true), Package("docker", "26"), Package("half", "1", sound: false));
        Assert.Equal(
        [
            "package-upgraded: curl 7.88.1-10+deb12u9 -> 7.88.1-10+deb12u12", "package-removed: gone 1 removed", "package-broken: half unpacked, not configured",
            "package-added: new 2 installed", "package-downgraded: nginx 1.22.1-9 -> 1.22.1-9~bpo1, downgraded", "package-held: tz put on hold",
        ], Words(before, after));
        Assert.Equal(ScanChangeKind.PackageChanged, Assert.Single(ScanChanges.Between(Scan(Package("a", "1")) with { OsFamily = "arch" }, Scan(Package("a", "2")) with { OsFamily = "arch" })).Kind);
        Assert.Empty(ScanChanges.Between(before, Scan(), samePackages: true));
    }

    [Fact]
    public void Versions_side_by_side_come_and_go() => Assert.Equal(
        ["package-removed: kernel 5.1 removed", "package-added: kernel 5.3 installed"],
        Words(Scan(Package("kernel", "5.1"), Package("kernel", "5.2")), Scan(Package("kernel", "5.2"), Package("kernel", "5.3"))));

    [Fact]
    public void System_services_and_sources_are_compared_and_what_was_not_read_is_no_change()
    {
        Inventory after = Scan() with
        {
            BootId = "b2", Kernel = "6.1.0-40", OsVersion = "12.12", HasSecuritySource = false,
            Facts = new SystemFacts { FailedServices = ["nginx"], Mirrors = ["mirror.example"], ForeignUpdaters = [new("unattended-upgrades", null)], TimeZone = "UTC" },
        };
        Assert.Equal(
        [
            "rebooted: rebooted", "os-release: is debian 12.12, was debian 12.11", "kernel: runs the kernel 6.1.0-40, before 6.1.0-37",
            "service-failed: nginx failed", "service-recovered: cron no longer failed", "mirror-added: takes packages from mirror.example", "mirror-removed: takes no packages from deb.debian.org any more",
            "foreign-updater-added: unattended-upgrades updates it too", "security-source: has no security source any more",
        ], Words(Scan(), after));
        Assert.Empty(ScanChanges.Between(Scan(Package("a", "1")), Scan() with { Facts = SystemFacts.Unknown }));
    }

    [Fact]
    public void Another_machine_is_one_change_and_not_a_thousand() =>
        Assert.Equal(["machine-replaced: another machine answers: its machine-id is another"], Words(Scan(Package("a", "1")), Scan(Package("b", "1")) with { MachineId = "m2" }));

    [Fact]
    public void What_is_kept_has_a_bound_and_what_others_did_comes_first()
    {
        ScanChange[] many = [.. Enumerable.Range(0, 600).Select(i => new ScanChange(ScanChangeKind.PackageAdded, $"p{i}", null, "1") { ByOthers = i >= 590 })];
        ScanDelta delta = ScanDelta.Of(many);
        Assert.Equal((500, 100, 10), (delta.Changes.Count, delta.More, delta.ByOthers));
        Assert.Equal(10, delta.Changes.Count(c => c.ByOthers));
    }

    private static readonly ScanChange Curl = new(ScanChangeKind.PackageUpgraded, "curl", "1", "2"), Boot = new(ScanChangeKind.Rebooted, "", "b1", "b2");

    private static OwnWork Work(string to = "2", bool patched = true, bool settled = true, bool rebooted = true, string? boot = "b2") =>
        new(new RolloutId(1), [new PackageChange("curl", "amd64", "1", to)], patched, settled, rebooted, boot);

    private static string Others(params OwnWork[] ours) => string.Join(' ', ChangedByOthers.Mark([Curl, Boot, new(ScanChangeKind.Kernel, "", "a", "b")], ours).Where(c => c.ByOthers).Select(c => c.Kind));

    [Fact]
    public void Only_what_no_rollout_of_ours_explains_was_done_by_others()
    {
        Assert.Equal("PackageUpgraded Rebooted", Others());
        Assert.Equal("", Others(Work()));
        Assert.Equal("PackageUpgraded", Others(Work(to: "3")));
        Assert.Equal("Rebooted", Others(Work(boot: "b7")));
        Assert.Equal("PackageUpgraded Rebooted", Others(Work(patched: false, rebooted: false)));
        // It failed or is in doubt: how far it came nobody knows, so it may have been ours.
        Assert.Equal("", Others(Work(to: "3", settled: false, boot: null)));
        Assert.Equal("", Others(Work(rebooted: false), Work(patched: false)));
    }
}
