using System.Runtime.InteropServices;
using Cockpit.Core.Errors;
using Cockpit.Cli.Output;

namespace Cockpit.Cli;

/// <summary>
/// Ctrl-C. Work that can stop in its own way takes the token; anything else is ended at once, which is safe because every change to
/// the file is one transaction.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration registration;
    private readonly OutputFormat format;
    private readonly TextWriter error;
    private volatile bool taken;

    public Interruption(OutputFormat format, TextWriter error)
    {
        this.format = format;
        this.error = error;
        registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
    }

    public bool Requested => source.IsCancellationRequested;

    public CancellationToken Take()
    {
        taken = true;
        return source.Token;
    }

    /// <summary>Someone else answers Ctrl-C from now on: the screens, which have a terminal to give back first.</summary>
    public void LeaveToOthers() => registration.Dispose();

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        // A second Ctrl-C does not wait for the work either.
        bool again = source.IsCancellationRequested;
        source.Cancel();
        if (taken && !again) return;
        ErrorPrinter.Print(CallErrors.Interrupted.Because("Interrupted."), format, error);
        Environment.Exit((int)ExitCode.Interrupted);
    }

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
