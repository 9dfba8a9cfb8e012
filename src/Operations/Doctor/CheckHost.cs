using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using Cockpit.Remote;
using Humanizer;
using NodaTime;

namespace Cockpit.Operations.Doctor;

/// <summary>Walks the connection to one host step by step and says where it ends and why. Changes nothing there.</summary>
public static class CheckHost
{
    public const string Config = "config", Name = "name", Connect = "connect", FirstLine = "first-line", KeyExchange = "key-exchange", HostKey = "host-key",
        Login = "login", Shell = "shell", BecomeRoot = "become-root", PackageManager = "package-manager", ScanRights = "scan-rights", Clock = "clock";

    /// <summary>The steps, in their order.</summary>
    public static IReadOnlyList<string> StepNames { get; } = [Config, Name, Connect, FirstLine, KeyExchange, HostKey, Login, Shell, BecomeRoot, PackageManager, ScanRights, Clock];

    /// <summary>For one small script. A host that takes longer is not well.</summary>
    private static readonly Duration ScriptLimit = Duration.FromSeconds(15);

    /// <summary>For the scan at its end; that of a large host takes some seconds.</summary>
    private static readonly Duration ScanLimit = Duration.FromSeconds(120);

    /// <summary>Off by more, and times of logs, certificates and windows no longer mean what they say.</summary>
    private static readonly Duration MostSkew = Duration.FromSeconds(60);

    /// <param name="onStep">Called as each step ends, on threads of the connection.</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DoctorReport Run(Session session, string name, Action<DoctorStep>? onStep, CancellationToken cancellation)
    {
        Host host = session.Read(t => FindHost.Named(t, name));
        using var access = new HostAccess(session);
        return Run(host, access.Walk, (h, limit, stop) => access.Scan(h, new Cockpit.Scanner.ScanOptions { Timeout = limit }, stop), onStep, cancellation);
    }

    /// <param name="walk">Opens a session and tells each step of the connection.</param>
    /// <param name="scan">Scans the host.</param>
    internal static DoctorReport Run(
        Host host, Func<Host, Action<ConnectionStage, string>, CancellationToken, IHostSession> walk, Func<Host, Duration, CancellationToken, ScanResult> scan,
        Action<DoctorStep>? onStep, CancellationToken cancellation)
    {
        var log = new DoctorLog(onStep);
        try
        {
            using IHostSession open = walk(host, (stage, detail) => log.Ok(StepOf(stage), detail), cancellation);
            foreach (string step in StepNames.TakeWhile(s => s != Shell).Where(s => !log.Has(s))) log.Skip(step, host.Transport is Transport.Ssh ? "The ssh program did it." : "Not needed: this machine.");
            LookInside(open, log, cancellation);
        }
        catch (CockpitException e)
        {
            log.Fail(Failed(e.Fault.Code, log), e.Fault);
        }
        if (log.Steps.All(s => s.Status is not DoctorStatus.Failed || s.Name == BecomeRoot)) LookAtScan(host, scan, log, cancellation);
        foreach (string step in StepNames.Where(s => !log.Has(s))) log.Skip(step, "Not reached.");
        return DoctorReport.Of(host.Name, [.. log.Steps.OrderBy(s => StepNames.ToList().IndexOf(s.Name))]);
    }

    private static void LookInside(IHostSession open, DoctorLog log, CancellationToken cancellation)
    {
        ScriptResult told = open.Run("id -un; uname -sr", new RunOptions(ScriptLimit) { MayBeKilled = true }, cancellation);
        log.Ok(Shell, $"{open.Peer}: {told.OutputText.ReplaceLineEndings(" ")}");

        // The same way in which a rollout becomes root: sudo -n -k, so a ticket that a person left behind does not count.
        try
        {
            ScriptResult root = open.Run("id -u", new RunOptions(ScriptLimit) { AsRoot = true, MayBeKilled = true }, cancellation);
            if (root.OutputText.Trim() == "0") log.Ok(BecomeRoot, "Scripts run as root, so updates can be installed.");
            else log.Fail(BecomeRoot, RemoteErrors.BecomeDenied.Because($"Becoming root there makes it user {Printable.Line(root.OutputText, 20)}."));
        }
        catch (CockpitException e) when (e.Fault.Code.Name.StartsWith("BECOME_", StringComparison.Ordinal) || e.Fault.Code == RemoteErrors.NeedsTty)
        {
            // A scan needs no root, so this is a fault of updates only; which commands are allowed is asked for the rest of the answer.
            log.Warn(BecomeRoot, $"{e.Fault.What} Scans work without it, updates do not.", $"{e.Fault.Hint} In sudoers: USER ALL=(root) NOPASSWD: /bin/sh", e.Fault.Code.Name);
        }
    }

