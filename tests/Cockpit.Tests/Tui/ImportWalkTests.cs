using System.Diagnostics;
using System.Text;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Risk;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>A large export, imported by the built program on a real pseudo-terminal: stopped on its way, then imported whole.</summary>
public sealed class ImportWalkTests : IDisposable
{
    /// <summary>Enough for an import of seconds, so that it is still under way when a person stops it.</summary>
    private const int Rows = 300_000, RowsOfHost = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("cockpit-import-").FullName;
    private readonly Session _session;
    private readonly Pty _pty;

    public ImportWalkTests()
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx") && File.Exists("/usr/bin/setsid"), "This machine has no pseudo-terminals or no setsid.");
        _session = new Session(Path.Combine(_folder, "cockpit.db"), new Actor(1000, 1000, "anna"), SystemClock.Instance);
        _pty = new Pty(80, 24);
        WriteExport(Path.Combine(_folder, "large.csv"));
        File.WriteAllText(Path.Combine(_folder, "small.csv"), $"{Head}900001,CVE-2026-90010,9.8,Critical,web-01,tcp,443,OpenSSL overflow,S,D,F,,openssl is old\n");
        ImportFindings.Run(_session, new FindingImportWish(Path.Combine(_folder, "small.csv"), null, Strict: false, DryRun: false), null, CancellationToken.None);
    }

    private const string Head = "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n";

    public void Dispose()
    {
        _pty.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_import_that_is_stopped_leaves_nothing_and_goes_through_the_next_time()
    {
        string[] before = Names();
        int events = Events();
        using Process program = _pty.Start(
            _folder, ["TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + _folder, "PATH=" + Environment.GetEnvironmentVariable("PATH"), "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")], Cli.Program.Command);
        _pty.WaitFor("? keys");
        Begin();
        // How far it is, how fast, how long still: then it is stopped.
        _pty.WaitUntil(() => Progress.Contains("rows", StringComparison.Ordinal) && Progress.Contains('%'), "how far it is");
        _pty.Type("\e");
        _pty.WaitFor("STOP the import of large.csv");
        _pty.Type("\r");
        _pty.WaitFor("Import stopped. Nothing of it is kept: the file is as it was.");
        _pty.Type("\e");
        _pty.WaitFor("1 open");
        Assert.Equal(1, ReadMatrix.Run(_session).Total);
        Assert.Equal(events, Events());
        Assert.Equal(before, Names());

        Begin();
        _pty.WaitUntil(() => Progress.Contains("/s", StringComparison.Ordinal) || _pty.Screen.ToString().Contains("IMPORTED", StringComparison.Ordinal), "how fast it is");
        _pty.WaitFor("IMPORTED as");
        _pty.WaitFor($"ROWS        {Rows:N0}   {Rows:N0} findings, ");
        Assert.Equal(Rows + 1, ReadMatrix.Run(_session).Total);
        _pty.Type("\r");
        _pty.WaitFor($"{Rows + 1:N0} open");
        _pty.Type("qq");
        Assert.Equal(0, _pty.WaitForExit(program));
    }

    private int Events() => ListAudit.Run(_session, 1_000).Events.Count;

    private string Progress => _pty.Screen.Row(22);

    /// <summary>From wherever it stands to the import of the large file.</summary>
    private void Begin()
    {
        _pty.Type("3");
        _pty.WaitFor("[Matrix]");
        if (_pty.Screen.Row(0).Contains("READ-ONLY", StringComparison.Ordinal)) _pty.Type("O");
        _pty.WaitFor("OPERATOR");
        _pty.Type("i");
        _pty.WaitFor("large.csv");
        _pty.Type("large.csv\r");
        _pty.WaitFor("take a while, so it is not tried first");
        _pty.Type("\r");
        _pty.WaitFor("IMPORTING large.csv");
    }

    /// <summary>What is in the folder beside what SQLite makes and takes away while somebody reads.</summary>
    private string[] Names() => [.. Directory.GetFiles(_folder).Select(Path.GetFileName).OfType<string>().Where(n => !n.EndsWith("-wal", StringComparison.Ordinal) && !n.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static void WriteExport(string path)
    {
        using var csv = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        csv.Write(Head);
        // Over the size up to which a file is tried first.
        string text = new('x', 200);
        for (int row = 0; row < Rows; row++)
            csv.Write($"{900_100 + row % RowsOfHost},,9.8,Critical,host-{row / RowsOfHost}.example.test,tcp,{row % 1000 + 1},Invented,S,D,F,,{text} {row}\n");
    }
}
