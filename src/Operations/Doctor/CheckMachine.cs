using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using Cockpit.Remote;
using Cockpit.Remote.Agent;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using Cockpit.Store.Journal;
using Humanizer;
using NodaTime;

namespace Cockpit.Operations.Doctor;

/// <summary>What the screens know of the terminal; the doctor asks nobody else.</summary>
/// <param name="IsTerminal">stdin and stdout are one.</param>
public sealed record TerminalFacts(bool IsTerminal, int Width, int Height);

/// <summary>Looks at this machine: the file, its disk, the terminal, keys and agent, time zones, the clock. Changes nothing.</summary>
public static class CheckMachine
{
    /// <summary>Less room than this, and a scan of a large fleet may find the disk full.</summary>
    private const long LeastFreeBytes = 200L * 1024 * 1024;

    /// <summary>What the screens are made for; smaller ones lose columns.</summary>
    private const int LeastWidth = 80, LeastHeight = 24;

    /// <summary>The first that is set decides (locale(7)).</summary>
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static DoctorReport Run(Session session, TerminalFacts terminal, Action<DoctorStep>? onStep)
    {
        var log = new DoctorLog(onStep);
        RemoteSettings settings = RemoteSettings.OfThisUser();
        LookAtFile(session, log);
        LookAtDisk(session, log);
        LookAtTerminal(terminal, log);
        LookAtAgent(settings, log);
        LookAtKeys(settings, log);
        LookAtZones(session, log);
        LookAtClock(session, log);
        return DoctorReport.Of(null, log.Steps);
    }

    private static void LookAtFile(Session session, DoctorLog log)
    {
        try
        {
            string said = session.Read(t =>
            {
                var facts = t.Facts();
                return $"{session.FilePath}: version {facts.Version}, {facts.Bytes / 1024:N0} KB, {"host".ToQuantity(t.Hosts().Count, "N0")}";
            });
            log.Ok("file", said);
        }
        catch (CockpitException e) when (e.Fault.Code == FileErrors.FileMissing)
        {
            log.Warn("file", e.Fault.What, e.Fault.Hint, e.Fault.Code.Name);
        }
        catch (CockpitException e)
        {
            log.Fail("file", e.Fault);
        }
    }

    private static void LookAtDisk(Session session, DoctorLog log)
    {
        string folder = Path.GetDirectoryName(session.FilePath) ?? "/";
        try
        {
            long free = new DriveInfo(folder).AvailableFreeSpace;
            string said = $"{free / 1024 / 1024:N0} MB are free beside the file";
            if (free >= LeastFreeBytes) log.Ok("disk", said);
            else log.Warn("disk", said, "Free some space: a full disk stops scans and rollouts.", FileErrors.FileNoSpace.Name);
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            log.Warn("disk", $"The room in {folder} is not known.", "Does the folder exist?");
        }
    }

    private static void LookAtTerminal(TerminalFacts terminal, DoctorLog log)
    {
        string term = Environment.GetEnvironmentVariable("TERM") ?? "not set";
        string locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "not set";
        bool utf8 = locale.Replace("-", "", StringComparison.Ordinal).Contains("UTF8", StringComparison.OrdinalIgnoreCase);
        if (!terminal.IsTerminal) log.Skip("terminal", "There is none here; the command line needs none.");
        else if (terminal.Width < LeastWidth || terminal.Height < LeastHeight) log.Warn("terminal", $"{terminal.Width} x {terminal.Height}, TERM is {term}", $"Make it {LeastWidth} x {LeastHeight} or larger.");
        else if (!utf8) log.Warn("terminal", $"{terminal.Width} x {terminal.Height}, TERM is {term}, the locale is {locale}", "Set a UTF-8 locale, such as LANG=C.UTF-8.");
        else log.Ok("terminal", $"{terminal.Width} x {terminal.Height}, TERM is {term}, UTF-8");
    }

    private static void LookAtAgent(RemoteSettings settings, DoctorLog log)
    {
        if (settings.AgentSocket is not { } socket)
        {
            log.Skip("agent", "SSH_AUTH_SOCK is not set: keys come from files.");
            return;
        }
        try
        {
            var keys = new AgentClient(socket).Keys();
            if (keys.Count > 0) log.Ok("agent", $"{socket} holds {keys.Count}: {string.Join(", ", keys.Select(k => $"{k.Type} {k.Comment}").Take(5))}");
            else log.Warn("agent", $"{socket} holds no key.", "ssh-add adds one.");
        }
        catch (CockpitException e)
        {
            log.Warn("agent", e.Fault.What, e.Fault.Hint, e.Fault.Code.Name);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            log.Warn("agent", $"{socket} does not answer.", "Start an agent, or unset SSH_AUTH_SOCK.");
        }
    }

    private static void LookAtKeys(RemoteSettings settings, DoctorLog log)
    {
        List<string> there = [.. settings.Identities.Where(File.Exists)];
        if (there.Count == 0)
        {
            log.Warn("keys", $"There is no {string.Join(", ", settings.Identities.Select(Path.GetFileName))} in {Path.Combine(settings.Home, ".ssh")}.", "ssh-keygen makes one; or name one per host, or use the agent.");
            return;
        }
        string? open = there.Find(f => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(f) & Others) != 0);
        if (open is not null) log.Warn("keys", $"{open} can be read by others.", $"chmod 600 {open}");
        else log.Ok("keys", string.Join(", ", there));
    }

    private static void LookAtZones(Session session, DoctorLog log)
    {
        // The zones that windows are written in come with the program; this proves that they are in it.
        if (Zones.Find("Europe/Berlin") is null)
        {
            log.Fail("time-zones", CallErrors.Internal.Because("The program's time zone data is missing."));
            return;
        }
        string said = $"tzdata {Zones.DataVersion}; this machine is in {TimeZoneInfo.Local.Id}";
        if (ZoneDataAge.Doubt(Zones.DataVersion, ZoneDataAge.OfSystem(), session.Now) is { } doubt) log.Warn("time-zones", $"{said}. {doubt}", "A newer Cockpit has newer data; until then look at the openings that matter: cockpit window next.");
        else log.Ok("time-zones", said);
    }

    private static void LookAtClock(Session session, DoctorLog log)
    {
        Instant? newest = null;
        try
        {
            newest = session.Read(t => t.Newest(1, long.MaxValue) is [var row, ..] ? row.At : (Instant?)null);
        }
        catch (CockpitException)
        {
            // What is wrong with the file has been said.
        }
        if (newest is { } last && session.Now < last) log.Warn("clock", $"It is {session.Now}, and the journal's newest row is of {last}.", "Correct the clock: timedatectl.", RolloutErrors.ClockStepped.Name);
        else log.Ok("clock", $"{session.Now}");
    }
}
