using System.Text;

namespace Cockpit.Scanner.Linux;

/// <summary>The one script that reads a host, whatever its package manager, with the word that marks its sections put in.</summary>
public static class InventoryScript
{
    private const string Placeholder = "@NONCE@";

    /// <summary>The package managers, each with a file NAME.sh that runs on a host where common.sh chose it.</summary>
    private static readonly string[] Families = ["apt", "dnf", "zypper", "apk", "pacman"];

    private static readonly string Text = Build();

    /// <param name="nonce">Letters and digits that no host can guess.</param>
    public static string With(string nonce) => nonce.Length >= 8 && nonce.All(char.IsAsciiLetterOrDigit)
        ? Text.Replace(Placeholder, nonce)
        : throw new ArgumentException("A nonce is at least 8 letters or digits.", nameof(nonce));

    private static string Build()
    {
        var script = new StringBuilder(Part("common.sh")).Append("case $family in\n");
        foreach (var family in Families)
        {
            script.Append($"{family})\n").Append(Part(family + ".sh")).Append(";;\n");
        }

        return script.Append($"esac\nprintf '@%s done\\n' '{Placeholder}'\n").ToString();
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
