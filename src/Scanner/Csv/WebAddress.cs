namespace Cockpit.Scanner.Csv;

/// <summary>A page's address, as scanners of web applications name what they looked at.</summary>
internal readonly record struct WebAddress(string Host, int Port, string Path)
{
    private const int MostCharacters = 8_192;

    /// <summary>Null where it is no http(s) address with a host. What a query holds is not part of the path: it differs from scan to scan.</summary>
    public static WebAddress? TryParse(string text)
    {
        if (text.Length > MostCharacters || !text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)) return null;
        if (uri.Scheme is not ("http" or "https") || uri.Host.Length == 0) return null;
        return new WebAddress(uri.HostNameType == UriHostNameType.IPv6 ? uri.Host.Trim('[', ']') : uri.IdnHost, uri.Port, uri.AbsolutePath);
    }
}
