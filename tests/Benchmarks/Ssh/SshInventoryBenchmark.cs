namespace Cockpit.Benchmarks.Ssh;

/// <summary>
/// The inventory of 200 hosts over SSH, 50 at a time: read, parsed and stored by the program, beside tools that fetch the same answers and keep them as
/// they are. All run in the same minutes against the same servers on the same processors, so hosts a second are held against a limit as a ratio only:
/// the median over the rounds of what the program did to what its peer did in the same round, each round in the other direction.
/// </summary>
public static class SshInventoryBenchmark
{
    private const int Hosts = 200;
    private const int Parallel = 50;

    /// <summary>Odd, so that the median is a round that was; the tools that are quick do all, ansible as many as its slowness allows.</summary>
    private const int Rounds = 5;

    private const int RawRounds = 3;
    private const int SetupRounds = 2;

    /// <summary>Ansible's setup takes half a second of this machine's processors for each host, so fewer do; hosts a second are compared.</summary>
    private const int SetupHosts = 40;

    /// <summary>Each address this often, under another name.</summary>
    private const int EnduranceTimes = 5;

    private const double MaxCpuMilliseconds = 10;
    private const double MaxMegabytes = 130;

    public static void Run(Measures measures)
    {
        string folder = Directory.CreateTempSubdirectory("cb-").FullName;
        try
        {
            var identity = new SshIdentity(folder);
            var answer = new RecordedAnswer(folder);
            using var servers = new SshServers(folder, identity, Hosts, answer.Program);
            using var real = new SshServers(folder, identity, SetupHosts, forcedCommand: null);
            Compare(measures, new SshProgram(folder, identity, servers, Parallel), new SshPeers(folder, identity, servers, answer, Parallel), real, answer);
            Endure(measures, new SshProgram(folder, identity, servers, Parallel));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(Measures measures, SshProgram program, SshPeers peers, SshServers real, RecordedAnswer answer)
    {
        var ours = new Tool("cockpit", () => program.Scan(1).Round, Rounds);
        var ssh = new Tool($"ssh through xargs -P{Parallel}", peers.Ssh, Rounds);
        var pssh = new Tool($"parallel-ssh -p {Parallel}", peers.Pssh, Rounds);
        var raw = new Tool($"ansible -m raw -f {Parallel}", peers.AnsibleRaw, RawRounds);
        var setup = new Tool($"ansible -m setup -f {Parallel}, {SetupHosts} hosts", () => peers.AnsibleSetup(real), SetupRounds);
        // The program stands between its closest peers, forwards and backwards.
        Tool[] tools = [ssh, ours, pssh, raw, setup];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (Tool tool in round % 2 == 0 ? tools : tools.Reverse()) tool.Run(round);
        }

        string what = $"{Hosts} hosts, {Parallel} at once, {SshServers.KeyExchange}, {answer.Bytes / 1024.0:0} KB each";
        string name = $"ssh: {Hosts} hosts, ";
        measures.Add(name + "client CPU", ours.Cpu, "ms", MaxCpuMilliseconds, $"a host, the least of {Rounds} rounds; {what}; {ssh.SayCpu()}, {pssh.SayCpu()}, {raw.SayCpu()}, {setup.SayCpu()}");
        measures.AddRatio(name + "client CPU to ssh", ours.Cpu, ssh.Cpu, 1.0, "ms a host", ssh.Name);
        foreach (var (peer, least) in new[] { (ssh, 1.0), (pssh, 1.0), (raw, 2.3), (setup, 10.0) })
        {
            string key = peer.Name.Split(peer == setup || peer == raw ? " -f" : " ")[0];
            measures.AddAtLeast($"{name}rate to {key}", ours.RateTo(peer), "x", least, peer.Broken ?? $"hosts a second, median of rounds: {ours.SayRates()} against {peer.SayRates()} of {peer.Name}");
        }
    }

    private static void Endure(Measures measures, SshProgram program)
    {
        var (round, failed, peak) = program.Scan(EnduranceTimes);
        string name = $"ssh: {Hosts * EnduranceTimes:#,0} host-runs, ";
        measures.Add(name + "failed", failed, "", 0, $"one scan, {Parallel} at once, {Hosts} addresses; {round.HostsPerSecond:0.#} hosts/s, {round.CpuMilliseconds:0.#} ms of CPU a host");
        measures.Add(name + "memory", peak, "MB", MaxMegabytes, "peak resident size of the program (VmHWM)");
    }

    /// <summary>A tool and what its rounds gave. One that cannot run fails its own row and no other's.</summary>
    private sealed class Tool(string name, Func<SshRound> run, int rounds)
    {
        private readonly SortedDictionary<int, SshRound> _rounds = [];

        public string Name => name;

        public string? Broken { get; private set; }

        /// <summary>The least of the rounds: what else the machine does only ever adds.</summary>
        public double Cpu => _rounds.Count == 0 ? double.NaN : _rounds.Values.Min(r => r.CpuMilliseconds);

        public void Run(int round)
        {
            if (round >= rounds || Broken is not null) return;
            try
            {
                _rounds[round] = run();
            }
#pragma warning disable CA1031 // Whatever is wrong with a peer, missing or failing, is its row's own text.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Broken = $"{name}: {e.Message}";
            }
        }

        /// <summary>The median over the rounds that both did; NaN where one of them failed.</summary>
        public double RateTo(Tool peer)
        {
            double[] ratios = [.. _rounds.Where(r => peer._rounds.ContainsKey(r.Key)).Select(r => r.Value.HostsPerSecond / peer._rounds[r.Key].HostsPerSecond).Order()];
            if (Broken is not null || peer.Broken is not null || ratios.Length == 0) return double.NaN;
            return ratios.Length % 2 == 1 ? ratios[ratios.Length / 2] : (ratios[(ratios.Length / 2) - 1] + ratios[ratios.Length / 2]) / 2;
        }

        public string SayRates() => string.Join("/", _rounds.Values.Select(r => $"{r.HostsPerSecond:0.0}"));

        public string SayCpu() => $"{name} {Cpu:0.0}";
    }
}
