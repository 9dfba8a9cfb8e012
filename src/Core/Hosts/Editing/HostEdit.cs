using System.Globalization;
using Cockpit.Core.Ids;

namespace Cockpit.Core.Hosts.Editing;

/// <summary>Applies what was said about a host, or says what is wrong with it. Pure.</summary>
public static class HostEdit
{
    /// <summary>Characters of a name, the limit of a DNS name (RFC 1035 section 2.3.4).</summary>
    public const int MaxName = 253;

    /// <summary>Characters of any other field. Long enough for a URL or a path, short enough for a row.</summary>
    public const int MaxValue = 1_024;

    /// <summary>Tags of one host. Inventories by hand have a handful.</summary>
    public const int MaxTags = 64;

    /// <summary>More names of one host. A machine with a name on each of its networks has a handful.</summary>
    public const int MaxAliases = 64;

    private const int SshPort = 22;

    /// <param name="before">The host as it is, or null for a new one.</param>
    /// <param name="name">The name of a new host; ignored for one that exists.</param>
    /// <param name="demo">Simulated hosts are allowed: only a demo's file may hold them.</param>
    /// <param name="problem">What is wrong, as a sentence; empty when all is well.</param>
    /// <returns>The host after the edit, or null with a problem.</returns>
    public static Host? Apply(Host? before, string name, HostFields fields, bool demo, out string problem)
    {
        problem = before is null ? NameProblem(name) : "";
        if (problem.Length > 0) return null;
        var edit = new Editor(fields);
        Host host = before ?? new Host(new HostId(0), name, name, SshPort, null, Transport.Ssh, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null);
        host = host with
        {
            Address = edit.Address(host.Name, host.Address),
            Port = edit.Port(host.Port, SshPort),
            User = edit.Word(HostFields.User, host.User),
            Transport = edit.Choice<Transport>(HostFields.Transport, host.Transport) ?? Transport.Ssh,
            Environment = edit.Text(HostFields.Environment, host.Environment),
            Role = edit.Text(HostFields.Role, host.Role),
            Tags = edit.Tags(host.Tags),
            HaGroup = edit.Text(HostFields.HaGroup, host.HaGroup),
            Criticality = edit.Criticality(host.Criticality),
            Exposure = edit.Choice(HostFields.Exposure, host.Exposure),
            Identity = edit.Text(HostFields.Identity, host.Identity),
            Owner = edit.Text(HostFields.Owner, host.Owner),
            Phone = edit.Text(HostFields.Phone, host.Phone),
            Console = edit.Text(HostFields.Console, host.Console),
            Via = edit.Word(HostFields.Via, host.Via),
            Credential = edit.Word(HostFields.Credential, host.Credential),
            Ssh = edit.Choice(HostFields.Ssh, host.Ssh),
            Aliases = edit.Aliases(host.Aliases),
        };
        if (host.Transport == Transport.Simulated && !demo) edit.Problem("Simulated hosts belong in a demo's file only.");
        problem = edit.FirstProblem;
        return problem.Length == 0 ? host : null;
    }

    /// <summary>True when nothing that a person described differs.</summary>
    public static bool Same(Host a, Host b) =>
        a with { Tags = b.Tags, Aliases = b.Aliases } == b && a.Aliases.SequenceEqual(b.Aliases) && a.Tags.Count == b.Tags.Count && a.Tags.All(t => b.Tags.TryGetValue(t.Key, out string? value) && value == t.Value);

