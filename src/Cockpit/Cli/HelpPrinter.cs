using System.CommandLine;

namespace Cockpit.Cli;

/// <summary>Help for one command: what it does, how it is called, its options, an example.</summary>
internal static class HelpPrinter
{
    public static IEnumerable<string> Lines(CommandSet set, Command command)
    {
        yield return command.Description ?? "";
        yield return "";
        yield return "Usage";
        yield return "  " + Usage(command);
        if (command.Subcommands.Count > 0)
        {
            yield return "";
            yield return "Commands";
            foreach (string line in Columns(command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? "")))) yield return line;
        }
        if (command.Arguments.Count > 0)
        {
            yield return "";
            yield return "Arguments";
            foreach (string line in Columns(command.Arguments.Select(a => (Shown(a), a.Description ?? "")))) yield return line;
        }
        var own = command.Options.Where(o => !o.Recursive && !o.Hidden).ToList();
        if (own.Count > 0)
        {
            yield return "";
            yield return "Options";
            foreach (string line in Columns(own.Select(o => (Shown(o), o.Description ?? "")))) yield return line;
        }
        yield return "";
        yield return "For every command";
        foreach (string line in Columns(GlobalOptions.All.Select(o => (Shown(o), o.Description ?? "")))) yield return line;
        yield return "";
        yield return "Example";
        yield return "  " + (set.Operation(command)?.Example ?? Examples(set, command));
    }

    public static string Usage(Command command)
    {
        var words = new List<string>();
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault()) words.Insert(0, at is RootCommand ? "cockpit" : at.Name);
        words.AddRange(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{Shown(a)}]" : Shown(a)));
        if (command.Subcommands.Count > 0) words.Add(command is RootCommand ? "[COMMAND]" : "COMMAND");
        if (command.Options.Any(o => !o.Recursive)) words.Add("[OPTIONS]");
        return string.Join(' ', words);
    }

    public static string Shown(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(a => a.Length == 2 && a != "-?").Append(option.Name));
        return option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? names : $"{names} {option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant()}";
    }

    public static string Shown(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;

    /// <summary>A noun shows the example of its first verb.</summary>
    private static string Examples(CommandSet set, Command command) =>
        command is RootCommand ? "cockpit host add web-07 --address 10.2.0.17" : command.Subcommands.Select(c => set.Operation(c)?.Example).FirstOrDefault(e => e is not null) ?? Usage(command);

    private static IEnumerable<string> Columns(IEnumerable<(string Left, string Right)> rows)
    {
        var list = rows.ToList();
        int width = list.Max(r => r.Left.Length);
        return list.Select(r => $"  {r.Left.PadRight(width)}  {r.Right}".TrimEnd());
    }
}
