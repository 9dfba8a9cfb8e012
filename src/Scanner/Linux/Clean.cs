using System.Text;

namespace Cockpit.Scanner.Linux;

/// <summary>What may come from a host into a fact.</summary>
internal static class Clean
{
    /// <summary>Longer than any version or label in Debian's archive by far.</summary>
    private const int MaxWord = 255;

    /// <summary>A name, version or architecture: printable ASCII without spaces, bounded. Anything else is no such word.</summary>
    public static bool IsWord(string text) =>
        text.Length is > 0 and <= MaxWord && text.All(c => c is > ' ' and < '\x7f');

    /// <summary>Free text such as a label: control and formatting characters taken out (a terminal would obey them), passwords in addresses masked, bounded.</summary>
    public static string Text(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in Secrets.Masked(text).EnumerateRunes())
        {
            if (clean.Length >= MaxWord)
            {
                break;
            }

            if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }
}
