using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Cockpit.Tui.Terminal;

/// <summary>
/// What the kernel tells a terminal program. TERM, HUP, INT and QUIT end it in order, WINCH and CONT draw again, and TSTP
/// is ignored: a suspended program would leave its terminal behind in raw mode.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class TerminalSignals : IDisposable
{
    /// <summary>How long an orderly end may take before it is forced: a line that has stalled holds the writer for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Tty _tty;
    private readonly Action<Message> _post;
    private readonly PosixSignalRegistration[] _registrations;

    public TerminalSignals(Tty tty, Action<Message> post, Action redraw)
    {
        (_tty, _post) = (tty, post);
        _registrations =
        [
            End(PosixSignal.SIGHUP, 128 + 1), End(PosixSignal.SIGINT, 128 + 2), End(PosixSignal.SIGQUIT, 128 + 3), End(PosixSignal.SIGTERM, 128 + 15),
            PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context => context.Cancel = true),
            PosixSignalRegistration.Create(PosixSignal.SIGWINCH, context =>
            {
                context.Cancel = true;
                redraw();
            }),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ =>
            {
                tty.TakeOver();
                redraw();
            }),
        ];
        AppDomain.CurrentDomain.UnhandledException += Crash;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= Crash;
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    private PosixSignalRegistration End(PosixSignal signal, int exitCode) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _post(new Stopped(exitCode));
        new Thread(() => Force(exitCode)) { IsBackground = true, Name = "end" }.Start();
    });

    private void Force(int exitCode)
    {
        Thread.Sleep(Patience);
        var restore = new Thread(_tty.Restore) { IsBackground = true };
        restore.Start();
        restore.Join(Patience);
        Libc.ExitNow(exitCode);
    }

    /// <summary>An exception on a thread of its own would print its trace over the screen and leave the terminal raw.</summary>
    private void Crash(object sender, UnhandledExceptionEventArgs e)
    {
        _tty.Restore();
        using (var error = new StreamWriter(Console.OpenStandardError())) error.WriteLine(TuiProgram.CrashSentence);
        Libc.ExitNow((int)Core.Errors.ExitCode.Internal);
    }
}
