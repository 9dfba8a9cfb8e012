using System.Globalization;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>What is asked of a configuration.</summary>
/// <param name="Name">The name as a person would type it behind ssh.</param>
/// <param name="User">As -l would give it; null where nobody named one.</param>
/// <param name="Port">As -p would give it; null where nobody named one.</param>
internal sealed record SshQuestion(string Name, string? User = null, int? Port = null);

/// <summary>Either what is set, or why only ssh itself can tell, as a sentence.</summary>
internal sealed record SshConfigAnswer(SshOptions? Options, string? Beyond);

/// <summary>
/// Works out what ssh_config files set for a name: Host and Match blocks, Include, the first value wins (ssh_config(5)). Pure. It never
/// guesses: what it does not know for certain (Match exec, canonical names, a keyword of a newer ssh, a line that is wrong) is
/// <see cref="SshConfigAnswer.Beyond"/> it, and ssh is asked.
/// </summary>
internal sealed class SshConfigReader
{
    private readonly SshQuestion _question;
    private readonly string _localUser;
    private readonly Dictionary<string, IReadOnlyList<string>> _values = [];
    private string _ignoreUnknown = "";
    private string? _beyond;

    private SshConfigReader(SshQuestion question, string localUser)
    {
        _question = question;
        _localUser = localUser;
        if (question.User is { } user)
        {
            _values[SshKeywords.User] = [user];
        }

        if (question.Port is { } port)
        {
            _values[SshKeywords.Port] = [port.ToString(CultureInfo.InvariantCulture)];
        }
    }

    /// <param name="files">The person's file, then the machine's.</param>
    /// <param name="localUser">Who runs this process.</param>
    public static SshConfigAnswer Resolve(IEnumerable<SshConfigFile> files, SshQuestion question, string localUser)
    {
        var reader = new SshConfigReader(question, localUser);
        foreach (var file in files)
        {
            reader.Read(file, active: true, neverMatch: false);
        }

        if (reader._beyond is null && reader._values.TryGetValue(SshKeywords.CanonicalizeHostname, out var canonicalize) && canonicalize[0].ToLowerInvariant() is "yes" or "true" or "always")
        {
            reader._beyond = "CanonicalizeHostname is set.";
        }

        return reader._beyond is { } why ? new SshConfigAnswer(null, why) : new SshConfigAnswer(new SshOptions(reader._values), null);
    }

    /// <param name="neverMatch">Included from a block that does not hold: its own blocks hold neither.</param>
    private void Read(SshConfigFile file, bool active, bool neverMatch)
    {
        if (file.Problem is { } problem)
        {
            _beyond ??= $"{file.Path} {problem}";
            return;
        }

        foreach (var line in file.Lines)
        {
            switch (line.Keyword)
            {
                case SshKeywords.Host when line.Words is { Count: > 0 } patterns:
                    active = !neverMatch && Wildcard.AnyLike([.. patterns], _question.Name);
                    break;
                case SshKeywords.Match:
                    active = Matches(line, file) && !neverMatch;
                    break;
                case SshKeywords.Include when line.Words is { Count: > 0 }:
                    foreach (var included in file.Included.GetValueOrDefault(line.Number, []))
                    {
                        Read(included, active, neverMatch || !active);
                    }

                    break;
                default:
                    Set(line, file, active);
                    break;
            }

            if (_beyond is not null)
            {
                return;
            }
        }
    }

