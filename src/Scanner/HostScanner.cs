using System.Security.Cryptography;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Scanner;

/// <summary>Scans one host: opens a session, reads, closes it. As the user it logs in as, for nothing that it reads needs root. Thread-safe.</summary>
/// <param name="nonce">Words that no host can guess, at least 8 letters and digits each; null for random ones.</param>
public sealed class HostScanner(HostConnector connector, IClock clock, Func<string>? nonce = null)
{
    /// <summary>Blocks the calling thread. Every failure is a result with its fault; nothing is thrown but a cancellation.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public ScanResult Scan(Host host, ScanOptions options, CancellationToken cancellation)
    {
        var startedAt = clock.GetCurrentInstant();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.Timeout.ToTimeSpan());
        try
        {
            var inventory = Read(host, options, startedAt, deadline.Token);
            return new ScanResult(ScanStatus.Ok, null, inventory, startedAt, clock.GetCurrentInstant() - startedAt);
        }
        catch (CockpitException e)
        {
            return Failed(e.Fault);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(RemoteErrors.ExecTimeout.Because($"{host.Name} was not read within {options.Timeout.TotalSeconds:0.#} s."));
        }

        ScanResult Failed(Fault fault) => new(ScanStatuses.Of(fault.Code), fault, null, startedAt, clock.GetCurrentInstant() - startedAt);
    }

    private Inventory Read(Host host, ScanOptions options, Instant startedAt, CancellationToken cancellation)
    {
        using var session = connector.Open(host, cancellation);
        var mark = nonce is null ? RandomNumberGenerator.GetHexString(32, lowercase: true) : nonce();
        var asked = clock.GetCurrentInstant();
        var left = options.Timeout - (asked - startedAt);
        var answer = session.Run(InventoryScript.With(mark), new RunOptions(left > Duration.Zero ? left : Duration.Epsilon) { MayBeKilled = true }, cancellation);
        return Parse(answer.Output, mark, asked, clock.GetCurrentInstant());
    }

    /// <summary>An answer that trips the reader is this host's trouble: it must not end the scan of the others.</summary>
    private static Inventory Parse(byte[] answer, string mark, Instant asked, Instant answered)
    {
        try
        {
            return LinuxInventory.Parse(answer, mark, asked, answered);
        }
#pragma warning disable CA1031 // What a hostile answer can make of the reader is not known; the fuzzer looks for it.
        catch (Exception e) when (e is not CockpitException)
#pragma warning restore CA1031
        {
            throw new CockpitException(RemoteErrors.ScanUnreadable.Because($"The answer broke the reader ({e.GetType().Name}); this is an error of Cockpit."), e);
        }
    }
}
