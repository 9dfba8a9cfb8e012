using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Cockpit.Scanner.Ssvc;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Intel;

public sealed class SsvcReaderTests
{
    private const string Csv =
        "CVE,Exploitation,Automatable,Technical Impact,Role,Timestamp\n" +
        "CVE-2026-1001,active,yes,total,CISA Coordinator,2026-10-15T13:22:01.123Z\nCVE-2026-1002,poc,no,partial,CISA Coordinator,2026-10-14T00:00:00Z\n" +
        "CVE-2026-1003,none,,,CISA Coordinator,2026-10-13\nCVE-2026-1002,active,no,partial,CISA Coordinator,2026-10-16T00:00:00+02:00\n";

    /// <summary>A CVE record with CISA's container, in the shape of the public ones; what it says is invented.</summary>
    private const string Record = """
        {"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2026-1001","state":"PUBLISHED"},"containers":{"cna":{"descriptions":[]},"adp":[
        {"title":"Other"},{"title":"CISA ADP Vulnrichment","metrics":[{"cvssV3_1":{"baseScore":9.8}},{"other":{"type":"ssvc","content":{"timestamp":"2026-10-15T13:22:01.123456Z","id":"CVE-2026-1001",
        "options":[{"Exploitation":"active"},{"Automatable":"yes"},{"Technical Impact":"total"}],"role":"CISA Coordinator","version":"2.0.3"}}}]}]}}
        """;

    private static SsvcList Read(string text) => SsvcReader.Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Reads_the_decision_points_the_newest_of_each_CVE()
    {
        SsvcList list = SsvcReader.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Csv)]);
        Assert.Equal(
        [
            new SsvcEntry(new CveId(2026, 1001), Exploitation.Active, true, true), new SsvcEntry(new CveId(2026, 1002), Exploitation.Active, false, false), new SsvcEntry(new CveId(2026, 1003), Exploitation.None, null, null),
        ], list.Entries);
        Assert.Equal(Instant.FromUtc(2026, 10, 15, 22, 0), list.AsOf);
        Assert.Equal(list.Entries, Read(Csv.Replace("\n", "\r\n", StringComparison.Ordinal)).Entries);
    }

    [Fact]
    public void Reads_records_of_CVEs_one_or_many()
    {
        Assert.Equal([new SsvcEntry(new CveId(2026, 1001), Exploitation.Active, true, true)], Read(Record).Entries);
        SsvcList many = Read("[" + Record + "," + Record.Replace("2026-1001", "2026-1002", StringComparison.Ordinal).Replace("\"yes\"", "\"no\"", StringComparison.Ordinal) + ",{\"cveMetadata\":{\"cveId\":\"CVE-2026-1009\"},\"containers\":{\"cna\":{}}}]");
        Assert.Equal([true, false], many.Entries.Select(e => e.Automatable));
    }

    [Theory]
    [InlineData("active,yes", "perhaps,yes"), InlineData("yes,total", "maybe,total"), InlineData("yes,total", "yes,much"), InlineData("CVE-2026-1001", "CVE-1"), InlineData("2026-10-13", "soon"), InlineData("2026-10-13", "")]
    [InlineData("Exploitation", "Exploit"), InlineData(",2026-10-14T00:00:00Z", ""), InlineData("no,partial,CISA", "no,\"partial,CISA"), InlineData("CVE,", "Name,")]
    public void A_csv_that_is_not_whole_is_refused(string what, string by) => Refused(Encoding.UTF8.GetBytes(Csv.Replace(what, by, StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"yes\"", "\"sometimes\""), InlineData("\"cveId\"", "\"id\""), InlineData("\"timestamp\"", "\"time\""), InlineData("\"ssvc\"", "\"kev\""), InlineData("}]}]}}", "}]}]}")]
    public void A_record_that_is_not_whole_is_refused(string what, string by) => Refused(Encoding.UTF8.GetBytes(Record.Replace(what, by, StringComparison.Ordinal)));

    [Fact]
    public void Files_of_another_kind_are_refused()
    {
        Refused([]);
        Refused("[]"u8.ToArray());
        Refused(new byte[10_000]);
        Refused(Encoding.UTF8.GetBytes(new string('[', 100_000)));
        Refused(Encoding.UTF8.GetBytes("CVE,Exploitation,Automatable,Technical Impact,Timestamp\n" + new string('x', 100_000)));
        Refused(Encoding.UTF8.GetBytes("CVE,Exploitation,Automatable,Technical Impact,Timestamp\n"));
    }

    /// <summary>Cut anywhere, it is whole lines or nothing; and nothing else than a refusal comes out.</summary>
    [Fact]
    public void A_file_cut_anywhere_is_refused_or_has_whole_lines()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Csv), record = Encoding.UTF8.GetBytes(Record);
        for (int length = 0; length < whole.Length; length++)
        {
            try
            {
                Assert.All(SsvcReader.Read(whole[..length]).Entries, e => Assert.Equal(2026, e.Cve.Year));
            }
            catch (CockpitException e)
            {
                Assert.Equal("INTEL_INVALID", e.Fault.Code.Name);
            }
        }
        for (int length = 0; length < record.AsSpan().TrimEnd((byte)10).Length - 1; length++) Refused(record[..length]);
    }

    private static void Refused(byte[] bytes) => Assert.Equal("INTEL_INVALID", Assert.Throws<CockpitException>(() => SsvcReader.Read(bytes)).Fault.Code.Name);
}
