using Cockpit.Scanner.Inventories;
using Cockpit.Scanner.Inventories.HostsFile;
using Xunit;

namespace Cockpit.Scanner.Tests.Inventories;

public sealed class HostsFileReaderTests
{
    [Fact]
    public void Every_line_is_a_host_or_says_why_it_is_none()
    {
        InventoryFile file = HostsFileReader.Read(Fixture.Bytes("""
            127.0.0.1	localhost
            127.0.1.1	jump1.example.com	jump1
            ::1     localhost ip6-localhost ip6-loopback
            fe00::0 ip6-localnet
            ff02::1 ip6-allnodes
            fe80::1%eth0 link
            # 10.0.0.9 gone

            10.2.0.17 web-07.example.com web-07 W7   # in rack 4
            2001:db8::18	web-08
            10.2.0 short
            10.2.0.19
            """ + "\n" + new string('x', 70_000)));
        Assert.Equal(["web-07.example.com address=10.2.0.17 @web-07 @W7", "web-08 address=2001:db8::18"], Fixture.Lines(file));
        Assert.Equal([9, 10], file.Rows.Select(r => r.Line));
        Assert.Equal([1, 2, 3, 4, 5, 6], file.PassedOver.Select(p => p.Line));
        Assert.Equal([(11, "\"10.2.0\" is no address."), (12, "10.2.0.19 has no name."), (13, "The line has 70,000 characters; 65,536 are allowed.")], file.Rejected.Select(r => (r.Line, r.Reason)));
    }
}
