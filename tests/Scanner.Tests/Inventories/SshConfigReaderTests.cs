using Cockpit.Core.Errors;
using Cockpit.Scanner.Inventories;
using Cockpit.Scanner.Inventories.SshConfig;
using Xunit;

namespace Cockpit.Scanner.Tests.Inventories;

public sealed class SshConfigReaderTests
{
    private static InventoryFile Read(string text, params (string, string)[] parts) => SshConfigReader.Read(Fixture.Bytes(text), Fixture.InMemory(parts));

    [Fact]
    public void Names_that_are_no_patterns_are_hosts_whose_address_stays_in_the_configuration()
    {
        InventoryFile file = Read("""
            # my hosts
            Host web-07
                HostName 10.2.0.17
                User ops
                Port 2222
                IdentityFile ~/.ssh/ops
                ProxyJump jump1
            host=jump1
            Host *.example.com !bad.example.com db-?
                User deploy
            HOST "web-08"
              hostname = "10.2.0.18"
            """);
        Assert.Equal(["web-07 @10.2.0.17", "jump1", "web-08 @10.2.0.18"], Fixture.Lines(file));
        Assert.Equal([2, 8, 11], file.Rows.Select(r => r.Line));
        Assert.Equal(3, file.PassedOver.Count(p => p.Line == 9));
        Assert.Empty(file.Rejected);
    }

    [Fact]
    public void Several_names_of_one_address_are_one_host_and_without_an_address_each_is_its_own()
    {
        InventoryFile file = Read("""
            Host web-07 web07 w7
                HostName 10.2.0.17
            Host db-01 db-02
                User dba
            Host app-01 app-02
                HostName %h.example.net
            """);
        Assert.Equal(
            ["web-07 @web07 @w7 @10.2.0.17", "db-01", "db-02", "app-01 @app-01.example.net", "app-02 @app-02.example.net"], Fixture.Lines(file));
    }

    [Fact]
    public void The_first_HostName_that_fits_counts_wherever_it_stands()
    {
        InventoryFile file = Read("""
            Host web-* !web-09
                HostName %h.first.example
            Host web-07
                HostName 10.2.0.17
            Host web-09
                User ops
            Host web-09
                HostName 10.2.0.19
            """);
        Assert.Equal(["web-07 @web-07.first.example", "web-09 @10.2.0.19"], Fixture.Lines(file));
    }

    [Fact]
    public void Include_brings_in_others_and_the_block_goes_on_behind_it()
    {
        InventoryFile file = Read("""
            Include conf.d/*
            Host web-07
                Include name
                User ops
            Include nowhere
            """, ("conf.d/*", "Host in-01\n HostName 10.0.0.1\nHost \"open"), ("name", "HostName 10.2.0.17"));
        Assert.Equal(["in-01 @10.0.0.1", "web-07 @10.2.0.17"], Fixture.Lines(file));
        Assert.Equal("in \"conf.d/*\": A quote is not closed.", Assert.Single(file.Rejected).Reason);
        Assert.Equal((5, "Include \"nowhere\" fits no file."), (Assert.Single(file.PassedOver).Line, file.PassedOver[0].Reason));
    }

    [Fact]
    public void A_file_that_includes_itself_ends_at_a_depth()
    {
        InventoryFile file = SshConfigReader.Read(Fixture.Bytes("Host a\nInclude x"), _ => [new InventoryPart("x", Fixture.Bytes("Include x"))]);
        Assert.Contains("deeper than 16", Assert.Single(file.Rejected).Reason);
        Assert.Equal("HOST_FILE_INVALID", Assert.Throws<CockpitException>(() => SshConfigReader.Read(Fixture.Bytes("Include x"),
            _ => [new InventoryPart("x", Fixture.Bytes("Include x")), new InventoryPart("y", Fixture.Bytes("Include x"))])).Fault.Code.Name);
    }

    [Fact]
    public void Match_names_nobody_and_its_HostName_goes_to_nobody()
    {
        InventoryFile file = Read("Host web-07\nMatch host web-07\n HostName 10.9.9.9\nHost\n");
        Assert.Equal(["web-07"], Fixture.Lines(file));
        Assert.Equal(2, Assert.Single(file.PassedOver).Line);
        Assert.Equal(4, Assert.Single(file.Rejected).Line);
    }
}
