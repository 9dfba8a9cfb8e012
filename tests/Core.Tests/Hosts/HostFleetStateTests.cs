using Cockpit.Core.Hosts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class HostFleetStateTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    private static Inventory Read(bool security = false, bool other = false, bool reboot = false, bool securitySource = true, Duration? metadataAge = null) => new(
        "debian", "debian", "12.11", "bookworm", "amd64", "6.1.0-40", "m", "b", Duration.FromDays(1), Now - (metadataAge ?? Duration.FromHours(1)), securitySource, reboot, [], [],
        [.. security ? [Update(UpdateClass.Security)] : (PendingUpdate[])[], .. other ? [Update(UpdateClass.Other)] : (PendingUpdate[])[]], [], []);

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

    [Fact]
    public void Every_state_has_its_own_word() => Assert.Equal(Enum.GetValues<HostFleetState>().Length, HostFleetStates.Words.Distinct().Count());
}
