using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Xunit;

namespace Cockpit.Core.Tests.Findings;

public sealed class MachineIdTests
{
    private const string Uuid = "4c4c4544-0042-3510-8051-b4c04f4e4d32";

    [Theory]
    [InlineData("00:50:56:AB:CD:01\n00-50-56-ab-cd-02 not-a-mac, 005056abcd03;0050.56ab.cd04 00:50:56:ab:cd:01", "00:50:56:ab:cd:01 00:50:56:ab:cd:02 00:50:56:ab:cd:03 00:50:56:ab:cd:04")]
    [InlineData("00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 01:00:5e:00:00:01 00:00:5e:00:01:0a 00:00:0c:07:ac:01 02:42:ac:11:00:02 00:50:56:c0:00:08 0a:00:27:00:00:00", "")]
    [InlineData("52:54:00:12:34:56", "52:54:00:12:34:56"), InlineData("", ""), InlineData("10.0.0.1", "")]
    public void Hardware_addresses_are_read_in_every_writing_and_those_of_many_machines_are_passed_over(string text, string macs) => Assert.Equal(macs, string.Join(' ', HardwareIds.Macs(text)));

    [Fact]
    public void A_file_cannot_fill_the_memory_with_addresses() =>
        Assert.Equal(HardwareIds.MaxMacs, HardwareIds.Macs(string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"00:50:56:00:{i / 256:x2}:{i % 256:x2}"))).Count);

    [Theory]
    [InlineData(Uuid), InlineData("4C4C4544-0042-3510-8051-B4C04F4E4D32"), InlineData("{4c4c4544-0042-3510-8051-b4c04f4e4d32}"), InlineData("44454c4c-4200-1035-8051-b4c04f4e4d32"), InlineData("4c4c4544004235108051b4c04f4e4d32")]
    public void A_BIOS_UUID_is_one_in_both_byte_orders(string text) => Assert.Equal(HardwareIds.BiosUuid(Uuid), HardwareIds.BiosUuid(text));

    [Theory]
    [InlineData(""), InlineData("Not Settable"), InlineData("00000000-0000-0000-0000-000000000000"), InlineData("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"), InlineData("03000200-0400-0500-0006-000700080009"), InlineData("4c4c4544")]
    public void What_vendors_write_in_place_of_an_id_is_none(string text) => Assert.Null(HardwareIds.BiosUuid(text));

    [Fact]
    public void An_asset_id_wins_over_a_new_name_and_the_address_of_another_host()
    {
        var matcher = new HostMatcher([Host(1, "web-01", "10.0.0.1", Asset("a")), Host(2, "web-02", "10.0.0.2")]);
        Assert.Equal((1L, "asset-id"), By(matcher.Match(new AssetIdentity("10.0.0.2", null, "renamed.example.test", "10.0.0.2", null) { AssetId = "tenable:a" })));
    }

    [Fact]
    public void A_host_known_by_another_id_is_not_matched_by_its_old_name_or_address()
    {
        var matcher = new HostMatcher([Host(1, "web-01", "10.0.0.1", Asset("a"))]);
        HostMatch byIp = matcher.Match(new AssetIdentity("10.0.0.1", null, null, "10.0.0.1", null) { AssetId = "tenable:b" });
        Assert.Equal((MatchKind.Ambiguous, null), (byIp.Kind, byIp.Host));
        Assert.Contains("By its address it is web-01, but web-01 is known by the asset-id tenable:a and this is tenable:b", byIp.Why, StringComparison.Ordinal);
        Assert.Equal(MatchKind.Ambiguous, matcher.Match(new AssetIdentity("x", "web-01", null, null, null) { AssetId = "tenable:b" }).Kind);

        // Another product's numbers contradict nothing.
        Assert.Equal(MatchKind.Matched, matcher.Match(new AssetIdentity("10.0.0.1", null, null, "10.0.0.1", null) { AssetId = "qualys:7" }).Kind);
        Assert.Equal(MatchKind.Matched, matcher.Match(new AssetIdentity("10.0.0.1", null, null, "10.0.0.1", null) { AgentId = "tenable:z" }).Kind);
    }

    [Fact]
    public void Ids_that_contradict_each_other_go_to_a_person_with_both_reasons()
    {
        var matcher = new HostMatcher([Host(1, "web-01", "10.0.0.1", Asset("a")), Host(2, "web-02", "10.0.0.2", Mac("00:50:56:00:00:02"))]);
        HostMatch match = matcher.Match(new AssetIdentity("x", null, null, null, null) { AssetId = "tenable:a", Macs = ["00:50:56:00:00:02"] });
        Assert.Equal((MatchKind.Ambiguous, "By the scanner's asset id it is web-01, by its hardware address it is web-02."), (match.Kind, match.Why));
    }

    [Fact]
    public void Clones_with_one_hardware_id_are_told_apart_by_name_or_not_at_all()
    {
        var bios = new MachineId(MachineIdKind.BiosUuid, Uuid);
        var matcher = new HostMatcher([Host(1, "web-01", "10.0.0.1", bios), Host(2, "web-02", "10.0.0.2", bios), Host(3, "db-01", "10.0.0.3")]);
        Assert.Equal(MatchKind.Ambiguous, matcher.Match(new AssetIdentity("x", null, null, null, null) { BiosUuid = Uuid }).Kind);
        Assert.Equal((2L, "bios-uuid"), By(matcher.Match(new AssetIdentity("x", "web-02", null, null, null) { BiosUuid = Uuid })));

        // A clone that nobody noted yet goes by a third host's name.
        var one = new HostMatcher([Host(1, "web-01", "10.0.0.1", bios), Host(3, "db-01", "10.0.0.3")]);
        Assert.Equal("By its BIOS UUID it is web-01, by its DNS name it is db-01.", one.Match(new AssetIdentity("x", null, "db-01", null, null) { BiosUuid = Uuid }).Why);

        // An address moves by itself.
        Assert.Equal((1L, "bios-uuid"), By(one.Match(new AssetIdentity("x", null, null, "10.0.0.3", null) { BiosUuid = Uuid })));
    }

    [Fact]
    public void A_persons_word_settles_what_the_rest_leaves_open()
    {
        var matcher = new HostMatcher([Host(1, "web-01", "10.0.0.1", Asset("a")) with { Aliases = ["b"] }, Host(2, "web-02", "10.0.0.2") with { Aliases = ["00:50:56:00:00:02"] }]);
        Assert.Equal((1L, "alias"), By(matcher.Match(new AssetIdentity("10.0.0.2", null, null, "10.0.0.2", null) { AssetId = "tenable:b" })));
        Assert.Equal(MatchKind.Ambiguous, matcher.Match(new AssetIdentity("x", null, null, null, null) { AssetId = "tenable:b", Macs = ["00:50:56:00:00:02"] }).Kind);
    }

    private static (long?, string?) By(HostMatch match) => (match.Host?.Value, match.By);

    private static KnownHost Host(long id, string name, string address, params MachineId[] ids) => new(new HostId(id), name, address) { Ids = ids };

    private static MachineId Asset(string id) => new(MachineIdKind.AssetId, $"tenable:{id}");

    private static MachineId Mac(string mac) => new(MachineIdKind.Mac, mac);
}