    /// <summary>What is wrong with a further name of a host, which may be an address too; empty when it is fine.</summary>
    public static string AliasProblem(string alias) =>
        alias.Length is 0 or > MaxName || !alias.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':') ? $"{Printable(alias)} is no name of a host." : "";

    /// <summary>Names go into commands, tables and file names, so they hold letters, digits, ".", "-" and "_" only. Empty when it is fine.</summary>
    private static string NameProblem(string name)
    {
        if (name.Length == 0) return "The name is empty.";
        if (name.Length > MaxName) return $"The name has {name.Length:N0} characters; {MaxName} are allowed.";
        if (!char.IsAsciiLetterOrDigit(name[0])) return $"The name {Printable(name)} has to begin with a letter or a digit.";
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? "" : $"The name {Printable(name)} may hold letters, digits, \".\", \"-\" and \"_\" only.";
    }

    private static string Printable(string text) => $"\"{new string([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)])}\"";

    private sealed class Editor(HostFields fields)
    {
        public string FirstProblem { get; private set; } = "";

        public void Problem(string sentence)
        {
            if (FirstProblem.Length == 0) FirstProblem = sentence;
        }

        /// <summary>Null: not named. Empty: to be cleared.</summary>
        private string? Named(string field)
        {
            if (!fields.Values.TryGetValue(field, out string? value)) return null;
            value = value.Trim();
            if (value.Length > MaxValue) Problem($"{field} has {value.Length:N0} characters; {MaxValue:N0} are allowed.");
            else if (value.Any(char.IsControl)) Problem($"{field} holds a control character.");
            else return value;
            return null;
        }

        public string? Text(string field, string? before) => Named(field) is { } value ? (value.Length == 0 ? null : value) : before;

        /// <summary>A text that reaches ssh: no spaces, and no leading "-", which would read as an option there.</summary>
        public string? Word(string field, string? before)
        {
            string? value = Text(field, before);
            if (value is not null && (value[0] == '-' || value.Any(char.IsWhiteSpace))) Problem($"{field} is {Printable(value)}: it may not begin with \"-\" or hold a space.");
            return value;
        }

        public string Address(string name, string before) => Word(HostFields.Address, before) ?? name;

        public int Port(int before, int standard)
        {
            if (Named(HostFields.Port) is not { } value) return before;
            if (value.Length == 0) return standard;
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65_535) return port;
            Problem($"port is {Printable(value)}; 1 to 65535 are ports.");
            return before;
        }

        public int? Criticality(int? before)
        {
            if (Named(HostFields.Criticality) is not { } value) return before;
            if (value.Length == 0) return null;
            if (value.Length == 1 && value[0] is >= '1' and <= '5') return value[0] - '0';
            Problem($"criticality is {Printable(value)}; it goes from 1 (least) to 5.");
            return before;
        }

        public T? Choice<T>(string field, T? before) where T : struct, Enum
        {
            if (Named(field) is not { } value) return before;
            if (value.Length == 0) return null;
            if (char.IsAsciiLetter(value[0]) && Enum.TryParse(value, ignoreCase: true, out T chosen) && Enum.IsDefined(chosen)) return chosen;
            Problem($"{field} is {Printable(value)}; it can be {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}.");
            return before;
        }

        public IReadOnlyList<string> Aliases(IReadOnlyList<string> before)
        {
            if (fields.Aliases.Count == 0 && fields.Unalias.Count == 0) return before;
            var aliases = new SortedSet<string>(before, StringComparer.OrdinalIgnoreCase);
            foreach (string alias in fields.Unalias)
            {
                if (!aliases.Remove(alias)) Problem($"There is no further name {Printable(alias)} to take away.");
            }
            foreach (string alias in fields.Aliases)
            {
                if (AliasProblem(alias) is { Length: > 0 } problem) Problem(problem);
                else aliases.Add(alias);
            }
            if (aliases.Count > MaxAliases) Problem($"A host can have {MaxAliases} further names.");
            return [.. aliases];
        }

        public Dictionary<string, string> Tags(IReadOnlyDictionary<string, string> before)
        {
            var tags = new Dictionary<string, string>(before, StringComparer.OrdinalIgnoreCase);
            foreach (string key in fields.Untag)
            {
                if (!tags.Remove(key)) Problem($"There is no tag {Printable(key)} to take away.");
            }
            foreach (string tag in fields.Tags)
            {
                int equals = tag.IndexOf('=', StringComparison.Ordinal);
                string key = (equals < 0 ? tag : tag[..equals]).Trim();
                string value = equals < 0 ? "" : tag[(equals + 1)..].Trim();
                if (key.Length is 0 or > 64 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) Problem($"The tag {Printable(tag)} is none: write KEY=VALUE, the key of letters, digits, \".\", \"-\" and \"_\".");
                else if (value.Length > 256 || value.Any(char.IsControl)) Problem($"The value of the tag {key} is too long or holds a control character.");
                else tags[key] = value;
            }
            if (tags.Count > MaxTags) Problem($"A host can have {MaxTags} tags.");
            return tags;
        }
    }
}
