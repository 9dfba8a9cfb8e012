using System.Globalization;
using Cockpit.Core.Errors;
using Cockpit.Remote.Local;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>
/// Asks <c>ssh -G</c>, which reads the configuration in every detail and connects to nothing. It runs the commands of Match exec, as the
/// person's own ssh does with each call. Thread-safe; blocks the caller.
/// </summary>
internal sealed class SshProgram(RemoteSettings settings)
{
    /// <summary>More than this is no answer: ssh -G prints some 7 KB.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>At once; each costs 4 ms of CPU, and a scan has 50 threads that may all want one.</summary>
    private const int AtOnce = 4;

    private static readonly SemaphoreSlim Slots = new(AtOnce);
    private readonly Lazy<string?> _program = new(() => ProgramRun.Find("ssh"));
    private readonly Lock _gate = new();
    private string? _defaults;

    /// <summary>Where ssh lies; null where there is none.</summary>
    public string? Program => _program.Value;

    /// <exception cref="CockpitException">SSH_CONFIG: ssh cannot read the configuration, or does not answer.</exception>
    public SshOptions Ask(SshQuestion question, CancellationToken cancellation)
    {
        Slots.Wait(cancellation);
        try
        {
            var defaults = Defaults();
            string[] who = [.. question.User is { } user ? ["-l", user] : Array.Empty<string>(), .. question.Port is { } port ? ["-p", port.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(), "--", question.Name];

            // The files of the account itself are read by ssh in its own way; others (HOME points elsewhere) through a file that includes both.
            if (settings.UserConfig == Path.Combine(AccountHome(defaults), ".ssh", "config") && settings.SystemConfig == RemoteSettings.StandardSystemConfig)
            {
                return SshConfigDump.Set(Run([.. who]), defaults);
            }

            var both = Path.GetTempFileName();
            try
            {
                File.WriteAllText(both, $"Include \"{settings.UserConfig}\"\nInclude \"{settings.SystemConfig}\"\n");
                return SshConfigDump.Set(Run(["-F", both, .. who]), defaults);
            }
            finally
            {
                File.Delete(both);
            }
        }
        finally
        {
            Slots.Release();
        }
    }

    /// <summary>The home folder of the account by the machine's user database, which is the one that ssh takes whatever HOME says.</summary>
    public string AccountHome() => AccountHome(Defaults());

    private static string AccountHome(string defaults) =>
        SshConfigDump.Parse(defaults).GetValueOrDefault(SshKeywords.UserKnownHostsFile, [""])[0] is var file && file.EndsWith("/.ssh/known_hosts", StringComparison.Ordinal)
            ? file[..^"/.ssh/known_hosts".Length] : "";

    /// <summary>What ssh -G prints without any configuration.</summary>
    private string Defaults()
    {
        lock (_gate)
        {
            return _defaults ??= Run(["-F", "/dev/null", "--", "localhost"]);
        }
    }

    private string Run(string[] arguments)
    {
        var end = ProgramRun.Run(Program!, ["-G", "-T", .. arguments], settings.ConnectTimeout.ToTimeSpan(), MaxBytes)
            ?? throw new CockpitException(RemoteErrors.SshConfig.Because($"{Program} cannot be run."));
        return end.ExitCode switch
        {
            0 => end.Output,
            null => throw new CockpitException(RemoteErrors.SshConfig.Because($"{Program} -G did not answer within {settings.ConnectTimeout.TotalSeconds:0.#} s.", "A Match exec of the configuration may hang.")),
            _ => throw new CockpitException(RemoteErrors.SshConfig.Because($"ssh cannot read its configuration. It said: {HostText.OneLine(end.Errors)}")),
        };
    }
}
