using System.Text;
using Cockpit.Core.Findings;
using Xunit;

namespace Cockpit.Core.Tests.Findings;

public sealed class CveListTests
{
    [Theory]
    [InlineData("CVE-2021-44228", "CVE-2021-44228")]
    [InlineData("cve-2021-1, CVE-2021-0001;CVE-2024-1234567 CVE-2020-12345|x", "CVE-2021-0001 CVE-2024-1234567 CVE-2020-12345")]
    [InlineData("CVE-1850-1234, CVE-2021-00000, CVE-2021-12a4, 2021-44228, CVE-2021-44228-1", "")]
    [InlineData("", "")]
    public void Takes_the_CVEs_and_passes_over_the_rest(string cell, string expected)
    {
        var list = new CveList(Encoding.UTF8.GetBytes(cell));
        List<string> found = [];
        while (list.TryNext(out CveId cve)) found.Add(cve.ToString());
        Assert.Equal(expected, string.Join(' ', found));
    }
}