    private void Set(SshConfigLine line, SshConfigFile file, bool active)
    {
        var keyword = SshKeywords.Today(line.Keyword);
        if (keyword == SshKeywords.IgnoreUnknown && line.Words is [var patterns])
        {
            _ignoreUnknown = _ignoreUnknown.Length > 0 || !active ? _ignoreUnknown : patterns;
            return;
        }

        if (SshKeywords.Of(keyword) is not { } kind)
        {
            if (!Wildcard.AnyLike(_ignoreUnknown.ToLowerInvariant().Split(','), keyword))
            {
                Leave(file, line, $"has \"{HostText.OneLine(line.Keyword)}\", which this program does not know");
            }

            return;
        }

        if (Values(kind, line) is not { Count: > 0 } values || Wrong(keyword, values))
        {
            Leave(file, line, "cannot be read");
            return;
        }

        // Of ProxyJump and ProxyCommand the first of both wins; ProxyJump none leaves a ProxyCommand its place.
        var taken = _values.ContainsKey(keyword)
            || (keyword == SshKeywords.ProxyCommand && _values.TryGetValue(SshKeywords.ProxyJump, out var jump) && !jump[0].Equals("none", StringComparison.OrdinalIgnoreCase))
            || (keyword == SshKeywords.ProxyJump && _values.ContainsKey(SshKeywords.ProxyCommand));
        if (!active || kind == SshValue.Ignored)
        {
            return;
        }

        if (kind == SshValue.Each)
        {
            var before = _values.GetValueOrDefault(keyword, []);
            _values[keyword] = before.Contains(values[0]) ? before : [.. before, values[0]];
        }
        else if (!taken)
        {
            _values[keyword] = values;
        }
    }

    /// <summary>Null or empty where the line does not say what its keyword wants.</summary>
    private static IReadOnlyList<string>? Values(SshValue kind, SshConfigLine line) => kind switch
    {
        SshValue.Ignored => [line.Rest],
        SshValue.Rest => line.Rest.TrimStart(' ', '\t', '=') is { Length: > 0 } rest ? [rest] : null,
        SshValue.Words => line.Words is { } words && words.All(w => w.Length > 0) ? words : null,
        SshValue.Flag => line.Words is [var flag] ? flag.ToLowerInvariant() switch { "yes" or "true" => ["yes"], "no" or "false" => ["no"], _ => null } : null,
        _ => line.Words is [{ Length: > 0 } word] ? [word] : null,
    };

    /// <summary>A port may also be the name of a service, which only ssh looks up.</summary>
    private static bool Wrong(string keyword, IReadOnlyList<string> values) =>
        keyword == SshKeywords.Port && !(int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535);

    /// <summary>Match all, host, originalhost, user and localuser, with ! before them. Everything else is ssh's own business.</summary>
    private bool Matches(SshConfigLine line, SshConfigFile file)
    {
        var words = line.Rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var end = Array.FindIndex(words, w => w.StartsWith('#'));
        words = end < 0 ? words : words[..end];
        if (words.Length == 0 || line.Rest.AsSpan().ContainsAny('"', '\'', '\\') || line.Rest.Contains('='))
        {
            return Leave(file, line, "is a Match that this program does not read");
        }

        if (words is [var all] && all.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var holds = true;
        for (var i = 0; i < words.Length; i += 2)
        {
            var negated = words[i].StartsWith('!');
            string? value = words[i].TrimStart('!').ToLowerInvariant() switch
            {
                "host" => CurrentHost().ToLowerInvariant(),
                "originalhost" => _question.Name.ToLowerInvariant(),
                "user" => _values.GetValueOrDefault(SshKeywords.User, [_localUser])[0],
                "localuser" => _localUser,
                _ => null,
            };
            if (value is null || i + 1 == words.Length)
            {
                return Leave(file, line, "is a Match that this program does not read");
            }

            var hosts = words[i].EndsWith("host", StringComparison.OrdinalIgnoreCase);
            holds &= Wildcard.AnyLike((hosts ? words[i + 1].ToLowerInvariant() : words[i + 1]).Split(','), value) != negated;
        }

        return holds;
    }

    private string CurrentHost() => _values.TryGetValue(SshKeywords.HostName, out var name)
        ? name[0].Replace("%h", _question.Name, StringComparison.Ordinal).Replace("%%", "%", StringComparison.Ordinal)
        : _question.Name;

    private bool Leave(SshConfigFile file, SshConfigLine line, string why)
    {
        _beyond ??= $"Line {line.Number} of {file.Path} {why}.";
        return false;
    }
}
