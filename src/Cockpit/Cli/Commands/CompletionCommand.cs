using System.CommandLine;
using System.CommandLine.Completions;
using Cockpit.Core.Operations;
using Cockpit.Core.Errors;
using Cockpit.Operations;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Scopes;
using NodaTime;

namespace Cockpit.Cli.Commands;

/// <summary>Shell completion. The scripts ask the program itself, so they never go stale.</summary>
internal static class CompletionCommand
{
    private const string Ask = "complete";

    public static void AddTo(CommandSet set)
    {
        var shell = Options.OneOfArgument("SHELL", "bash, zsh, fish or pwsh", "bash", "zsh", "fish", "pwsh");
        set.Add(FileOperations.Completion, [shell], call =>
        {
            call.Streams.Out.Write(Script(call.Get(shell)));
            return (int)ExitCode.Done;
        });

        var words = new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore };
        var asked = new Command(Ask) { Hidden = true };
        asked.Add(words);
        set.AddHidden(asked, call =>
        {
            foreach (string candidate in Candidates(set.Root, [.. call.Get(words).Select(Unquoted)])) call.Streams.Out.WriteLine(candidate);
            return (int)ExitCode.Done;
        });
    }

    /// <summary>What can stand in place of the last word.</summary>
    private static IEnumerable<string> Candidates(RootCommand root, string[] words)
    {
        string last = words.LastOrDefault() ?? "";
        ParseResult before = root.Parse([.. words.SkipLast(1), last], new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Words(before, words, last) is { } known) return known.Where(w => w.StartsWith(last, StringComparison.OrdinalIgnoreCase) && !w.Any(char.IsControl)).Distinct().Order(StringComparer.Ordinal);
        return before.GetCompletions().Select(c => c.InsertText ?? c.Label).Where(c => c.StartsWith(last, StringComparison.Ordinal) && c is not ("-?" or Ask)).Distinct().Order(StringComparer.Ordinal);
    }

    /// <summary>Words of the file, where an argument takes a scope or a host; null elsewhere.</summary>
    private static IReadOnlyList<string>? Words(ParseResult parse, string[] words, string last)
    {
        string? option = words.Length > 1 ? words[^2] : null;
        if (option is "--scope") return ReadWords.Expressions(SessionOf(parse), last);
        if (option is "--host") return ReadWords.HostNames(SessionOf(parse));
        if (last.StartsWith('-') || option?.StartsWith('-') == true) return null;
        Command command = parse.CommandResult.Command;
        Argument? argument = command.Arguments.LastOrDefault(a => parse.GetResult(a)?.Tokens is [.., { Value: var value }] && value == last);
        return (argument?.Name, command.Parents.OfType<Command>().FirstOrDefault()?.Name ?? "", command.Name) switch
        {
            ("EXPR", _, _) => ReadWords.Expressions(SessionOf(parse), last),
            ("EXPR|NAME", _, _) => [.. ReadWords.Scopes(SessionOf(parse)), .. ReadWords.Expressions(SessionOf(parse), last)],
            ("NAME", "scope", _) => ReadWords.Scopes(SessionOf(parse)),
            ("NAME", "host", not "add") or ("OTHER", "host", "merge") or ("HOST", _, _) => ReadWords.HostNames(SessionOf(parse)),
            _ => null,
        };
    }

    private static Session SessionOf(ParseResult parse) => new(
        parse.GetValue(GlobalOptions.Db) ?? (Environment.GetEnvironmentVariable("COCKPIT_DB") is { Length: > 0 } named ? named : "cockpit.db"), ThisProcess.Actor(null), SystemClock.Instance);

    /// <summary>Shells hand words over as they stand on the line, the last one with its quote still open.</summary>
    private static string Unquoted(string word) => word is ['\'' or '"', ..] ? word.Length > 1 && word[^1] == word[0] ? word[1..^1] : word[1..] : word;

    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _cockpit() {
              mapfile -t COMPREPLY < <(cockpit complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            }
            complete -o default -F _cockpit cockpit

            """,
        "zsh" => """
            #compdef cockpit
            _cockpit() {
              local -a found
              found=("${(@f)$(cockpit complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
              if [[ -n "${found[1]}" ]]; then compadd -- "${found[@]}"; else _files; fi
            }
            compdef _cockpit cockpit

            """,
        "fish" => """
            function __cockpit
              set -l words (commandline -opc) (commandline -ct)
              cockpit complete -- $words[2..-1] 2>/dev/null
            end
            complete -c cockpit -a '(__cockpit)'

            """,
        _ => """
            Register-ArgumentCompleter -Native -CommandName cockpit -ScriptBlock {
              param($word, $ast, $position)
              $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
              if ($word -eq '') { $words += '' }
              cockpit complete -- @words 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """,
    };
}
