namespace Cockpit.Core.Definitions;

/// <summary>The names of definitions: they stand in expressions, on command lines and in YAML without quotes.</summary>
public static class DefinitionName
{
    /// <summary>Characters; a column of 80x24 screens still shows most of such a name.</summary>
    public const int MaxLength = 63;

    /// <summary>Words that mean something where a name could stand.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "always", "and", "or", "not", "in", "is", "unset", "true", "false", "null", "yes", "no" };

    /// <summary>What is wrong with a name, as a sentence; null where nothing is.</summary>
    public static string? Problem(string name)
    {
        if (name.Length is 0 or > MaxLength) return $"A name has 1 to {MaxLength} characters.";
        if (!char.IsAsciiLetterOrDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            return "A name begins with a letter or a digit and has only those, -, _ and . in it.";
        return Reserved.Contains(name) ? $"\"{name}\" means something else where names stand." : null;
    }
}
