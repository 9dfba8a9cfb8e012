using System.Text;

namespace Cockpit.Scanner.Apt;

/// <summary>The script that reads a host, inventory.sh, with the word that marks its sections put in.</summary>
public static class InventoryScript
{
    private const string Placeholder = "@NONCE@";

    private static readonly string Text = Read();

    /// <param name="nonce">Letters and digits that no host can guess.</param>
    public static string With(string nonce) => nonce.Length >= 8 && nonce.All(char.IsAsciiLetterOrDigit)
        ? Text.Replace(Placeholder, nonce)
        : throw new ArgumentException("A nonce is at least 8 letters or digits.", nameof(nonce));

    private static string Read()
    {
        using var stream = typeof(InventoryScript).Assembly.GetManifestResourceStream("Cockpit.Scanner.Apt.inventory.sh")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
