using Cockpit.Core.Errors;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote;

/// <summary>Names for a script that did not end by itself; the same for every kind of session.</summary>
internal static class RunFailures
{
    public static Fault Closed(string host) =>
        new(RemoteErrors.Disconnected, $"The session to {host} was closed by an earlier failure.", "This step was not sent.", RemoteErrors.Disconnected.Hint);

    public static Exception Of(Cut cut, string host, RunOptions options, CancellationToken cancellation) => cut switch
    {
        Cut.Cancelled => new OperationCanceledException(cancellation),
        Cut.TooMuch => new CockpitException(RemoteErrors.OutputTooBig.Because(
            $"{host} printed more than {options.MaxOutputBytes / 1024} KB, or more than {options.MaxErrorBytes / 1024} KB of errors.")),
        _ => new CockpitException(RemoteErrors.ExecTimeout.Because($"{host} did not finish within {options.Timeout.TotalSeconds:0.#} s.")),
    };
}
