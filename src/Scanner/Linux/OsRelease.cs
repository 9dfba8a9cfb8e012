namespace Cockpit.Scanner.Linux;

/// <summary>/etc/os-release (os-release(5)). Pure.</summary>
internal sealed class OsRelease
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public OsRelease(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var equals = line.IndexOf('=');
            if (equals > 0)
            {
                _values[line[..equals]] = Clean.Text(Unquote(line[(equals + 1)..].Trim()));
            }
        }
    }

    /// <summary>ID, which is "linux" where it is not given.</summary>
    public string Id => Value("ID") is { Length: > 0 } id ? id : "linux";

    public string VersionId => Value("VERSION_ID");

    public string Codename => Value("VERSION_CODENAME");

    /// <summary>The codename of the release whose packages it takes: a system that is built on Ubuntu or Debian names that one too.</summary>
    public string BaseCodename => Value("UBUNTU_CODENAME") is { Length: > 0 } ubuntu ? ubuntu : Value("DEBIAN_CODENAME") is { Length: > 0 } debian ? debian : Codename;

    /// <summary>SUPPORT_END, a date; empty where the vendor does not tell it there.</summary>
    public string SupportEnd => Value("SUPPORT_END");

    /// <summary>Debian, Ubuntu, or one that says it is like them.</summary>
    public bool IsDebianLike => Id is "debian" or "ubuntu" || Value("ID_LIKE").Split(' ').Any(like => like is "debian" or "ubuntu");

    public string PrettyName => Value("PRETTY_NAME") is { Length: > 0 } name ? name : Id;

    private string Value(string name) => _values.GetValueOrDefault(name, "");

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
