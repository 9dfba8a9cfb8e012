using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

public sealed class HostCommandTests : IDisposable
{
    private readonly Program program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_host_is_added_listed_changed_and_removed()
    {
        Assert.Equal(0, program.Run("host", "add", "web-07", "--address", "10.2.0.17", "--env", "prod", "--tag", "ring=canary").Exit);
        Assert.Equal(0, program.Run("host", "set", "web-07", "--owner", "anna", "--untag", "ring", "--as", "jump duty").Exit);
        using JsonDocument list = Json("host", "list", "-o", "json");
        JsonElement host = Assert.Single(list.RootElement.GetProperty("hosts").EnumerateArray());
        Assert.Equal("web-07", host.GetProperty("name").GetString());
        Assert.Equal("never-scanned", host.GetProperty("state").GetString());
        Assert.Equal("never", host.GetProperty("scanStatus").GetString());
        Assert.Equal(JsonValueKind.Null, host.GetProperty("lastScanAt").ValueKind);
        Assert.Empty(host.GetProperty("tags").EnumerateObject());

        using JsonDocument shown = Json("host", "show", "web-07", "-o", "json");
        Assert.Equal("anna", shown.RootElement.GetProperty("owner").GetString());
        JsonElement change = shown.RootElement.GetProperty("changes")[0];
        Assert.Equal("host.changed", change.GetProperty("type").GetString());
        Assert.Equal("jump duty", change.GetProperty("remark").GetString());

        Ran refused = program.Run("host", "remove", "web-07");
        Assert.Equal(2, refused.Exit);
        Assert.StartsWith("CONFIRMATION_NEEDED ", refused.Error);
        Assert.Equal(0, program.Run("host", "remove", "web-07", "--yes").Exit);
        Assert.Equal("No hosts. cockpit host add NAME adds one.", program.Run("host", "list").Out.Trim());
        Assert.Equal(0, program.Run("audit", "verify").Exit);
    }

