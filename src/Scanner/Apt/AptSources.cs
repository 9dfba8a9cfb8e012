using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>The "Package files" of apt-cache policy: which label and suite stand behind each index. Pure.</summary>
public sealed class AptSources
{
    private readonly Dictionary<string, AptSource> _byIndex = new(StringComparer.Ordinal);

    public AptSources(IEnumerable<string> lines)
    {
        string? index = null;
        foreach (var line in lines)
        {
            if (IndexOf(line) is { } named)
            {
                index = named;
            }
            else if (index is not null && line.StartsWith("     release ", StringComparison.Ordinal))
            {
                _byIndex[index] = AptSource.Parse(line["     release ".Length..]);
            }
        }
    }

    /// <summary>Whether any index comes from a security suite.</summary>
    public bool AnySecurity => _byIndex.Values.Any(s => s.IsSecurity);

    /// <summary>What stands behind an index line ("500 http://... bookworm/main amd64 Packages"); null for dpkg's own status.</summary>
    public AptSource? Behind(string indexLine) => IndexOf(indexLine) is { } index ? _byIndex.GetValueOrDefault(index) : null;

    /// <summary>" 500 http://host/debian bookworm/main amd64 Packages" without its priority; null for other lines.</summary>
    private static string? IndexOf(string line)
    {
        var text = line.TrimStart(' ');
        var space = text.IndexOf(' ');
        return line.StartsWith(' ') && space > 0 && int.TryParse(text[..space], out _) ? text[(space + 1)..].Trim() : null;
    }
}

/// <summary>A release that packages come from.</summary>
/// <param name="Label">Such as "Debian-Security"; empty where none is given.</param>
/// <param name="Suite">The archive's name, such as "oldstable-security"; the codename where none is given.</param>
/// <param name="IsSecurity">Label, suite or codename says so. Ubuntu tells it by the suite alone ("jammy-security"), Debian by both.</param>
public sealed record AptSource(string Label, string Suite, bool IsSecurity)
{
    /// <summary>As apt's simulation writes it: "Debian-Security:oldstable-security".</summary>
    public override string ToString() => Label.Length == 0 ? Suite : $"{Label}:{Suite}";

    /// <summary>"v=12,o=Debian,a=oldstable,n=bookworm,l=Debian,c=main,b=amd64".</summary>
    internal static AptSource Parse(string release)
    {
        string label = "", suite = "", codename = "";
        foreach (var part in release.Split(','))
        {
            var value = part.Length > 2 && part[1] == '=' ? Clean.Text(part[2..]) : "";
            switch (part[0..Math.Min(2, part.Length)])
            {
                case "l=":
                    label = value;
                    break;
                case "a=":
                    suite = value;
                    break;
                case "n=":
                    codename = value;
                    break;
            }
        }

        var security = new[] { label, suite, codename }.Any(text => text.Contains("security", StringComparison.OrdinalIgnoreCase));
        return new AptSource(label, suite.Length > 0 ? suite : codename, security);
    }
}
