using System.Text;

namespace Cockpit.Scanner.Linux;

/// <summary>
/// The one script that reads a host, whatever its package manager, and the one that lets it fetch package lists first, with the word that marks their sections
/// put in.
/// </summary>
public static class InventoryScript
{
    private const string Placeholder = "@NONCE@";

    private const string Done = $"printf '@%s done\\n' '{Placeholder}'\n";

    /// <summary>The package managers, each with a file NAME.sh that runs on a host where family.sh chose it.</summary>
    private static readonly string[] Families = ["apt", "dnf", "zypper", "apk", "pacman"];

    private static readonly string Text = Build();

    private static readonly string RefreshText = Part("head.sh") + Part("family.sh") + Part("refresh.sh") + Done;

    /// <param name="nonce">Letters and digits that no host can guess.</param>
    public static string With(string nonce) => Marked(Text, nonce);

    /// <summary>The script that fetches package lists. It needs root.</summary>
    /// <param name="nonce">Letters and digits that no host can guess.</param>
    public static string Refresh(string nonce) => Marked(RefreshText, nonce);

    private static string Marked(string script, string nonce) => nonce.Length >= 8 && nonce.All(char.IsAsciiLetterOrDigit)
        ? script.Replace(Placeholder, nonce)
        : throw new ArgumentException("A nonce is at least 8 letters or digits.", nameof(nonce));

    private static string Build()
    {
        var script = new StringBuilder(Part("head.sh") + Part("common.sh") + Part("family.sh")).Append("case $family in\n");
        foreach (var family in Families)
        {
            script.Append($"{family})\n").Append(Part(family + ".sh")).Append(";;\n");
        }

        return script.Append("esac\n").Append(Done).ToString();
    }

    /// <summary>A file of the script as a host gets it: without the comment lines and the indentation, which are for people.</summary>
    private static string Part(string name)
    {
        using var stream = typeof(InventoryScript).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            var bare = line.Trim();
            if (bare.Length > 0 && bare[0] != '#')
            {
                text.Append(bare).Append('\n');
            }
        }

        return text.ToString();
    }
}
