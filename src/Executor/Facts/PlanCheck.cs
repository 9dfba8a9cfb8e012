using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;

namespace Cockpit.Executor.Facts;

/// <summary>Holds what a host said against its plan. Pure; every refusal is a fault with what differs.</summary>
internal static class PlanCheck
{
    /// <summary>Beside what is downloaded, room for dpkg's temporary files and for what unpacking grows before it shrinks.</summary>
    private const long SpareBytes = 64L << 20;

    /// <summary>A screen line or two; the job's log has the rest.</summary>
    private const int DifferencesShown = 5;

    /// <summary>May the plan run here as it was approved? Changes nothing.</summary>
    /// <returns>Null when it may, also when every update is installed already.</returns>
    public static Fault? Preflight(PlanHost plan, HostReading host)
    {
        if (OtherMachine(plan, host) is { } other) return other;
        // The lock first: while another one installs, dpkg's own audit complains of what is half done.
        if (host.Locks.Count > 0)
            return StepErrors.DpkgLocked.Because($"{plan.Name}'s package manager is locked by process {host.Locks[0].Pid} ({Plain(host.Locks[0].Name)}).");
        if (host.Audit.Length > 0) return Broken(plan, host);
        if (AllAtTo(plan, host)) return null;

        List<string> held = [.. plan.Updates.Where(u => !IsAt(host, u, u.To) && Row(host, u) is { Held: true }).Select(u => u.Name)];
        if (held.Count > 0) return StepErrors.HeldSince.Because($"{plan.Name} holds {string.Join(", ", held.Take(DifferencesShown))}.");
        List<string> elsewhere = [.. plan.Updates
            .Where(u => !IsAt(host, u, u.To) && !IsAt(host, u, u.From))
            .Select(u => $"{u.Name} is {(Row(host, u) is { } row ? Plain(row.Version) : "not installed")}, planned {u.From} to {u.To}")];
        if (elsewhere.Count > 0) return StepErrors.PlanDrift.Because($"{plan.Name} has changed since the plan: {string.Join("; ", elsewhere.Take(DifferencesShown))}.");

        if (host.Simulation is not { } simulation) return StepErrors.AptFailed.Because($"{plan.Name} did not say what apt would do.");
        if (simulation.ExitCode != 0) return SimulationFailed(plan, simulation);
        if (Differences(plan, host, simulation) is { Count: > 0 } differences)
            return StepErrors.PlanDrift.Because($"{plan.Name} would now do something else: {string.Join("; ", differences.Take(DifferencesShown))}{(differences.Count > DifferencesShown ? $"; and {differences.Count - DifferencesShown} more" : "")}.");

        long needed = host.DownloadBytes + SpareBytes;
        if (host.Free.FirstOrDefault(f => f.Bytes < (f.MountPoint == "/boot" ? 0 : needed)) is { } full)
            return StepErrors.DiskFull.Because($"{plan.Name} has {full.Bytes >> 20} MB free on {Plain(full.MountPoint)} and needs {needed >> 20} MB.");
        return null;
    }

    /// <summary>Is the plan in effect here? Reads back what is installed and configured, and that a reboot took place where one was asked for.</summary>
    /// <param name="bootIdBefore">The boot that had to end; null where no reboot was asked for.</param>
    public static Fault? Verify(PlanHost plan, HostReading host, string? bootIdBefore)
    {
        if (OtherMachine(plan, host) is { } other) return other;
        List<string> wrong = [.. plan.Updates.Where(u => !IsAt(host, u, u.To)).Select(u => Row(host, u) switch
        {
            null => $"{u.Name} is not installed",
            { Sound: false } row => $"{u.Name} {Plain(row.Version)} is not configured ({Plain(row.Status)})",
            { } row => $"{u.Name} is {Plain(row.Version)}, planned {u.To}",
        })];
        if (wrong.Count > 0) return StepErrors.VersionMismatch.Because($"{plan.Name}: {string.Join("; ", wrong.Take(DifferencesShown))}.");
        if (host.Audit.Length > 0) return Broken(plan, host);
        if (bootIdBefore is not null && host.BootId == bootIdBefore) return StepErrors.RebootOwed.Because($"{plan.Name} still runs the boot from before its reboot.");
        return null;
    }

    /// <summary>How the packages stand, for a step of which no record is left.</summary>
    public static InstalledState Installed(PlanHost plan, HostReading host)
    {
        if (OtherMachine(plan, host) is not null || host.Audit.Length > 0 || host.Locks.Count > 0) return InstalledState.Mixed;
        if (AllAtTo(plan, host)) return InstalledState.AllAtTo;
        return plan.Updates.All(u => IsAt(host, u, u.From)) ? InstalledState.AllAtFrom : InstalledState.Mixed;
    }

    public static bool AllAtTo(PlanHost plan, HostReading host) => plan.Updates.All(u => IsAt(host, u, u.To));

    public static HostFacts Facts(PlanHost plan, HostReading host) => new(host.BootId, host.RebootRequired, AllAtTo(plan, host));

