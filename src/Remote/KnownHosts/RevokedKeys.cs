namespace Cockpit.Remote.KnownHosts;

/// <summary>A RevokedHostKeys file in the form of a list: one public key a line (ssh_config(5)). Pure.</summary>
internal static class RevokedKeys
{
    /// <summary>What a key revocation list of ssh-keygen -k begins with; that is another form.</summary>
    private const string ListMagic = "SSHKRL";

    /// <summary>Null for a key revocation list.</summary>
    public static IReadOnlyList<HostKey>? Parse(string text) => text.StartsWith(ListMagic, StringComparison.Ordinal)
        ? null
        : [.. text.Split('\n').Select(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length >= 2 && !words[0].StartsWith('#')).Select(words => HostKey.Parse(words[0], words[1])).OfType<HostKey>()];
}
