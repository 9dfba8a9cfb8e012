using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Rpm;

/// <summary>Who holds a package manager's lock: lines "pid name". Pure.</summary>
internal static class LockHolder
{
    /// <summary>"dnf (pid 4711)", several with commas; empty when nobody does.</summary>
    public static string Of(Section section) => string.Join(", ", section.Lines
        .Select(l => l.Split(' ', 2))
        .Where(w => w.Length > 0 && w[0].Length > 0 && w[0].All(char.IsAsciiDigit))
        .Select(w => $"{(w.Length > 1 && Clean.Text(w[1]) is { Length: > 0 } name ? name : "a process")} (pid {Clean.Text(w[0])})")
        .Distinct());
}
