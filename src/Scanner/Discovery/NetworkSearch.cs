using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cockpit.Scanner.Discovery;

/// <summary>A host that answered.</summary>
/// <param name="Banner">The first line of an SSH server (RFC 4253 4.2), printable; null for WinRM.</param>
/// <param name="Name">What reverse DNS calls it; null where it was not asked or said nothing.</param>
public sealed record FoundHost(IPAddress Address, int Port, bool IsWinRm, string? Banner, string? Name);

/// <param name="Ports">Tried in this order; 5985 and 5986 are WinRM, of any other the first line has to be SSH's.</param>
/// <param name="Rate">Connections a second.</param>
/// <param name="Names">Asks reverse DNS for the name of each host that answers.</param>
public sealed record SearchWish(AddressRange Range, IReadOnlyList<int> Ports, int Rate, bool Names)
{
    /// <summary>A firewall keeps a state for each attempt, and a switch asks for each address that is not there: this many a second disturb nobody.</summary>
    public const int DefaultRate = 200;

    public const int MaxRate = 2_000;
}

/// <summary>Looks which addresses answer by SSH or WinRM. Connects and reads what a server says by itself; sends nothing, logs in nowhere.</summary>
public sealed class NetworkSearch(SearchWish wish)
{
    /// <summary>Attempts at once: enough to keep up the rate while dead addresses take their time.</summary>
    private const int Threads = 128;

    private const int WinRmHttp = 5985, WinRmHttps = 5986;

    /// <summary>Characters of a first line, and lines that a server may send before it.</summary>
    private const int MaxLine = 255, MaxLines = 16;

    /// <summary>Inside a site an answer comes within milliseconds; a lost packet is sent again after a second.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromMilliseconds(2_500);

    /// <summary>sshd says its line at once, unless it looks the client up first.</summary>
    private static readonly TimeSpan BannerLimit = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan NameLimit = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private long nextAtTicks;

    /// <summary>Blocks until every address was tried. Found hosts come in the order of their addresses.</summary>
    /// <param name="onAddress">Addresses done so far, of how many, and how many answered; one call at a time, on any thread.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public IReadOnlyList<FoundHost> Run(Action<int, int, int>? onAddress, CancellationToken cancellation)
    {
        var left = new ConcurrentQueue<(int Index, IPAddress Address)>(wish.Range.Addresses.Select((a, i) => (i, a)));
        var found = new SortedDictionary<int, FoundHost>();
        int done = 0;
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(Threads, wish.Range.Count)).Select(i => new Thread(Work, maxStackSize: 256 * 1024) { IsBackground = true, Name = $"discover-{i}" })];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        cancellation.ThrowIfCancellationRequested();
        return [.. found.Values];

        void Work()
        {
            while (!cancellation.IsCancellationRequested && left.TryDequeue(out var next))
            {
                FoundHost? host = Try(next.Address, cancellation);
                lock (found)
                {
                    if (host is not null) found[next.Index] = host;
                    onAddress?.Invoke(++done, wish.Range.Count, found.Count);
                }
            }
        }
    }

    private FoundHost? Try(IPAddress address, CancellationToken cancellation)
    {
        foreach (int port in wish.Ports)
        {
            if (!WaitForTurn(cancellation)) return null;
            if (Answer(address, port, cancellation) is not { } banner) continue;
            bool isWinRm = port is WinRmHttp or WinRmHttps;
            return new FoundHost(address, port, isWinRm, isWinRm ? null : banner, wish.Names ? NameOf(address, cancellation) : null);
        }
        return null;
    }

    /// <summary>Each attempt takes the next place in time. False when cancelled.</summary>
    private bool WaitForTurn(CancellationToken cancellation)
    {
        long wait;
        lock (gate)
        {
            long now = Environment.TickCount64 * TimeSpan.TicksPerMillisecond;
            nextAtTicks = Math.Max(nextAtTicks, now) + (TimeSpan.TicksPerSecond / wish.Rate);
            wait = nextAtTicks - now;
        }
        return !cancellation.WaitHandle.WaitOne(TimeSpan.FromTicks(wait));
    }

    /// <summary>An SSH server's first line, an empty text for an open WinRM port, null for nothing of use.</summary>
    private static string? Answer(IPAddress address, int port, CancellationToken cancellation)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using (var limit = Limited(ConnectLimit, cancellation)) socket.ConnectAsync(new IPEndPoint(address, port), limit.Token).AsTask().GetAwaiter().GetResult();
            if (port is WinRmHttp or WinRmHttps) return "";
            using var reading = Limited(BannerLimit, cancellation);
            return FirstLine(socket, reading.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private static string? FirstLine(Socket socket, CancellationToken limit)
    {
        byte[] buffer = new byte[MaxLine];
        var line = new StringBuilder();
        for (int lines = 0; lines < MaxLines;)
        {
            int read = socket.ReceiveAsync(buffer, SocketFlags.None, limit).AsTask().GetAwaiter().GetResult();
            if (read == 0) return null;
            foreach (char c in Encoding.Latin1.GetString(buffer, 0, read))
            {
                if (c != '\n')
                {
                    if (line.Length >= MaxLine) return null;
                    line.Append(c);
                    continue;
                }
                string text = line.ToString().TrimEnd('\r');
                if (text.StartsWith("SSH-", StringComparison.Ordinal)) return string.Concat(text.Select(x => x is >= ' ' and <= '~' ? x : '?'));
                line.Clear();
                lines++;
            }
        }
        return null;
    }

    private static string? NameOf(IPAddress address, CancellationToken cancellation)
    {
        try
        {
            using var limit = Limited(NameLimit, cancellation);
            string name = Dns.GetHostEntryAsync(address.ToString(), limit.Token).GetAwaiter().GetResult().HostName.TrimEnd('.');
            return name.Length == 0 || IPAddress.TryParse(name, out _) ? null : name;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentException)
        {
            return null;
        }
    }

    private static CancellationTokenSource Limited(TimeSpan limit, CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        source.CancelAfter(limit);
        return source;
    }
}
