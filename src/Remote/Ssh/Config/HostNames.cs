using System.Buffers;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>What may be given to the ssh program, or stand for %h in a command of the configuration, as the name of a host or a user. Pure.</summary>
internal static class HostNames
{
    /// <summary>A DNS name with its final dot, or an IPv6 address with a zone, is shorter.</summary>
    private const int Longest = 255;

    private static readonly SearchValues<char> ShellWords = SearchValues.Create("'`\";&<>|(){}$");

    /// <summary>No option (a leading "-"), nothing that a shell or a URI gives a meaning.</summary>
    public static bool Usable(string name) =>
        name.Length is > 0 and <= Longest && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '%' || (c >= 0x80 && char.IsLetterOrDigit(c)));

    /// <summary>As OpenSSH: nothing that a shell would run, no leading "-". DOMAIN\user is fine.</summary>
    public static bool UsableUser(string user) =>
        user.Length is > 0 and <= Longest && user[0] != '-' && user[^1] != '\\' && !user.AsSpan().ContainsAny(ShellWords) && !user.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
}
