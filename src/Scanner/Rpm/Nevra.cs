using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Rpm;

/// <summary>A package as rpm's tools write it in one word: "name-[epoch:]version-release.architecture".</summary>
/// <param name="Version">"[epoch:]version-release", the epoch where it is above 0.</param>
public sealed record Nevra(string Name, string Version, string Architecture)
{
    /// <summary>Null for a text of another form.</summary>
    public static Nevra? Parse(string text)
    {
        var dot = text.LastIndexOf('.');
        var release = dot <= 0 ? -1 : text.LastIndexOf('-', dot - 1);
        var version = release <= 0 ? -1 : text.LastIndexOf('-', release - 1);
        if (version <= 0 || dot == text.Length - 1 || !Clean.IsWord(text)) return null;
        var epoch = text.IndexOf(':', version, release - version);
        return new Nevra(text[..version], RpmPackages.Evr(epoch < 0 ? "0" : text[(version + 1)..epoch], text[(Math.Max(epoch, version) + 1)..release], text[(release + 1)..dot]), text[(dot + 1)..]);
    }
}
