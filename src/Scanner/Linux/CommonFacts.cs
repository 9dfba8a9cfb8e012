using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Support;
using NodaTime;

namespace Cockpit.Scanner.Linux;

/// <summary>The facts that every Linux has, whatever its package manager, added to what the package manager knows. Pure.</summary>
internal static class CommonFacts
{
    /// <param name="today">By our clock, in UTC.</param>
    public static SystemFacts Of(HostAnswer host, FamilyReading family, string kernel, LocalDate today)
    {
        var facts = family.Facts;
        var support = facts.Support ?? OsSupports.Of(host.Os.Id, host.Os.VersionId, family.Architecture, host.Os.SupportEnd, facts.Subscription?.Services ?? [], today);
        if (host.Sections.Find("user") is not { } user)
        {
            // An answer that was recorded before the script asked for all this.
            return facts with { ClockSkew = host.Clock.Skew, Support = support };
        }

        var asRoot = user.First == "0";
        var virtualization = Virtualizations.Of(host.Sections["virtual"].Lines);
        var installed = Virtualizations.IsContainer(virtualization) ? null : Kernels.Newest(host.Sections["kernels"].Lines, kernel);

        // A package manager that names the newest kernel has said already whether it runs.
        string[] newer = facts.InstalledKernel is null && Kernels.IsNewer(installed, kernel) ? [$"kernel {installed} is installed, {kernel} runs"] : [];
        return facts with
        {
            AsRoot = asRoot,
            InstalledKernel = facts.InstalledKernel ?? installed,
            RebootReasons = facts.RebootReasons is null ? null : [.. facts.RebootReasons, .. newer],
            FailedServices = FailedServices(host),
            StaleServices = StaleServices(host, family, asRoot),
            TimeZone = TimeZone(host.Sections["zone"].First),
            ClockSkew = host.Clock.Skew,
            Virtualization = virtualization,
            BiosUuid = Hardware(host).Select(l => HardwareIds.BiosUuid(l)).FirstOrDefault(u => u is not null),
            Macs = host.Sections.Find("hardware") is null ? null : HardwareIds.Macs(string.Join(' ', Hardware(host))),
            ForeignUpdaters = [.. facts.ForeignUpdaters ?? [], .. host.Sections["cron"].Lines.Select(Clean.Text).Where(Clean.IsWord).Select(file => new ForeignUpdater(file, null))],
            Support = support,
            LivePatch = Kernels.LivePatches(host.Sections["kernels"].Lines),
            Containers = Containers.Of(host.Sections["containers"].Lines),
            Proxy = Proxy(host, facts.Proxy),
        };
    }

    /// <summary>Empty for an answer that was recorded before the script asked.</summary>
    private static IEnumerable<string> Hardware(HostAnswer host) => host.Sections.Find("hardware")?.Lines ?? [];

    private static List<string>? FailedServices(HostAnswer host)
    {
        if (host.Sections.Find("failed") is not { } section)
        {
            // No systemd: what failed under another supervisor is not known.
            return null;
        }

        if (section.ExitCode != 0)
        {
            host.Unread.Add("failed services: systemctl does not answer");
            return null;
        }

        return [.. section.Lines.Select(l => l.TrimStart().Split(' ')[0]).Where(Clean.IsWord)];
    }

    /// <summary>
    /// Only root can look into other users' programs. Without root there is one proof that none is stale: no package has changed since the
    /// machine was started.
    /// </summary>
    private static IReadOnlyList<string>? StaleServices(HostAnswer host, FamilyReading family, bool asRoot)
    {
        var found = StaleProcesses.Of(host.Sections["deleted"].Lines);
        if (asRoot || (found.Count == 0 && family.PackagesChangedAt is { } changed && changed < host.BootedAt))
        {
            return found;
        }

        host.Unread.Add("deleted libraries: other users' programs need root");
        return found.Count > 0 ? found : null;
    }

    private static string? TimeZone(string link)
    {
        const string Folder = "zoneinfo/";
        var at = link.LastIndexOf(Folder, StringComparison.Ordinal);
        var name = at < 0 ? link.Trim() : link[(at + Folder.Length)..];
        return Clean.IsWord(name) && !name.StartsWith('/') ? name : null;
    }

    /// <summary>The package manager's own, else what the system's environment file gives every login.</summary>
    private static string? Proxy(HostAnswer host, string? ofPackageManager)
    {
        if (ofPackageManager is { Length: > 0 })
        {
            return ofPackageManager;
        }

        var environment = host.Sections["environment"].Lines
            .Select(l => l[(l.IndexOf('=') + 1)..].Trim().Trim('"', '\''))
            .Where(value => value.Length > 0)
            .Select(value => $"{Clean.Text(value)} (/etc/environment)")
            .Distinct();
        return string.Join(", ", environment) is { Length: > 0 } found ? found : ofPackageManager;
    }
}
