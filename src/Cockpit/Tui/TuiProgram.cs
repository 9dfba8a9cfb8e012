using Cockpit.Core.Errors;
using Cockpit.Operations;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui;

/// <summary>The screens, as one call.</summary>
public static class TuiProgram
{
    /// <summary>What a person reads when Cockpit itself fails.</summary>
    public static readonly string CrashSentence =
        CallErrors.Internal.Because("Cockpit ended by an error of its own.").ToString();

    /// <summary>Shows the screens until the person quits.</summary>
    /// <param name="session">Who looks at which file; the file is created by the first act if it is missing.</param>
    /// <param name="error">Where a refusal or a crash is written, once the terminal is as it was.</param>
    /// <returns>The process's exit code: 0, 2 where there is no terminal, 70 after a crash, 128 + n after signal n.</returns>
    public static int Run(Session session, TextWriter error)
    {
        if (OperatingSystem.IsWindows() || !Tty.IsTerminal(0, 1)) return Refuse("Cockpit's screens need a terminal for input and output.", error);
        if (TerminalProfile.Of(Environment.GetEnvironmentVariable) is not { } profile)
            return Refuse($"A terminal of the type \"{Environment.GetEnvironmentVariable("TERM")}\" cannot show screens.", error);
        using var tty = new Tty(0, 1);
        return Run(tty, profile, session.Clock, post => Compose(session, profile, post), error);
    }

    /// <summary>Runs on this terminal what <paramref name="compose"/> makes; it gets the way to post messages to it.</summary>
    public static int Run(Tty tty, TerminalProfile profile, IClock clock, Func<Action<Message>, Shell> compose, TextWriter error)
    {
        if (OperatingSystem.IsWindows()) return Refuse("Cockpit's screens need a Unix terminal.", error);
        try
        {
            using var loop = new TerminalLoop(tty, profile, clock);
            using Shell shell = compose(loop.Post);
            shell.Start();
            return loop.Run(shell);
        }
        catch (CockpitException e)
        {
            tty.Restore();
            error.WriteLine(e.Fault);
            return (int)e.Fault.Code.Exit;
        }
        catch (Exception)
        {
            tty.Restore();
            error.WriteLine(CrashSentence);
            return (int)ExitCode.Internal;
        }
    }

    private static Shell Compose(Session session, TerminalProfile profile, Action<Message> post)
    {
        TimeZoneInfo zone = TimeZoneInfo.Local;
        Offset OffsetAt(Instant at) => Offset.FromTimeSpan(zone.GetUtcOffset(at.ToDateTimeOffset()));
        IReadOnlyList<Place> places = Places.All();
        var header = new Header(Path.GetFileName(session.FilePath), session.Actor.Name, "none", "", 0);
        ShellModel model = ShellModel.Start(places, places[0].Make!(), header, asOperator: !File.Exists(session.FilePath), profile.Glyphs, session.Now, OffsetAt);
        return new Shell(model, session, post, new FileFollower(session, post));
    }

    private static int Refuse(string why, TextWriter error)
    {
        error.WriteLine(CallErrors.NoTerminal.Because(why));
        return (int)CallErrors.NoTerminal.Exit;
    }
}
