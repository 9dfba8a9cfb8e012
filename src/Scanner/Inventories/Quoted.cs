namespace Cockpit.Scanner.Inventories;

/// <summary>A text from a file as a sentence may repeat it.</summary>
internal static class Quoted
{
    /// <summary>Characters that are repeated; more would hide the sentence.</summary>
    private const int Longest = 60;

    public static string Of(string text)
    {
        string start = text.Length > Longest ? text[..Longest] + ".." : text;
        return $"\"{string.Concat(start.Select(c => char.IsControl(c) ? '?' : c))}\"";
    }
}
