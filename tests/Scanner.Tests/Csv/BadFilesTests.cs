using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using Cockpit.Scanner.Tests.Nessus;
using CsCheck;
using Xunit;

namespace Cockpit.Scanner.Tests.Csv;

public sealed class BadFilesTests
{
    [Theory]
    [InlineData("", "FINDINGS_EMPTY"), InlineData(" \r\n\r\n", "FINDINGS_EMPTY"), InlineData("\uFEFF", "FINDINGS_EMPTY"), InlineData("a,b,c\n1,2,3\n", "FINDINGS_UNKNOWN_FORMAT")]
    [InlineData("plain text\nof two lines", "FINDINGS_UNKNOWN_FORMAT"), InlineData("{\"json\":[1,2]}", "FINDINGS_UNKNOWN_FORMAT"), InlineData("\"", "FINDINGS_UNKNOWN_FORMAT")]
    [InlineData("<?xml version=\"1.0\"?><NessusClientData_v2/>", "FINDINGS_EMPTY"), InlineData("<?xml version=\"1.0\"?><html/>", "FINDINGS_UNKNOWN_FORMAT"), InlineData("<NessusClientData_v2><Report><ReportHost name=\"a\">", "FINDINGS_TRUNCATED"), InlineData(NessusShapes.Columns13 + "\n", "FINDINGS_EMPTY"), InlineData(NessusShapes.Columns13, "FINDINGS_EMPTY")]
    [InlineData(NessusShapes.Columns13 + "\n1,,,High,web-01,tcp,0,\"never closed\nand on", "FINDINGS_TRUNCATED")]
    public void A_file_that_is_none_has_its_own_error(string text, string code) => Assert.Equal(code, ErrorOf(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_program_and_a_picture_are_no_export()
    {
        byte[] bytes = new byte[100_000];
        new Random(7).NextBytes(bytes);
        Assert.Equal("FINDINGS_UNKNOWN_FORMAT", ErrorOf(bytes));
        Assert.Equal("FINDINGS_UNKNOWN_FORMAT", ErrorOf([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 0x0D]));
        Assert.Equal("FINDINGS_EMPTY", ErrorOf(new byte[4096]));
    }

    [Theory]
    [InlineData("Plugin ID,CVE,CVSS,Host,Protocol,Port,Name", "nearest to Nessus, but has no column risk."), InlineData("IP,DNS,QID,Title,Port,Protocol", "nearest to Qualys VM report, but has no column severity.")]
    public void A_header_that_lacks_a_column_is_told_which(string header, string words)
    {
        Fault fault = Assert.Throws<CockpitException>(() => FindingFiles.Open(new MemoryStream(Encoding.UTF8.GetBytes(header + "\n1,2,3,4,5,6,7\n")), "x.csv")).Fault;
        Assert.Contains(words, fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_that_was_named_must_be_the_files()
    {
        byte[] nessus = Encoding.UTF8.GetBytes(NessusShapes.File(NessusShapes.Columns13, NessusShapes.Plain));
        Assert.Equal("FINDINGS_UNKNOWN_FORMAT", ErrorOf(nessus, FindingFormat.Qualys));
        Assert.Null(ErrorOf(nessus, FindingFormat.Nessus));
    }

    [Theory]
    [InlineData("/nonexistent/scan.csv"), InlineData("/"), InlineData("")]
    public void A_path_that_cannot_be_read_is_named(string path) =>
        Assert.Equal("FINDINGS_UNREADABLE", Assert.Throws<CockpitException>(() => FindingFiles.Open(path)).Fault.Code.Name);

    [Fact]
    public void A_device_without_an_end_is_no_file()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no /dev/zero here");
        Assert.Equal("FINDINGS_EMPTY", Assert.Throws<CockpitException>(() => FindingFiles.Open("/dev/zero")).Fault.Code.Name);
    }

    [Fact]
    public void A_quote_that_is_never_closed_ends_at_the_bound_of_a_row()
    {
        string text = NessusShapes.Columns13 + "\n1,,,High,web-01,tcp,0,\"" + new string('x', 20 << 20);
        Assert.Equal("FINDINGS_TRUNCATED", ErrorOf(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("utf-8"), InlineData("utf-16"), InlineData("utf-16BE")]
    public void A_file_cut_anywhere_ends_with_a_named_error_or_says_that_it_may_be_cut(string encoding)
    {
        byte[] whole = Encoding.GetEncoding(encoding).GetBytes(NessusShapes.File(NessusShapes.Columns30, [], [("Plugin ID", "8")], [("Plugin ID", "9"), ("Name", "größer")]));
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            if (ErrorOf(cut) is { } code)
            {
                Assert.Contains(code, (string[])["FINDINGS_EMPTY", "FINDINGS_UNKNOWN_FORMAT", "FINDINGS_TRUNCATED"]);
                continue;
            }
            ReadExport read = ReadExport.Of(cut);
            if (!read.LooksComplete) Assert.Contains(read.Notes, n => n.Contains("may be cut", StringComparison.Ordinal));
            Assert.Equal(read.RowCount, read.Rows.Count + read.Rejected.Count);

            // No half row may pass for a whole one.
            Assert.All(read.Rows, r => Assert.Equal("web-01.example.test", r.Host));
        }
    }

    [Fact]
    public void Any_bytes_end_in_rows_or_in_a_named_error() =>
        Gen.Select(Gen.Int[0, 5], Gen.Byte.Array[0, 300], Gen.Int[0, 2000]).Sample((where, noise, at) =>
        {
            byte[] file = Encoding.UTF8.GetBytes(NessusShapes.File(NessusShapes.Columns13, [], [("Plugin ID", "8")]));
            int start = Math.Min(at, file.Length);
            byte[] bytes = where == 0 ? noise : [.. file[..start], .. noise, .. file[start..]];
            string? code = ErrorOf(bytes);
            Assert.True(code is null or "FINDINGS_EMPTY" or "FINDINGS_UNKNOWN_FORMAT" or "FINDINGS_TRUNCATED", code);
        });

    private static string? ErrorOf(byte[] bytes, FindingFormat format = FindingFormat.Auto)
    {
        try
        {
            using IFindingReader reader = FindingFiles.Open(new MemoryStream(bytes), "export.csv", format);
            while (reader.TryRead(out _))
            {
            }
            return null;
        }
        catch (CockpitException error)
        {
            return error.Fault.Code.Name;
        }
    }
}
