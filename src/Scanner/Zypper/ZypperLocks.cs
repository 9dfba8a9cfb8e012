using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;

namespace Cockpit.Scanner.Zypper;

/// <summary>/etc/zypp/locks: blocks of "key: value", an empty line between them. Pure.</summary>
public sealed class ZypperLocks
{
    private readonly List<string> _patterns = [];

    public ZypperLocks(IEnumerable<string> lines)
    {
        var block = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Append(""))
        {
            var colon = line.IndexOf(':');
            if (colon > 0) block[line[..colon].Trim()] = Clean.Text(line[(colon + 1)..]);
            if (line.Trim().Length > 0) continue;
            if (block.GetValueOrDefault("type", "package") == "package" && block.GetValueOrDefault("solvable_name") is { Length: > 0 } name && Pattern(block.GetValueOrDefault("match_type"), name) is { } pattern)
            {
                _patterns.Add(pattern);
            }

            block.Clear();
        }
    }

    public bool Match(string package) => _patterns.Exists(p => Glob.Matches(p, package));

    /// <summary>Null for a regular expression: what it locks shows in that zypper leaves it.</summary>
    private static string? Pattern(string? matchType, string name) => matchType switch
    {
        null or "glob" or "exact" or "none" => name,
        "substring" => $"*{name}*",
        _ => null,
    };
}
