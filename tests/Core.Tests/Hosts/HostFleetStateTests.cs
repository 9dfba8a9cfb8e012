using Cockpit.Core.Hosts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class HostFleetStateTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    private static Inventory Read(bool security = false, bool other = false, bool reboot = false, bool securitySource = true, Duration? metadataAge = null) => new(
        "debian", "debian", "12.11", "bookworm", "amd64", "6.1.0-40", "m", "b", Duration.FromDays(1), Now - (metadataAge ?? Duration.FromHours(1)), securitySource, reboot, [], [],
        [.. security ? [Update(UpdateClass.Security)] : (PendingUpdate[])[], .. other ? [Update(UpdateClass.Other)] : (PendingUpdate[])[]], [], [])
    {
        Facts = new SystemFacts
        {
            RebootReasons = [], StaleServices = [], DatabaseProblems = [], SilentRepositories = [], Support = new OsSupport(true, new LocalDate(2028, 6, 30), "Debian LTS"),
            Repositories = [new Repository("http://deb.debian.org/debian-security bookworm-security", true, Now - Duration.FromHours(1), Now - Duration.FromDays(3), Now + Duration.FromDays(4))],
        },
    };

    private static PendingUpdate Update(UpdateClass c) => new("openssl", "amd64", "1", "2", c, null, "Debian-Security:stable-security", Held: true);

    private static HostFleetState Of(ScanStatus? last, Inventory? read, Duration? age = null, bool conflict = false, bool breached = false, bool managed = true) =>
        HostFleetStates.Of(last, read is null ? null : Now - (age ?? Duration.FromHours(1)), read is null ? null : HostFigures.Of(read), conflict, breached, managed, Now);

    [Fact]
    public void The_first_that_fits_wins_worst_first()
    {
        Inventory worst = Read(security: true, other: true, reboot: true);
        Assert.Equal(HostFleetState.Conflict, Of(ScanStatus.Unreachable, worst, conflict: true, breached: true));
        Assert.Equal(HostFleetState.ScanFailed, Of(ScanStatus.Unreachable, worst, breached: true));
        Assert.Equal(HostFleetState.NeverScanned, Of(null, null, breached: true));
        Assert.Equal(HostFleetState.ScanStale, Of(ScanStatus.Ok, worst, age: Duration.FromHours(25), breached: true));
        Assert.Equal(HostFleetState.SlaBreached, Of(ScanStatus.Ok, worst, breached: true));
        Assert.Equal(HostFleetState.SecurityPending, Of(ScanStatus.Ok, worst));
        Assert.Equal(HostFleetState.OtherUpdates, Of(ScanStatus.Ok, Read(other: true, reboot: true)));
        Assert.Equal(HostFleetState.RebootOwed, Of(ScanStatus.Ok, Read(reboot: true), managed: false));
        Assert.Equal(HostFleetState.Unmanaged, Of(ScanStatus.Ok, Read(), managed: false));
        Assert.Equal(HostFleetState.Compliant, Of(ScanStatus.Ok, Read()));
    }

    [Fact]
    public void No_updates_prove_nothing_where_the_lists_are_old_or_no_security_source_is_set()
    {
        Assert.Equal(HostFleetState.ScanStale, Of(ScanStatus.Ok, Read(metadataAge: Duration.FromDays(2))));
        Assert.Equal(HostFleetState.ScanStale, Of(ScanStatus.Ok, Read(securitySource: false)));
        Assert.Equal(HostFleetState.ScanStale, Of(ScanStatus.Ok, Read() with { MetadataAt = null }));
        Assert.Equal(HostFleetState.ScanStale, Of(ScanStatus.Ok, Read() with { Unread = ["sources"] }));
    }

    public static TheoryData<string, Func<SystemFacts, SystemFacts>> Traps => new()
    {
        { "out of support", f => f with { Support = new OsSupport(false, new LocalDate(2024, 6, 30), "Debian LTS") } },
        { "support not known", f => f with { Support = null } },
        { "a repository is silent", f => f with { SilentRepositories = ["http://mirror bookworm: its package lists are missing"] } },
        { "repositories not known", f => f with { SilentRepositories = null } },
        { "services not known", f => f with { StaleServices = null } },
        { "a broken package database", f => f with { DatabaseProblems = ["not fully installed: nginx"] } },
        { "package database not known", f => f with { DatabaseProblems = null } },
        { "reboot not known", f => f with { RebootReasons = null } },
        { "security updates for subscribers only", f => f with { Subscription = new VendorSubscription("Ubuntu Pro", false, [], 5) } },
        { "a refresh that failed", f => f with { Refresh = new MetadataRefresh(Now, ["W: Failed to fetch"]) } },
        { "a mirror that stands still", f => f with { Repositories = [f.Repositories![0] with { PublishedAt = Now - Duration.FromDays(9) }] } },
        { "a scan of an earlier version", _ => SystemFacts.Unknown },
    };

    [Theory]
    [MemberData(nameof(Traps))]
    public void A_host_without_updates_is_not_compliant_where_that_proves_nothing(string trap, Func<SystemFacts, SystemFacts> change)
    {
        var read = Read() with { Facts = change(Read().Facts) };
        Assert.Equal((trap, HostFleetState.ScanStale), (trap, Of(ScanStatus.Ok, read)));
        Assert.NotEmpty(ComplianceDoubts.Of(read, Now));
    }

    [Fact]
    public void What_is_installed_and_not_in_effect_owes_a_restart()
    {
        var read = Read() with { Facts = Read().Facts with { StaleServices = ["nginx.service"] } };
        Assert.Equal(HostFleetState.RebootOwed, Of(ScanStatus.Ok, read));
    }

    [Fact]
    public void Lists_that_grew_old_since_the_scan_are_a_doubt_of_their_own()
    {
        Assert.Empty(ComplianceDoubts.Of(Read(), Now));
        Assert.Equal(["the package lists are older than a day"], ComplianceDoubts.Of(Read(), Now + HostFleetStates.MaxScanAge));
    }

    [Fact]
    public void Every_state_has_its_own_word() => Assert.Equal(Enum.GetValues<HostFleetState>().Length, HostFleetStates.Words.Distinct().Count());
}
