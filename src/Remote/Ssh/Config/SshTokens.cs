using System.Text;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>What the tokens of ssh_config(5) stand for in one connection.</summary>
/// <param name="Home">%d, and a leading "~".</param>
/// <param name="Machine">%l, this machine's name; %L is its first part.</param>
/// <param name="HostName">%h.</param>
/// <param name="Original">%n, the name as it was asked.</param>
/// <param name="KeyAlias">%k.</param>
/// <param name="Remote">%r, the user there.</param>
/// <param name="Local">%u, the user here.</param>
/// <param name="Variable">The environment, for ${NAME}.</param>
internal sealed record SshTokens(
    string Home, string Machine, string HostName, string Original, int Port, string KeyAlias, string Remote, string Local, Func<string, string?> Variable)
{
    /// <summary>A path: "~", ${NAME} and tokens are filled in.</summary>
    /// <exception cref="CockpitException">SSH_CONFIG for what cannot be.</exception>
    public string Path(string text)
    {
        var path = Fill(Variables(text));
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            return Home + path[1..];
        }

        return path.StartsWith('~')
            ? throw Bad($"{HostText.OneLine(text)} names the home folder of another user.", "Write the whole path.")
            : System.IO.Path.GetFullPath(path);
    }

    /// <summary>Tokens are filled in, as they are; whoever gives the result to a shell has to know what the names are made of.</summary>
    public string Fill(string text)
    {
        if (!text.Contains('%'))
        {
            return text;
        }

        var filled = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                filled.Append(text[i]);
                continue;
            }

            filled.Append((i + 1 < text.Length ? text[++i] : ' ') switch
            {
                '%' => "%",
                'd' => Home,
                'h' => HostName,
                'k' => KeyAlias,
                'L' => Machine.Split('.')[0],
                'l' => Machine,
                'n' => Original,
                'p' => Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                'r' => Remote,
                'u' => Local,
                var token => throw Bad($"The token %{token} in {HostText.OneLine(text)} is not known here.", "Write what it stands for."),
            });
        }

        return filled.ToString();
    }

    private string Variables(string text)
    {
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", start, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            var value = end < 0 ? null : Variable(text[(start + 2)..end]);
            if (value is null)
            {
                throw Bad($"{HostText.OneLine(text)} names an environment variable that is not set.", "Set it, or write what it stands for.");
            }

            text = text[..start] + value + text[(end + 1)..];
            start += value.Length;
        }

        return text;
    }

    private static CockpitException Bad(string what, string hint) => new(RemoteErrors.SshConfig.Because($"In the ssh configuration: {what}", hint));
}