    [Fact]
    public void What_is_exported_is_imported_unchanged()
    {
        program.File("hosts.csv", "name,ip,env,tags,owner\nweb-01,10.0.0.1,prod,ring=1;legacy,\"Web team, Berlin\"\n=cmd,10.0.0.2,,,\nweb-02,,dev,,@anna\n");
        Ran first = program.Run("host", "import", "hosts.csv", "-o", "json");
        Assert.Equal(1, first.Exit);
        using JsonDocument imported = JsonDocument.Parse(first.Out);
        Assert.Equal(2, imported.RootElement.GetProperty("added").GetInt32());
        Assert.Equal(3, Assert.Single(imported.RootElement.GetProperty("rejected").EnumerateArray()).GetProperty("line").GetInt32());

        string export = program.Run("host", "export").Out;
        Assert.Contains("'@anna", export);
        program.File("again.csv", export.Replace("'@anna", "@anna"));
        using JsonDocument again = Json("host", "import", "again.csv", "-o", "json");
        Assert.Equal(2, again.RootElement.GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public void A_dry_run_shows_what_each_line_would_do_and_writes_nothing()
    {
        program.File("hosts.csv", "name,ip,owner\nweb-01,10.0.0.1,anna\n");
        program.Run("host", "import", "hosts.csv");
        program.File("inventory.yml", "web:\n  hosts:\n    web-01: {ansible_host: 10.0.0.7}\n    web-02: {ansible_port: 2222}\n    'bad name':\n");
        Ran dry = program.Run("host", "import", "inventory.yml", "--dry-run", "-o", "json");
        Assert.Equal(1, dry.Exit);
        using JsonDocument review = JsonDocument.Parse(dry.Out);
        Assert.Equal("ansible", review.RootElement.GetProperty("format").GetString());
        Assert.Equal((1, 1), (review.RootElement.GetProperty("added").GetInt32(), review.RootElement.GetProperty("updated").GetInt32()));
        JsonElement changed = review.RootElement.GetProperty("hosts")[0];
        Assert.Equal("updated", changed.GetProperty("act").GetString());
        Assert.Equal("10.0.0.1", changed.GetProperty("differences")[0].GetProperty("before").GetString());
        Assert.Contains("address 10.0.0.1 -> 10.0.0.7, tag ansible.web - -> set", program.Run("host", "import", "inventory.yml", "--dry-run").Out);

        using JsonDocument before = Json("host", "show", "web-01", "-o", "json");
        Assert.Equal("10.0.0.1", before.RootElement.GetProperty("address").GetString());
        Assert.Equal(1, program.Run("host", "import", "inventory.yml").Exit);
        using JsonDocument after = Json("host", "show", "web-01", "-o", "json");
        Assert.Equal(("10.0.0.7", "anna"), (after.RootElement.GetProperty("address").GetString(), after.RootElement.GetProperty("owner").GetString()));
        Assert.Equal(0, program.Run("host", "import", "inventory.yml", "--dry-run", "--db", "none.db").Exit + (File.Exists(Path.Combine(program.Folder, "none.db")) ? 1 : 0) - 1);
    }

    [Fact]
    public void The_hosts_of_the_persons_ssh_config_come_with_their_other_names()
    {
        Directory.CreateDirectory(Path.Combine(program.Folder, ".ssh", "conf.d"));
        program.File(".ssh/config", "Include conf.d/*\nHost *\n  User ops\n");
        program.File(".ssh/conf.d/web", "Host web-07 web07\n  HostName 10.2.0.17\n  Port 2222\n");
        using JsonDocument imported = Json("host", "import", ".ssh/config", "-o", "json");
        Assert.Equal("ssh-config", imported.RootElement.GetProperty("format").GetString());
        Assert.Equal(1, imported.RootElement.GetProperty("passedOver").GetArrayLength());
        using JsonDocument shown = Json("host", "show", "WEB07", "-o", "json");
        Assert.Equal("web-07", shown.RootElement.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, shown.RootElement.GetProperty("user").ValueKind);

        // Its name stays its address, so that the block of that name goes on saying where and how; findings find it by the address too.
        Assert.Equal("web-07", shown.RootElement.GetProperty("address").GetString());
        Assert.StartsWith("HOST_EXISTS 10.2.0.17 is another name of the host web-07.", program.Run("host", "add", "10.2.0.17").Error);
        Assert.StartsWith("HOST_EXISTS web07 is another name of the host web-07.", program.Run("host", "add", "web07").Error);
    }

    [Fact]
    public void A_scope_selects_and_tells_whom_it_cannot_judge()
    {
        program.File("hosts.csv", "name,env,role\nweb-01,prod,web\nweb-02,,web\ndb-01,dev,db\n");
        program.Run("host", "import", "hosts.csv");
        using JsonDocument preview = Json("scope", "preview", "env != dev", "-o", "json");
        Assert.Equal(1, preview.RootElement.GetProperty("count").GetInt32());
        Assert.Equal("web-01", preview.RootElement.GetProperty("hosts")[0].GetString());
        Assert.Equal("web-02", preview.RootElement.GetProperty("unknown")[0].GetProperty("name").GetString());
        Assert.Equal("env", preview.RootElement.GetProperty("unknown")[0].GetProperty("unset")[0].GetString());
        Assert.Contains("0 of 3 hosts match.", program.Run("host", "list", "--scope", "env = test").Out);
    }

    [Fact]
    public void Text_from_outside_reaches_no_terminal_as_a_command()
    {
        program.Run("host", "add", "web-01");
        Ran ran = program.Run("host", "show", "web-01\u001b]0;x\u0007");
        Assert.Equal(2, ran.Exit);
        Assert.DoesNotContain('\u001b', ran.Error);
        Assert.DoesNotContain('\u0007', ran.Error);
    }

    [Fact]
    public void Help_stands_on_every_level_with_an_example()
    {
        foreach (string[] call in (string[][])[["--help"], ["host", "--help"], ["host", "add", "-h"], ["rollout", "start", "--help"]])
        {
            Ran ran = program.Run(call);
            Assert.Equal(0, ran.Exit);
            Assert.Matches("Example\\s+cockpit ", ran.Out);
            Assert.Empty(ran.Error);
        }
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void Every_shell_gets_its_completion(string shell)
    {
        Assert.Contains("cockpit complete", program.Run("completion", shell).Out);
        Assert.Contains("import", program.Run("complete", "--", "host", "i").Out);
    }

    private JsonDocument Json(params string[] arguments)
    {
        Ran ran = program.Run(arguments);
        Assert.Equal("", ran.Error);
        return JsonDocument.Parse(ran.Out);
    }
}
