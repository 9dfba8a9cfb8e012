using System.CommandLine;
using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Cli.Commands;

/// <summary>The options that describe a host, for add and set. What they may hold is decided with the host, as it is for a CSV.</summary>
internal sealed class HostFieldOptions
{
    private readonly List<(Option<string?> Option, string Field)> fields =
    [
        (Options.Text("--address", "DNS name or IP address; the name itself where none is given", "A"), HostFields.Address),
        (Options.Text("--port", "SSH port; 22 where none is given", "P"), HostFields.Port),
        (Options.Text("--user", "remote user; your own name where none is given", "U"), HostFields.User),
        (Options.Text("--transport", "ssh, local (this machine) or winrm", "T"), HostFields.Transport),
        (Options.Text("--env", "environment, such as prod", "E"), HostFields.Environment),
        (Options.Text("--role", "role, such as web", "R"), HostFields.Role),
        (Options.Text("--ha-group", "hosts that must not be down together", "G"), HostFields.HaGroup),
        (Options.Text("--criticality", "1 (least) to 5", "1..5"), HostFields.Criticality),
        (Options.Text("--exposure", "internal, dmz, internet or isolated", "X"), HostFields.Exposure),
        (Options.Text("--identity", "private key file", "FILE"), HostFields.Identity),
        (Options.Text("--owner", "whom to call", "O"), HostFields.Owner),
        (Options.Text("--phone", "under which number", "P"), HostFields.Phone),
        (Options.Text("--console", "where its console is", "URL"), HostFields.Console),
        (Options.Text("--via", "the hosts through which it is reached, as ssh's ProxyJump", "JUMP"), HostFields.Via),
        (Options.Text("--credential", "the credential that logs in there", "C"), HostFields.Credential),
        (Options.Text("--ssh", "what speaks SSH to it: builtin, or program for this machine's own ssh; where none is given the ssh configuration decides", "S"), HostFields.Ssh),
    ];

    private readonly Option<string[]> tags = new("--tag") { Description = "a tag; may be repeated", HelpName = "K=V", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> untag = new("--untag") { Description = "takes a tag away; may be repeated", HelpName = "K", Arity = ArgumentArity.OneOrMore };

    private readonly Option<string[]> alias = new("--alias") { Description = "another name or address of it, or the id by which a scanner knows it; may be repeated", HelpName = "WORD", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> unalias = new("--unalias") { Description = "takes a further name away; may be repeated", HelpName = "WORD", Arity = ArgumentArity.OneOrMore };

    public IReadOnlyList<Symbol> ForAdd => [.. fields.Select(f => f.Option), tags];

    public IReadOnlyList<Symbol> ForSet => [.. ForAdd, untag, alias, unalias];

    public HostFields Read(Call call, bool withUntag) => new(
        fields.Where(f => call.Has(f.Option)).ToDictionary(f => f.Field, f => call.Get(f.Option) ?? ""),
        call.Get(tags) ?? [], withUntag ? call.Get(untag) ?? [] : [])
    {
        Aliases = withUntag ? call.Get(alias) ?? [] : [],
        Unalias = withUntag ? call.Get(unalias) ?? [] : [],
    };
}
