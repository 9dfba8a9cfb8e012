using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Scanner.Inventories;
using Cockpit.Scanner.Inventories.Ansible;
using Xunit;

namespace Cockpit.Scanner.Tests.Inventories;

public sealed class AnsibleReaderTests
{
    private static InventoryFile Read(string text, params (string, string)[] parts) => AnsibleReader.Read(Fixture.Bytes(text), Fixture.InMemory(parts));

    private static InventoryFile ReadFixture(string name) => AnsibleReader.Read(File.ReadAllBytes(Fixture.Path(name)), Fixture.Beside(Path.GetDirectoryName(Fixture.Path(name))!));

    [Theory]
    [InlineData("ansible-ini/hosts", "ansible-ini.list.json")]
    [InlineData("ansible-yaml/hosts.yml", "ansible-yaml.list.json")]
    public void Hosts_groups_and_variables_are_those_that_ansible_inventory_printed(string inventory, string printed)
    {
        string[] expected = [.. AnsibleTruth.Expected(File.ReadAllText(Fixture.Path(printed)))];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, AnsibleTruth.Read(ReadFixture(inventory)));
    }

    [Theory]
    [InlineData("ansible-ini/hosts")]
    [InlineData("ansible-yaml/hosts.yml")]
    public async Task The_installed_ansible_inventory_says_the_same(string inventory)
    {
        var start = new ProcessStartInfo("ansible-inventory", ["-i", Fixture.Path(inventory), "--list"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Fixture.Path("") };
        start.Environment["ANSIBLE_LOCAL_TEMP"] = Path.Combine(Path.GetTempPath(), $"cockpit-ansible-{Environment.ProcessId}");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "ansible-inventory"))), "ansible-inventory is not installed; apt-get install ansible-core");
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string list = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        Assert.Equal(AnsibleTruth.Expected(list), AnsibleTruth.Read(ReadFixture(inventory)));
    }

    [Theory]
    [InlineData("ansible-ini.list.json")]
    [InlineData("ansible-yaml.list.json")]
    public void What_ansible_inventory_prints_is_read_as_well(string printed)
    {
        string json = File.ReadAllText(Fixture.Path(printed));
        Assert.Equal(AnsibleTruth.Expected(json), AnsibleTruth.Read(AnsibleReader.Read(Fixture.Bytes(json))));
    }

    [Fact]
    public void Connections_and_jump_hosts_become_their_fields_and_secrets_stay_out()
    {
        InventoryFile file = ReadFixture("ansible-ini/hosts");
        Dictionary<string, HostRow> hosts = file.Rows.ToDictionary(r => r.Name);
        Assert.Equal("local", hosts["localhost"].Fields.Values[HostFields.Transport]);
        Assert.Equal("winrm", hosts["win-01"].Fields.Values[HostFields.Transport]);
        Assert.Equal("hop@jump1:2200", hosts["db-01"].Fields.Values[HostFields.Via]);
        Assert.Equal("\"win-01\": ansible_password is a secret and is not taken over.", Assert.Single(file.PassedOver).Reason);
        Assert.DoesNotContain("topsecret", string.Join('\n', Fixture.Lines(file)));
        Assert.Equal("hop@jump1", ReadFixture("ansible-yaml/hosts.yml").Rows.Single(r => r.Name == "web04").Fields.Values[HostFields.Via]);
    }

    [Theory]
    [InlineData("-J jump1", "jump1")]
    [InlineData("-q -Jme@jump1:2222,jump2", "me@jump1:2222,jump2")]
    [InlineData("-o ProxyJump=jump1", "jump1")]
    [InlineData("-oProxyJump=jump1 -C", "jump1")]
    [InlineData("-o 'ProxyJump jump1'", "jump1")]
    [InlineData("-o ProxyCommand=\"ssh -q -W %h:%p -l me jump1\"", "me@jump1")]
    [InlineData("-o ProxyCommand=\"ssh -i key -W %h:%p jump1\"", null)]
    [InlineData("-o ProxyCommand=\"nc %h %p\"", null)]
    [InlineData("-J '$(reboot)'", null)]
    public void A_jump_host_is_found_where_it_is_simple_and_said_to_be_left_where_not(string arguments, string? via)
    {
        InventoryFile file = Read($"web-01 ansible_ssh_common_args={Quote(arguments)}\n");
        Assert.Equal(via, Assert.Single(file.Rows).Fields.Values.GetValueOrDefault(HostFields.Via));
        Assert.Equal(via is null ? 1 : 0, file.PassedOver.Count);
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    [Fact]
    public void What_cannot_be_known_without_Ansible_rejects_its_host_alone()
    {
        InventoryFile file = Read("""
            all:
              hosts:
                one:
                  ansible_host: !vault |
                    $ANSIBLE_VAULT;1.1;AES256
                    3031
                two: { ansible_user: "{{ lookup('env', 'USER') }}" }
                three: { ansible_port: [22] }
                four: { ansible_connection: docker }
                five: { ansible_connection: community.general.lxd, role: { a: b } }
                six: { ansible_connection: ansible.builtin.ssh, environment: { PATH: /bin }, cockpit_criticality: 5 }
            """);
        Assert.Equal(["six criticality=5 transport=ssh"], Fixture.Lines(file));
        Assert.Equal(
            ["\"one\": ansible_host is encrypted with ansible-vault, which is not opened here.", "\"two\": ansible_user is a template that only Ansible can fill in.",
             "\"three\": ansible_port is no single value.", "\"four\": ansible_connection is \"docker\", which is none of ssh, local and winrm.",
             "\"five\": ansible_connection is \"community.general.lxd\", which is none of ssh, local and winrm."],
            file.Rejected.Select(r => r.Reason));
        Assert.Equal([3, 7, 8, 9, 10], file.Rejected.Select(r => r.Line));
    }

    [Fact]
    public void Lines_that_are_wrong_are_named_and_the_others_count()
    {
        InventoryFile file = Read("""
            web-01
            web-[3:1]
            web-[01:100]
            web-[1:5
            web-02 ansible_host
            web-03 note='open
            [odd:stuff]
            web-04
            [a:children]
            b
            [b:children]
            a
            c
            [nowhere:vars]
            x=1
            """);
        Assert.Equal(["web-01"], Fixture.Lines(file));
        Assert.Equal([2, 3, 4, 5, 6, 7, 12, 13, 14], file.Rejected.Select(r => r.Line).Order());
        Assert.Equal(8, Assert.Single(file.PassedOver).Line);
    }

    [Theory]
    [InlineData("x[01:03]", "x01 x02 x03")]
    [InlineData("x[1:10:4]y", "x1y x5y x9y")]
    [InlineData("[a:c]-[8:10]", "a-8 a-9 a-10 b-8 b-9 b-10 c-8 c-9 c-10")]
    [InlineData("x[:2]", "x0 x1 x2")]
    [InlineData("x[008:010].y:22", "x008.y x009.y x010.y")]
    [InlineData("plain:2222", "plain")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]:22", "2001:db8::1")]
    public void Ranges_are_expanded_as_Ansible_does(string pattern, string names) =>
        Assert.Equal(names.Split(' '), HostPattern.Expand(pattern, out _)!.Value.Names);

    [Theory]
    [InlineData("x[1:70000]")]
    [InlineData("x[1:999][1:999]")]
    [InlineData("x[1:2:0]")]
    [InlineData("x[z:a]")]
    [InlineData("x[1:99999999999]")]
    [InlineData("x[]")]
    public void Ranges_without_sense_or_end_are_refused(string pattern) => Assert.Null(HostPattern.Expand(pattern, out _));

    [Fact]
    public void A_file_that_grows_is_refused_before_it_takes_memory()
    {
        string laughs = "a: &a {x: 1}\n" + string.Concat(Enumerable.Range(0, 26).Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} {{children: {{p{i}: *{(char)('a' + i)}, q{i}: *{(char)('a' + i)}}}}}\n"));
        Assert.Equal("HOST_FILE_INVALID", Record(laughs));
        Assert.Equal("HOST_FILE_INVALID", Record("a: &a\n  children: *a\n"));
        Assert.Equal("HOST_FILE_INVALID", Record("a: " + new string('[', 500) + "\n"));
        Assert.Equal("HOST_FILE_INVALID", Record(string.Concat(Enumerable.Range(0, 3).Select(i => $"x{i}-[1:65000]\n"))));
        Assert.Equal("HOST_FILE_INVALID", Record("$ANSIBLE_VAULT;1.1;AES256\n3031\n"));

        static string? Record(string text) => Xunit.Record.Exception(() => Read(text)) is { } e ? Assert.IsType<CockpitException>(e).Fault.Code.Name : null;
    }

    [Fact]
    public void An_encrypted_file_of_variables_is_passed_over_with_words()
    {
        InventoryFile file = Read("[web]\nweb-01\n", ("group_vars/web", "$ANSIBLE_VAULT;1.1;AES256\n3031"), ("host_vars/web-01.yml", "ansible_port: 2200"));
        Assert.Equal(["web-01 port=2200 #ansible.web"], Fixture.Lines(file));
        Assert.Contains("group_vars/web", Assert.Single(file.PassedOver).Reason);
    }
}
