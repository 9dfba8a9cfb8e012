using System.Net;
using System.Text.RegularExpressions;
using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>
/// What a host's variables and groups become. Connection variables become the fields of the same meaning; "env" or "environment" and
/// "role" become environment and role, "cockpit_FIELD" any other field; each group becomes the tag "ansible.GROUP".
/// </summary>
internal static partial class AnsibleMapping
{
    /// <summary>Before a group's name in its tag.</summary>
    public const string TagPrefix = "ansible.";

    /// <summary>Before the name of a field that has no variable of Ansible's.</summary>
    private const string OwnPrefix = "cockpit_";

    /// <summary>The variables of each field, the first that is set counts.</summary>
    private static readonly (string Field, string[] Variables)[] Fields =
    [
        (HostFields.Address, ["ansible_host", "ansible_ssh_host"]),
        (HostFields.Port, ["ansible_port", "ansible_ssh_port"]),
        (HostFields.User, ["ansible_user", "ansible_ssh_user"]),
        (HostFields.Identity, ["ansible_private_key_file", "ansible_ssh_private_key_file"]),
        (HostFields.Environment, ["cockpit_environment", "cockpit_env", "env", "environment"]),
        (HostFields.Role, ["cockpit_role", "role"]),
        .. new[] { HostFields.HaGroup, HostFields.Criticality, HostFields.Exposure, HostFields.Owner, HostFields.Phone, HostFields.Console, HostFields.Via, HostFields.Credential }
            .Select(f => (f, new[] { OwnPrefix + f })),
    ];

    private static readonly string[] Secrets =
        ["ansible_password", "ansible_ssh_pass", "ansible_ssh_password", "ansible_become_password", "ansible_become_pass", "ansible_sudo_pass", "ansible_ssh_private_key_passphrase"];

    private static readonly string[] SshArguments = ["ansible_ssh_common_args", "ansible_ssh_extra_args"];

    /// <summary>Adds the host to the draft, or says why it cannot be one.</summary>
    /// <param name="vars">All that hold for it.</param>
    /// <param name="groups">All that it is in.</param>
    public static void Take(AnsibleHost host, Dictionary<string, AnsibleValue> vars, IEnumerable<AnsibleGroup> groups, InventoryDraft draft)
    {
        var fields = new List<(string, string?)>();
        foreach ((string field, string[] names) in Fields)
        {
            string? variable = names.FirstOrDefault(vars.ContainsKey);
            if (variable is null) continue;
            if (Text(host, vars[variable]) is { } text) fields.Add((field, text));
            // A field that Ansible's own "environment" and "role" fill with maps is not ours; what is needed to reach the host is.
            else if (!vars[variable].IsVaulted && vars[variable].Text is null && field is HostFields.Environment or HostFields.Role) continue;
            else
            {
                draft.Reject(host.Line, $"{Quoted.Of(host.Name)}: {variable} {WhyNot(vars[variable])}.");
                return;
            }
        }
        if (Transport(host, vars, draft, out string? transport)) return;
        fields.Add((HostFields.Transport, transport));
        if (!fields.Any(f => f.Item1 == HostFields.Via) && Via(host, vars, draft) is { } via) fields.Add((HostFields.Via, via));
        if (Secrets.FirstOrDefault(vars.ContainsKey) is { } secret) draft.PassOver(vars[secret].Line, $"{Quoted.Of(host.Name)}: {secret} is a secret and is not taken over.");
        var tags = new List<string>();
        foreach (string group in groups.Select(g => g.Name).Where(g => g is not (AnsibleTree.All or AnsibleTree.Ungrouped)).Order(StringComparer.Ordinal))
        {
            if (group.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) tags.Add(TagPrefix + group);
            else draft.PassOver(host.Line, $"{Quoted.Of(host.Name)}: the group {Quoted.Of(group)} cannot be a tag.");
        }
        // A name cannot hold the colons of an IPv6 address.
        bool isIpv6 = host.Name.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host.Name, out _);
        if (isIpv6 && !fields.Any(f => f.Item1 == HostFields.Address)) fields.Add((HostFields.Address, host.Name));
        draft.Add(InventoryDraft.Row(host.Line, isIpv6 ? host.Name.Replace(':', '-') : host.Name, fields, tags));
    }

    /// <summary>True where the host cannot be taken.</summary>
    private static bool Transport(AnsibleHost host, Dictionary<string, AnsibleValue> vars, InventoryDraft draft, out string? transport)
    {
        transport = null;
        if (!vars.TryGetValue("ansible_connection", out AnsibleValue? connection)) return false;
        string? word = Text(host, connection);
        string? name = word?[(word.LastIndexOf('.') + 1)..].ToLowerInvariant();
        transport = name switch { "local" => "local", "winrm" or "psrp" => "winrm", "ssh" or "smart" or "paramiko" or "paramiko_ssh" => "ssh", _ => null };
        if (transport is not null) return false;
        draft.Reject(host.Line, $"{Quoted.Of(host.Name)}: ansible_connection {(word is null ? WhyNot(connection) : $"is {Quoted.Of(word)}, which is none of ssh, local and winrm")}.");
        return true;
    }

    /// <summary>The jump hosts that ssh's own arguments name, where they do so in one of the common ways.</summary>
    private static string? Via(AnsibleHost host, Dictionary<string, AnsibleValue> vars, InventoryDraft draft)
    {
        foreach (string variable in SshArguments)
        {
            if (!vars.TryGetValue(variable, out AnsibleValue? value) || value.Text is "") continue;
            if (Text(host, value) is { } text && ShellWords.Split(text, comments: false) is { } words && SshJump.Of(words) is { } jump) return jump;
            draft.PassOver(value.Line, $"{Quoted.Of(host.Name)}: {variable} is not taken over; write it into ssh_config or name the jump host with --via.");
        }
        return null;
    }

    /// <summary>The value with the templates that mean the host's own name filled in; null where it is no plain text.</summary>
    private static string? Text(AnsibleHost host, AnsibleValue value)
    {
        if (value.IsVaulted || value.Text is not { } text) return null;
        if (!IsTemplate(text)) return text;
        string filled = OwnName().Replace(text, m => m.Groups[1].Value == "inventory_hostname" ? host.Name : host.Name.Split('.')[0]);
        return IsTemplate(filled) ? null : filled;
    }

    [GeneratedRegex(@"\{\{\s*(inventory_hostname(?:_short)?)\s*\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OwnName();

    private static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal);

    private static string WhyNot(AnsibleValue value) => value.IsVaulted ? "is encrypted with ansible-vault, which is not opened here" : value.Text is null ? "is no single value" : "is a template that only Ansible can fill in";
}
