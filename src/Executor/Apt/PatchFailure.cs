using System.Globalization;
using System.Text.RegularExpressions;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Facts;

namespace Cockpit.Executor.Apt;

/// <summary>Names why a patch job ended with an exit code other than 0, from the code, the end of its log and what dpkg says now.</summary>
internal static partial class PatchFailure
{
    /// <summary>The payload's own exit codes; see patch.sh.</summary>
    private const int OtherMachine = 91, Drift = 92, NoSimulation = 93;

    private const string PartlyDone = "Some packages may have changed.";

    public static Fault Of(PlanHost plan, int exitCode, string log, HostReading host)
    {
        if (exitCode == OtherMachine) return StepErrors.HostIdentityChanged.Because($"{plan.Name} is another machine than the plan's.");
        if (exitCode == Drift)
        {
            string[] more = [.. Lines(log).SkipWhile(l => !l.StartsWith(NotInPlan, StringComparison.Ordinal)).Take(5)
                .Select(l => PlanCheck.Plain(l.Replace(NotInPlan, "", StringComparison.Ordinal)))];
            return StepErrors.PlanDrift.Because($"{plan.Name} would now do something else: {string.Join("; ", more)}, not planned.");
        }
        if (exitCode == NoSimulation) return PlanCheck.SimulationFailed(plan, Simulation.Parse(exitCode, Lines(log)));

        List<InstalledRow> broken = [.. host.Installed.Where(r => !r.Sound && r.Status is not ("un" or "rc"))];
        if (Scripts().Match(log) is { Success: true } script)
            return StepErrors.AptPostinst.Because(
                $"{plan.Name}: the {Script(script.Groups["kind"].Value)} of {PlanCheck.Plain(script.Groups["package"].Value)} ended with exit {script.Groups["code"].Value}.");
        if (broken.Count > 0)
            return StepErrors.AptFailed.Because($"{plan.Name}: apt ended with exit {exitCode} and left {PlanCheck.Plain(broken[0].Name)} unconfigured ({PlanCheck.Plain(broken[0].Status)}).");

        bool unchanged = plan.Updates.All(u => host.Installed.Any(r => r.Name == u.Name && r.Version == u.From));
        if (Has(log, "Could not get lock", "Unable to acquire the dpkg frontend lock"))
            return As(StepErrors.DpkgLocked, $"{plan.Name}'s package manager stayed locked{(Holder().Match(log) is { Success: true } by ? $" by process {by.Groups["pid"].Value} ({PlanCheck.Plain(by.Groups["name"].Value)})" : "")}.", unchanged);
        if (Has(log, "You don't have enough free space", "No space left on device"))
            return As(StepErrors.DiskFull, $"{plan.Name}: {FirstError(log)}", unchanged);
        if (Has(log, " was not found", "Failed to fetch", "Unable to fetch"))
            return As(StepErrors.NotAvailable, $"{plan.Name}: {FirstError(log)}", unchanged);
        if (Has(log, "dpkg was interrupted", "Unmet dependencies"))
            return As(StepErrors.DpkgBroken, $"{plan.Name}: {FirstError(log)}", unchanged);
        return StepErrors.AptFailed.Because($"{plan.Name}: apt ended with exit {exitCode.ToString(CultureInfo.InvariantCulture)}. {FirstError(log)}".TrimEnd());
    }

    private const string NotInPlan = "cockpit: not in the plan: ";

    /// <summary>The table's sentence says "unchanged"; where that is not proven another one stands.</summary>
    private static Fault As(ErrorCode code, string what, bool unchanged) =>
        unchanged ? code.Because(what) : code.Because(what) with { Meaning = PartlyDone };

    private static string Script(string kind) => kind switch
    {
        "post-installation" => "postinst",
        "pre-installation" or "new pre-installation" => "preinst",
        "pre-removal" or "old pre-removal" => "prerm",
        _ => "postrm",
    };

    private static string FirstError(string log) =>
        PlanCheck.Plain(Lines(log).FirstOrDefault(l => l.StartsWith("E: ", StringComparison.Ordinal), "")) is { Length: > 3 } line ? line[3..] : "";

    private static bool Has(string log, params ReadOnlySpan<string> any)
    {
        foreach (string text in any)
            if (log.Contains(text, StringComparison.Ordinal)) return true;
        return false;
    }

    private static IEnumerable<string> Lines(string log) => log.Split('\n').Select(l => l.TrimEnd('\r'));

    // dpkg 1.21: "installed lab-broken package post-installation script subprocess returned error exit status 1"
    [GeneratedRegex(@"(?:installed|new|old) (?<package>\S{1,100}) package (?<kind>(?:pre|post)-(?:installation|removal)) script subprocess returned error exit status (?<code>[0-9]{1,3})")]
    private static partial Regex Scripts();

    [GeneratedRegex(@"It is held by process (?<pid>[0-9]{1,10}) \((?<name>[^)]{1,64})\)")]
    private static partial Regex Holder();
}
