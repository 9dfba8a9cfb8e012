using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Remote;
using NodaTime;

namespace Cockpit.Benchmarks.Ssh;

/// <summary>Connects, runs a script and closes, over and over in one process: straight, and through a jump host. What stays behind of each would grow the process.</summary>
public static class ConnectionCyclesBenchmark
{
    private const int Straight = 10_000;
    private const int ThroughJump = 1_000;

    /// <summary>Before anything is measured: the code is compiled and the pools are filled by then.</summary>
    private const int WarmUp = 1_000;

    private const int Threads = 16;

    private const double MaxGrowthMegabytes = 20;

    /// <summary>Nothing is compared here but memory, so a busy machine may take its time.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(2);

    public static void Run(Measures measures)
    {
        string folder = Directory.CreateTempSubdirectory("cb-").FullName;
        try
        {
            var identity = new SshIdentity(folder);
            using var servers = new SshServers(folder, identity, hosts: 15, forcedCommand: null);
            using var connector = new HostConnector(new RemoteSettings(identity.Home, Environment.UserName) { KnownHosts = [identity.KnownHosts], ConnectTimeout = Patience });
            Cycle(connector, servers, WarmUp, via: null);
            Add(measures, "connections, straight", connector, servers, Straight, via: null);
            string jump = $"{servers.Addresses[0]}:{servers.Port}";
            Cycle(connector, servers, WarmUp / 10, jump);
            Add(measures, "connections, through a jump host", connector, servers, ThroughJump, jump);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Add(Measures measures, string name, HostConnector connector, SshServers servers, int cycles, string? via)
    {
        var (memory, handles) = (Megabytes(), Handles());
        Cycle(connector, servers, cycles, via);
        measures.Add($"{cycles:N0} {name}: RSS growth", Megabytes() - memory, "MB", MaxGrowthMegabytes, $"from {memory:0} MB; {handles} open files before, {Handles()} after");
    }

    private static void Cycle(HostConnector connector, SshServers servers, int cycles, string? via)
    {
        int next = 0;
        Exception? failure = null;
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            try
            {
                for (int n; failure is null && (n = Interlocked.Increment(ref next)) <= cycles;)
                {
                    using IHostSession session = connector.Open(HostOf(servers, n, via), CancellationToken.None);
                    if (session.Run("echo ok", new RunOptions(Patience), CancellationToken.None).OutputText != "ok\n") throw new InvalidOperationException("It answered something else.");
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, maxStackSize: 512 * 1024)).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);
    }

    private static Host HostOf(SshServers servers, int number, string? via)
    {
        // The jump host's own address is the first one, and a way through a host to itself is a loop.
        string address = servers.Addresses[1 + (number % (servers.Addresses.Count - 1))];
        return new Host(new HostId(number), $"host-{number}", address, servers.Port, null, Transport.Ssh, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null) { Via = via };
    }

    private static double Megabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet / 1024.0 / 1024.0;
    }

    private static int Handles() => Directory.GetFiles("/proc/self/fd").Length;
}
