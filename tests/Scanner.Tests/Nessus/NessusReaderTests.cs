using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using Cockpit.Scanner.Tests.Csv;
using NodaTime;
using Xunit;
using static Cockpit.Scanner.Tests.Nessus.NessusShapes;

namespace Cockpit.Scanner.Tests.Nessus;

public sealed class NessusReaderTests
{
    [Theory]
    [InlineData(Columns12, 12, 75, -2, -2, -2, -2), InlineData(Columns13, 13, 75, -2, -2, -2, -2), InlineData(Columns26, 26, 75, 98, -2, -2, -2), InlineData(Columns30, 30, 75, 98, 93, 81, 383_300)]
    public void Reads_each_shape(string columns, int width, short cvss2, short cvss3, short cvss4, short vpr, int epss)
    {
        ReadExport read = ReadExport.Of(File(columns, Plain));
        Assert.Equal((FindingSource.Nessus, $"Nessus, {width} columns", 1L), (read.Source, read.Shape, read.RowCount));
        ReadRow row = Assert.Single(read.Rows);
        Assert.Equal(new FindingScores(cvss2, cvss3, cvss4, vpr, epss, FindingScores.NotInFile), row.Scores);
        Assert.Equal((2, "web-01.example.test", "web-01.example.test", "", 201338L, 443, FindingProtocol.Tcp), (row.Line, row.Host, row.Dns, row.Ip, row.PluginId, row.Port, row.Protocol));
        Assert.Equal(("OpenSSL < 3.0.18", "CVE-2026-31842"), (row.Name, row.Cves));
        Assert.Equal("Two\nlines, with a comma and \"quotes\".", row.Description);
        Assert.Equal("  Installed : 3.0.15\n  Fixed     : 3.0.18", row.Output);
        Assert.Equal(width >= 26 ? FindingFlags.PublicExploit : FindingFlags.None, row.Flags);
        Assert.Empty(read.Rejected);
        Assert.Empty(read.Notes);
    }

    [Fact]
    public void The_severity_is_Risk_and_never_Risk_Factor()
    {
        ReadRow row = Assert.Single(ReadExport.Of(File(Columns26, [("Risk", "None"), ("Risk Factor", "Critical")])).Rows);
        Assert.Equal((Severity.Info, "None"), (row.Severity, row.RawSeverity));
    }

    [Theory]
    [InlineData("None", Severity.Info), InlineData("", Severity.Info), InlineData("Low", Severity.Low), InlineData("medium", Severity.Medium), InlineData("High", Severity.High), InlineData("CRITICAL", Severity.Critical)]
    public void Each_risk_has_its_severity(string risk, Severity severity) => Assert.Equal(severity, Assert.Single(ReadExport.Of(File(Columns13, [("Risk", risk)])).Rows).Severity);

    [Fact]
    public void Compliance_checks_share_a_plugin_and_are_told_apart_by_the_check()
    {
        ReadExport read = ReadExport.Of(File(
            Columns13, [("Plugin ID", "21157"), ("Risk", "FAILED"), ("Description", "\"1.1.1 Ensure mounting of cramfs is disabled\" : [FAILED]\n\nmore")],
            [("Plugin ID", "21157"), ("Risk", "PASSED"), ("Description", "\"1.1.2 Ensure /tmp is configured\" : [PASSED]")]));
        Assert.Equal(["1.1.1 Ensure mounting of cramfs is disabled", "1.1.2 Ensure /tmp is configured"], read.Rows.Select(r => r.Instance));
        Assert.Equal([(Severity.Medium, "FAILED"), (Severity.Info, "PASSED")], read.Rows.Select(r => (r.Severity, r.RawSeverity)));
    }

    [Theory]
    [InlineData(';'), InlineData('\t'), InlineData('|'), InlineData(',')]
    public void Any_separator_and_a_sep_line_will_do(char separator)
    {
        Assert.Equal(201338, Assert.Single(ReadExport.Of(File(separator, Columns30, Plain)).Rows).PluginId);
        Assert.Equal(201338, Assert.Single(ReadExport.Of($"sep={separator}\n" + File(separator, Columns30, Plain)).Rows).PluginId);
    }

