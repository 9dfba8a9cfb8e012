using System.IO.Compression;
using System.Text;
using Cockpit.Core.Advisories;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Xunit;

namespace Cockpit.Scanner.Tests.Advisories;

public sealed class TrackerReaderTests
{
    private static readonly CveId First = new(2026, 31842), Second = new(2026, 31843), Third = new(2026, 40001);

    [Fact]
    public void Reads_each_package_cve_and_release()
    {
        using IAdvisoryReader reader = Feeds.Open(Feeds.Fixture("tracker.json"));
        Assert.Equal(
            [
                new AdvisoryFix("debian:12", "openssl", false, First, FixState.Fixed, "3.0.18-1~deb12u1", null, null),
                new AdvisoryFix("debian:13", "openssl", false, First, FixState.NoFix, null, Severity.High, null),
                new AdvisoryFix("debian:sid", "openssl", false, First, FixState.Fixed, "3.5.5-1", Severity.High, null),
                new AdvisoryFix("debian:12", "openssl", false, Second, FixState.WillNotFix, null, Severity.Low, null),
                new AdvisoryFix("debian:13", "openssl", false, Second, FixState.NotAffected, null, Severity.Info, null),
                new AdvisoryFix("debian:12", "zlib", false, Third, FixState.NotJudged, null, null, null),
                new AdvisoryFix("debian:11", "zlib", false, Third, FixState.WillNotFix, null, null, null),
            ],
            Feeds.All(reader));
        Assert.Equal(("debian-tracker", "debian-tracker", Feeds.WrittenAt), (reader.Kind, reader.Feed, reader.AsOf));
        Assert.Equal(["1 issue that has no CVE yet was passed over."], reader.Notes);
    }

    /// <summary>The buffer holds 64 kB: a text longer than it, and one that ends at each place around its end.</summary>
    [Theory]
    [InlineData(200_000), InlineData(65_400), InlineData(65_410), InlineData(65_420), InlineData(65_430), InlineData(65_440)]
    public void Long_texts_do_not_matter(int letters)
    {
        string text = Encoding.UTF8.GetString(Feeds.Fixture("tracker.json")).Replace("An invented flaw", new string('x', letters), StringComparison.Ordinal);
        Assert.Equal(Feeds.All(Feeds.Fixture("tracker.json")), Feeds.All(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Reads_a_packed_one()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Feeds.Fixture("tracker.json"));
        Assert.Equal(Feeds.All(Feeds.Fixture("tracker.json")), Feeds.All(packed.ToArray()));
        Refused(packed.ToArray()[..^40]);
    }

    [Fact]
    public void Whatever_is_cut_is_refused()
    {
        byte[] whole = Feeds.Fixture("tracker.json");
        int end = whole.AsSpan().TrimEnd("\r\n "u8).Length;
        for (int length = 1; length < end; length += 7) Refused(whole[..length]);
        Refused(whole[..(end - 1)]);
    }

    [Theory]
    [InlineData("[1, 2]"), InlineData("{}"), InlineData("{\"openssl\": 1}"), InlineData("{\"openssl\": {\"CVE-2026-31842\": []}}"), InlineData("{\"openssl\": {\"CVE-2026-31842\": {\"releases\": {\"bookworm\": 1}}}}")]
    [InlineData("{\"open ssl\": {\"CVE-2026-31842\": {\"releases\": {}}}}"), InlineData("{\"openssl\": {\"CVE-2026-31842\": {\"releases\": {\"bookworm\": {\"status\": \"resolved\", \"fixed_version\": \"1\\u001b[2J\"}}}}}")]
    [InlineData("{\"openssl\": {\"CVE-2026-31842\": {\"releases\": {\"bookworm\": {\"status\": {}}}}}}"), InlineData("no JSON"), InlineData("{\"vulnerabilities\": []}")]
    public void What_is_no_tracker_is_refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    /// <summary>A name of the file's own with an escape in it and a byte that is no UTF-8; half of a surrogate pair is none either.</summary>
    [Fact]
    public void A_name_that_is_no_text_is_refused_and_one_that_nobody_reads_does_not_matter()
    {
        Refused([.. "{\"openssl\": {\"CVE-2026-31842\": {\"releases\": {\"wo"u8, 0xC8, .. "rm\\n\": {\"status\": \"open\"}}}}}"u8]);
        Refused("{\"open\\ud800ssl\": {\"CVE-2026-31842\": {\"releases\": {\"bookworm\": {\"status\": \"open\"}}}}}"u8.ToArray());
        string text = Encoding.UTF8.GetString(Feeds.Fixture("tracker.json")).Replace("An invented flaw", @"An \ud800 invented flaw", StringComparison.Ordinal);
        Assert.Equal(Feeds.All(Feeds.Fixture("tracker.json")), Feeds.All(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void What_follows_the_end_is_refused() => Refused([.. Feeds.Fixture("tracker.json"), .. "{}"u8]);

    [Fact]
    public void A_text_without_an_end_does_not_fill_the_memory() =>
        Assert.Contains("longer than 1 MB", Refused([.. "{\"openssl\": {\"CVE-2026-31842\": {\"description\": \""u8, .. Enumerable.Repeat((byte)'x', 3 << 20)]).Message, StringComparison.Ordinal);

    [Fact]
    public void A_status_that_nobody_knows_is_not_judged()
    {
        AdvisoryFix fix = Assert.Single(Feeds.All("{\"openssl\": {\"CVE-2026-31842\": {\"releases\": {\"bookworm\": {\"status\": \"maybe\", \"fixed_version\": \"1.0\"}}}}}"u8.ToArray()));
        Assert.Equal((FixState.NotJudged, null), (fix.State, fix.FixedVersion));
    }

    [Fact]
    public void Bzip2_says_what_to_do() => Assert.Contains("bunzip2", Refused("BZh91AY&SY and more"u8.ToArray()).Fault.Hint, StringComparison.Ordinal);

    private static CockpitException Refused(byte[] bytes)
    {
        var error = Assert.Throws<CockpitException>(() => Feeds.All(bytes));
        Assert.StartsWith("INTEL_", error.Fault.Code.Name, StringComparison.Ordinal);
        return error;
    }
}
