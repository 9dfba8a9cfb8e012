using System.CommandLine;
using System.Text;
using Cockpit.Cli;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;

namespace Cockpit.Cockpit.Tests.Cli.Docs;

/// <summary>Writes docs/CLI.md from what the program itself parses, so that it cannot say anything else.</summary>
internal static class CliDocs
{
    public static string Write()
    {
        CommandSet set = CliProgram.Commands(_ => 0);
        var text = new StringBuilder();
        text.Append("""
            # The command line

            Generated from the program; a test fails when it is stale. Names, exit codes and JSON fields stay; more may be added.

            - `cockpit` alone opens the screens. `cockpit COMMAND --help` shows how one command is called.
            - The file is `--db FILE`, else `$COCKPIT_DB`, else `cockpit.db` in the current folder. Commands that read need it to exist; commands
              that bring something in make it.
            - Results go to stdout, messages and progress to stderr; progress shows on a terminal only.
            - `-o json` prints one document: camelCase fields, times in UTC (RFC 3339), durations in seconds with the unit in the name. An error is
              then one object on stderr: `{"error":{"code":"..","message":"..","hint":".."}}`. `-o csv` prints a result's table, `-o md` the same for a ticket or a wiki.
            - `--as NAME` is a remark in the journal. Who acts is the OS user, together with the kernel's login uid.
            - A command that changes servers shows what it will do and wants a typed word. Without a terminal it needs `--yes`.
            - Ids are short: R17 a rollout, F20418 a finding, S12 a scan.

            | exit | meaning |
            |---|---|
            | 0 | done |
            | 1 | it ran, and something in it failed: a host, a rejected row, a gate |
            | 2 | the call or the input is wrong; nothing changed |
            | 3 | a rule refused it; nothing changed |
            | 4 | the file is missing, locked, damaged or made by a newer version |
            | 70 | an error in Cockpit itself; the log has it |
            | 130 | Ctrl-C |

            ## Options of every command

            """);
        text.Append('\n');
        Rows(text, GlobalOptions.All);
        foreach (Command noun in set.Root.Subcommands.Where(c => !c.Hidden))
        {
            foreach (Command command in WithAllBelow(noun))
            {
                if (set.Operation(command) is { } operation) One(text, command, operation);
            }
        }
        Scopes(text);
        Codes(text);
        return text.ToString();
    }

    private static void One(StringBuilder text, Command command, Operation operation)
    {
        text.Append($"\n## {operation.Verb}\n\n{operation.Help}\n\n    {HelpPrinter.Usage(command)}\n");
        var own = command.Options.Where(o => !o.Recursive && !o.Hidden).ToList();
        if (command.Arguments.Count + own.Count > 0)
        {
            text.Append("\n| | |\n|---|---|\n");
            foreach (Argument a in command.Arguments) text.Append($"| `{HelpPrinter.Shown(a)}` | {Cell(a.Description)} |\n");
            foreach (Option o in own) text.Append($"| `{HelpPrinter.Shown(o)}` | {Cell(o.Description)} |\n");
        }
        text.Append($"\nExample: `{operation.Example}`\n");
    }

    private static void Rows(StringBuilder text, IEnumerable<Option> options)
    {
        text.Append("| | |\n|---|---|\n");
        foreach (Option o in options) text.Append($"| `{HelpPrinter.Shown(o)}` | {Cell(o.Description)} |\n");
    }

    private static void Scopes(StringBuilder text)
    {
        text.Append("""

            ## Scopes

            An expression that selects hosts: `env = prod and role in (web, app) and lastScan < 7d`.

            The language, ages, patterns, named scopes and every fact: [SCOPES.md](SCOPES.md).

            """);
    }

    private static void Codes(StringBuilder text)
    {
        text.Append("\n## Error codes\n\n| code | exit | what it means | what to do |\n|---|---|---|---|\n");
        foreach (ErrorCode code in ErrorTable.All) text.Append($"| {code.Name} | {(int)code.Exit} | {Cell(code.Meaning)} | {Cell(code.Hint)} |\n");
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>The command and every one under it, however deep.</summary>
    internal static IEnumerable<Command> WithAllBelow(Command command) => command.Subcommands.SelectMany(WithAllBelow).Prepend(command);
}
