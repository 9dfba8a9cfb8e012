namespace Cockpit.Cli.Output;

internal enum OutputFormat { Text, Json, Csv, Md }

internal static class OutputFormats
{
    public static IReadOnlyList<string> Words { get; } = ["text", "json", "csv", "md"];

    /// <summary>What the arguments ask for, read without a parser: an error has to come in that form even when the rest does not parse.</summary>
    public static OutputFormat Guess(IReadOnlyList<string> args)
    {
        string? word = null;
        for (int i = 0; i < args.Count && args[i] != "--"; i++)
        {
            if (args[i] is "-o" or "--output") word = i + 1 < args.Count ? args[i + 1] : null;
            else if (args[i].StartsWith("--output=", StringComparison.Ordinal) || args[i].StartsWith("--output:", StringComparison.Ordinal)) word = args[i][9..];
            else if (args[i].StartsWith("-o", StringComparison.Ordinal) && !args[i].StartsWith("--", StringComparison.Ordinal)) word = args[i][2..].TrimStart('=', ':');
        }
        return word switch { "json" => OutputFormat.Json, "csv" => OutputFormat.Csv, "md" => OutputFormat.Md, _ => OutputFormat.Text };
    }
}
