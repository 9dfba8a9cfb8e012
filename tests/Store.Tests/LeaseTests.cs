using Cockpit.Core.Errors;
using Cockpit.Store.Journal;
using NodaTime;
using Xunit;

namespace Cockpit.Store.Tests;

public sealed class LeaseTests : IDisposable
{
    private static readonly WorkerIdentity First = new("anna", "jump1", "m1", "boot1", 100, 5000);
    private static readonly WorkerIdentity Second = First with { Pid = 200, PidStartTicks = 9000 };
    private readonly TempFile temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_holder_that_lives_keeps_it()
    {
        using CockpitFile file = temp.Make();
        Take(file, First, alive: false);
        Refused("WORKER_BUSY", () => Take(file, Second, alive: true));
    }

    [Fact]
    public void A_holder_whose_process_is_gone_is_taken_over_and_fenced()
    {
        using CockpitFile file = temp.Make();
        SqliteLease old = Take(file, First, alive: false);
        SqliteLease next = Take(file, Second, alive: false);
        Assert.Equal(old.Epoch + 1, next.Epoch);
        Assert.False(old.Renew(TempFile.Now));
        Assert.True(next.Renew(TempFile.Now));
        Assert.Equal(["lease.taken", "lease.takenOver"], file.Read(t => t.Stream("worker")).Select(r => r.Type));
    }

    [Fact]
    public void After_a_reboot_a_reused_pid_does_not_keep_it()
    {
        using CockpitFile file = temp.Make();
        Take(file, First, alive: false);
        Take(file, Second with { BootId = "boot2" }, alive: true);
    }

    [Fact]
    public void A_holder_on_another_machine_is_only_overruled_by_a_person_with_a_reason()
    {
        using CockpitFile file = temp.Make();
        Take(file, First, alive: false);
        WorkerIdentity elsewhere = Second with { MachineId = "m2", Machine = "jump2" };
        Refused("LEASE_FOREIGN", () => Take(file, elsewhere, alive: false));
        Take(file, elsewhere, alive: false, reason: "jump1 burnt down");
    }

    [Fact]
    public void A_released_lease_is_free_for_any_machine()
    {
        using CockpitFile file = temp.Make();
        Take(file, First, alive: false).Release(TempFile.Now);
        Take(file, Second with { MachineId = "m2" }, alive: true);
    }

    private static SqliteLease Take(CockpitFile file, WorkerIdentity who, bool alive, string? reason = null) =>
        SqliteLease.Take(file, who, TempFile.Anna, TempFile.Now, (_, _) => alive, reason);

    private static void Refused(string code, Action act) => Assert.Equal(code, Assert.Throws<CockpitException>(act).Fault.Code.Name);
}
