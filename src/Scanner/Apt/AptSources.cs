using Cockpit.Core.Hosts.Support;
using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>The "Package files" of apt-cache policy: which label and suite stand behind each index. Pure.</summary>
public sealed class AptSources
{
    private readonly Dictionary<string, AptSource> _byIndex = new(StringComparer.Ordinal);

    /// <param name="codename">Of the release that the host runs: another release's security suite is none for it. Empty where it has none.</param>
    public AptSources(IEnumerable<string> lines, string codename = "")
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
                _byIndex[index] = AptSource.Parse(line["     release ".Length..], codename);
            }
        }
    }

    /// <summary>Whether any index comes from a security suite.</summary>
    public bool AnySecurity => _byIndex.Values.Any(s => s.IsSecurity);

    /// <summary>The services of Ubuntu Pro whose packages are among the sources: "esm-infra", "esm-apps".</summary>
    public IEnumerable<string> ProServices => _byIndex.Values.Select(s => s.Label switch
    {
        "UbuntuESM" => "esm-infra",
        "UbuntuESMApps" => "esm-apps",
        _ => "",
    }).Where(s => s.Length > 0).Distinct();

    /// <summary>What stands behind a repository's suite ("http://host/debian/", "bookworm"); null where no index of it is there.</summary>
    public AptSource? Of(string address, string suite)
    {
        var begin = Secrets.Without($"{address.TrimEnd('/')} {suite.TrimEnd('/')}/");
        return _byIndex.Where(i => Secrets.Without(i.Key).StartsWith(begin, StringComparison.Ordinal)).Select(i => i.Value).FirstOrDefault();
    }

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
/// <param name="IsSecurity">Label, suite or codename says so, and it is not another release's. Ubuntu tells it by the suite alone ("jammy-security"), Debian by both.</param>
public sealed record AptSource(string Label, string Suite, bool IsSecurity)
{
    /// <summary>It is the distribution's own.</summary>
    public bool IsVendor { get; init; }

    /// <summary>Whether a name says that it holds security updates.</summary>
    internal static bool SaysSecurity(string name) => name.Contains("security", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the distributions call themselves in their Release files.</summary>
    private static readonly string[] Vendors = ["Debian", "Ubuntu", "UbuntuESM", "UbuntuESMApps"];

    /// <summary>As apt's simulation writes it: "Debian-Security:oldstable-security".</summary>
    public override string ToString() => Label.Length == 0 ? Suite : $"{Label}:{Suite}";

    /// <summary>"v=12,o=Debian,a=oldstable,n=bookworm,l=Debian,c=main,b=amd64".</summary>
    internal static AptSource Parse(string release, string hostCodename)
    {
        string label = "", suite = "", codename = "", origin = "";
        foreach (var part in release.Split(','))
        {
            var value = part.Length > 2 && part[1] == '=' ? Clean.Text(part[2..]) : "";
            switch (part[0..Math.Min(2, part.Length)])
            {
                case "o=":
                    origin = value;
                    break;
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

        var security = new[] { label, suite, codename }.Any(SaysSecurity) && !OsSupports.IsOfAnotherRelease(codename, hostCodename);
        return new AptSource(label, suite.Length > 0 ? suite : codename, security) { IsVendor = Vendors.Contains(origin) };
    }
}
