using NodaTime;

namespace Cockpit.Executor.Port;

/// <summary>How long the port waits for a host before it says that it does not know.</summary>
public sealed record PortLimits
{
    /// <summary>
    /// No answer for so long during a job, and the step is in doubt; it is probed again later. Longer than a restart of sshd,
    /// of a switch or of a firewall takes.
    /// </summary>
    public Duration LostConnection { get; init; } = Duration.FromMinutes(5);

    /// <summary>A host that was asked to reboot has so long to come back with another boot id. Big servers test their memory for minutes.</summary>
    public Duration Reboot { get; init; } = Duration.FromMinutes(15);

    /// <summary>A job that was taken in and does not begin within this time never did: systemd starts a unit within a second.</summary>
    public Duration Starting { get; init; } = Duration.FromMinutes(1);

    /// <summary>Handing a job over. apt is not waited for in it.</summary>
    public Duration StartScript { get; init; } = Duration.FromSeconds(60);

    /// <summary>
    /// One look at a job. A host that goes down may take a question in and never answer it, and a connection without anything
    /// outstanding notices nothing; a short wait and a new connection find out sooner.
    /// </summary>
    public Duration LookScript { get; init; } = Duration.FromSeconds(15);

    /// <summary>Reading facts: a simulation on a slow host with many packages takes half a minute of CPU.</summary>
    public Duration FactsScript { get; init; } = Duration.FromMinutes(3);

    /// <summary>
    /// Pauses between two looks at a job: short at first, since most updates take seconds, and long for what takes long.
    /// The last one repeats.
    /// </summary>
    public IReadOnlyList<Duration> Pauses { get; init; } =
    [
        Duration.FromMilliseconds(500), Duration.FromSeconds(1), Duration.FromSeconds(2), Duration.FromSeconds(3),
        .. Enumerable.Repeat(Duration.FromSeconds(5), 24), .. Enumerable.Repeat(Duration.FromSeconds(15), 40), Duration.FromSeconds(30),
    ];
}
