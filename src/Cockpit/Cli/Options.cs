using System.CommandLine;
using System.Globalization;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Scopes;

namespace Cockpit.Cli;

/// <summary>Options and arguments that several commands share.</summary>
internal static class Options
{
    public static Option<string?> Text(string name, string help, string valueName) => new(name) { Description = help, HelpName = valueName };

    public static Option<bool> Flag(string name, string help) => new(name) { Description = help };

    public static Option<string?> Scope() => Text("--scope", "only the hosts that this expression selects", "EXPR");

    /// <summary>A whole number with bounds; anything else is refused by its name and bounds.</summary>
    public static Option<int?> Number(string name, string help, int least, int most, string valueName = "N") => new(name)
    {
        Description = help,
        HelpName = valueName,
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most) return number;
            result.AddError($"{name} is a number from {least} to {most}, not \"{text}\".");
            return null;
        },
    };

    public static Option<string?> OneOf(string name, string help, string valueName, params string[] words) =>
        Limit(new Option<string?>(name) { Description = help, HelpName = valueName }, words);

    /// <summary>Only these words; completion offers them.</summary>
    public static Option<string?> Limit(Option<string?> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !words.Contains(result.Tokens[0].Value)) result.AddError($"{option.Name} is {string.Join(", ", words)}, not \"{result.Tokens[0].Value}\".");
        });
        return option;
    }

    public static Argument<string> OneOfArgument(string name, string help, params string[] words)
    {
        var argument = new Argument<string>(name) { Description = help };
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !words.Contains(result.Tokens[0].Value)) result.AddError($"{name} is {string.Join(", ", words)}, not \"{result.Tokens[0].Value}\".");
        });
        return argument;
    }

    /// <summary>The scope that was asked for, or every host.</summary>
    public static Scope ScopeOf(this Call call, Option<string?> option) => ScopeBooks.Parse(call.Session, call.Get(option));
}
