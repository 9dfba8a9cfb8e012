using System.Text.Json;
using Xunit;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>What people decide about findings, through the program.</summary>
public sealed class FindingsCommandTests : IDisposable
{
    private const string Export =
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output,Asset UUID,IP Address\n" +
        "1,CVE-2026-31842,7.5,High,web-01,tcp,443,OpenSSL is old,s,d,u,,found,0d4c-a,10.0.0.1\n2,,5.0,Medium,web-01,tcp,0,Second,s,d,u,,found,0d4c-a,10.0.0.1\n3,,5.0,Medium,stranger,tcp,0,Third,s,d,u,,found,0d4c-b,10.0.0.9\n";

    private readonly Program program = new();

    public FindingsCommandTests()
    {
        program.Run("host", "add", "web-01", "--address", "10.0.0.1");
        Assert.Equal(0, program.Run("findings", "import", program.File("scan.csv", Export)).Exit);
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_risk_is_accepted_shown_and_ended()
    {
        Ran accepted = program.Run("findings", "accept", "F1", "--until", Day(30), "--reason", "replaced soon", "--control", "jump host only", "-o", "json");
        Assert.Equal((0, ""), (accepted.Exit, accepted.Error));
        Assert.Equal("F1", JsonDocument.Parse(accepted.Out).RootElement.GetProperty("findings")[0].GetString());
        using JsonDocument list = JsonDocument.Parse(program.Run("findings", "list", "--status", "accepted", "-o", "json").Out);
        Assert.Equal(("accepted", "replaced soon"), (list.RootElement.GetProperty("findings")[0].GetProperty("status").GetString(), list.RootElement.GetProperty("findings")[0].GetProperty("acceptance").GetProperty("reason").GetString()));
        Assert.Contains("1 accepted, which do not count", program.Run("risk", "matrix").Out, StringComparison.Ordinal);
        Assert.Contains("accepted the risk until", program.Run("audit", "list").Out, StringComparison.Ordinal);
        Assert.Contains("replaced soon (meanwhile: jump host only)", program.Run("findings", "show", "F1").Out, StringComparison.Ordinal);
        Assert.Equal(0, program.Run("findings", "reopen", "F1", "--reason", "control is gone").Exit);
        Assert.Contains("acceptance-ended  control is gone", program.Run("findings", "show", "F1").Out, StringComparison.Ordinal);
        Assert.Equal(3, program.Run("findings", "reopen", "F1", "--reason", "again").Exit);
    }

    [Fact]
    public void Several_are_accepted_only_after_they_were_shown()
    {
        Ran asked = program.Run("findings", "accept", "--host", "web-01", "--until", Day(30), "--reason", "r");
        Assert.Equal(2, asked.Exit);
        Assert.Contains("CONFIRMATION_NEEDED", asked.Error, StringComparison.Ordinal);
        Ran done = program.Run("findings", "accept", "--host", "web-01", "--until", Day(30), "--reason", "r", "--yes", "-o", "csv");
        Assert.Equal((0, 3), (done.Exit, done.Out.TrimEnd().Split('\n').Length));
        Assert.Equal(2, program.Run("findings", "accept", "F3", "F1", "--until", Day(30), "--reason", "r").Exit);
    }

    [Theory]
    [InlineData("F1", "--until", "2020-01-01", "--reason", "r"), InlineData("F1", "--until", "soon", "--reason", "r"), InlineData("F1", "--until", "2099-01-01", "--reason", "r"), InlineData("F1", "--reason", "r")]
    [InlineData("F1", "--until", "+30", "--reason", " "), InlineData("X1", "--until", "+30", "--reason", "r"), InlineData("F99", "--until", "+30", "--reason", "r"), InlineData("--until", "+30", "--reason", "r"), InlineData("F1", "--host", "web-01", "--until", "+30", "--reason", "r")]
    public void What_is_not_right_is_refused_and_changes_nothing(params string[] arguments)
    {
        Assert.Equal(2, program.Run(["findings", "accept", .. arguments.Select(a => a == "+30" ? Day(30) : a)]).Exit);
        Assert.Contains("\"findings\": []", program.Run("findings", "list", "--status", "accepted", "-o", "json").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_that_is_no_host_is_listed_and_settled_by_a_further_name()
    {
        using JsonDocument list = JsonDocument.Parse(program.Run("findings", "unmatched", "-o", "json").Out);
        JsonElement machine = Assert.Single(list.RootElement.GetProperty("machines").EnumerateArray());
        Assert.Equal(("stranger", "unmatched", "0d4c-b", 1L), (machine.GetProperty("machine").GetString(), machine.GetProperty("match").GetString(), machine.GetProperty("settle").GetString(), machine.GetProperty("openFindings").GetInt64()));
        Assert.Equal(0, program.Run("host", "set", "web-01", "--alias", "0d4c-b").Exit);
        Assert.Contains("Every machine of the scanners is a host here.", program.Run("findings", "unmatched").Out, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(program.Run("findings", "list", "--host", "web-01", "-o", "json").Out).RootElement.GetProperty("findings").GetArrayLength());

        program.Run("host", "add", "web-02");
        Assert.Equal(2, program.Run("host", "set", "web-02", "--alias", "0d4c-b").Exit);
        Assert.Equal(0, program.Run("host", "set", "web-01", "--unalias", "0d4c-b").Exit);
    }

    private static string Day(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
