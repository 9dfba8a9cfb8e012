using System.Text;

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

    /// <summary>The answer with a section's lines and exit code replaced.</summary>
    public static string With(string answer, string section, string lines, int code = 0)
    {
        var begin = answer.IndexOf($"@{Nonce} begin {section}\n", StringComparison.Ordinal);
        var end = answer.IndexOf($"@{Nonce} end ", begin, StringComparison.Ordinal);
        var after = answer.IndexOf('\n', end);
        return $"{answer[..begin]}@{Nonce} begin {section}\n{lines}\n@{Nonce} end {code}{answer[after..]}";
    }
}
