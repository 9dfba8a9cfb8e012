using Cockpit.Core.Errors;
using Cockpit.Scanner.Inventories;
using Cockpit.Scanner.Inventories.Nmap;
using Xunit;

namespace Cockpit.Scanner.Tests.Inventories;

public sealed class NmapReaderTests
{
    [Fact]
    public void A_real_port_scan_gives_the_port_on_which_ssh_answers()
    {
        InventoryFile file = NmapReader.Read(File.ReadAllBytes(Fixture.Path("nmap/ports.xml")));
        Assert.Equal(["127.0.6.1 address=127.0.6.1 port=2206"], Fixture.Lines(file));
        Assert.Equal("127.0.6.2 answers, but neither SSH nor WinRM is open.", Assert.Single(file.PassedOver).Reason);
    }

    [Fact]
    public void A_real_ping_scan_gives_what_is_up() =>
        Assert.Equal(["127.0.6.3 address=127.0.6.3"], Fixture.Lines(NmapReader.Read(File.ReadAllBytes(Fixture.Path("nmap/ping.xml")))));

    [Fact]
    public void Names_ports_and_states_are_told_apart()
    {
        InventoryFile file = NmapReader.Read(Fixture.Bytes("""
            <?xml version="1.0"?>
            <nmaprun>
            <host><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/><address addr="00:11:22:33:44:55" addrtype="mac"/>
             <hostnames><hostname name="ptr.example.com" type="PTR"/><hostname name="web-01" type="user"/></hostnames>
             <ports><port protocol="udp" portid="22"><state state="open"/></port><port protocol="tcp" portid="22"><state state="open"/></port><port protocol="tcp" portid="2222"><state state="open"/><service name="ssh"/></port></ports></host>
            <host><status state="up"/><address addr="10.0.0.2" addrtype="ipv4"/><hostnames><hostname name="win-01.example.com." type="PTR"/></hostnames>
             <ports><port protocol="tcp" portid="5985"><state state="open"/></port><port protocol="tcp" portid="5986"><state state="open"/></port></ports></host>
            <host><status state="down"/><address addr="10.0.0.3" addrtype="ipv4"/></host>
            <host><status state="up"/><address addr="2001:db8::4" addrtype="ipv6"/></host>
            <host><status state="up"/></host>
            </nmaprun>
            """));
        Assert.Equal(["web-01 address=10.0.0.1 port=22", "win-01.example.com address=10.0.0.2 port=5986 transport=winrm", "2001-db8--4 address=2001:db8::4"], Fixture.Lines(file));
        Assert.Equal("10.0.0.3 is down.", Assert.Single(file.PassedOver).Reason);
        Assert.Equal("The host has no address.", Assert.Single(file.Rejected).Reason);
    }

    [Theory]
    [InlineData("<nmaprun><host>")]
    [InlineData("<html><body/></html>")]
    [InlineData("<!DOCTYPE nmaprun [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;\">]><nmaprun><host><address addr=\"&b;\" addrtype=\"ipv4\"/></host></nmaprun>")]
    [InlineData("<!DOCTYPE nmaprun [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><nmaprun>&a;</nmaprun>")]
    public void What_is_cut_foreign_or_wants_entities_is_refused(string xml) =>
        Assert.Equal("HOST_FILE_INVALID", Assert.Throws<CockpitException>(() => NmapReader.Read(Fixture.Bytes(xml))).Fault.Code.Name);
}
