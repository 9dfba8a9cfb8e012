using Cockpit.Core.Errors;

namespace Cockpit.Core.Rollouts;

/// <summary>What a host port says about an effect. It arrives on any thread and is only ever queued there.</summary>
public abstract record Report(EffectId Id)
{
    /// <summary>More of the job's own log since the last report, UTF-8 text with control characters removed; null when there is none.</summary>
    public string? Log { get; init; }
}

/// <summary>Connected and checked up to the command itself, which waits for <see cref="IHostPort.Send"/>.</summary>
public sealed record ReadyToSend(EffectId Id) : Report(Id);

/// <summary>Proven: the command was not sent, and nothing runs because of this effect. The same effect may be begun again.</summary>
/// <param name="Fault">Why: not reached, wrong key, ...; null when the worker itself withdrew it.</param>
public sealed record NotSent(EffectId Id, Fault? Fault) : Report(Id);

/// <summary>The host says that it is at work on it.</summary>
public sealed record AtWork(EffectId Id) : Report(Id);

/// <summary>The host says that it ended. A null fault means that it did what was asked.</summary>
/// <param name="Facts">What was read on the host when it ended.</param>
public sealed record Ended(EffectId Id, Fault? Fault, HostFacts Facts) : Report(Id);

/// <summary>It was sent, and now nothing answers. Probe again later.</summary>
public sealed record Unclear(EffectId Id, Fault Fault) : Report(Id);

/// <summary>A probe's finding where the host keeps no record of the effect, judged by what is installed.</summary>
public sealed record NoRecord(EffectId Id, InstalledState Installed, HostFacts Facts) : Report(Id);

/// <summary>How a host's packages stand against its plan.</summary>
public enum InstalledState
{
    /// <summary>Every planned package is at its to-version and configured.</summary>
    AllAtTo,

    /// <summary>Every planned package is at its from-version, the machine is the same, nothing runs, the package database is sane.</summary>
    AllAtFrom,

    /// <summary>Anything else, also another machine-id. Only a person can settle it.</summary>
    Mixed,
}

/// <summary>What a port reads beside a step's result.</summary>
/// <param name="BootId">Null where it could not be read.</param>
/// <param name="RebootRequired">The host asks for a reboot.</param>
/// <param name="AlreadyDone">Every planned update is installed already, so there is nothing to patch.</param>
public sealed record HostFacts(string? BootId, bool RebootRequired, bool AlreadyDone)
{
    public static HostFacts Unknown { get; } = new(null, false, false);
}
