using System.Diagnostics;
using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>Every kind of bad input ends with its exit code and a sentence, through the built program, and leaves nothing half done.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Setpriv = "/usr/bin/setpriv";

    private readonly Program program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData(2, "USAGE", "hots", "list")]
    [InlineData(2, "USAGE", "host")]
    [InlineData(2, "USAGE", "host", "add")]
    [InlineData(2, "USAGE", "host", "list", "--frob")]
    [InlineData(2, "USAGE", "host", "list", "-o", "xml")]
    [InlineData(2, "USAGE", "scan", "--parallel", "many")]
    [InlineData(2, "USAGE", "scan", "--parallel", "0")]
    [InlineData(2, "USAGE", "police", "list")]
    [InlineData(2, "USAGE", "--db")]
    [InlineData(2, "USAGE", "host", "list", "--db", "")]
    [InlineData(2, "USAGE", "--db=", "host", "add", "web-01")]
    [InlineData(2, "USAGE", "rollout", "show", "seventeen")]
    [InlineData(2, "SCOPE_SYNTAX", "scope", "preview", "env = prod adn role = web")]
    [InlineData(2, "HOST_INVALID", "host", "add", "a b")]
    [InlineData(2, "HOST_INVALID", "host", "add", "a", "--port", "99999")]
    [InlineData(2, "HOST_FILE_INVALID", "host", "import", "nowhere.csv")]
    [InlineData(2, "HOST_FILE_INVALID", "host", "import", ".")]
    [InlineData(2, "FINDINGS_UNREADABLE", "findings", "import", "nowhere.csv")]
    [InlineData(4, "FILE_MISSING", "host", "list")]
    [InlineData(4, "FILE_MISSING", "audit", "verify")]
    [InlineData(4, "FILE_MISSING", "scan")]
    public void A_bad_call_ends_with_its_code_and_makes_no_file(int exit, string code, params string[] call)
    {
        Ran ran = program.Run(call);
        Assert.Equal(exit, ran.Exit);
        Assert.StartsWith(code + " ", ran.Error);
        Assert.Empty(ran.Out);
        Assert.False(File.Exists(Path.Combine(program.Folder, "cockpit.db")));

        Ran json = program.Run([.. call.Where(a => a is not ("-o" or "xml")), "-o", "json"]);
        if (call.Contains("xml")) return;
        using JsonDocument error = JsonDocument.Parse(json.Error);
        Assert.Equal(code, error.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(json.Out);
    }

    [Fact]
    public void A_variable_with_an_empty_value_counts_as_not_set()
    {
        program.Variables["COCKPIT_DB"] = "";
        program.Variables["COCKPIT_KEX"] = "";
        Ran missing = program.Run("host", "list");
        Assert.Equal(4, missing.Exit);
        Assert.StartsWith($"FILE_MISSING There is no file {Path.Combine(program.Folder, "cockpit.db")}.", missing.Error);
        Assert.Equal(0, program.Run("host", "add", "web-01").Exit);
        Assert.True(File.Exists(Path.Combine(program.Folder, "cockpit.db")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n  \n")]
    [InlineData("address,env\n10.0.0.1,prod\n")]
    [InlineData("name,name\na,b\n")]
    [InlineData("name,env\nweb-01,\"prod\n")]
    [InlineData("name\0,env\nweb-01,prod\n")]
    [InlineData("{\"hosts\":[]}")]
    public void A_host_file_that_is_none_changes_nothing(string text)
    {
        program.Run("host", "add", "web-09");
        Ran ran = program.Run("host", "import", program.File("hosts.csv", text));
        Assert.Equal(2, ran.Exit);
        Assert.StartsWith("HOST_FILE_INVALID ", ran.Error);
        Assert.Equal(2, program.Run("host", "export").Out.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void A_cell_of_200_kB_and_terminal_escapes_are_refused_by_their_line()
    {
        Ran big = program.Run("host", "import", program.File("big.csv", $"name,owner\nweb-01,{new string('x', 200_000)}\n"));
        Assert.Equal(2, big.Exit);
        Ran escapes = program.Run("host", "import", program.File("esc.csv", "name,owner\nweb-01,\u001b[31mred\nweb-02,anna\n"));
        Assert.Equal(1, escapes.Exit);
        Assert.Contains("owner holds a control character.", escapes.Out);
        Assert.DoesNotContain('\u001b', escapes.Out + escapes.Error);
    }

    [Fact]
    public void A_host_twice_is_refused_and_in_a_file_accounted_for()
    {
        program.Run("host", "add", "web-01");
        Ran twice = program.Run("host", "add", "WEB-01");
        Assert.Equal(2, twice.Exit);
        Assert.StartsWith("HOST_EXISTS ", twice.Error);
        Ran file = program.Run("host", "import", program.File("hosts.csv", "name\nweb-02\nWeb-02\n"));
        Assert.Equal(1, file.Exit);
        Assert.Contains("Web-02 is in line 2 already.", file.Out);
    }

    [Theory]
    [InlineData("", "FILE_NOT_COCKPIT")]
    [InlineData("hello", "FILE_NOT_COCKPIT")]
    public void A_database_that_is_none_is_left_alone(string content, string code)
    {
        program.File("cockpit.db", content);
        Ran ran = program.Run("host", "list");
        Assert.Equal(4, ran.Exit);
        Assert.StartsWith(code + " ", ran.Error);
        Assert.Equal(content, File.ReadAllText(Path.Combine(program.Folder, "cockpit.db")));
    }

    [Fact]
    public void A_damaged_database_is_said_to_be_damaged()
    {
        program.Run("host", "add", "web-01");
        string path = Path.Combine(program.Folder, "cockpit.db");
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Ran cut = program.Run("host", "list");
        Assert.Equal(4, cut.Exit);
        Assert.StartsWith("FILE_DAMAGED ", cut.Error);

        Array.Fill(bytes, (byte)0xAA, 4096, bytes.Length - 4096);
        File.WriteAllBytes(path, bytes);
        Ran overwritten = program.Run("host", "list");
        Assert.Equal(4, overwritten.Exit);
        Assert.StartsWith("FILE_", overwritten.Error);
    }

    [Fact]
    public void A_newer_database_is_left_as_it_is()
    {
        program.Run("host", "add", "web-01");
        string path = Path.Combine(program.Folder, "cockpit.db");
        // user_version is the big-endian number at byte 60 of the header (https://www.sqlite.org/fileformat.html).
        using (FileStream file = File.OpenWrite(path))
        {
            file.Position = 60;
            file.Write([0, 0, 0x27, 0x0F]);
        }
        Ran ran = program.Run("host", "list");
        Assert.Equal(4, ran.Exit);
        Assert.StartsWith("FILE_NEWER ", ran.Error);
    }

    [Fact]
    public void A_read_only_database_can_be_read_and_not_written()
    {
        Assert.SkipUnless(File.Exists(Setpriv) && Environment.UserName == "root", "Dropping root's rights needs root and setpriv.");
        program.Run("host", "add", "web-01");
        string path = Path.Combine(program.Folder, "cockpit.db");
        File.SetUnixFileMode(program.Folder, (UnixFileMode)0b101_101_101);
        File.SetUnixFileMode(path, (UnixFileMode)0b100_100_100);
        string[] nobody = [Setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"];
        Assert.SkipUnless(program.RunAs(nobody, "--help").Exit == 0, "The program lies where only root can run it.");
        Assert.Equal(0, program.RunAs(nobody, "host", "list").Exit);
        Ran refused = program.RunAs(nobody, "host", "add", "web-02");
        Assert.Equal(4, refused.Exit);
        Assert.StartsWith("FILE_READ_ONLY ", refused.Error);
    }

    [Fact]
    public void A_locked_database_says_so()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlite3"), "sqlite3 is not installed.");
        program.Run("host", "add", "web-01");
        string path = Path.Combine(program.Folder, "cockpit.db");
        var start = new ProcessStartInfo("/usr/bin/sqlite3", [path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process holder = Process.Start(start)!;
        holder.StandardInput.WriteLine("BEGIN IMMEDIATE; SELECT 'held';");
        holder.StandardInput.Flush();
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        Ran ran = program.Run("host", "add", "web-02");
        Assert.Equal(4, ran.Exit);
        Assert.StartsWith("FILE_LOCKED ", ran.Error);
        Assert.Equal(0, program.Run("host", "list").Exit);
        holder.Kill();
        holder.WaitForExit();
    }

    [Fact]
    public void A_second_worker_is_refused_and_the_first_goes_on()
    {
        program.Run("host", "add", "web-01");
        using Process first = program.Start([], "worker");
        Assert.EndsWith("ready", first.StandardError.ReadLine());
        Ran second = program.Run("worker");
        Assert.Equal(3, second.Exit);
        Assert.StartsWith("WORKER_BUSY ", second.Error);
        Ran status = program.Run("worker", "status", "-o", "json");
        using (JsonDocument document = JsonDocument.Parse(status.Out))
        {
            Assert.Equal("ok", document.RootElement.GetProperty("state").GetString());
            Assert.Equal(first.Id, document.RootElement.GetProperty("holder").GetProperty("pid").GetInt32());
        }
        Signal(first, "INT");
        Assert.Equal(130, first.ExitCode);
        Assert.Contains("\"state\": \"none\"", program.Run("worker", "status", "-o", "json").Out);
    }

    [Fact]
    public void A_broken_chain_is_found_and_named()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlite3"), "sqlite3 is not installed.");
        foreach (string name in (string[])["a", "b", "c"]) program.Run("host", "add", name);
        using (Process forger = Process.Start("/usr/bin/sqlite3", [Path.Combine(program.Folder, "cockpit.db"), "DROP TRIGGER journal_is_never_changed; UPDATE journal SET actor_uid = 4711 WHERE seq = 3;"])) forger.WaitForExit();
        Ran ran = program.Run("audit", "verify", "-o", "json");
        Assert.Equal(1, ran.Exit);
        using JsonDocument document = JsonDocument.Parse(ran.Out);
        Assert.Equal(3, document.RootElement.GetProperty("firstBadSeq").GetInt64());
    }

    private static void Signal(Process process, string signal)
    {
        using (Process kill = Process.Start("/bin/kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        process.WaitForExit();
    }
}
