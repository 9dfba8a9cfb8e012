namespace Cockpit.Core.Errors;

/// <summary>How a step on a host can fail. They stand in a rollout's host, with what the server runs now.</summary>
public static class StepErrors
{
    public static readonly ErrorCode PlanDrift = new("PLAN_DRIFT", ExitCode.PartlyFailed, "It stopped unchanged.", "Scan it and plan anew.");
    public static readonly ErrorCode HostIdentityChanged = new("HOST_IDENTITY_CHANGED", ExitCode.PartlyFailed, "No command was sent.", "Another machine answers at this address; scan it and plan anew.");
    public static readonly ErrorCode NotAvailable = new("NOT_AVAILABLE", ExitCode.PartlyFailed, "It stopped unchanged.", "A planned version is gone from the repository; plan anew.");
    public static readonly ErrorCode DpkgBroken = new("DPKG_BROKEN", ExitCode.PartlyFailed, "It stopped unchanged.", "Repair its package database first: dpkg --audit shows it.");
    public static readonly ErrorCode DpkgLocked = new("DPKG_LOCKED", ExitCode.PartlyFailed, "It stopped unchanged.", "Another package manager runs there; wait, then retry.");
    public static readonly ErrorCode DiskFull = new("DISK_FULL", ExitCode.PartlyFailed, "It stopped unchanged.", "Free space there, then retry.");
    public static readonly ErrorCode HeldSince = new("HELD_SINCE", ExitCode.PartlyFailed, "It stopped unchanged.", "A planned package was put on hold there; plan anew.");
    public static readonly ErrorCode AptPostinst = new("APT_POSTINST", ExitCode.PartlyFailed, "A package is unpacked, not configured. It may run the old version.", "Read the log, repair it, then retry.");
    public static readonly ErrorCode AptFailed = new("APT_FAILED", ExitCode.PartlyFailed, "Read the log for what changed.", "Read the log, repair it, then retry.");
    public static readonly ErrorCode VersionMismatch = new("VERSION_MISMATCH", ExitCode.PartlyFailed, "apt ended well, yet a planned version is not installed.", "Read the log; retry, or scan and plan anew.");
    public static readonly ErrorCode RebootTimeout = new("REBOOT_TIMEOUT", ExitCode.PartlyFailed, "It was asked to reboot and did not come back in time.", "Look at its console.");
    public static readonly ErrorCode RebootOwed = new("REBOOT_OWED", ExitCode.PartlyFailed, "The updates are installed, a reboot is owed.", "Reboot it, then scan it.");
    public static readonly ErrorCode JobLost = new("JOB_LOST", ExitCode.PartlyFailed, "The job on the host is gone without an exit code; some packages may have changed.", "Look at the host, then retry or resolve.");
    public static readonly ErrorCode NeverRan = new("NEVER_RAN", ExitCode.PartlyFailed, "It runs what it ran before.", "The job never began there; retry.");
    public static readonly ErrorCode UnsafeName = new("UNSAFE_NAME", ExitCode.PartlyFailed, "No command was sent.", "Scan it and plan anew.");
    public static readonly ErrorCode SkippedByPerson = new("SKIPPED_BY_PERSON", ExitCode.PartlyFailed, "It was left as it is.", "");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        PlanDrift, HostIdentityChanged, NotAvailable, DpkgBroken, DpkgLocked, DiskFull, HeldSince, AptPostinst, AptFailed, VersionMismatch, RebootTimeout, RebootOwed, JobLost, NeverRan, UnsafeName, SkippedByPerson,
    ];
}
