using System.Globalization;

namespace Cockpit.Core.Ids;

/// <summary>Short ids as people type them: a letter, then a number.</summary>
internal static class ShortId
{
    public static bool TryParse(ReadOnlySpan<char> text, char letter, out long number)
    {
        text = text.Trim();
        if (text.StartsWith("#")) text = text[1..];
        if (text.Length > 0 && char.ToUpperInvariant(text[0]) == letter) text = text[1..];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }
}