    public static Fault? OtherMachine(PlanHost plan, HostReading host) =>
        host.MachineId == plan.MachineId ? null
        : StepErrors.HostIdentityChanged.Because($"{plan.Name} is another machine than the plan's: its machine-id is {(host.MachineId.Length == 0 ? "unset" : Plain(host.MachineId))}, planned {plan.MachineId}.");

    /// <param name="owner">As the host's claim names it: FILE/ROLLOUT.</param>
    public static Fault Claimed(PlanHost plan, string owner) =>
        RolloutErrors.HostClaimed.Because($"{plan.Name} is at work for rollout {Plain(owner.Split('/')[^1])} of Cockpit file {Plain(owner.Split('/')[0])}; /var/lib/cockpit/claim there says so.");

    public static Fault SimulationFailed(PlanHost plan, Simulation simulation)
    {
        string said = simulation.Errors.Count > 0 ? FirstLines(string.Join('\n', simulation.Errors), 2) : $"exit {simulation.ExitCode}";
        if (simulation.Errors.Any(e => e.Contains(" was not found", StringComparison.Ordinal) || e.StartsWith("Unable to locate package", StringComparison.Ordinal)))
            return StepErrors.NotAvailable.Because($"{plan.Name}: {said}");
        if (simulation.Errors.Any(e => e.StartsWith("Held packages were changed", StringComparison.Ordinal)))
            return StepErrors.HeldSince.Because($"{plan.Name}: {said}");
        // apt writes its package cache to a temporary file even to simulate.
        if (simulation.Errors.Any(e => e.Contains("No space left on device", StringComparison.Ordinal)))
            return StepErrors.DiskFull.Because($"{plan.Name}: {said}");
        // With --no-remove apt refuses what would remove a package that the plan keeps.
        if (simulation.Errors.Any(e => e.StartsWith("Packages need to be removed but remove is disabled", StringComparison.Ordinal)))
        {
            string removed = string.Join(", ", simulation.Changes.Where(c => c.To is null).Select(c => c.Name).Take(DifferencesShown));
            return StepErrors.PlanDrift.Because($"{plan.Name} would now have to remove {(removed.Length == 0 ? "a package" : removed)}, which the plan does not.");
        }
        return StepErrors.AptFailed.Because($"{plan.Name}'s apt cannot work out the plan: {said}");
    }

    /// <summary>The plan's transaction against the simulated one. A change that is done already is in neither.</summary>
    private static List<string> Differences(PlanHost plan, HostReading host, Simulation simulation)
    {
        HashSet<string> planned = [.. plan.Transaction.Select(PackageWords.Line)];
        HashSet<string> simulated = [.. simulation.Changes.Select(PackageWords.Line)];
        List<string> differences = [.. simulation.Changes.Where(c => !planned.Contains(PackageWords.Line(c))).Select(c => $"{Say(c)}, not planned")];
        differences.AddRange(plan.Transaction
            .Where(c => !simulated.Contains(PackageWords.Line(c)) && !IsDone(host, c))
            .Select(c => $"not {Say(c)}, planned"));
        return differences;
    }

    private static bool IsDone(HostReading host, PackageChange change) =>
        change.To is null
            ? !host.Installed.Any(r => r.Name == change.Name && r.Sound)
            : host.Installed.Any(r => r.Name == change.Name && r.Architecture == change.Architecture && r.Version == change.To && r.Sound);

    private static string Say(PackageChange change) => change switch
    {
        { To: null } => $"remove {change.Name} {change.From}",
        { From: null } => $"install {change.Name} {change.To}",
        _ => $"{change.Name} {change.From} to {change.To}",
    };

    private static InstalledRow? Row(HostReading host, PlanUpdate update) =>
        host.Installed.FirstOrDefault(r => r.Name == update.Name && r.Architecture == update.Architecture && r.Status is not ("un" or "rc"))
        // A package may become, or stop being, architecture-independent from one version to the next.
        ?? host.Installed.FirstOrDefault(r => r.Name == update.Name && (r.Architecture == "all" || update.Architecture == "all") && r.Status is not ("un" or "rc"));

    private static bool IsAt(HostReading host, PlanUpdate update, string version) => Row(host, update) is { Sound: true } row && row.Version == version;

    /// <summary>dpkg --audit explains at length and then names each package on a line that begins with a blank; the names are what a person needs.</summary>
    private static Fault Broken(PlanHost plan, HostReading host)
    {
        List<string> names = [.. host.Audit.Split('\n').Where(l => l.StartsWith(' ')).Select(l => Plain(l.Trim().Split(' ')[0])).Where(n => n.Length > 0).Distinct().Take(DifferencesShown)];
        string what = names.Count > 0 ? string.Join(", ", names) : FirstLines(host.Audit, 2).TrimEnd('.');
        return StepErrors.DpkgBroken.Because($"{plan.Name}'s package database is not sane: {what}.");
    }

    private static string FirstLines(string text, int count) =>
        Plain(string.Join(' ', text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Take(count)));

    /// <summary>One bounded line without control characters: the text comes from a host.</summary>
    internal static string Plain(string text) =>
        new([.. text.Where(c => !char.IsControl(c)).Take(200)]);
}