    private static void LookAtScan(Host host, Func<Host, Duration, CancellationToken, ScanResult> scan, DoctorLog log, CancellationToken cancellation)
    {
        ScanResult result = scan(host, ScanLimit, cancellation);
        if (result.Inventory is not { } read)
        {
            Fault fault = result.Fault ?? RemoteErrors.ScanUnreadable.Because("The scan gave no answer.");
            log.Fail(fault.Code == RemoteErrors.UnsupportedOs ? PackageManager : ScanRights, fault);
            return;
        }
        log.Ok(PackageManager, $"{read.OsName} {read.OsVersion}, {Manager(read.OsFamily)}: {"package".ToQuantity(read.Packages.Count, "N0")}, {"update".ToQuantity(read.Updates.Count, "N0")}");
        if (read.Unread.Count == 0) log.Ok(ScanRights, "Everything that a scan looks at can be read.");
        else log.Warn(ScanRights, $"Not read: {string.Join("; ", read.Unread)}", "A scan works without it, and says unknown there.");
        switch (read.Facts.ClockSkew)
        {
            case null:
                log.Skip(Clock, "It told no time.");
                break;
            case { } skew when skew > MostSkew || skew < -MostSkew:
                log.Warn(Clock, $"Its clock is {Math.Abs(skew.TotalSeconds):N0} s {(skew > Duration.Zero ? "ahead of" : "behind")} this machine's.", "Let it keep time: timedatectl set-ntp true.");
                break;
            case { } skew:
                log.Ok(Clock, skew == Duration.Zero ? "Its clock is as this machine's." : $"Its clock is {Math.Abs(skew.TotalSeconds):N0} s off.");
                break;
        }
    }

    private static string Manager(string family) => family switch
    {
        "debian" => "apt",
        "redhat" => "dnf",
        "suse" => "zypper",
        "alpine" => "apk",
        "arch" => "pacman",
        _ => family,
    };

    private static string StepOf(ConnectionStage stage) => stage switch
    {
        ConnectionStage.Config => Config,
        ConnectionStage.Name => Name,
        ConnectionStage.Connected => Connect,
        ConnectionStage.FirstLine => FirstLine,
        ConnectionStage.KeyExchange => KeyExchange,
        ConnectionStage.HostKey => HostKey,
        _ => Login,
    };

    /// <summary>The step that a failure belongs to: by its name where that says it, else the first one that was not done.</summary>
    private static string Failed(ErrorCode code, DoctorLog log)
    {
        string? named = code.Name switch
        {
            "SSH_CONFIG" => Config,
            "DNS" => Name,
            "REFUSED" or "CONNECT_TIMEOUT" when !log.Has(FirstLine) => Connect,
            "NO_BANNER" or "THROTTLED" => FirstLine,
            "KEX_MISMATCH" => KeyExchange,
            "HOST_KEY_UNKNOWN" or "HOST_KEY_CHANGED" or "HOST_KEY_REVOKED" => HostKey,
            "AUTH_DENIED" when !log.Has(Login) => Login,
            "KEY_FILE_UNUSABLE" or "CREDENTIAL_UNKNOWN" or "SECRET_UNAVAILABLE" or "AGENT_UNAVAILABLE" => Login,
            _ when code.Name.StartsWith("VAULT_", StringComparison.Ordinal) => Login,
            _ => null,
        };
        return named is not null && !log.Has(named) ? named : StepNames.First(s => !log.Has(s));
    }
}
