using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Scanner.HostCsv;
using Xunit;

namespace Cockpit.Scanner.Tests.HostCsv;

public sealed class HostCsvReaderTests
{
    private static HostCsvFile Read(string text) => HostCsvReader.Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Columns_are_found_by_name_and_by_the_names_that_others_use()
    {
        HostCsvFile file = Read("Hostname;IP;Env;HA;Tags;Rack\nweb-01;10.0.0.1;prod;web-a;ring=1, legacy;7\n\nweb-02;;;;;\n");
        Assert.Equal(["rack"], file.IgnoredColumns);
        HostRow first = file.Rows[0];
        Assert.Equal(("web-01", 2), (first.Name, first.Line));
        Assert.Equal("10.0.0.1", first.Fields.Values[HostFields.Address]);
        Assert.Equal("prod", first.Fields.Values[HostFields.Environment]);
        Assert.Equal("web-a", first.Fields.Values[HostFields.HaGroup]);
        Assert.Equal(["ring=1", "legacy"], first.Fields.Tags);
        Assert.Equal(4, file.Rows[1].Line);
        Assert.Empty(file.Rows[1].Fields.Values);
    }

    [Fact]
    public void Quotes_and_line_breaks_in_cells_keep_the_line_numbers_right()
    {
        HostCsvFile file = Read("name,owner\nweb-01,\"Web \"\"team\"\",\nBerlin\"\nweb-02,anna\n");
        Assert.Equal([2, 4], file.Rows.Select(r => r.Line));
        Assert.StartsWith("Web \"team\",", file.Rows[0].Fields.Values[HostFields.Owner]);
    }

    [Fact]
    public void Every_encoding_of_a_spreadsheet_is_read()
    {
        const string text = "name,owner\nweb-01,Jörg\n";
        byte[][] files = [Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)], Encoding.Latin1.GetBytes(text)];
        Assert.All(files, f => Assert.Equal("Jörg", Assert.Single(HostCsvReader.Read(f).Rows).Fields.Values[HostFields.Owner]));
    }

    [Fact]
    public void A_row_with_too_many_cells_is_rejected_by_its_line()
    {
        HostCsvFile file = Read("name,env\nweb-01,prod,more\nweb-02\n");
        Assert.Equal(2, Assert.Single(file.Rejected).Line);
        Assert.Equal("web-02", Assert.Single(file.Rows).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n  \n")]
    [InlineData("address\n10.0.0.1\n")]
    [InlineData("name,host\na,b\n")]
    [InlineData("name,env\nweb-01,\"prod\n")]
    [InlineData("name\nweb\0\n")]
    public void What_is_no_host_file_is_refused(string text) =>
        Assert.Equal("HOST_FILE_INVALID", Assert.Throws<CockpitException>(() => Read(text)).Fault.Code.Name);

    [Fact]
    public void A_cell_without_end_is_refused_and_not_held() =>
        Assert.Equal("HOST_FILE_INVALID", Assert.Throws<CockpitException>(() => Read("name,owner\nweb-01,\"" + new string('x', 1_000_000))).Fault.Code.Name);
}
