using Cockpit.Core.Hosts;

namespace Cockpit.Simulation;

/// <summary>
/// What every simulated host has installed beside the packages of its own: a Debian 12 server's list as dpkg-query(1) printed it, a line a package
/// with its version and, where they differ, its source's name; without those that the demo gives each host itself. So a demo's scan has as much to keep as a real one.
/// </summary>
internal static class BasePackages
{
    public static IReadOnlyList<InstalledPackage> All { get; } = Read();

    private static InstalledPackage[] Read()
    {
        using var reader = new StreamReader(typeof(BasePackages).Assembly.GetManifestResourceStream("debian-12.packages")!);
        var packages = new List<InstalledPackage>();
        while (reader.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            packages.Add(new InstalledPackage(parts[0], "amd64", parts[1], parts.Length > 2 ? parts[2] : parts[0], parts.Length > 3 ? parts[3] : parts[1], false, true));
        }
        return [.. packages];
    }
}
