using System.Diagnostics;

namespace Cockpit.Live.Ssh;

/// <summary>What the real ssh-keygen says of keys, to compare with.</summary>
internal static class Keygen
{
    public static string FingerprintOf(string key) => Run("-l", "-f", key + ".pub").Split(' ')[1];

    public static string PublicKeyOf(string key) => string.Join(' ', File.ReadAllText(key + ".pub").Split(' ')[..2]).Trim();

    public static void HashNames(string knownHosts) => Run("-q", "-H", "-f", knownHosts);

    public static string Run(params string[] arguments)
    {
        using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = keygen.StandardOutput.ReadToEnd();
        keygen.WaitForExit();
        return output;
    }
}
