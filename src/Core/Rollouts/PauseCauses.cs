namespace Cockpit.Core.Rollouts;

/// <summary>Why a rollout can be paused, as the journal names it.</summary>
public static class PauseCauses
{
    public const string Person = "person";

    /// <summary>The wall clock moved against the monotonic one, so windows and ages cannot be trusted until a person has looked.</summary>
    public const string ClockStepped = "clockStepped";

    /// <summary>The file was last worked on from another machine: it may be a copy, and what is true on the hosts may be ahead of it.</summary>
    public const string Restored = "restored";

    /// <summary>The plan wants signed approvals, and those that it has do not hold. Lifted by itself when they do.</summary>
    public const string Unsigned = "unsigned";

    /// <summary>The worker lacks a secret that hosts of the plan need: the vault is locked, or an answer of a person went with an earlier worker. Lifted by itself when it has it.</summary>
    public const string CredentialsLocked = "credentialsLocked";
}
