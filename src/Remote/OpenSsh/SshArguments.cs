using System.Globalization;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote.OpenSsh;

/// <summary>
/// The arguments of the ssh program for one target. Pure. What stands here comes before every file that ssh reads (ssh_config(5): the first value counts), so no configuration
/// can make it ask, forward, run something here, or accept a key that is not known.
/// </summary>
internal static class SshArguments
{
    private static readonly string[] Closed =
    [
        // What an older ssh does not know it cannot do either.
        "IgnoreUnknown=SessionType,StdinNull,ForkAfterAuthentication,RemoteCommand", "BatchMode=yes", "UpdateHostKeys=no", "ConnectionAttempts=1", "ServerAliveInterval=5", "ServerAliveCountMax=3", "ForwardAgent=no", "ForwardX11=no",
        "ForwardX11Trusted=no", "ClearAllForwardings=yes", "PermitLocalCommand=no", "Tunnel=no", "RemoteCommand=none", "EscapeChar=none", "StdinNull=no",
        "ForkAfterAuthentication=no", "AddKeysToAgent=no", "VisualHostKey=no", "ControlPersist=no",
    ];

    /// <summary>The connection itself, which scripts then share: it runs nothing, and offers itself at a socket that only its owner can reach.</summary>
    /// <param name="identities">Private key files that are there.</param>
    /// <param name="config">The configuration file instead of the usual ones, or null.</param>
    public static IReadOnlyList<string> Connect(SshTarget target, IReadOnlyList<string> identities, string? config, string socket, TimeSpan timeout)
    {
        List<string> arguments =
        [
            .. Shared(config, socket, tty: false), "-M", "-N", "-o", "LogLevel=INFO", // At ERROR it would not say why a server closed or had no method in common.
            "-o", $"StrictHostKeyChecking={(target.AcceptNew ? "accept-new" : "yes")}",
            "-o", $"ConnectTimeout={Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture)}",
            "-o", $"UserKnownHostsFile={Files(target.UserKnownHosts)}", "-o", $"GlobalKnownHostsFile={Files(target.GlobalKnownHosts)}",
            "-l", target.User, "-p", target.Port.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var identity in identities)
        {
            arguments.AddRange(["-i", Percent(identity)]);
        }

        if (target.IdentityNamed || target.IdentitiesOnly)
        {
            arguments.AddRange(["-o", "IdentitiesOnly=yes"]);
        }

        // A ProxyCommand is the configuration's own, and ssh finds it there by the same name.
        if (target.Jumps.Count > 0)
        {
            arguments.AddRange(["-J", string.Join(',', target.Jumps.Select(j => $"{j.User}@{(j.Lookup.Contains(':') ? $"[{j.Lookup}]" : j.Lookup)}:{j.Port}"))]);
        }
        else if (target.ProxyCommand is null)
        {
            arguments.AddRange(["-o", "ProxyJump=none"]);
        }

        return [.. arguments, "--", target.Lookup];
    }

    /// <summary>One command over the connection at the socket. Where that is gone ssh would make another one by itself; a proxy that never connects keeps it from that.</summary>
    public static IReadOnlyList<string> Run(SshTarget target, string? config, string socket, bool tty, string command) =>
        [.. Shared(config, socket, tty), "-S", socket, "-o", "LogLevel=ERROR", "-o", "ControlMaster=no", "-o", "SessionType=default", "-o", "ProxyCommand=false", "--", target.Lookup, command];

    private static IEnumerable<string> Shared(string? config, string socket, bool tty) =>
    [
        .. config is null ? Array.Empty<string>() : ["-F", config], .. Closed.SelectMany(o => new[] { "-o", o }), "-o", $"ControlPath={Percent(socket)}", tty ? "-tt" : "-T",
    ];

    private static string Files(IReadOnlyList<string> files) => files.Count == 0 ? "none" : string.Join(' ', files.Select(f => $"\"{Percent(f)}\""));

    /// <summary>A % begins a token there.</summary>
    private static string Percent(string path) => path.Replace("%", "%%", StringComparison.Ordinal);
}
