using System.Text;

namespace Cockpit.Scanner.Inventories;

/// <summary>Turns the bytes of a file with hosts into text.</summary>
internal static class InventoryText
{
    /// <summary>UTF-16 and UTF-8 by their marks, else UTF-8, else the bytes as Latin-1: a name with other letters is refused later, by its line.</summary>
    /// <exception cref="Core.Errors.CockpitException">HOST_FILE_INVALID: empty, too long, or no text.</exception>
    public static string Decode(byte[] bytes)
    {
        if (bytes.Length > InventoryLimits.MaxBytes) throw InventoryLimits.Invalid($"The file has {bytes.Length:N0} bytes; {InventoryLimits.MaxBytes:N0} are allowed.");
        string text = Read(bytes);
        if (string.IsNullOrWhiteSpace(text)) throw InventoryLimits.Invalid("The file is empty.");
        return text.Contains('\0', StringComparison.Ordinal) ? throw InventoryLimits.Invalid("The file holds NUL bytes; it is no text.") : text;
    }

    /// <summary>The lines with their numbers from 1, without their ends.</summary>
    public static IEnumerable<(int Number, string Line)> Lines(string text)
    {
        int number = 0;
        foreach (string line in text.Split('\n')) yield return (++number, line.TrimEnd('\r'));
    }

    private static string Read(byte[] bytes)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
