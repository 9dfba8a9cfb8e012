using System.Text;

namespace Cockpit.Scanner.Tests.Apt;

/// <summary>Answers of inventory.sh: real ones beside this file, and changes to them.</summary>
internal static class Answers
{
    public const string Nonce = "fixturenonce";

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Apt", "Fixtures");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".answer"));

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
