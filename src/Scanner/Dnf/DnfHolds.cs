using Cockpit.Scanner.Rpm;

namespace Cockpit.Scanner.Dnf;

/// <summary>What dnf must leave as it is: versionlock's list and the excludes of dnf.conf and the repositories. Pure.</summary>
internal sealed class DnfHolds(IEnumerable<string> versionLock, IEnumerable<string> excludes)
{
    /// <summary>An entry with "!" forbids one version and holds none.</summary>
    private readonly List<string> _patterns =
    [
        .. versionLock.Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0 && l[0] != '!'),
        .. excludes,
    ];

    /// <summary>A pattern may stand for the name alone or for the name with what follows it (dnf(8), "Specifying packages").</summary>
    public bool Match(RpmPackage package)
    {
        if (_patterns.Count == 0) return false;
        var (name, architecture) = (package.Name, package.Architecture);
        var colon = package.Version.IndexOf(':');
        var (epoch, plain) = colon < 0 ? ("0", package.Version) : (package.Version[..colon], package.Version[(colon + 1)..]);
        string[] forms =
        [
            name, $"{name}.{architecture}", $"{name}-{plain}", $"{name}-{plain}.{architecture}", $"{name}-{epoch}:{plain}", $"{name}-{epoch}:{plain}.{architecture}",
            $"{epoch}:{name}-{plain}.{architecture}", $"{name}-{plain[..plain.LastIndexOf('-')]}",
        ];
        return _patterns.Exists(p => Array.Exists(forms, f => Glob.Matches(p, f)));
    }
}
