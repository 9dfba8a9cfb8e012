using System.Diagnostics;
using System.Globalization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Live.Lab;
using Cockpit.Remote;
using NodaTime;
using Xunit;

[assembly: AssemblyFixture(typeof(LabHosts))]

namespace Cockpit.Live.Lab;

/// <summary>
/// Three real Debian hosts, made by tests/Lab/lab, and beside them hosts with dnf (d1), zypper (z1) and pacman (p1): started by the first test that needs them, taken down at the end of the run. Should
/// this process be killed, the lab goes by itself. Tests that use it stand in the collection "lab", so they run one after another.
/// </summary>
public sealed class LabHosts : IDisposable
{
    private readonly Lock _starting = new();
    private readonly HashSet<string> _added = [];
    private FileStream? _taken;
    private string? _state;
    private string? _failure;
    private HostConnector? _connector;

    /// <summary>The lab's state folder: key and known_hosts.</summary>
    public string State => _state ?? throw new InvalidOperationException("Need() comes first.");

    public string Identity => Path.Combine(State, "id_ed25519");

    public string KnownHosts => Path.Combine(State, "known_hosts");

    private static string Script { get; } = Path.Combine(Root(), "tests", "Lab", "lab");

    /// <summary>Sessions as the lab's user, with its key and its known hosts.</summary>
    public HostConnector Connector => _connector ??= new HostConnector(new RemoteSettings(State, "ops")
    {
        KnownHosts = [KnownHosts], Identities = [Identity], ConnectTimeout = Duration.FromSeconds(5),
    });

    /// <summary>Starts the lab where it does not run yet; skips the test where it cannot. The named hosts get a fresh disk.</summary>
    public void Need(params string[] fresh)
    {
        Assert.SkipUnless(Environment.UserName == "root", "The lab of real hosts needs root.");
        lock (_starting)
        {
            if (_state is null && _failure is null) Up();
        }
        Assert.SkipUnless(_state is not null, $"The lab of real hosts did not start: {_failure}");
        foreach (string host in fresh)
        {
            // The three with apt stand from the start, others when they are first asked for.
            if (host[0] == 'h' || !_added.Add(host)) Lab("reset", host);
            else Lab("add", host);
        }
    }

    public string AddressOf(string host) => $"10.78.{Number}.{LastByteOf(host)}";

    /// <summary>The network namespace of a host, as ip-netns(8) lists it.</summary>
    public string NamespaceOf(string host) => $"cklab{Number}-{host}";

    public Host Host(string name) => new(
        // Those with apt are the hosts 1 to 3 of a file, too.
        new HostId(name[0] == 'h' ? LastByteOf(name) - 10 : LastByteOf(name)), name, AddressOf(name), 22, "ops", Transport.Ssh,
        null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null);

    /// <summary>The lines that the http repository of the dnf, zypper and pacman hosts has served so far.</summary>
    public IReadOnlyList<string> Served()
    {
        using FileStream log = new(Path.Combine(State, "http.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(log).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int LastByteOf(string host) =>
        int.Parse(host.AsSpan(1), CultureInfo.InvariantCulture) + host[0] switch { 'd' => 100, 'z' => 150, 'p' => 200, _ => 10 };

    /// <summary>Runs a shell line as root inside, without ssh. A failure fails the test.</summary>
    public string Shell(string host, string line) => Lab("exec", host, "sh", "-c", line);

    /// <summary>Blocks until a shell condition holds inside; fails the test where it does not within two minutes.</summary>
    public void Until(string host, string condition) =>
        Shell(host, $"i=0; until {condition}; do i=$((i + 1)); [ $i -lt 2400 ] || exit 1; sleep 0.05; done");

    /// <summary>How often a package's own postinst ended on a host: the count that tells one run from two.</summary>
    public int PostinstRuns(string host, string package, string version = "1.1") =>
        int.Parse(Shell(host, $"grep -cx '{package} {version} done' /var/log/lab-postinst.log || true"), CultureInfo.InvariantCulture);

    public string Version(string host, string package) => Shell(host, $"dpkg-query -W -f '${{Version}}' {package}");

    /// <summary>Runs tests/Lab/lab; a failure fails the test.</summary>
    public string Lab(params string[] arguments)
    {
        (int code, string output, string errors) = Run(Number, arguments);
        Assert.True(code == 0, $"lab {string.Join(' ', arguments)} ended with {code}: {errors}{output}");
        return output.TrimEnd();
    }

    public void Dispose()
    {
        _connector?.Dispose();
        if (_state is not null) Run(Number, "down");
        _taken?.Dispose();
    }

    private int Number { get; set; }

    private void Up()
    {
        // Ten labs can stand side by side; two test runs on one machine must not share one. LAB names the first to try, for whoever has another by hand.
        int first = int.TryParse(Environment.GetEnvironmentVariable("LAB"), CultureInfo.InvariantCulture, out int named) && named is >= 0 and < 10 ? named : 0;
        for (Number = first; Number < 10 && _taken is null; Number++)
        {
            try { _taken = new FileStream($"/run/cockpit-lab-{Number}.taken", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) { }
        }
        Number--;
        if (_taken is null)
        {
            _failure = "ten labs run already.";
            return;
        }
        (int code, string output, string errors) = Run(Number, "up", "3", "--while", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (code == 0) _state = $"/run/cockpit-lab-{Number}";
        else _failure = (errors + output).Trim();
    }

    private static (int Code, string Output, string Errors) Run(int number, params string[] arguments)
    {
        ProcessStartInfo start = new(Script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["LAB"] = number.ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cockpit.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository's root is not above the tests.");
    }
}
