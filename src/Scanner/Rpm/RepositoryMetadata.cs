using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Scanner.Rpm;

/// <summary>What lies in the package manager's cache: of which repositories it has lists, from when, and whether advisories are among them. Pure.</summary>
internal sealed class RepositoryMetadata
{
    /// <summary>
    /// A repository whose lists are older than another's by more does not answer: dnf refreshes all that are due at once, after two days by default, and
    /// zypper all at each use.
    /// </summary>
    private const long LaggingSeconds = 3 * 24 * 3600;

    /// <summary>dnf adds 16 hex digits of the address to a repository's name.</summary>
    private const int AddressDigits = 16;

    private readonly Dictionary<string, (long At, bool Advisories)> _byRepository = new(StringComparer.Ordinal);

    public static RepositoryMetadata Parse(IEnumerable<string> lines)
    {
        // The time of a folder's newest file counts: an unchanged list is touched when it was asked for.
        var folders = new Dictionary<string, (long At, bool Advisories)>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var space = line.IndexOf(' ');
            if (space <= 0 || !long.TryParse(line[..space], out var at) || Folder(line[(space + 1)..]) is not { } folder) continue;
            var known = folders.GetValueOrDefault(folder);
            folders[folder] = (Math.Max(known.At, at), known.Advisories || line.Contains("updateinfo.xml", StringComparison.Ordinal));
        }

        // A folder of an earlier address may be left; the newer one is in use.
        var metadata = new RepositoryMetadata();
        foreach (var (folder, found) in folders)
        {
            var id = Id(folder);
            if (!metadata._byRepository.TryGetValue(id, out var other) || found.At > other.At) metadata._byRepository[id] = found;
        }

        return metadata;
    }

    public bool HasAdvisories(string id) => _byRepository.GetValueOrDefault(Escaped(id)).Advisories;

    /// <summary>Every enabled repository and when its lists were fetched. When the vendor made them is not asked: a quiet repository's may well be old.</summary>
    public IReadOnlyList<Repository> Of(RepositoryFiles repositories, HostClock clock) =>
        [.. repositories.Enabled.Select(r => new Repository(r.Id, HasAdvisories(r.Id), _byRepository.TryGetValue(Escaped(r.Id), out var m) ? clock.Ours(m.At) : null, null, null))];

    /// <summary>Enabled repositories without lists, or with lists that lag behind the others'.</summary>
    public IReadOnlyList<string> Silent(RepositoryFiles repositories)
    {
        var newest = Times(repositories, refreshedOnly: false).DefaultIfEmpty(0).Max();
        return [.. repositories.Enabled.Where(r => !_byRepository.TryGetValue(Escaped(r.Id), out var m) || r.Refreshed && newest - m.At > LaggingSeconds).Select(r => r.Id).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The oldest of the enabled repositories' lists: what it does not know, nobody does. Those that are never fetched anew, such as a medium, count
    /// only where there is no other. Null where there are none.
    /// </summary>
    public Instant? OldestOf(RepositoryFiles repositories, HostClock clock)
    {
        var refreshed = Times(repositories, refreshedOnly: true);
        return clock.Ours((refreshed.Count > 0 ? refreshed : Times(repositories, refreshedOnly: false)).DefaultIfEmpty(0).Min());
    }

    private List<long> Times(RepositoryFiles repositories, bool refreshedOnly) =>
        [.. repositories.Enabled.Where(r => (r.Refreshed || !refreshedOnly) && _byRepository.ContainsKey(Escaped(r.Id))).Select(r => _byRepository[Escaped(r.Id)].At)];

    /// <summary>As zypper names a repository's folder.</summary>
    private static string Escaped(string id) => id.Replace('/', '_');

    /// <summary>"/var/cache/dnf/baseos-0123456789abcdef/repodata/repomd.xml", "/var/cache/yum/x86_64/7/base/repomd.xml", "/var/cache/zypp/raw/repo-oss/repodata/repomd.xml".</summary>
    private static string? Folder(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 6 || !path.StartsWith("/var/cache/", StringComparison.Ordinal)) return null;
        if (parts[3] == "zypp") return parts[5];
        return parts[3] == "yum" ? parts[^2] == "gen" ? parts[^3] : parts[^2] : parts[4];
    }

    private static string Id(string folder)
    {
        var dash = folder.LastIndexOf('-');
        return Clean.Text(dash > 0 && folder.Length - dash - 1 == AddressDigits && folder[(dash + 1)..].All(char.IsAsciiHexDigit) ? folder[..dash] : folder);
    }
}
