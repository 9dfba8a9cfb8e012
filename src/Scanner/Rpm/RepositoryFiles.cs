using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Rpm;

/// <summary>A configured repository.</summary>
/// <param name="Hosts">The hosts that its packages and lists come from; no user or password of an address is kept.</param>
/// <param name="Refreshed">Its lists are fetched anew now and then; false where metadata_expire says never, or autorefresh says no.</param>
internal sealed record ConfiguredRepository(string Id, bool Enabled, IReadOnlyList<string> Hosts, bool Refreshed);

/// <summary>The lines of dnf's, yum's and zypper's .repo files that matter, and of the package manager's own file before them. Pure.</summary>
/// <param name="Excludes">Patterns of all exclude lines.</param>
/// <param name="Proxy">Of the package manager's own file, passwords masked; empty where none is set.</param>
/// <param name="Unreadable">Files that could not be read.</param>
internal sealed record RepositoryFiles(IReadOnlyList<ConfiguredRepository> All, IReadOnlyList<string> Excludes, string Proxy, IReadOnlyList<string> Unreadable)
{
    private const string MainSection = "main";

    public IEnumerable<ConfiguredRepository> Enabled => All.Where(r => r.Enabled);

    /// <summary>The hosts behind the enabled ones, each once.</summary>
    public IReadOnlyList<string> Mirrors => [.. Enabled.SelectMany(r => r.Hosts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static RepositoryFiles Parse(IEnumerable<string> lines)
    {
        // A later section of the same name overrides what it sets, as in dnf 5's repos.override.d.
        var found = new Dictionary<string, ConfiguredRepository>(StringComparer.Ordinal);
        var (excludes, unreadable) = (new List<string>(), new List<string>());
        var (section, proxy) = ("", "");
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.StartsWith("!unreadable ", StringComparison.Ordinal))
            {
                unreadable.Add(Clean.Text(text["!unreadable ".Length..]));
                continue;
            }

            if (text.StartsWith('[') && text.EndsWith(']') && text.Length > 2)
            {
                section = Clean.Text(text[1..^1]);
                if (section != MainSection) found.TryAdd(section, new ConfiguredRepository(section, true, [], true));
                continue;
            }

            var equals = text.IndexOf('=');
            if (equals <= 0) continue;
            var (key, value) = (text[..equals].Trim().ToLowerInvariant(), Clean.Text(text[(equals + 1)..]));
            if (key.StartsWith("exclude", StringComparison.Ordinal))
            {
                excludes.AddRange(value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
            }
            else if (section == MainSection && key == "proxy" && value != "_none_")
            {
                proxy = Secrets.Masked(value);
            }
            else if (found.TryGetValue(section, out var repository))
            {
                found[section] = With(repository, key, value);
            }
        }

        return new RepositoryFiles([.. found.Values], excludes, proxy, unreadable);
    }

    private static ConfiguredRepository With(ConfiguredRepository r, string key, string value) => key switch
    {
        "enabled" => r with { Enabled = value is not ("0" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off") },
        "baseurl" or "mirrorlist" or "metalink" => r with { Hosts = [.. r.Hosts, .. value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(HostOf).OfType<string>()] },
        "autorefresh" => r with { Refreshed = value is "1" or "yes" or "true" or "on" },
        "metadata_expire" => r with { Refreshed = value is not ("-1" or "never") },
        _ => r,
    };

    /// <summary>"https://user:secret@mirror.example/x" is of "mirror.example"; null for a path of this machine.</summary>
    public static string? HostOf(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0 || url.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return null;
        var rest = url[(start + 3)..];
        var authority = rest.IndexOfAny(['/', '?']) is var end and >= 0 ? rest[..end] : rest;
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        return Clean.IsWord(host) ? host : null;
    }
}
