using System.Diagnostics;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote.Becoming;
using Cockpit.Remote.Local;
using Cockpit.Remote.Secrets;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.OpenSsh;

/// <summary>
/// Opens connections by the machine's own ssh program: for what this program does not do (a ProxyCommand, GSSAPI, keys on a token, servers with old methods that
/// the person allowed in ssh's configuration). Blocks the calling thread. Thread-safe.
/// </summary>
internal sealed class SshProgramOpening(RemoteSettings settings, CredentialSecrets secrets, Watchdog watchdog)
{
    /// <summary>How often to look whether ssh has made its socket, which it does once it is logged in.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>What ssh says before it gives up is a few lines.</summary>
    private const int MostErrorBytes = 64 * 1024;

    private readonly SshProgram _program = new(settings);

    /// <summary>Why a host is reached by the ssh program; null where this program itself does it.</summary>
    /// <exception cref="CockpitException">TRANSPORT_UNSUPPORTED: it can only be reached by a program that is not there, or was not wanted.</exception>
    public string? Reason(Host host, SshTarget target)
    {
        var needs = target.ProxyCommand is not null || target.Jumps.Any(j => j.ProxyCommand is not null) ? "ProxyCommand"
            : target.ProgramOnly.Concat(target.Jumps.SelectMany(j => j.ProgramOnly)).FirstOrDefault() ?? OnToken(target);
        var reason = host.Ssh == SshChoice.Program ? "its host entry" : needs;
        if (host.Ssh == SshChoice.Builtin && needs is not null)
        {
            throw Unsupported($"{host.Name} is to be reached with {HostText.OneLine(needs)}, which only the ssh program can do.", $"Let it: cockpit host set {host.Name} --ssh program.");
        }

        return reason is not null && _program.Program is null
            ? throw Unsupported($"{host.Name} is reached by the ssh program (by {HostText.OneLine(reason)}), and there is none on this machine.", "Install the OpenSSH client.")
            : reason;
    }

    /// <exception cref="CockpitException">What ssh said, by its name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IHostSession Open(SshTarget target, CancellationToken cancellation)
    {
        var credential = secrets.Find(target.Credential, target.Name);
        var environment = Environment(target, credential);
        var identities = Identities(target, credential);
        var folder = new PrivateFolder();
        Process? master = null;
        try
        {
            var config = WriteConfig(folder);
            var limit = settings.ConnectTimeout.ToTimeSpan();
            master = Start(SshArguments.Connect(identities.Target, identities.Files, config, folder.Socket, limit));
            master.StandardInput.Close();
            using var over = new ManualResetEventSlim();
            var output = new PipeReader(master.StandardOutput.BaseStream, MostErrorBytes, "ssh-stdout", _ => { });
            var errors = new PipeReader(master.StandardError.BaseStream, MostErrorBytes, "ssh-stderr", _ => over.Set());

            // As this program's own: name, TCP and first line, and once more for keys and login.
            using var watch = watchdog.Start(limit * 2, tooMuch: null, over.Set, cancellation);
            while (!File.Exists(folder.Socket))
            {
                if (over.Wait(Look, CancellationToken.None))
                {
                    throw Failed(target, master, watch, errors, cancellation);
                }
            }

            return new SshProgramSession(target, config, folder, master, Start, Become.Of(credential, secrets), watchdog, settings.Nonce);
        }
        catch
        {
            if (master is not null)
            {
                Child.Kill(master);
                master.Dispose();
            }

            folder.Dispose();
            throw;
        }

        Process Start(IEnumerable<string> arguments) => Child.Start(_program.Program!, arguments, environment);
    }

    private Exception Failed(SshTarget target, Process master, Watch watch, PipeReader errors, CancellationToken cancellation)
    {
        if (watch.Reason == Cut.Cancelled)
        {
            return new OperationCanceledException(cancellation);
        }

        if (watch.Reason == Cut.Deadline && !master.HasExited)
        {
            return new CockpitException(RemoteErrors.ConnectTimeout.Because(
                $"{target.Name} ({target.HostName}, port {target.Port}) did not let the ssh program in within {settings.ConnectTimeout.TotalSeconds * 2:0.#} s.", "Its sshd hangs, is overloaded, or asks somebody; try ssh by hand."));
        }

        return new CockpitException(SshProgramFailures.Of(target, Encoding.UTF8.GetString(errors.Bytes)));
    }

    /// <summary>The files of the account itself are read by ssh in its own way; others (HOME points elsewhere) through a file that includes both.</summary>
    private string? WriteConfig(PrivateFolder folder)
    {
        if (settings.UserConfig == Path.Combine(_program.AccountHome(), ".ssh", "config") && settings.SystemConfig == RemoteSettings.StandardSystemConfig)
        {
            return null;
        }

        File.WriteAllText(folder.Config, $"Include \"{settings.UserConfig}\"\nInclude \"{settings.SystemConfig}\"\n");
        return folder.Config;
    }

    /// <summary>Messages in the C locale, the agent that is meant, and nothing with which ssh could ask anybody.</summary>
    private static Dictionary<string, string?> Environment(SshTarget target, Credential? credential) => new()
    {
        ["LC_ALL"] = "C", ["SSH_ASKPASS"] = null, ["SSH_ASKPASS_REQUIRE"] = "never", ["DISPLAY"] = null, ["SSH_AUTH_SOCK"] = credential?.Agent ?? target.AgentSocket,
    };

    /// <summary>The ssh program is given key files and an agent, and never a secret.</summary>
    private static (SshTarget Target, IReadOnlyList<string> Files) Identities(SshTarget target, Credential? credential)
    {
        if (credential is { KeySource: not null } or { Passphrase: not null } or { Login: LoginKind.Password } or { Mfa: true })
        {
            throw new CockpitException(RemoteErrors.KeyFileUnusable.Because(
                $"{target.Name} is reached by the ssh program, and the credential {credential.Name} logs in by a secret, which that is not given.", "Use a key file or the agent, or let this program speak SSH itself: --ssh builtin."));
        }

        return credential?.Key is { } key
            ? (target with { IdentityNamed = true }, [key])
            : (target, [.. target.IdentityFiles.Where(File.Exists)]);
    }

    /// <summary>The only keys that are there lie on a token (FIDO, "sk-" keys), of which this program knows nothing; their public halves beside them say so.</summary>
    private static string? OnToken(SshTarget target)
    {
        var there = target.IdentityFiles.Where(File.Exists).ToList();
        return there.Count > 0 && there.TrueForAll(f => PublicType(f + ".pub").StartsWith("sk-", StringComparison.Ordinal)) ? $"the key {there[0]}, which lies on a token" : null;
    }

    private static string PublicType(string file)
    {
        try
        {
            using var text = File.OpenText(file);
            Span<char> start = stackalloc char[3];
            return new string(start[..text.ReadBlock(start)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static CockpitException Unsupported(string what, string hint) => new(RemoteErrors.TransportUnsupported.Because(what, hint));
}
