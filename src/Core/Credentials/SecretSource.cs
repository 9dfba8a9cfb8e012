using System.Text.Json;

namespace Cockpit.Core.Credentials;

public enum SecretKind
{
    /// <summary>The person at the terminal is asked, once for a whole run.</summary>
    Prompt,

    /// <summary>The file's vault, under a name.</summary>
    Vault,

    /// <summary>The first line that a command prints. It is started without a shell.</summary>
    Command,

    /// <summary>A file in $CREDENTIALS_DIRECTORY, which systemd gives to a service (man systemd.exec, LoadCredential=).</summary>
    Systemd,

    /// <summary>The password that logged in; for becoming root only.</summary>
    Login,
}

/// <summary>
/// Where one secret comes from. As text: "prompt", "vault:NAME", "command:pass show web", "systemd:NAME", "login". A command's words are split at
/// spaces; one with a space in a word is written as a JSON array, "command:["pass","show","my host"]". Never the secret itself. Pure.
/// </summary>
/// <param name="Name">The name in the vault or in the credentials folder; "" for the others.</param>
/// <param name="Command">The program and its arguments; empty for the others.</param>
public sealed record SecretSource(SecretKind Kind, string Name, IReadOnlyList<string> Command)
{
    /// <summary>Characters of a secret's name.</summary>
    public const int MaxName = 64;

    /// <summary>Characters of a command's text: a program with a few arguments.</summary>
    private const int MaxText = 1_024;

    public static SecretSource Prompt { get; } = new(SecretKind.Prompt, "", []);

    /// <summary>Reads the text form.</summary>
    /// <param name="problem">What is wrong with it, as a sentence; empty when all is well.</param>
    public static SecretSource? Parse(string text, out string problem)
    {
        problem = "";
        if (text.Length > MaxText || text.Any(char.IsControl)) problem = $"A source has at most {MaxText:N0} characters and no control characters.";
        else if (text == "prompt") return Prompt;
        else if (text == "login") return new(SecretKind.Login, "", []);
        else if (text.StartsWith("vault:", StringComparison.Ordinal)) return Named(SecretKind.Vault, text[6..], out problem);
        else if (text.StartsWith("systemd:", StringComparison.Ordinal)) return Named(SecretKind.Systemd, text[8..], out problem);
        else if (text.StartsWith("command:", StringComparison.Ordinal)) return Words(text[8..].Trim(), out problem);
        else problem = "A secret comes from prompt, vault:NAME, command:PROGRAM ARGUMENTS, systemd:NAME or login; the secret itself is never typed here.";
        return null;
    }

    /// <summary>Empty when a secret may have this name: letters, digits, ".", "-", "_" and "/", so that it fits a file name and a table.</summary>
    public static string NameProblem(string name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? "" : $"A secret's name has 1 to {MaxName} letters, digits, \".\", \"-\" and \"_\", and begins with a letter or a digit.";

    /// <summary>The text form, which <see cref="Parse"/> reads back to the same.</summary>
    public override string ToString() => Kind switch
    {
        SecretKind.Vault => $"vault:{Name}",
        SecretKind.Systemd => $"systemd:{Name}",
        SecretKind.Command => $"command:{Joined()}",
        SecretKind.Login => "login",
        _ => "prompt",
    };

    public bool Equals(SecretSource? other) => other is not null && Kind == other.Kind && Name == other.Name && Command.SequenceEqual(other.Command);

    public override int GetHashCode() => HashCode.Combine(Kind, Name, Command.Count);

    private static SecretSource? Named(SecretKind kind, string name, out string problem)
    {
        problem = NameProblem(name);
        return problem.Length == 0 ? new(kind, name, []) : null;
    }

    private static SecretSource? Words(string text, out string problem)
    {
        List<string> words = text.StartsWith('[') ? FromJson(text) : [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        problem = words.Count == 0 || words.Any(w => w.Length == 0 || w.Contains('\0')) ? "command: needs a program, then its arguments; one with spaces is written as [\"pass\",\"show\",\"my host\"]." : "";
        return problem.Length == 0 ? new(SecretKind.Command, "", words) : null;
    }

    private static List<string> FromJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.EnumerateArray().All(w => w.ValueKind == JsonValueKind.String) ? [.. document.RootElement.EnumerateArray().Select(w => w.GetString()!)] : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private string Joined() => Command.Any(w => w.Contains(' ') || w.StartsWith('['))
        ? $"[{string.Join(',', Command.Select(w => $"\"{JsonEncodedText.Encode(w)}\""))}]"
        : string.Join(' ', Command);
}
