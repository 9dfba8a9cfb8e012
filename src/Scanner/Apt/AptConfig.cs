using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>Lines of apt-config dump: <c>Acquire::http::Proxy "http://proxy:3128";</c>. Pure.</summary>
internal sealed class AptConfig
{
    private readonly List<(string Name, string Value)> _values = [];

    public AptConfig(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var space = line.IndexOf(' ');
            if (space > 0)
            {
                _values.Add((line[..space], line[(space + 1)..].TrimEnd().TrimEnd(';').Trim('"')));
            }
        }
    }

    /// <summary>The periodic run upgrades: APT::Periodic::Unattended-Upgrade is a number of days other than 0, or "always" (apt.systemd.daily).</summary>
    public bool Unattended => Last("APT::Periodic::Unattended-Upgrade") is { Length: > 0 } days && days != "0" && Last("APT::Periodic::Enable") != "0";

    /// <summary>The proxies that apt goes through, passwords masked; empty where it goes straight.</summary>
    public string Proxy => string.Join(", ", _values
        .Where(v => v.Name.StartsWith("Acquire::", StringComparison.OrdinalIgnoreCase) && v.Value.Length > 0 && !v.Value.Equals("DIRECT", StringComparison.OrdinalIgnoreCase))
        .Select(v => Words(v.Name, v.Value))
        .Distinct());

    /// <summary>"Acquire::http::Proxy::deb.example" is for one host, "Acquire::http::Proxy-Auto-Detect" names a program that tells the proxy.</summary>
    private static string Words(string name, string value)
    {
        var parts = name.Split("::");
        var of = parts.Length > 3 ? $" ({Clean.Text(parts[3])})" : "";
        return parts.Length > 2 && parts[2].Contains("detect", StringComparison.OrdinalIgnoreCase) ? $"told by {Clean.Text(value)}" : Clean.Text(value) + of;
    }

    /// <summary>A later file overrides an earlier one.</summary>
    private string? Last(string name) => _values.FindLast(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