    [Fact]
    public void A_decimal_comma_is_a_decimal_point()
    {
        ReadRow row = Assert.Single(ReadExport.Of(File(';', Columns30, [("CVSS v3.0 Base Score", "9,8"), ("VPR Score", "6,7"), ("EPSS Score", "0,00123")])).Rows);
        Assert.Equal((98, 67, 1230), (row.Scores.Cvss3, row.Scores.Vpr, row.Scores.Epss));
    }

    [Fact]
    public void A_point_that_a_spreadsheet_lost_is_put_right_where_the_range_proves_it()
    {
        ReadExport read = ReadExport.Of(File(
            Columns30, [("CVSS v3.0 Base Score", "75"), ("VPR Score", "51"), ("EPSS Score", "3833"), ("CVSS v4.0 Base Score", "")],
            [("CVSS v3.0 Base Score", "7500"), ("EPSS Score", "much"), ("VPR Score", "5")]));
        Assert.Equal((75, 51, 383_300), (read.Rows[0].Scores.Cvss3, read.Rows[0].Scores.Vpr, read.Rows[0].Scores.Epss));
        Assert.Equal((-1, 50, -1), (read.Rows[1].Scores.Cvss3, read.Rows[1].Scores.Vpr, read.Rows[1].Scores.Epss));
        Assert.Equal(["Scores that had lost their decimal point, as in a spreadsheet, and were put right: 3.", "Scores that could not be read and count as not given: 2."], read.Notes);
    }

