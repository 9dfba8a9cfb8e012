using Cockpit.Core.Hosts;

namespace Cockpit.Core.Advisories.Judging;

/// <summary>
/// What a host has installed, by source and by package name, as feeds ask for it. Several versions of one package count each: an old kernel
/// that does not run any more can be booted again.
/// </summary>
public sealed class HostPackages
{
    private const string SignedKernel = "linux-signed";

    /// <summary>Debian names the sources of signed kernels by the architecture, Ubuntu by the flavour.</summary>
    private static readonly string[] SignedArchitectures = ["amd64", "arm64", "i386", "armhf", "riscv64"];

    private readonly Dictionary<string, List<InstalledPackage>> sources = new(StringComparer.Ordinal), names = new(StringComparer.Ordinal);

    /// <param name="host">With its packages.</param>
    public HostPackages(Inventory host)
    {
        Host = host;
        Release = ReleaseKey.Of(host);
        Order = VersionOrder.OfFamily(host.OsFamily);
        foreach (InstalledPackage package in host.Packages)
        {
            Add(sources, SourceOf(package), package);
            Add(names, package.Name, package);
        }

        // Headers and tools are built from the kernel's source too; they are not the kernel that its CVEs are about.
        foreach (string source in sources.Keys.Where(s => host.OsFamily == OsFamilies.Debian && (s == "linux" || sources[s].Exists(IsKernelImage))).ToArray())
        {
            List<InstalledPackage> images = sources[source].FindAll(IsKernelImage);
            if (images.Count > 0) sources[source] = images;
            else sources.Remove(source);
        }
    }

    public Inventory Host { get; }

    public string? Release { get; }

    /// <summary>Null where versions of its packages cannot be compared.</summary>
    public Comparison<string>? Order { get; }

    /// <summary>Every package was read. Only then is one that is not listed not there.</summary>
    public bool Complete => Host.Packages.Count > 0 && !Host.Unread.Any(u => u.StartsWith("what is installed", StringComparison.Ordinal) || u.StartsWith("all packages", StringComparison.Ordinal));

    public IReadOnlyCollection<string> Sources => sources.Keys;

    public IReadOnlyCollection<string> Names => names.Keys;

    /// <summary>Empty where nothing of it is installed.</summary>
    public IReadOnlyList<InstalledPackage> Installed(string name, bool binary) => (binary ? names : sources).GetValueOrDefault(name) ?? [];

    /// <summary>The source under which feeds know it: that of a signed kernel is the kernel's.</summary>
    public string SourceOf(InstalledPackage package)
    {
        if (Host.OsFamily != OsFamilies.Debian || !package.SourceName.StartsWith(SignedKernel, StringComparison.Ordinal)) return package.SourceName;
        string rest = package.SourceName[SignedKernel.Length..];
        return rest.Length == 0 || SignedArchitectures.Contains(rest[1..]) ? "linux" : "linux" + rest;
    }

    /// <summary>The version that a feed compares: the source's, or the package's own. Signed kernels carry the kernel's version themselves.</summary>
    public static string VersionOf(InstalledPackage package, bool binary) =>
        binary || package.SourceName.StartsWith(SignedKernel, StringComparison.Ordinal) ? package.Version : package.SourceVersion;

    public bool IsKernel(InstalledPackage package) => Host.OsFamily == OsFamilies.Debian
        ? IsKernelImage(package)
        : package.SourceName.StartsWith("kernel", StringComparison.Ordinal) && (package.Name is "kernel" or "kernel-core" or "kernel-default" || package.Name.EndsWith("-core", StringComparison.Ordinal));

    /// <summary>Whether it is the kernel that runs.</summary>
    public bool IsRunning(InstalledPackage kernel)
    {
        if (Host.OsFamily == OsFamilies.Debian) return kernel.Name.EndsWith("-" + Host.Kernel, StringComparison.Ordinal);
        string version = kernel.Version[(kernel.Version.IndexOf(':') + 1)..];
        int flavour = Host.Kernel.LastIndexOf('-');
        return Host.Kernel == $"{version}.{kernel.Architecture}" || Host.Kernel == version
            || (Host.OsFamily == OsFamilies.Suse && flavour > 0 && (version + ".").StartsWith(Host.Kernel[..flavour] + ".", StringComparison.Ordinal));
    }

    private static bool IsKernelImage(InstalledPackage package)
    {
        ReadOnlySpan<char> name = package.Name;
        foreach (string start in (ReadOnlySpan<string>)["linux-image-unsigned-", "linux-image-"])
        {
            if (name.StartsWith(start, StringComparison.Ordinal)) return name.Length > start.Length && char.IsAsciiDigit(name[start.Length]);
        }

        return false;
    }

    private static void Add(Dictionary<string, List<InstalledPackage>> index, string key, InstalledPackage package)
    {
        if (!index.TryGetValue(key, out List<InstalledPackage>? list)) index[key] = list = [];
        list.Add(package);
    }
}
