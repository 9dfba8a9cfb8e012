using System.CommandLine;
using Cockpit.Core.Operations;

namespace Cockpit.Cli;

/// <summary>Every command: the tree that is parsed, what each one runs, and the operation behind it.</summary>
internal sealed class CommandSet
{
    private readonly Dictionary<Command, Func<Call, int>> handlers = [];
    private readonly Dictionary<Command, Operation> operations = [];

    public RootCommand Root { get; } = new("Patch operations from the terminal: what is installed, what is risky, and updates ring by ring.");

    public CommandSet()
    {
        // Help, version and errors go through our own printers, so the library's own options and directives go.
        Root.Options.Clear();
        Root.Directives.Clear();
        foreach (Option option in GlobalOptions.All) Root.Add(option);
    }

    /// <summary>Adds the command of an operation under its nouns, with the operation's words.</summary>
    public void Add(Operation operation, IReadOnlyList<Symbol> symbols, Func<Call, int> run)
    {
        Command command = Find(operation.Verb.Split(' '), operation.Help);
        command.Description = operation.Help;
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Option option) command.Add(option);
            else if (symbol is Argument argument) command.Add(argument);
        }
        // The library refuses a noun without a verb unless the noun has an action of its own, as "worker" has.
        command.SetAction(_ => 0);
        handlers.Add(command, run);
        operations.Add(command, operation);
    }

    /// <summary>A command that programs call, not people: it stands in no help and no docs.</summary>
    public void AddHidden(Command command, Func<Call, int> run)
    {
        Root.Add(command);
        handlers.Add(command, run);
    }

    public Func<Call, int>? Handler(Command command) => handlers.GetValueOrDefault(command);

    public Operation? Operation(Command command) => operations.GetValueOrDefault(command);

    private Command Find(string[] words, string help)
    {
        Command at = Root;
        foreach (string word in words)
        {
            Command? next = at.Subcommands.FirstOrDefault(c => c.Name == word);
            if (next is null)
            {
                next = new Command(word, word == words[^1] ? help : Nouns.GetValueOrDefault(word, word));
                at.Add(next);
            }
            at = next;
        }
        return at;
    }

    private static readonly Dictionary<string, string> Nouns = new()
    {
        ["host"] = "Hosts: add, import, list, show, change.",
        ["credential"] = "Named ways to log in and to become root.",
        ["secret"] = "Secrets in the file's vault.",
        ["vault"] = "The vault: how it opens, unlock, lock.",
        ["findings"] = "A scanner's findings: import, list, show.",
        ["intel"] = "What is known of vulnerabilities from outside: import, status.",
        ["risk"] = "The risk that open findings make.",
        ["update"] = "Pending updates over the fleet.",
        ["rules"] = "The rules that make the risk: show, set, history, reset.",
        ["policy"] = "Policies: which rule applies to which host.",
        ["review"] = "What is owed a look by another person: list, sign.",
        ["notify"] = "Notices: channels, what was told, what could not be delivered.",
        ["role"] = "Who may do what: roles of OS users and groups.",
        ["scope"] = "Expressions that select hosts.",
        ["window"] = "Maintenance windows: set, list, show, next openings.",
        ["freeze"] = "Times in which nothing starts.",
        ["calendar"] = "Windows and freezes as .ics files: export, import.",
        ["rollout"] = "Rollouts: plan, approve, start, follow, stop.",
        ["audit"] = "The journal: who did what, when.",
        ["worker"] = "The process that carries rollouts out.",
        ["db"] = "The file itself.",
    };
}