    [Theory]
    [InlineData("utf-8", false), InlineData("utf-8", true), InlineData("utf-16", true), InlineData("utf-16", false), InlineData("utf-16BE", true), InlineData("utf-16BE", false), InlineData("windows-1252", false)]
    public void Any_encoding_gives_the_same_text(string name, bool mark)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(File(Columns13, [("Name", "Prüfung “größer” – €")], [("Plugin ID", "7"), ("Name", new string('ä', 70_000))]))];
        ReadExport read = ReadExport.Of(bytes);
        Assert.Equal("Prüfung “größer” – €", read.Rows[0].Name);
        Assert.Equal(new string('ä', 70_000), read.Rows[1].Name);
        Assert.Equal([2L, 5L], read.Rows.Select(r => r.Line));
        Assert.True(read.LooksComplete);
    }

    [Fact]
    public void A_guard_against_formulas_is_taken_off_and_an_apostrophe_of_the_text_stays()
    {
        ReadExport read = ReadExport.Of(File(Columns13, [("Name", "'=1+1")], [("Name", "'quoted' name")], [("Name", "'-x")], [("Name", "'@x")], [("Plugin Output", "'\tx")]));
        Assert.Equal(["=1+1", "'quoted' name", "-x", "@x"], read.Rows.Take(4).Select(r => r.Name));
        Assert.Equal("\tx", read.Rows[4].Output);
    }

    [Fact]
    public void Every_bad_row_is_named_by_its_line_and_the_good_ones_are_read()
    {
        ReadExport read = ReadExport.Of(File(
            Columns13, [], [("Plugin ID", "")], [("Plugin ID", "12x")], [("Host", "")], [("Host", "a\u001b[31mb")], [("Host", "a\0b")], [("Host", new string('h', 300))], [("Port", "70000")],
            [("Port", "https")], [("Risk", "Severe")], [("Plugin ID", "8")]) + "1,2,3\n" + "201338,,7.5,High,web-01,tcp,443,n,s,d,sol,see,out,more\n");
        Assert.Equal([201338L, 8L], read.Rows.Select(r => r.PluginId));
        Assert.Equal(13, read.RowCount);

        // Each row but the last two has three lines.
        Assert.Equal(
            [
                (5L, "the plugin ID is not a number"), (8, "the plugin ID is not a number"), (11, "the host is missing"), (14, "the host's name holds control characters"),
                (17, "the host's name holds control characters"), (20, "the host's name is longer than 255 bytes"), (23, "the port is not a number from 0 to 65535"),
                (26, "the port is not a number from 0 to 65535"), (29, "the risk is none of None, Low, Medium, High, Critical"), (35, "it has 3 columns, the header 13"), (36, "it has 14 columns, the header 13"),
            ],
            read.Rejected.Select(r => (r.Line, r.Reason)));
        Assert.Equal(read.RowCount, read.Rows.Count + read.Rejected.Count);
    }

    [Fact]
    public void Empty_rows_are_no_rows()
    {
        ReadExport read = ReadExport.Of(File(Columns13, Plain) + "\n\n,,,,,,,,,,,,\n\"\",\"\",,,,,,,,,,,\n" + File(Columns13, [("Plugin ID", "8")]).Split('\n', 2)[1]);
        Assert.Equal((2L, 0), (read.RowCount, read.Rejected.Count));
        Assert.Contains("Empty rows, passed over: 2.", read.Notes);
    }

    [Fact]
    public void Several_exports_one_after_the_other_are_read_each_by_its_own_header()
    {
        ReadExport read = ReadExport.Of(File(Columns13, Plain) + File(Columns30, [("Plugin ID", "8")]));
        Assert.Equal([(201338L, -2), (8L, 98)], read.Rows.Select(r => (r.PluginId, (int)r.Scores.Cvss3)));
        Assert.Equal((2L, 0), (read.RowCount, read.Rejected.Count));
        Assert.Contains("The file holds 2 exports, one after the other.", read.Notes);
    }

    [Fact]
    public void A_byte_order_mark_before_a_second_header_does_not_hide_it() =>
        Assert.Equal([201338L, 8L], ReadExport.Of(File(Columns13, Plain) + "\uFEFF" + File(Columns30, [("Plugin ID", "8")])).Rows.Select(r => r.PluginId));

    [Fact]
    public void A_cell_of_200_kB_and_one_full_of_control_characters_are_read_whole()
    {
        string big = new('x', 200_000), wild = "\u001b]0;title\u0007\u001b[2J\0\u0001 end";
        ReadExport read = ReadExport.Of(File(Columns13, [("Plugin Output", big)], [("Plugin Output", wild)]));
        Assert.Equal([big, wild], read.Rows.Select(r => r.Output));
    }

    [Fact]
    public void An_address_is_an_address_and_a_name_a_name()
    {
        ReadExport read = ReadExport.Of(File(Columns13, [("Host", "10.0.0.7")], [("Host", "2001:db8::7")], [("Host", "7-eleven")], [("Host", "web-07")]));
        Assert.Equal([("10.0.0.7", ""), ("2001:db8::7", ""), ("", "7-eleven"), ("", "web-07")], read.Rows.Select(r => (r.Ip, r.Dns)));
    }

    [Fact]
    public void Plugin_19506_tells_what_was_covered()
    {
        const string output = """
            Information about this scan :

            Nessus version : 10.8.3
            Scan name : weekly-web
            Scan policy used : Advanced
            Port range : 1-1024
            Credentialed checks : yes, as 'scan' via ssh
            Scan Start Date : 2026/10/19 2:05 CEST (UTC +02:00)
            Scan duration : 519 sec
            """;
        ReadRow row = Assert.Single(ReadExport.Of(File(Columns13, [("Plugin ID", "19506"), ("Risk", "None"), ("Port", "0"), ("Plugin Output", output)])).Rows);
        Assert.Equal(new HostCoverage(Instant.FromUtc(2026, 10, 19, 0, 5), true, "1-1024", "weekly-web"), row.Coverage);
    }

    [Theory]
    [InlineData("Credentialed checks : no\nScan Start Date : 2021/1/25 18:40 Romance Standard Time\nScan policy used : Basic", false, "Basic")]
    [InlineData("Credentialed checks : no\nScan Start Date : 2021/1/25 18:40", false, null)]
    public void Without_an_offset_the_time_counts_as_UTC(string output, bool credentialed, string? name)
    {
        ReadRow row = Assert.Single(ReadExport.Of(File(Columns13, [("Plugin ID", "19506"), ("Plugin Output", output)])).Rows);
        Assert.Equal(new HostCoverage(Instant.FromUtc(2021, 1, 25, 18, 40), credentialed, "", name), row.Coverage);
    }

    [Fact]
    public void A_19506_that_does_not_speak_of_credentials_proves_nothing() =>
        Assert.Null(Assert.Single(ReadExport.Of(File(Columns13, [("Plugin ID", "19506"), ("Plugin Output", "Port range : all")])).Rows).Coverage);

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them()
    {
        string text = File(Columns13, Plain, [("Host", "")], [("Plugin ID", "8")]);
        foreach (string file in (string[])[text, text.Replace("\n", "\r\n", StringComparison.Ordinal), "\uFEFFsep=,\n" + text])
        {
            ReadExport read = ReadExport.Of(file);
            int offset = file.StartsWith('\uFEFF') ? 1 : 0;
            Assert.Equal([2L + offset, 8L + offset], read.Rows.Select(r => r.Line));
            Assert.Equal(5L + offset, Assert.Single(read.Rejected).Line);
        }
    }

    [Fact]
    public void The_order_of_the_columns_does_not_matter()
    {
        string mixed = string.Join(',', Columns30.Split(',').Reverse());
        Assert.Equal(Assert.Single(ReadExport.Of(File(Columns30, Plain)).Rows), Assert.Single(ReadExport.Of(File(mixed, Plain)).Rows));
    }

    [Fact]
    public void The_clouds_export_says_what_is_fixed_and_what_is_exploited()
    {
        const string columns = Columns13 + ",Vulnerability State,IP Address,FQDN,NetBios,CVSS3 Base Score,CVSS3 Vector,Vulnerability Priority Rating (VPR),Exploit Available,Exploited by Malware";
        ReadExport read = ReadExport.Of(File(
            columns, [("Vulnerability State", "Fixed"), ("IP Address", "10.0.0.1"), ("NetBios", "WEB-01")],
            [("Vulnerability State", "Active"), ("NetBios", "null"), ("IP Address", "null"), ("CVSS3 Base Score", "9.8"), ("CVSS3 Vector", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
             ("Vulnerability Priority Rating (VPR)", "7.4"), ("Exploit Available", "true"), ("Exploited by Malware", "true")]));
        Assert.Equal([(true, "10.0.0.1", "WEB-01"), (false, "", "")], read.Rows.Select(r => (r.Fixed, r.Ip, r.NetBios)));
        Assert.Equal((98, 74), (read.Rows[1].Scores.Cvss3, read.Rows[1].Scores.Vpr));
        Assert.Equal(FindingFlags.OpenToNetwork | FindingFlags.PublicExploit | FindingFlags.Malware, read.Rows[1].Flags);
    }

    [Theory]
    [InlineData("https://shop.example.test/cart?item=7", "0", "shop.example.test", 443, "/cart"), InlineData("http://10.0.0.5:8080/", "8081", "10.0.0.5", 8081, "/"), InlineData("https://[2001:db8::1]:8443/a", "0", "2001:db8::1", 8443, "/a")]
    public void A_web_applications_host_is_the_one_in_its_address(string host, string port, string name, int at, string page)
    {
        ReadRow row = Assert.Single(ReadExport.Of(NessusShapes.File(NessusShapes.Columns13 + ",CVSSv3", [("Host", host), ("Port", port), ("CVSSv3", "9.8")])).Rows);
        Assert.Equal((name, at, page, (short)98), (row.Host, row.Port, row.Instance, row.Scores.Cvss3));
    }

    [Theory]
    [InlineData("null", "10.0.0.7", "null", "10.0.0.7"), InlineData("", "10.0.0.7", "web-07.example.test", "web-07.example.test")]
    public void Where_the_host_is_missing_its_name_or_address_says_which_it_is(string host, string ip, string fqdn, string label)
    {
        ReadRow row = Assert.Single(ReadExport.Of(NessusShapes.File(NessusShapes.Columns13 + ",IP Address,FQDN", [("Host", host), ("IP Address", ip), ("FQDN", fqdn)])).Rows);
        Assert.Equal((label, "10.0.0.7"), (row.Host, row.Ip));
    }

    [Fact]
    public void A_cloud_export_carries_the_ids_of_its_machines()
    {
        ReadRow row = Assert.Single(ReadExport.Of(NessusShapes.File(NessusShapes.Columns13 + ",Asset UUID,MAC Address,First Found,Last Found", [("First Found", "2026-05-13T07:08:28.166Z"), ("Last Found", "2026-10-19T06:10:00Z"), ("Asset UUID", "0d4c"), ("MAC Address", "00:50:56:00:00:01\n00:50:56:00:00:02")])).Rows);
        Assert.Equal(("tenable", "0d4c", "00:50:56:00:00:01\n00:50:56:00:00:02"), (row.Issuer, row.AssetId, row.Macs));
        Assert.Equal((NodaTime.Instant.FromUtc(2026, 5, 13, 7, 8, 28), NodaTime.Instant.FromUtc(2026, 10, 19, 6, 10)), (row.FirstSeenAt, row.LastSeenAt));
    }
}
