namespace Cockpit.Remote;

/// <summary>The one way to put a value into a script: a POSIX single-quoted word, in which nothing has a meaning (POSIX.1-2017, Shell 2.2.2).</summary>
public static class ShellQuote
{
    /// <summary>'value', with each single quote inside written as '\''.</summary>
    /// <exception cref="ArgumentException">It holds a NUL, which no argument can.</exception>
    public static string Of(string value) =>
        value.Contains('\0')
            ? throw new ArgumentException("A NUL cannot be part of a shell word.", nameof(value))
            : $"'{value.Replace("'", @"'\''")}'";
}
