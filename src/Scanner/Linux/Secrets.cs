namespace Cockpit.Scanner.Linux;

/// <summary>Takes passwords out of what a host's configuration holds. Pure.</summary>
internal static class Secrets
{
    private const string Mask = "***";

    /// <summary>Every "scheme://user:password@" without its password; "scheme://token@" without the token.</summary>
    public static string Masked(string text) => Replaced(text, user => user.IndexOf(':') is >= 0 and var colon ? $"{user[..colon]}:{Mask}@" : $"{Mask}@");

    private static string Replaced(string text, Func<string, string> user)
    {
        var at = 0;
        while (at < text.Length && text.IndexOf("://", at, StringComparison.Ordinal) is >= 0 and var colon)
        {
            var begin = colon + 3;
            var end = text.IndexOfAny(['/', ' ', '"', '\'', '\t', '?', '#'], begin);
            end = end < 0 ? text.Length : end;
            var sign = text.LastIndexOf('@', end - 1, end - begin);
            if (sign >= begin)
            {
                var masked = user(text[begin..sign]);
                text = text[..begin] + masked + text[(sign + 1)..];
                end += masked.Length - (sign + 1 - begin);
            }

            at = end;
        }

        return text;
    }

    /// <summary>Every address without user and password.</summary>
    public static string Without(string text) => Replaced(text, _ => "");

    /// <summary>Scheme, host and port of an address without user and password; the whole text where it is none.</summary>
    public static string Site(string address)
    {
        var masked = Masked(address);
        var colon = masked.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0)
        {
            return masked;
        }

        var end = masked.IndexOf('/', colon + 3);
        var site = end < 0 ? masked : masked[..end];
        return site.Length == colon + 3 ? masked : site;
    }
}
