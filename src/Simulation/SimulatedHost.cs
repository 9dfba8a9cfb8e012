using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulation;

/// <summary>What a simulated host is at a moment. Changed only by <see cref="HostPhysics"/>.</summary>
/// <param name="Seed">What its durations and accidents come from.</param>
/// <param name="Boot">How often it has booted; its boot id follows from it.</param>
/// <param name="Pending">The updates that its package lists offer.</param>
/// <param name="Installed">Name to version, of the packages that its updates touch.</param>
/// <param name="Broken">Packages that are unpacked and not configured.</param>
/// <param name="Configured">How often each "name version" ran its postinst: the ground truth of "nobody is patched twice".</param>
/// <param name="DownFrom">The start of the last time without an answer.</param>
/// <param name="DownUntil">Its end, exclusive.</param>
/// <param name="Jobs">What was started here, by effect id.</param>
public sealed record SimulatedHost(
    string Name, ulong Seed, Nature Nature, string MachineId, int Boot, bool RebootRequired,
    IReadOnlyList<PendingUpdate> Pending,
    ImmutableSortedDictionary<string, string> Installed, ImmutableSortedSet<string> Broken,
    ImmutableSortedDictionary<string, int> Configured,
    Instant? DownFrom, Instant? DownUntil,
    ImmutableSortedDictionary<string, SimulatedJob> Jobs)
{
    public Oddity Oddity { get; init; }

    [JsonIgnore]
    public string BootId => $"{MachineId[..8]}-0000-4000-8000-{Boot:d12}";

    public bool IsUp(Instant now) => Nature is not Nature.Dead && !(DownFrom <= now && now < DownUntil);
}

/// <summary>A job on a simulated host. How far it is follows from its times alone.</summary>
/// <param name="Changes">For a patch: what it installs, in order.</param>
/// <param name="Fault">The code with which it ends; null when it does what was asked.</param>
/// <param name="Settled">Its end has been worked into the host.</param>
public sealed record SimulatedJob(Step Step, Instant StartedAt, Instant EndsAt, IReadOnlyList<PackageChange> Changes, string? Fault, bool Settled);
