using System.Security.Cryptography;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Scanner;

/// <summary>Scans one host: opens a session, reads, closes it. As the user it logs in as, unless it is told to read as root. Thread-safe.</summary>
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
        var refresh = options.Refresh ? Refresh(session, options, startedAt, cancellation) : null;
        var mark = Mark();
        var asked = clock.GetCurrentInstant();
        var bounds = new RunOptions(Left(options, startedAt, asked)) { MayBeKilled = true, AsRoot = options.AsRoot };
        var answer = session.Run(InventoryScript.With(mark), bounds, cancellation);
        var inventory = Parse(answer.Output, mark, asked, clock.GetCurrentInstant());
        return refresh is null ? inventory : inventory with { Facts = inventory.Facts with { Refresh = refresh } };
    }

    /// <summary>Lets the package manager fetch its lists. It changes files, so it is never killed, only waited for no longer.</summary>
    private MetadataRefresh Refresh(IHostSession session, ScanOptions options, Instant startedAt, CancellationToken cancellation)
    {
        var mark = Mark();
        var asked = clock.GetCurrentInstant();
        var answer = session.Run(InventoryScript.Refresh(mark), new RunOptions(Left(options, startedAt, asked)) { AsRoot = true }, cancellation);
        return RefreshAnswer.Parse(answer.Output, mark, asked);
    }

    private string Mark() => nonce is null ? RandomNumberGenerator.GetHexString(32, lowercase: true) : nonce();

    private static Duration Left(ScanOptions options, Instant startedAt, Instant now)
    {
        var left = options.Timeout - (now - startedAt);
        return left > Duration.Zero ? left : Duration.Epsilon;
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
