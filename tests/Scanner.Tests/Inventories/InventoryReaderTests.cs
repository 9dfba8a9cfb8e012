using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Scanner.Inventories;
using CsCheck;
using Xunit;

namespace Cockpit.Scanner.Tests.Inventories;

public sealed class InventoryReaderTests
{
    [Theory]
    [InlineData("hosts.csv", "name,ip\nweb,10.0.0.1", InventoryFormat.Csv)]
    [InlineData("list", "name;ip\nweb;10.0.0.1", InventoryFormat.Csv)]
    [InlineData("config", "# mine\nHost web\n HostName 10.0.0.1", InventoryFormat.SshConfig)]
    [InlineData("config", "Include conf.d/*", InventoryFormat.SshConfig)]
    [InlineData("hosts", "127.0.0.1 localhost", InventoryFormat.Hosts)]
    [InlineData("hosts", "[web]\nweb-01", InventoryFormat.Ansible)]
    [InlineData("hosts", "web-01 ansible_host=10.0.0.1", InventoryFormat.Ansible)]
    [InlineData("prod", "---\nall:\n  hosts:\n    web-01:", InventoryFormat.Ansible)]
    [InlineData("prod.yml", "all: {hosts: {web-01: }}", InventoryFormat.Ansible)]
    [InlineData("inv.json", "{\"_meta\": {}}", InventoryFormat.Ansible)]
    [InlineData("scan.xml", "<?xml version=\"1.0\"?><nmaprun/>", InventoryFormat.Nmap)]
    [InlineData("notes.txt", "this is no inventory", InventoryFormat.Csv)]
    public void The_kind_is_told_by_what_stands_in_it(string name, string text, InventoryFormat format) =>
        Assert.Equal(format, InventoryReader.Guess(name, Encoding.UTF8.GetBytes(text)));

    /// <summary>Pieces of every format with anything between them: a reader gives rows or says HOST_FILE_INVALID, and never anything else.</summary>
    [Fact]
    public void No_bytes_make_a_reader_fail_in_another_way()
    {
        string[] pieces =
        [
            "Host ", "HostName ", "Include x", "Match ", "[web]", "[a:vars]", "[a:children]", "web[01:20]", "[a:f]", "=", "'", "\"", "\\", "#", "\n", "\n", "  ", "\t", ":", "- ", "all:", "hosts:", "children:", "&a ", "*a", "<<: ",
            "!vault |", "{", "}", "[", "]", ",", "|", ">", "%YAML 1.2", "---", "...", "? ", "10.0.0.1 ", "::1 ", "name,ip", "<nmaprun>", "<host>", "</host>", "<address addr='1' addrtype='ipv4'/>", "&x;", "<![CDATA[", "\0", "\u001b[2J", "\uFEFF", "é", "\uD800",
        ];
        InventoryFormat?[] formats = [null, .. Enum.GetValues<InventoryFormat>()];
        Gen<string> text = Gen.OneOf(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]), Gen.String).Array[0, 40].Select(string.Concat);
        Gen.Select(text, Gen.Int[0, formats.Length - 1].Select(i => formats[i])).Sample((t, format) =>
        {
            try
            {
                InventoryFile file = InventoryReader.Read(format, "file", Encoding.UTF8.GetBytes(t), pattern => [new InventoryPart(pattern, Encoding.UTF8.GetBytes(t))]);
                Assert.All(file.Rejected.Concat(file.PassedOver), r => Assert.DoesNotContain(r.Reason, char.IsControl));
            }
            catch (CockpitException e)
            {
                Assert.Equal("HOST_FILE_INVALID", e.Fault.Code.Name);
            }
        }, iter: 3_000);
    }
}
