using System.IO.Compression;
using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Cockpit.Scanner.Epss;
using Cockpit.Scanner.Kev;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Intel;

public sealed class IntelReaderTests
{
    /// <summary>The catalogue's shape; entries are invented.</summary>
    private const string KevJson = """
        {"title":"Catalog","catalogVersion":"2026.10.19","dateReleased":"2026-10-19T15:00:00.4Z","count":2,"vulnerabilities":[
        {"cveID":"CVE-2026-31842","vendorProject":"Example","product":"TLS","vulnerabilityName":"Example TLS Overflow","dateAdded":"2026-10-05","shortDescription":"x","requiredAction":"y","dueDate":"2026-10-19","knownRansomwareCampaignUse":"Known","notes":"","cwes":["CWE-787"],"forensicTriage":"No"},
        {"cveID":"CVE-2021-44228","vendorProject":"Example","product":"Log","vulnerabilityName":"Example Log","dateAdded":"2021-12-10","shortDescription":"x","requiredAction":"y","dueDate":"2021-12-24","knownRansomwareCampaignUse":"Unknown","notes":""}]}
        """;

    private const string KevCsv =
        "cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse,notes,cwes\n" +
        "CVE-2026-31842,Example,TLS,Example TLS Overflow,2026-10-05,\"a, b\nc\",y,2026-10-19,Known,,CWE-787\nCVE-2021-44228,Example,Log,Example Log,2021-12-10,x,y,2021-12-24,Unknown,,\n";

    private const string Epss = "#model_version:v2025.03.14,score_date:2026-10-19T12:55:00Z\ncve,epss,percentile\nCVE-2026-31842,0.91234,0.99871\nCVE-1999-0001,0.00043,0.1\n";

    [Fact]
    public void Reads_the_catalogue_of_known_exploited_vulnerabilities()
    {
        KevCatalogue json = KevReader.Read(Encoding.UTF8.GetBytes(KevJson)), csv = KevReader.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(KevCsv)]);
        Assert.Equal(new KevEntry(new CveId(2026, 31842), new LocalDate(2026, 10, 5), new LocalDate(2026, 10, 19), true, "Example TLS Overflow"), json.Entries[0]);
        Assert.Equal(json.Entries, csv.Entries);
        Assert.Equal((new LocalDate(2026, 10, 19), new LocalDate(2026, 10, 5)), (json.AsOf, csv.AsOf));
    }

    [Theory]
    [InlineData("\"count\":2", "\"count\":3"), InlineData("CVE-2021-44228", "CVE-2026-31842"), InlineData("\"dateAdded\":\"2021-12-10\",", ""), InlineData("\"dueDate\":\"2021-12-24\"", "\"dueDate\":\"soon\""), InlineData("}]}", "}]")]
    public void A_catalogue_that_is_not_whole_is_refused(string what, string by) => Refused(() => KevReader.Read(Encoding.UTF8.GetBytes(KevJson.Replace(what, by, StringComparison.Ordinal))));

    [Theory]
    [InlineData("2021-12-10", "x"), InlineData("\"a, b\nc\"", "\"a"), InlineData("cveID,", "id,")]
    public void A_csv_that_is_not_whole_is_refused(string what, string by) => Refused(() => KevReader.Read(Encoding.UTF8.GetBytes(KevCsv.Replace(what, by, StringComparison.Ordinal))));

    [Fact]
    public void Reads_the_scores_of_a_day_packed_or_not()
    {
        EpssScores plain = EpssReader.Read(Encoding.UTF8.GetBytes(Epss)), packed = EpssReader.Read(Packed(Encoding.UTF8.GetBytes(Epss)));
        Assert.Equal((new LocalDate(2026, 10, 19), "v2025.03.14"), (plain.AsOf, plain.Model));
        Assert.Equal([new EpssEntry(new CveId(2026, 31842), 912_340, 998_710), new EpssEntry(new CveId(1999, 1), 430, 100_000)], plain.Entries);
        Assert.Equal(plain.Entries, packed.Entries);
    }

    [Theory]
    [InlineData("\nCVE-1999-0001,0.00043,0.1\n", "\nCVE-1999-0001,0.00"), InlineData("0.00043", "1.2"), InlineData("cve,epss", "a,b"), InlineData(",score_date:2026-10-19T12:55:00Z", "")]
    public void Scores_that_are_not_whole_are_refused(string what, string by) => Refused(() => EpssReader.Read(Encoding.UTF8.GetBytes(Epss.Replace(what, by, StringComparison.Ordinal))));

    [Fact]
    public void A_damaged_archive_and_a_bomb_are_refused()
    {
        byte[] packed = Packed(Encoding.UTF8.GetBytes(Epss));
        Refused(() => EpssReader.Read(packed[..^12]));
        Refused(() => EpssReader.Read(Packed(new byte[EpssReader.MaxBytes + 1])));
    }

    private static void Refused(Action read) => Assert.Equal(IntelErrors.IntelInvalid, Assert.Throws<CockpitException>(read).Fault.Code);

    private static byte[] Packed(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest)) gzip.Write(bytes);
        return to.ToArray();
    }
}
