using System.CommandLine;
using System.CommandLine.Parsing;
using Cockpit.Core.Errors;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Core.Suggestions;

namespace Cockpit.Cli;

/// <summary>Says in our words what is wrong with a call.</summary>
internal static class UsageFault
{
    public static Fault Of(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        string path = HelpPrinter.Usage(command).Split(' ').TakeWhile(w => char.IsAsciiLetterLower(w[0])).Aggregate((a, b) => $"{a} {b}");
        string hint = $"{path} --help shows how it is called.";
        if (parse.UnmatchedTokens.Count > 0) return Unmatched(command, parse.UnmatchedTokens[0], path, hint);
        if (command.Subcommands.Count > 0 && parse.Errors.All(e => e.SymbolResult is CommandResult))
            return CallErrors.Usage.Because($"{path} needs one of: {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}.", hint);
        // The library also complains about the command that is missing where an option's value is; the option is the nearer cause.
        return CallErrors.Usage.Because(Sentence(parse.Errors.FirstOrDefault(e => e.SymbolResult is OptionResult) ?? parse.Errors[0]), hint);
    }

    private static Fault Unmatched(Command command, string token, string path, string hint)
    {
        string shown = Printable.Line(token, 60);
        IEnumerable<string> known = token.StartsWith('-')
            ? command.Options.Concat(GlobalOptions.All).SelectMany(o => o.Aliases.Append(o.Name))
            : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        string? near = Nearest.To(token.Split('=')[0], known);
        string what = token.StartsWith('-') ? $"{path} has no option {shown}." : command.Subcommands.Count > 0 ? $"{path} has no command {shown}." : $"{path} does not know what to do with {shown}.";
        return near is null ? CallErrors.Usage.Because(what, hint) : CallErrors.Usage.Because(what, $"Did you mean {near}? {hint}");
    }

    private static string Sentence(ParseError error) => error.SymbolResult switch
    {
        ArgumentResult { Argument: var argument } when error.SymbolResult.Tokens.Count == 0 => $"{HelpPrinter.Shown(argument)} is missing.",
        OptionResult { Option: var option } when error.SymbolResult.Tokens.Count == 0 => $"{option.Name} needs a value.",
        CommandResult { Command: var command } when command.Options.FirstOrDefault(o => o.Required && error.Message.Contains(o.Name, StringComparison.Ordinal)) is { } missing => $"{missing.Name} is missing.",
        CommandResult { Command: var command } when command.Arguments.FirstOrDefault(a => a.Arity.MinimumNumberOfValues > 0) is { } argument => $"{HelpPrinter.Shown(argument)} is missing.",
        _ => Printable.Line(error.Message, 300).Replace('\'', '"'),
    };
}
