using System.Text;
using NodaTime;

namespace Cockpit.Scanner.Tests.Linux;

/// <summary>Answers of the script: real ones in the Fixtures folder of each package manager, and changes to them.</summary>
internal static class Answers
{
    public const string Nonce = "fixturenonce";

    /// <param name="family">A folder of these tests, such as "Apt".</param>
    public static string Folder(string family) => Path.Combine(AppContext.BaseDirectory, family, "Fixtures");

    /// <param name="name">Such as "Apt/debian-12-plain".</param>
    public static string Text(string name) => name.Split('/') is [var family, var answer]
        ? File.ReadAllText(Path.Combine(Folder(family), answer + ".answer"))
        : throw new ArgumentException("A name is FAMILY/ANSWER.", nameof(name));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The host's own time when it answered.</summary>
    public static Instant ClockOf(string answer)
    {
        var begin = $"@{Nonce} begin clock\n";
        var at = answer.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return Instant.FromUnixTimeSeconds(long.Parse(answer[at..answer.IndexOf('\n', at)], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The answer with a section's lines and exit code replaced.</summary>
    public static string With(string answer, string section, string lines, int code = 0)
    {
        var begin = answer.IndexOf($"@{Nonce} begin {section}\n", StringComparison.Ordinal);
        var end = answer.IndexOf($"@{Nonce} end ", begin, StringComparison.Ordinal);
        var after = answer.IndexOf('\n', end);
        return $"{answer[..begin]}@{Nonce} begin {section}\n{lines}\n@{Nonce} end {code}{answer[after..]}";
    }
}
